//! A line in words, the same on screen, on paper and in a spreadsheet. What the subject is called comes from who shows it.

use super::{Kind, Line, Slot, Value};
use crate::dutch;

impl Line {
    /// Of which part of the subject it tells, where it has parts: the aspect, the date, the milestone.
    pub fn part(&self) -> Option<String> {
        match (self.slot, self.after.as_ref().or(self.before.as_ref())) {
            (Slot::Stoplight(aspect), _) => Some(aspect.label().to_owned()),
            (Slot::Date(date), _) => Some(date.label().to_owned()),
            (Slot::Milestone(_), Some(Value::Milestone { title, .. })) => Some(format!("Mijlpaal ‘{title}’")),
            (Slot::Version(number) | Slot::Answer { version: number, .. }, _) => Some(format!("Versie {number}")),
            _ => None,
        }
    }

    /// From what to what: `Groen → Rood`, `24 woningen`. Empty where the kind says it all.
    pub fn change(&self) -> String {
        let words = |value: &Option<Value>| value.as_ref().map(Value::words).unwrap_or_default();
        match self.kind {
            Kind::Delivered | Kind::Verified | Kind::DeliveryCorrected | Kind::VerifiedLower => {
                let many = self.dwellings_more().unsigned_abs();
                dutch::count(many, "woning", "woningen")
            }
            Kind::GoneStale => format!("laatste melding {}", words(&self.after)),
            Kind::Refreshed => format!("gemeld op {}", words(&self.after)),
            Kind::Overdue | Kind::DeadlinePassed => format!("tot en met {}", words(&self.after)),
            Kind::MilestonePassed => self.milestone_done(),
            Kind::DateMoved | Kind::MilestoneMissed | Kind::MilestoneRemoved | Kind::MilestoneReopened
                if matches!(self.slot, Slot::Milestone(_)) =>
            {
                self.milestone_days()
            }
            // Nobody had reported before.
            Kind::Stoplight | Kind::DeadlinePhase if self.before.is_none() => {
                arrow("nog niet gemeld", &words(&self.after))
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
            | Kind::Agenda => arrow(&words(&self.before), &words(&self.after)),
            Kind::AskedAgain => words(&self.after),
            // Of a comment whose it is.
            Kind::FileAdded | Kind::FileWithdrawn | Kind::Commented | Kind::CommentWithdrawn => {
                words(if self.after.is_some() { &self.after } else { &self.before })
            }
            _ => String::new(),
        }
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

    fn milestone_days(&self) -> String {
        let due = |value: &Option<Value>| match value {
            Some(Value::Milestone { due, .. }) => due.label(),
            _ => String::new(),
        };
        match self.kind {
            Kind::DateMoved => arrow(&due(&self.before), &due(&self.after)),
            _ => format!("gepland {}", due(if self.after.is_some() { &self.after } else { &self.before })),
        }
    }
}

fn arrow(before: &str, after: &str) -> String {
    match (before, after) {
        ("", after) => after.to_owned(),
        (before, "") => format!("{before} → vervallen"),
        (before, after) => format!("{before} → {after}"),
    }
}
