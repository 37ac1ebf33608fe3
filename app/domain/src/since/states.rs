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
    pub municipality: Option<MunicipalityId>,
    pub note: Option<String>,
}

/// As JSON a list in the order of its keys: the same state is the same text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Key, Held)>", into = "Vec<(Key, Held)>")]
pub struct State {
    slots: BTreeMap<Key, Held>,
}

impl State {
    pub fn get(&self, key: Key) -> Option<&Held> {
        self.slots.get(&key)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Key, &Held)> {
        self.slots.iter().map(|(key, held)| (*key, held))
    }

    pub fn hold(&mut self, key: Key, held: Held) {
        self.slots.insert(key, held);
    }

    /// What happened, after what happened before.
    pub fn apply(&mut self, turn: Turn) {
        match turn.after {
            Some(value) => self.hold(turn.key, Held { value, municipality: turn.municipality, note: turn.note }),
            None => {
                self.slots.remove(&turn.key);
            }
        }
    }

    /// Only what this reader may see.
    #[must_use]
    pub fn seen(&self, may_see: impl Fn(Subject) -> bool) -> Self {
        let slots = self.slots.iter().filter(|(key, _)| may_see(key.subject));
        Self { slots: slots.map(|(key, held)| (*key, held.clone())).collect() }
    }

    pub(super) fn life_cycle(&self, subject: Subject) -> Option<LifeCycle> {
        match self.get(Key { subject, slot: Slot::LifeCycle })?.value {
            Value::LifeCycle(state) => Some(state),
            _ => None,
        }
    }
}

impl From<Vec<(Key, Held)>> for State {
    fn from(slots: Vec<(Key, Held)>) -> Self {
        Self { slots: slots.into_iter().collect() }
    }
}

impl From<State> for Vec<(Key, Held)> {
    fn from(state: State) -> Self {
        state.slots.into_iter().collect()
    }
}

/// The turn of every slot that does not hold the same at both moments.
pub fn difference(before: &State, after: &State) -> Vec<Turn> {
    let gone = before.iter().filter(|(key, _)| after.get(*key).is_none());
    let gone = gone.map(|(key, held)| turn(key, Some(held), None));
    let there = after.iter().map(|(key, held)| turn(key, before.get(key), Some(held)));
    let mut turns: Vec<Turn> = gone.chain(there).filter(|turn| turn.before != turn.after).collect();
    turns.sort_by_key(|turn| turn.key);
    turns
}

fn turn(key: Key, before: Option<&Held>, after: Option<&Held>) -> Turn {
    Turn {
        key,
        municipality: after.or(before).and_then(|held| held.municipality),
        before: before.map(|held| held.value.clone()),
        after: after.map(|held| held.value.clone()),
        note: after.and_then(|held| held.note.clone()),
    }
}
