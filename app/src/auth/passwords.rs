//! Hashing of passwords: argon2id, off the async threads, and only a few at a time.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
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

/// Whether `password` belongs to `stored`; with no stored hash it takes as long, and is false.
///
/// # Errors
/// `Internal` when the work could not be done.
pub async fn verify(password: &str, stored: Option<String>) -> Result<bool, AppError> {
    let password = password.to_owned();
    on_a_hashing_thread(move || {
        let known = stored.is_some();
        let text = stored.or_else(|| NOBODYS_HASH.clone()).unwrap_or_default();
        let matches = PasswordHash::new(&text).is_ok_and(|hash| {
            hasher().is_some_and(|argon2| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        known && matches
    })
    .await
}

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
        assert!(verify("paard accu nietje", Some(stored.clone())).await.unwrap());
        assert!(!verify("paard accu niet", Some(stored)).await.unwrap());
        assert!(!verify("nobody has this password", None).await.unwrap());
    }
}
