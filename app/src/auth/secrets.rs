//! Secrets that this program makes, and the hashes under which it keeps them.

use sha2::{Digest, Sha256};

use crate::error::AppError;

/// A secret for an address: 256 random bits, in letters and figures that need no escaping.
///
/// # Errors
/// `Internal` when the system gives no random numbers.
pub fn link_token() -> Result<String, AppError> {
    Ok(random::<32>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// `N` random bytes.
///
/// # Errors
/// `Internal` when the system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], AppError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "random numbers");
        AppError::Internal
    })?;
    Ok(bytes)
}

/// SHA-256 in hexadecimal. Enough for secrets of this program, which nobody can guess; passwords get argon2.
pub fn digest(secret: &str) -> String {
    Sha256::digest(secret.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
