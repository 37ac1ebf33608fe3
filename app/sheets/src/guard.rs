//! An apostrophe before text that Excel would calculate when it opens a CSV: a name like `=HYPERLINK(…)` is a way in.

use std::borrow::Cow;

/// What Excel takes for the beginning of a formula; before tab and return it looks further.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text that begins with apostrophes before such a start is guarded too. Otherwise nobody could tell ours from theirs.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS)
}

pub fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The inverse of [`guarded`].
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_excel_would_calculate_is_guarded_and_read_back() {
        for text in ["=1+1", "+31 6", "-", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-"] {
            let written = guarded(text);
            assert_eq!(written, format!("'{text}"));
            assert_eq!(unguarded(&written), text);
        }
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["", "'", "'s-Hertogenbosch", "'t Zand", "a=b", "1-2", "''"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }
}
