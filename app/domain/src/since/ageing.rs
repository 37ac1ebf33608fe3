//! What changes because time goes by: a report goes stale, a milestone is missed, a commitment is overdue, a deadline passes. No
//! event tells of it; it follows from what was known at both moments and the day of each.

use chrono::NaiveDate;

use super::{Date, Held, Key, Kind, Line, Slot, State, Value};
use crate::Period;
use crate::commitments::{LifeCycle, is_overdue};
use crate::ids::MunicipalityId;
use crate::progress::Reckoning;

/// The days of the two moments, with what counts as stale on each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    pub before: Reckoning,
    pub after: Reckoning,
}

/// What grows old, as it was known at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The last report of progress.
    Report {
        life_cycle: LifeCycle,
        on: NaiveDate,
    },
    Milestone {
        life_cycle: LifeCycle,
        last_day: NaiveDate,
        done: bool,
    },
    Commitment {
        life_cycle: LifeCycle,
        last_day: NaiveDate,
    },
    Deadline {
        last_day: NaiveDate,
    },
    /// A deadline that comes again: it is never over, but its day goes by.
    Recurring {
        due: Period,
    },
}

impl Clock {
    /// Its time is over on that day.
    pub fn is_over(self, day: Reckoning) -> bool {
        match self {
            Self::Report { life_cycle, on } => day.is_stale(life_cycle, Some(on)),
            Self::Milestone { done: true, .. } => false,
            Self::Milestone { life_cycle, last_day, .. } | Self::Commitment { life_cycle, last_day } => {
                is_overdue(life_cycle, Some(last_day), day.today)
            }
            Self::Deadline { last_day } => last_day < day.today,
            Self::Recurring { .. } => false,
        }
    }

    /// None: each time anew.
    const fn counts_from(self) -> Option<NaiveDate> {
        match self {
            Self::Report { on, .. } => Some(on),
            Self::Milestone { last_day, .. } | Self::Commitment { last_day, .. } | Self::Deadline { last_day } => {
                Some(last_day)
            }
            Self::Recurring { .. } => None,
        }
    }

    /// The first time between the moments that its day went by.
    fn went_by(self, between: Between) -> Option<NaiveDate> {
        match self {
            Self::Recurring { due } => due.next_end(between.before.today).filter(|end| *end < between.after.today),
            _ => None,
        }
    }

    const fn is_open(self) -> bool {
        match self {
            Self::Report { life_cycle, .. }
            | Self::Milestone { life_cycle, .. }
            | Self::Commitment { life_cycle, .. } => life_cycle.is_open(),
            Self::Deadline { .. } | Self::Recurring { .. } => true,
        }
    }
}

/// One thing that grows old, at both moments; none where it was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    pub key: Key,
    pub municipality: Option<MunicipalityId>,
    pub before: Option<Clock>,
    pub after: Option<Clock>,
    /// What the slot holds at the second moment, where the line names it: the milestone.
    pub says: Option<Value>,
}

impl Age {
    /// The line for what its time brought between the moments, and for what was looked at again.
    pub fn line(&self, between: Between) -> Option<Line> {
        let after = self.after?;
        let went_by = self.before.filter(|before| *before == after).and_then(|clock| clock.went_by(between));
        let was_over = self.before.is_some_and(|clock| clock.is_over(between.before));
        let is_over = after.is_over(between.after);
        // Also when it was over before and got another time in between, which is over as well.
        let ran_out = is_over && (!was_over || self.was_renewed(after));
        let kind = match after {
            Clock::Report { .. } if ran_out => Kind::GoneStale,
            Clock::Report { .. } if was_over && !is_over && after.is_open() && self.was_renewed(after) => {
                Kind::Refreshed
            }
            Clock::Milestone { .. } if ran_out => Kind::MilestoneMissed,
            Clock::Commitment { .. } if ran_out => Kind::Overdue,
            Clock::Deadline { .. } if ran_out => Kind::DeadlinePassed,
            Clock::Recurring { .. } if went_by.is_some() => Kind::DeadlinePassed,
            _ => return None,
        };
        let known_before = self.before.filter(|_| kind == Kind::Refreshed).and_then(Clock::counts_from);
        let day = went_by.or_else(|| after.counts_from()).map(Value::Day);
        Some(Line {
            municipality: self.municipality,
            kind,
            subject: self.key.subject,
            slot: self.key.slot,
            before: known_before.map(Value::Day),
            after: self.says.clone().or(day),
            note: None,
            dwellings: None,
        })
    }

    /// Because somebody reported or it was put off; not because the region took a longer term.
    fn was_renewed(&self, after: Clock) -> bool {
        self.before.is_some_and(|before| before.counts_from() < after.counts_from())
    }
}

/// All that can have grown old between two states that were kept.
pub fn ages(before: &State, after: &State) -> Vec<Age> {
    let age = |(key, held): (Key, &Held)| {
        Some(Age {
            key,
            municipality: after.place(key.subject),
            before: clock(before, key),
            after: Some(clock(after, key)?),
            says: matches!(held.value, Value::Milestone { .. }).then(|| held.value.clone()),
        })
    };
    after.iter().filter(|(key, _)| grows_old(key.slot)).filter_map(age).collect()
}

const fn grows_old(slot: Slot) -> bool {
    matches!(slot, Slot::ReportedOn | Slot::Milestone(_) | Slot::LastDay | Slot::Date(Date::Deadline))
}

fn clock(state: &State, key: Key) -> Option<Clock> {
    let value = &state.get(key)?.value;
    if let (Slot::Date(Date::Deadline), Value::When(Some(due))) = (key.slot, value) {
        return match due.recurs() {
            true => Some(Clock::Recurring { due: *due }),
            false => Some(Clock::Deadline { last_day: due.last_day()? }),
        };
    }
    let life_cycle = state.life_cycle(key.subject)?;
    match (key.slot, value) {
        (Slot::ReportedOn, Value::Day(on)) => Some(Clock::Report { life_cycle, on: *on }),
        (Slot::LastDay, Value::Day(last_day)) => Some(Clock::Commitment { life_cycle, last_day: *last_day }),
        (Slot::Milestone(_), Value::Milestone { due, done_on, .. }) => {
            Some(Clock::Milestone { life_cycle, last_day: due.last_day()?, done: done_on.is_some() })
        }
        _ => None,
    }
}
