//! How the commitments of each gemeente stand at a moment.

use std::collections::BTreeMap;

use domain::progress::{Aspect, Standing, Stoplight};
use domain::since::{Key, Slot, Subject, Value};
use domain::snapshots::Moment;
use uuid::Uuid;

/// How many of the open commitments stand how, for the region (none) and in each gemeente.
pub type Standings = BTreeMap<Option<Uuid>, BTreeMap<Standing, usize>>;

/// Of what the moment holds.
pub fn standings(moment: &Moment) -> Standings {
    let mut standings = Standings::new();
    for subject in moment.kept.subjects.keys() {
        if let Some(standing) = standing_of(moment, *subject) {
            let place = moment.kept.state.place(*subject).map(|id| id.0);
            *standings.entry(place).or_default().entry(standing).or_default() += 1;
        }
    }
    standings
}

/// None: it is no commitment, or it is closed.
fn standing_of(moment: &Moment, subject: Subject) -> Option<Standing> {
    if !matches!(subject, Subject::Commitment(_)) {
        return None;
    }
    let value = |slot| moment.kept.state.get(Key { subject, slot }).map(|held| &held.value);
    let Some(Value::LifeCycle(life_cycle)) = value(Slot::LifeCycle) else { return None };
    let light = |aspect: &Aspect| match value(Slot::Stoplight(*aspect)) {
        Some(Value::Light(light)) => Some(*light),
        _ => None,
    };
    let status: Option<Stoplight> = Aspect::ALL.iter().filter_map(light).max();
    let reported_on = match value(Slot::ReportedOn) {
        Some(Value::Day(day)) => Some(*day),
        _ => None,
    };
    life_cycle.is_open().then(|| moment.reckoning.standing(*life_cycle, status, reported_on))
}
