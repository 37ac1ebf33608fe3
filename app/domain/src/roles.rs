//! What an organisation does in the region, in its own words, and whether its bestuurder stands behind them.

use chrono::NaiveDate;

use crate::text::{check_text, has_words};
use crate::{Problem, coded_enum};

pub const TEXT_MAX: usize = 8_000;

coded_enum! {
    /// Whether an organisation's role is acknowledged.
    Standing {
        Missing = "geen", "Nog geen rolbeschrijving";
        Waiting = "niet-erkend", "Nog niet erkend";
        Acknowledged = "erkend", "Erkend";
    }
}

/// That the bestuurder acknowledged one version of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    pub version: i32,
    pub on: NaiveDate,
}

/// The versions of a text: only the newest counts, so that a changed text asks again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    pub newest: i32,
    /// The last one.
    pub acknowledged: Option<Acknowledgement>,
}

impl Versions {
    /// The acknowledgement, when it is of the newest text.
    pub fn in_force(&self) -> Option<Acknowledgement> {
        self.acknowledged.filter(|one| one.version == self.newest)
    }
}

impl Standing {
    /// None: nothing is written.
    pub fn of(versions: Option<Versions>) -> Self {
        match versions {
            None => Self::Missing,
            Some(versions) if versions.in_force().is_some() => Self::Acknowledged,
            Some(_) => Self::Waiting,
        }
    }
}

/// What is wrong with a text.
pub fn problems(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !has_words(text) {
        problems.push(Problem::new("text", "Schrijf op wat uw organisatie in de regio doet."));
    }
    check_text("text", "De rolbeschrijving", Some(text), TEXT_MAX, &mut problems);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_text_asks_again() {
        let on = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
        let versions = |newest, acknowledged: Option<i32>| {
            Some(Versions { newest, acknowledged: acknowledged.map(|version| Acknowledgement { version, on }) })
        };
        assert_eq!(Standing::of(None), Standing::Missing);
        assert_eq!(Standing::of(versions(1, None)), Standing::Waiting);
        assert_eq!(Standing::of(versions(1, Some(1))), Standing::Acknowledged);
        assert_eq!(Standing::of(versions(2, Some(1))), Standing::Waiting);
        assert_eq!(Standing::of(versions(3, Some(3))), Standing::Acknowledged);
    }

    #[test]
    fn a_text_has_words_and_fits() {
        let fields = |text: &str| problems(text).into_iter().map(|problem| problem.field).collect::<Vec<_>>();
        assert_eq!(fields("Wij bouwen.\n\nEn wij verhuren."), [""; 0]);
        for wrong in [String::new(), " - ".to_owned(), "x".repeat(8_001), "een\u{202e}twee".to_owned()] {
            assert_eq!(fields(&wrong), ["text"], "{wrong}");
        }
    }
}
