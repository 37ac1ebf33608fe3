//! Which passwords are accepted. Length counts, composition does not (NIST SP 800-63B, OWASP ASVS 5).

pub const MIN_LENGTH: usize = 12;
/// Hashing is expensive on purpose; a bound keeps one request from hashing megabytes.
pub const MAX_LENGTH: usize = 128;

/// Words that say what the product is: the first that an attacker tries.
const CONTEXT_WORDS: [&str; 4] = ["woonzorgagenda", "wachtwoord", "password", "welkom"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("use at least {MIN_LENGTH} characters")]
    TooShort,
    #[error("use at most {MAX_LENGTH} characters")]
    TooLong,
    #[error("choose something that is not mostly a common word")]
    Common,
    #[error("choose something that does not hold the e-mail address")]
    HoldsAddress,
}

impl WeakPassword {
    /// For the screen.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::TooShort => {
                "Kies een wachtwoord van minstens 12 tekens. Een zin van een paar woorden is het makkelijkst."
            }
            Self::TooLong => "Kies een wachtwoord van hoogstens 128 tekens.",
            Self::Common => "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier losse woorden.",
            Self::HoldsAddress => "Kies een wachtwoord waar uw e-mailadres niet in staat.",
        }
    }
}

/// # Errors
/// The first rule that `password` breaks for the account `email`.
pub fn check(password: &str, email: &str) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(WeakPassword::TooShort);
    }
    if length > MAX_LENGTH {
        return Err(WeakPassword::TooLong);
    }
    let lower = password.to_lowercase();
    let remainder = CONTEXT_WORDS.iter().fold(lower.clone(), |text, word| text.replace(word, ""));
    let mut distinct: Vec<char> = remainder.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 5 {
        return Err(WeakPassword::Common);
    }
    let name = email.split('@').next().unwrap_or_default().to_lowercase();
    if name.len() >= 4 && lower.contains(&name) {
        return Err(WeakPassword::HoldsAddress);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_and_composition_does_not() {
        let email = "ambtenaar@gemeente.example";
        assert_eq!(check("elf-tekens!", email), Err(WeakPassword::TooShort));
        assert_eq!(check("paard accu nietje", email), Ok(()));
        assert_eq!(check(&"abcdef".repeat(22), email), Err(WeakPassword::TooLong));
        assert_eq!(check("wachtwoord123", email), Err(WeakPassword::Common));
        assert_eq!(check("aaaaaaaaaaaaaa", email), Err(WeakPassword::Common));
        assert_eq!(check("ambtenaar-2026-x", email), Err(WeakPassword::HoldsAddress));
    }
}
