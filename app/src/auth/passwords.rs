//! Hashing of passwords: argon2id, off the async threads, and only a few at a time.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::passwords::WeakPassword;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::AppError;

/// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// More at once would take memory and processors from readers.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Verified when the account is unknown, so that the answer takes as long as for a known one.
static NOBODYS_HASH: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody has this password"));

/// # Errors
/// `Internal` when hashing fails; the reason is in the log.
pub async fn hash(password: &str) -> Result<String, AppError> {
    let password = password.to_owned();
    on_a_hashing_thread(move || hash_now(&password)).await?.ok_or(AppError::Internal)
}

/// What a password turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, but hashed in a way of before: hash it again.
    RightButOutdated,
    Wrong,
}

/// Whether `password` belongs to `stored`; with no stored hash it takes as long, and is wrong.
///
/// # Errors
/// `Internal` when the work could not be done.
pub async fn verify(password: &str, stored: Option<String>) -> Result<Verdict, AppError> {
    let password = password.to_owned();
    on_a_hashing_thread(move || {
        let known = stored.is_some();
        let text = stored.or_else(|| NOBODYS_HASH.clone()).unwrap_or_default();
        let matches = PasswordHash::new(&text).is_ok_and(|hash| {
            hasher().is_some_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        match (known && matches, text.starts_with(&*TODAYS_PREFIX)) {
            (false, _) => Verdict::Wrong,
            (true, true) => Verdict::Right,
            (true, false) => Verdict::RightButOutdated,
        }
    })
    .await
}

/// How a hash of today begins.
static TODAYS_PREFIX: LazyLock<String> =
    LazyLock::new(|| format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"));

/// Whether `password` may be chosen by somebody with these names: the rules of the domain, and one that needs a
/// dictionary. Composition is no rule.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(password: &str, email: &str, names: &[&str]) -> Result<(), WeakPassword> {
    domain::passwords::check(password, email)?;
    let words = names.iter().chain([&email]).flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let own: Vec<&str> =
        words.filter(|word| word.len() > 2).chain(["woonzorgagenda", "wachtwoord", "welkom"]).collect();
    // The estimate looks at the whole text; beyond this length it is slow and nothing is guessed any more.
    let start: String = password.chars().take(ESTIMATED_CHARACTERS).collect();
    if zxcvbn::zxcvbn(&start, &own).score() < zxcvbn::Score::Three { Err(WeakPassword::Common) } else { Ok(()) }
}

const ESTIMATED_CHARACTERS: usize = 64;

async fn on_a_hashing_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let _permit = HASHING.acquire().await.map_err(|_| AppError::Internal)?;
    spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "hashing");
        AppError::Internal
    })
}

fn hash_now(password: &str) -> Option<String> {
    let hash = hasher()?.hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| tracing::error!(%error, "hashing")).ok()
}

fn hasher() -> Option<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_a_known_account_is_accepted() {
        let stored = hash("paard accu nietje").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify("paard accu nietje", Some(stored.clone())).await.unwrap(), Verdict::Right);
        assert_eq!(verify("paard accu niet", Some(stored)).await.unwrap(), Verdict::Wrong);
        assert_eq!(verify("nobody has this password", None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_before_is_recognised() {
        let params = Params::new(8 * 1024, 1, 1, None).unwrap();
        let before = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let stored = before.hash_password(b"paard accu nietje").unwrap().to_string();
        assert_eq!(verify("paard accu nietje", Some(stored)).await.unwrap(), Verdict::RightButOutdated);
    }

    #[test]
    fn what_everybody_tries_first_is_refused_and_a_sentence_is_not() {
        let names = ["Sanne de Vries", "Gemeente Enschede"];
        let check = |password: &str| check(password, "sanne@enschede.example", &names);
        for common in
            ["qwertyuiop12", "123456789012", "Enschede2026!", "Wachtwoord2026!", "SannedeVries1", "aaaaaaaaaaaa"]
        {
            assert!(check(common).is_err(), "{common}");
        }
        for good in ["paard accu nietje", "drie koeien dansen op het dak", &"lang en geldig ".repeat(8)] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }
}
