//! A line in words, the same on screen, on paper and in a spreadsheet. What the subject is called comes from who shows it.

use super::{Kind, Line, Slot, Value};
use crate::dutch;

impl Line {
    /// Of which part of the subject it tells, where it has parts: the aspect, the date, the milestone.
    pub fn part(&self) -> Option<String> {
        match (self.slot, self.after.as_ref().or(self.before.as_ref())) {
            (Slot::Stoplight(aspect), _) => Some(aspect.label().to_owned()),
            (Slot::Date(date), _) => Some(date.label().to_owned()),
            (Slot::LegalStatus, _) => Some("Juridische status".to_owned()),
            (Slot::Source, _) => Some("Bron".to_owned()),
            (Slot::Milestone(_), Some(Value::Milestone { title, .. })) => Some(format!("Mijlpaal ‘{title}’")),
            (Slot::Version(number) | Slot::Answer { version: number, .. }, _) => Some(format!("Versie {number}")),
            _ => None,
        }
    }

    /// From what to what: `Groen → Rood`, `24 woningen`. Empty where the kind says it all.
    pub fn change(&self) -> String {
        if let Some((before, after)) = self.from_to() {
            return if before.is_empty() { after } else { format!("{before} → {after}") };
        }
        match self.kind {
            Kind::Delivered | Kind::Verified | Kind::DeliveryCorrected | Kind::VerifiedLower => {
                let many = self.dwellings_more().unsigned_abs();
                dutch::count(many, "woning", "woningen")
            }
            Kind::GoneStale => format!("laatste melding {}", words(&self.after)),
            Kind::Refreshed => format!("gemeld op {}", words(&self.after)),
            Kind::Overdue | Kind::DeadlinePassed => format!("tot en met {}", words(&self.after)),
            Kind::MilestonePassed => self.milestone_done(),
            Kind::MilestoneMissed | Kind::MilestoneRemoved | Kind::MilestoneReopened
                if matches!(self.slot, Slot::Milestone(_)) =>
            {
                format!("gepland {}", milestone_due(if self.after.is_some() { &self.after } else { &self.before }))
            }
            Kind::AskedAgain => words(&self.after),
            // Of a comment whose it is.
            Kind::FileAdded | Kind::FileWithdrawn | Kind::Commented | Kind::CommentWithdrawn => {
                words(if self.after.is_some() { &self.after } else { &self.before })
            }
            _ => String::new(),
        }
    }

    /// What it was and what it is, of a kind that tells both. What was not there before was nothing.
    pub fn from_to(&self) -> Option<(String, String)> {
        let of_milestone = matches!(self.slot, Slot::Milestone(_));
        let (before, after) = match self.kind {
            Kind::DateMoved if of_milestone => (milestone_due(&self.before), milestone_due(&self.after)),
            // Nobody had reported before.
            Kind::Stoplight | Kind::DeadlinePhase if self.before.is_none() => {
                ("nog niet gemeld".to_owned(), words(&self.after))
            }
            Kind::Stoplight
            | Kind::DateMoved
            | Kind::Escalated
            | Kind::ProjectStatus
            | Kind::Phase
            | Kind::PlanStatus
            | Kind::Target
            | Kind::DeadlineChanged
            | Kind::DeadlinePhase
            | Kind::Agenda => (words(&self.before), words(&self.after)),
            _ => return None,
        };
        let lapsed = after.is_empty() && !before.is_empty();
        Some((before, if lapsed { "vervallen".to_owned() } else { after }))
    }

    /// How many dwellings more there are, of a line of deliveries.
    pub fn dwellings_more(&self) -> i64 {
        let number = |value: &Option<Value>| match value {
            Some(Value::Number(number)) => *number,
            _ => 0,
        };
        number(&self.after) - number(&self.before)
    }

    fn milestone_done(&self) -> String {
        match &self.after {
            Some(Value::Milestone { done_on: Some(day), .. }) => format!("op {}", dutch::date(*day)),
            _ => String::new(),
        }
    }
}

fn words(value: &Option<Value>) -> String {
    value.as_ref().map(Value::words).unwrap_or_default()
}

fn milestone_due(value: &Option<Value>) -> String {
    match value {
        Some(Value::Milestone { due, .. }) => due.label(),
        _ => String::new(),
    }
}
