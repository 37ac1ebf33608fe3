//! What the page and the file of a handover are made of, ready to show.

use chrono::NaiveDate;
use domain::bottlenecks::Level;
use domain::commitments::{LifeCycle, PartyRole};
use domain::deadlines::Phase;
use domain::dutch;
use domain::progress::Standing;
use domain::snapshots::Reasons;
use uuid::Uuid;

use super::filter::Filter;
use crate::decisions::queries::Line;
use crate::proposals::queries::Row;
use crate::ui::Choice;

/// So much of each kind is told; who carries more does not take it over from paper.
pub const MOST: u64 = 500;

/// The first of what there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First<T> {
    pub lines: Vec<T>,
    /// There is more than these.
    pub more: bool,
}

impl<T> Default for First<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), more: false }
    }
}

impl<T> First<T> {
    /// Out of one more than [`MOST`], if there are as many.
    pub fn of(mut lines: Vec<T>) -> Self {
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        let more = lines.len() > most;
        lines.truncate(most);
        Self { lines, more }
    }

    /// `3 afspraken.`
    pub fn counted(&self, (one, many): (&str, &str), nothing: &str) -> String {
        match self.lines.len() {
            0 => nothing.to_owned(),
            amount if self.more => format!("De eerste {amount} {many}; er zijn er meer."),
            amount => format!("{}.", dutch::count(amount as u64, one, many)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub organisation: (Uuid, String),
    /// None: all functions together.
    pub function: Option<String>,
    pub organisations: Vec<Choice>,
    /// Those that are in use there, of what the reader may see.
    pub functions: Vec<String>,
    /// For whom it was made.
    pub reader: String,
    /// `21-11-2026 14:05`
    pub made: String,
    pub carried: First<Carried>,
    /// Of one function: how many more the organisation carries without saying in which.
    pub unnamed: u64,
    /// Of the organisation, whichever function is asked for: an answer is an organisation's.
    pub to_answer: First<ToAnswer>,
    pub decisions: First<Line>,
    pub blocked: First<Blocked>,
    /// In all of these together, each dwelling once.
    pub dwellings_at_risk: u64,
    pub questions: First<Question>,
    pub seats: Vec<Seat>,
    /// Of the organisation, and not through every body yet.
    pub proposals: First<Row>,
    /// What the organisation does in the region, as it wrote down.
    pub role: Option<String>,
    /// None: it is no gemeente, and no deadline is its own.
    pub deadlines: Option<Vec<Deadline>>,
    /// Parts of the address that name what there is not.
    pub unknown: Vec<String>,
}

impl Page {
    /// The organisation and the function.
    pub fn whose(&self) -> String {
        let function = self.function.as_deref().unwrap_or("alle functies");
        format!("{}, {function}", self.organisation.1)
    }

    /// Where this is, whoever opens it.
    pub fn address(&self, path: &str) -> String {
        Filter { organisation: Some(self.organisation.0), function: self.function.clone() }.address(path)
    }
}

/// An open commitment in which the function leads or is a partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub id: Uuid,
    /// Number, title and gemeente.
    pub name: String,
    pub example: bool,
    pub life_cycle: LifeCycle,
    pub change_asked: bool,
    pub role: PartyRole,
    pub function: Option<String>,
    pub due: String,
    pub overdue: bool,
    pub progress: Standing,
    pub stale: bool,
    /// Of what is amber or red.
    pub reasons: Reasons,
    /// The first that are still to be done.
    pub milestones: Vec<Milestone>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub title: String,
    pub due: String,
    pub overdue: bool,
}

impl Milestone {
    pub fn told(&self) -> String {
        let late = if self.overdue { ", over tijd" } else { "" };
        format!("{} ({}{late})", self.title, self.due)
    }
}

/// What lies with the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToAnswer {
    pub commitment: Uuid,
    pub name: String,
    pub example: bool,
    /// The reservation that it made; none: it did not answer yet.
    pub reservation: Option<String>,
}

impl ToAnswer {
    pub fn told(&self) -> String {
        match &self.reservation {
            Some(text) => format!("Onder voorbehoud bevestigd: {text}"),
            None => "Nog niet beantwoord".to_owned(),
        }
    }
}

/// An open bottleneck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    pub id: Uuid,
    pub title: String,
    pub example: bool,
    pub level: Level,
    pub owner: String,
    pub acting: String,
    pub action: String,
    pub dwellings_at_risk: u64,
}

/// Asked, and neither answered nor seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub comment: Uuid,
    pub commitment: Uuid,
    /// Of the commitment.
    pub name: String,
    pub example: bool,
    pub asked_by: String,
    pub on: NaiveDate,
    pub function: Option<String>,
    pub text: String,
}

/// A place in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub body: String,
    /// Member or secretary, and in which function.
    pub role: String,
    /// The first meeting to come.
    pub next: Option<(Uuid, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub title: String,
    pub due: String,
    pub distance: Option<String>,
    /// How far the gemeente is.
    pub phase: Phase,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_said() {
        let words = ("vraag", "vragen");
        assert_eq!(First::<u64>::default().counted(words, "Geen vragen."), "Geen vragen.");
        assert_eq!(First::of(vec![1]).counted(words, ""), "1 vraag.");
        let all = First::of((0..MOST).collect());
        assert_eq!((all.counted(words, "").as_str(), all.more), ("500 vragen.", false));
        let first = First::of((0..=MOST).collect());
        assert_eq!(first.lines.len() as u64, MOST);
        assert_eq!(first.counted(words, ""), "De eerste 500 vragen; er zijn er meer.");
    }
}
