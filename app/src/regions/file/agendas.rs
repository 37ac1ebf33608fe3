//! The lokale uitvoeringsagenda of a municipality in a region file: its years, and how far it is.

use chrono::NaiveDate;
use domain::agendas::{Adoption, BODY_MAX, Standing, State, YEARS, Years};
use domain::text::{check_line, has_words};

use crate::regions::reader::{At, Lines, Row};

/// An `[[agenda]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaEntry {
    /// By code.
    pub municipality: At<String>,
    pub years: Years,
    pub state: State,
    pub adopted_by: Option<String>,
    pub adopted_on: Option<NaiveDate>,
    pub example: bool,
    pub lines: Lines,
}

impl AgendaEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let states: Vec<&'static str> = State::ALL.iter().map(|state| state.code()).collect();
        let municipality = row.required("municipality");
        let (first, last) = (row.number_in("first_year", YEARS), row.number_in("last_year", YEARS));
        let state = row.word("state", &states);
        let (adopted_by, adopted_on) = (row.optional("adopted_by"), row.optional("adopted_on"));
        let example = row.optional("example").unwrap_or(false);
        Some(Self {
            municipality: municipality?,
            years: Years { first: first?, last: last? },
            state: state?.parse().ok()?,
            adopted_by,
            adopted_on,
            example,
            lines: row.lines(),
        })
    }

    /// How far it is; none when that does not fit together, which [`Self::mistakes`] tells.
    pub fn standing(&self) -> Option<Standing> {
        let adoption = self.adopted_by.clone().zip(self.adopted_on).map(|(by, on)| Adoption { by, on });
        Standing::of(self.state, adoption)
    }

    /// What does not fit, by key.
    pub(super) fn mistakes(&self) -> Vec<(&'static str, String)> {
        let mut mistakes = Vec::new();
        if self.years.last < self.years.first {
            mistakes.push(("last_year", "\"last_year\" lies before \"first_year\"".to_owned()));
        }
        let adopted = self.state == State::Adopted;
        for (key, is_there) in [("adopted_by", self.adopted_by.is_some()), ("adopted_on", self.adopted_on.is_some())] {
            if adopted && !is_there {
                mistakes.push((key, format!("an agenda that is \"{}\" has \"{key}\"", State::Adopted.code())));
            } else if !adopted && is_there {
                mistakes.push((key, format!("only an agenda that is \"{}\" has \"{key}\"", State::Adopted.code())));
            }
        }
        let mut unreadable = Vec::new();
        check_line("adopted_by", "", self.adopted_by.as_deref(), BODY_MAX, &mut unreadable);
        if !unreadable.is_empty() || self.adopted_by.as_deref().is_some_and(|by| !has_words(by)) {
            mistakes
                .push(("adopted_by", format!("\"adopted_by\" has words on one line, at most {BODY_MAX} characters")));
        }
        mistakes
    }
}
