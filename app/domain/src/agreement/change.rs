//! What a change of the text means for the parties.

use super::Agreement;
use super::correction::can_be_correction;
use crate::commitments::{Content, LifeCycle};

/// How deep a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    Nothing,
    /// What it serves and follows from, and which functions carry it: challenges, target groups, success factors, documents.
    /// Nobody promises more or less by it.
    Links,
    /// Title or description: it may be a correction, or another promise. Only its writer knows.
    Wording,
    /// What, when, where, numbers, parties or their contributions.
    Terms,
}

/// How deep the change from `before` to `after` goes.
pub fn nature(before: &Content, after: &Content) -> Nature {
    let relinked = before.with_links_of(after);
    let reworded = Content { title: after.title.clone(), description: after.description.clone(), ..relinked.clone() };
    if reworded != *after {
        Nature::Terms
    } else if relinked != *after {
        Nature::Wording
    } else if before != after {
        Nature::Links
    } else {
        Nature::Nothing
    }
}

/// What a change sets in motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It is saved, and nobody is asked.
    Saved,
    /// The parties are asked about a new version.
    AsksParties,
    /// It is what is in force already: the change that lay with the parties goes.
    Withdraws,
}

impl Effect {
    /// For who is about to do it.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Saved => "Wordt opgeslagen; niemand hoeft te bevestigen.",
            Self::AsksParties => "Trekker en partners bevestigen opnieuw.",
            Self::Withdraws => "De wijziging die bij de partijen lag, vervalt: dit gold al.",
        }
    }
}

impl Agreement {
    /// What saving a changed text does. `in_force` is the text that holds now, where a version was ratified; `shown` the
    /// one that was changed: it lies with the parties, or else holds. `correction`: its writer says that nothing else is
    /// promised; where the text says something else, that is not so.
    pub fn effect_of_change(
        &self,
        in_force: Option<&Content>,
        shown: &Content,
        after: &Content,
        correction: bool,
    ) -> Effect {
        if self.life_cycle == LifeCycle::Draft {
            return Effect::Saved;
        }
        let back = in_force.is_some_and(|in_force| nature(in_force, after) <= Nature::Links);
        if self.asking.is_some() && back {
            return Effect::Withdraws;
        }
        match nature(shown, after) {
            Nature::Terms => Effect::AsksParties,
            Nature::Wording if !correction || !can_be_correction(shown, after) => Effect::AsksParties,
            Nature::Wording | Nature::Links | Nature::Nothing => Effect::Saved,
        }
    }
}
