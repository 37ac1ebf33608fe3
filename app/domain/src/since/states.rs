//! What every slot held at a moment: what a snapshot keeps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Key, Slot, Subject, Turn, Value};
use crate::commitments::LifeCycle;
use crate::ids::MunicipalityId;

/// What one slot holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub value: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// All that one subject holds, and in which gemeente it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct About {
    municipality: Option<MunicipalityId>,
    slots: BTreeMap<Slot, Held>,
}

/// As JSON a list in the order of its subjects and slots: the same state is the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Stored>", into = "Vec<Stored>")]
pub struct State {
    subjects: BTreeMap<Subject, About>,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    subject: Subject,
    municipality: Option<MunicipalityId>,
    slots: Vec<(Slot, Held)>,
}

impl State {
    pub fn get(&self, key: Key) -> Option<&Held> {
        self.subjects.get(&key.subject)?.slots.get(&key.slot)
    }

    /// In which gemeente a subject counts; none: in the region, or there is no such subject.
    pub fn place(&self, subject: Subject) -> Option<MunicipalityId> {
        self.subjects.get(&subject)?.municipality
    }

    pub fn iter(&self) -> impl Iterator<Item = (Key, &Held)> {
        self.subjects.iter().flat_map(|(subject, about)| {
            about.slots.iter().map(move |(slot, held)| (Key { subject: *subject, slot: *slot }, held))
        })
    }

    /// A subject counts where it was said to last.
    pub fn hold(&mut self, key: Key, municipality: Option<MunicipalityId>, held: Held) {
        let about = self.subjects.entry(key.subject).or_default();
        about.municipality = municipality;
        about.slots.insert(key.slot, held);
    }

    /// What happened, after what happened before.
    pub fn apply(&mut self, turn: Turn) {
        if let Some(value) = turn.after {
            self.hold(turn.key, turn.municipality, Held { value, note: turn.note });
            return;
        }
        if let Some(about) = self.subjects.get_mut(&turn.key.subject) {
            about.municipality = turn.municipality;
            about.slots.remove(&turn.key.slot);
            if about.slots.is_empty() {
                self.subjects.remove(&turn.key.subject);
            }
        }
    }

    /// Only what this reader may see.
    #[must_use]
    pub fn seen(mut self, may_see: impl Fn(Subject) -> bool) -> Self {
        self.subjects.retain(|subject, _| may_see(*subject));
        self
    }

    pub(super) fn life_cycle(&self, subject: Subject) -> Option<LifeCycle> {
        match self.get(Key { subject, slot: Slot::LifeCycle })?.value {
            Value::LifeCycle(state) => Some(state),
            _ => None,
        }
    }
}

impl From<Vec<Stored>> for State {
    fn from(stored: Vec<Stored>) -> Self {
        let about = |one: Stored| {
            let slots = one.slots.into_iter().collect();
            (one.subject, About { municipality: one.municipality, slots })
        };
        Self { subjects: stored.into_iter().map(about).collect() }
    }
}

impl From<State> for Vec<Stored> {
    fn from(state: State) -> Self {
        let stored = |(subject, about): (Subject, About)| Stored {
            subject,
            municipality: about.municipality,
            slots: about.slots.into_iter().collect(),
        };
        state.subjects.into_iter().map(stored).collect()
    }
}

/// The turn of every slot that does not hold the same at both moments.
pub fn difference(before: &State, after: &State) -> Vec<Turn> {
    let nothing = About::default();
    let gone = before.subjects.iter().filter(|(subject, _)| !after.subjects.contains_key(subject));
    let gone = gone.map(|(subject, about)| (*subject, about, &nothing, about.municipality));
    let there = after.subjects.iter().map(|(subject, about)| {
        let former = before.subjects.get(subject).unwrap_or(&nothing);
        (*subject, former, about, about.municipality)
    });
    let mut turns: Vec<Turn> = gone
        .chain(there)
        .flat_map(|(subject, before, after, municipality)| of_subject(subject, before, after, municipality))
        .collect();
    turns.sort_by_key(|turn| turn.key);
    turns
}

fn of_subject<'a>(
    subject: Subject,
    before: &'a About,
    after: &'a About,
    municipality: Option<MunicipalityId>,
) -> impl Iterator<Item = Turn> + 'a {
    let gone = before.slots.iter().filter(|(slot, _)| !after.slots.contains_key(slot));
    let gone = gone.map(|(slot, held)| (*slot, Some(held), None));
    let there = after.slots.iter().map(|(slot, held)| (*slot, before.slots.get(slot), Some(held)));
    let value = |held: Option<&'a Held>| held.map(|held| &held.value);
    let turned = gone.chain(there).filter(move |(_, before, after)| value(*before) != value(*after));
    turned.map(move |(slot, before, after)| Turn {
        key: Key { subject, slot },
        municipality,
        before: value(before).cloned(),
        after: value(after).cloned(),
        note: after.and_then(|held| held.note.clone()),
    })
}
