//! How far a municipality is with a deadline, in a region file.

use chrono::NaiveDate;
use domain::agendas::{Adoption, BODY_MAX};
use domain::deadlines::{NOTE_MAX, Phase, Reached};
use domain::text::{check_line, check_text, has_words};

use crate::regions::reader::{At, Lines, Row};

/// A `[[deadline_phase]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinePhaseEntry {
    /// By key.
    pub deadline: At<String>,
    /// By code.
    pub municipality: At<String>,
    pub phase: Phase,
    pub adopted_by: Option<String>,
    pub adopted_on: Option<NaiveDate>,
    pub note: Option<String>,
    pub example: bool,
    pub lines: Lines,
}

impl DeadlinePhaseEntry {
    pub(super) fn read(row: &Row<'_>) -> Option<Self> {
        let phases: Vec<&'static str> = Phase::ALL.iter().map(|phase| phase.code()).collect();
        let (deadline, municipality) = (row.required("deadline"), row.required("municipality"));
        let phase = row.word("phase", &phases);
        let (adopted_by, adopted_on) = (row.optional("adopted_by"), row.optional("adopted_on"));
        let (note, example) = (row.optional("note"), row.optional("example").unwrap_or(false));
        Some(Self {
            deadline: deadline?,
            municipality: municipality?,
            phase: phase?.parse().ok()?,
            adopted_by,
            adopted_on,
            note,
            example,
            lines: row.lines(),
        })
    }

    /// As it is told on a day; none when that does not fit together, which [`Self::mistakes`] tells.
    pub fn reached(&self, told_on: NaiveDate) -> Option<Reached> {
        let adoption = self.adopted_by.clone().zip(self.adopted_on).map(|(by, on)| Adoption { by, on });
        Reached::of(self.phase, adoption, told_on, self.note.clone())
    }

    /// What does not fit, by key.
    pub(super) fn mistakes(&self) -> Vec<(&'static str, String)> {
        let mut mistakes = Vec::new();
        let adopted = self.phase == Phase::Adopted;
        for (key, is_there) in [("adopted_by", self.adopted_by.is_some()), ("adopted_on", self.adopted_on.is_some())] {
            if adopted && !is_there {
                mistakes.push((key, format!("a phase \"{}\" has \"{key}\"", Phase::Adopted.code())));
            } else if !adopted && is_there {
                mistakes.push((key, format!("only a phase \"{}\" has \"{key}\"", Phase::Adopted.code())));
            }
        }
        let mut unreadable = Vec::new();
        check_line("adopted_by", "", self.adopted_by.as_deref(), BODY_MAX, &mut unreadable);
        if !unreadable.is_empty() || self.adopted_by.as_deref().is_some_and(|by| !has_words(by)) {
            let message = format!("\"adopted_by\" has words on one line, at most {BODY_MAX} characters");
            mistakes.push(("adopted_by", message));
        }
        let mut unreadable = Vec::new();
        check_text("note", "", self.note.as_deref(), NOTE_MAX, &mut unreadable);
        if !unreadable.is_empty() {
            mistakes.push(("note", format!("\"note\" has at most {NOTE_MAX} characters, all of which can be seen")));
        }
        mistakes
    }
}
