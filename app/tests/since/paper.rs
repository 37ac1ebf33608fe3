//! A PDF as somebody reads it who does not see it.

use std::env::var_os;
use std::io::Write;
use std::process::Command;

use tempfile::NamedTempFile;

const MISSING: &str = "This test reads a PDF with pdftotext. On Debian, as root: apt-get install poppler-utils";

/// What it says, as [`bare`] has it, each row of a table after the other. None on a computer without pdftotext, unless all that
/// tests need must be there.
pub fn words(pdf: &[u8]) -> Option<String> {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let Ok(read) = Command::new("pdftotext").arg("-raw").arg(file.path()).arg("-").output() else {
        assert!(var_os("TEST_POSTGRES_REQUIRED").is_none() && var_os("CI").is_none(), "{MISSING}");
        eprintln!("{MISSING}");
        return None;
    };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    Some(bare(&String::from_utf8(read.stdout).unwrap()))
}

/// A text without what differs by where its lines break: white space and hyphens.
pub fn bare(text: &str) -> String {
    let breaks = |letter: &char| !letter.is_whitespace() && !matches!(letter, '-' | '\u{ad}' | '\u{2010}');
    text.chars().filter(breaks).collect()
}
