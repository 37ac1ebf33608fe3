//! File names that change when the content does.

use sha2::{Digest, Sha256};

/// 64 bits: too many for two versions to meet by accident, and short in a page.
const HASH_CHARACTERS: usize = 16;

pub fn hashed(stem: &str, extension: &str, content: &[u8]) -> String {
    let hash = &hex(&Sha256::digest(content))[..HASH_CHARACTERS];
    format!("{stem}-{hash}.{extension}")
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_content() {
        // The SHA-256 of "abc", from its standard.
        assert_eq!(hashed("app", "js", b"abc"), "app-ba7816bf8f01cfea.js");
        assert_ne!(hashed("app", "js", b"abd"), "app-ba7816bf8f01cfea.js");
    }

    #[test]
    fn the_same_content_has_the_same_name() {
        assert_eq!(hashed("app", "js", b"same"), hashed("app", "js", b"same"));
    }
}
