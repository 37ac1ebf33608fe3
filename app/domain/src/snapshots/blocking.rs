//! The bottlenecks that are open at a moment: what they put at risk, and who is to move.

use serde::{Deserialize, Serialize};

use super::kept::Moment;
use crate::bottlenecks::{Level, State};
use crate::ids::{BottleneckId, MunicipalityId, OrganisationId};
use crate::since::{Slot, Subject, Value};

/// What an open bottleneck puts at risk, and what is to happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocking {
    /// Dwellings, as far as the whole region sees what it blocks.
    pub dwellings: u64,
    /// The next step, and who takes it.
    pub action: String,
    pub acting: OrganisationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_function: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenBottleneck {
    pub id: BottleneckId,
    pub title: String,
    /// None: it blocks in several gemeenten, or in the region's own agenda.
    pub municipality: Option<MunicipalityId>,
    pub level: Level,
    pub blocking: Blocking,
}

impl Moment {
    /// Those that put most dwellings at risk first, then those that lie highest, and then by name.
    pub fn bottlenecks(&self) -> Vec<OpenBottleneck> {
        let mut open: Vec<OpenBottleneck> = self.kept.subjects.keys().filter_map(|one| self.bottleneck(*one)).collect();
        let order = |one: &OpenBottleneck| (one.blocking.dwellings, one.level);
        open.sort_by(|a, b| (order(b), &a.title).cmp(&(order(a), &b.title)));
        open
    }

    fn bottleneck(&self, subject: Subject) -> Option<OpenBottleneck> {
        let Subject::Bottleneck(id) = subject else { return None };
        let about = self.kept.subjects.get(&subject)?;
        let Some(Value::Bottleneck(State::Open)) = self.value(subject, Slot::BottleneckState) else { return None };
        let Some(Value::Level(level)) = self.value(subject, Slot::Level) else { return None };
        Some(OpenBottleneck {
            id,
            title: about.name.clone(),
            municipality: self.kept.state.place(subject),
            level: *level,
            blocking: about.blocking.clone()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::super::kept::{About, Kept, Marks};
    use super::*;
    use crate::since::{Held, Key};

    #[test]
    fn those_that_are_open_come_by_their_dwellings_and_then_by_their_level() {
        let mut kept = Kept::default();
        let all = [
            ("B", State::Open, Level::Local, 40),
            ("A", State::Open, Level::Local, 0),
            ("C", State::Open, Level::National, 40),
            ("D", State::Solved, Level::National, 99),
        ];
        for (number, (title, state, level, dwellings)) in (1..).zip(all) {
            let subject = Subject::Bottleneck(Uuid::from_u128(number).into());
            let acting = Uuid::from_u128(9).into();
            let blocking = Blocking { dwellings, action: "Bellen".to_owned(), acting, acting_function: None };
            let about = About::new(title.to_owned(), Marks::Region);
            kept.subjects.insert(subject, About { blocking: Some(blocking), ..about });
            for (slot, value) in [(Slot::BottleneckState, Value::Bottleneck(state)), (Slot::Level, Value::Level(level))]
            {
                kept.state.hold(Key { subject, slot }, None, Held { value, note: None });
            }
        }
        let moment = Moment::new(kept, NaiveDate::from_ymd_opt(2027, 3, 15).unwrap(), 13);
        let titles: Vec<String> = moment.bottlenecks().into_iter().map(|one| one.title).collect();
        assert_eq!(titles, ["C", "B", "A"]);
    }
}
