//! What a first visit downloads, and how much that may be.

use std::fmt::Write;

use crate::Result;
use crate::output::{Output, Written};

/// In bytes: WASM, JavaScript, style and fonts together, as they travel.
const BUDGET: u64 = 400_000;

pub struct FirstVisit<'a> {
    files: &'a [Written],
}

impl<'a> FirstVisit<'a> {
    pub fn of(output: &'a Output) -> FirstVisit<'a> {
        FirstVisit { files: &output.files }
    }

    /// One row per file, then the total.
    pub fn table(&self) -> String {
        let mut text = String::new();
        let mut row = |name: &str, raw: &str, sent: &str| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name:<52} {raw:>11} {sent:>11}");
        };
        row("First visit", "raw", "brotli");
        for file in self.downloaded() {
            let name = file.path.trim_start_matches("pkg/");
            row(name, &kilobytes(file.bytes), &kilobytes(file.sent));
        }
        let raw = self.downloaded().map(|file| file.bytes).sum();
        row("Total", &kilobytes(raw), &kilobytes(self.sent()));
        row("Budget", "", &kilobytes(BUDGET));
        text
    }

    /// For when nothing changed since the table was shown.
    pub fn summary(&self) -> String {
        format!(
            "Browser files unchanged: a first visit downloads {} of {}\n",
            kilobytes(self.sent()),
            kilobytes(BUDGET)
        )
    }

    pub fn check(&self) -> Result<()> {
        let sent = self.sent();
        if sent <= BUDGET {
            return Ok(());
        }
        Err(format!(
            "a first visit downloads {}, which is {} over the budget of {}; \
             look for a new dependency of `app` in the browser, or a font that few pages need",
            kilobytes(sent),
            kilobytes(sent - BUDGET),
            kilobytes(BUDGET)
        ))
    }

    fn downloaded(&self) -> impl Iterator<Item = &Written> {
        self.files.iter().filter(|file| file.on_first_visit)
    }

    fn sent(&self) -> u64 {
        self.downloaded().map(|file| file.sent).sum()
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, sent: u64, on_first_visit: bool) -> Written {
        Written { path: path.to_owned(), bytes: sent * 3, sent, on_first_visit }
    }

    #[test]
    fn only_the_first_visit_counts() {
        let files = [file("pkg/a.wasm", 399_000, true), file("pkg/arrow-1.svg", 90_000, false)];
        let visit = FirstVisit { files: &files };
        assert_eq!(visit.check(), Ok(()));
        assert!(visit.summary().contains("399.0 KB of 400.0 KB"));
        assert!(!visit.table().contains("arrow-1"));
    }

    #[test]
    fn too_much_is_refused_with_the_excess() {
        let files = [file("pkg/a.wasm", 399_000, true), file("pkg/a.js", 11_500, true)];
        let problem = FirstVisit { files: &files }.check().unwrap_err();
        assert!(problem.contains("410.5 KB"), "{problem}");
        assert!(problem.contains("10.5 KB over"), "{problem}");
    }
}
