//! Which things are called what, in the files of those who keep them.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

/// More than one thing has a mark.
pub struct Several;

/// Of those that somebody may see, and those that their organisation named. `A`: within what a mark is one, a gemeente or an
/// agenda.
#[derive(Clone, Debug)]
pub struct Marks<A> {
    of: BTreeMap<(A, String), BTreeSet<Uuid>>,
    /// Of these the mark is their organisation's.
    own: BTreeSet<Uuid>,
}

impl<A> Default for Marks<A> {
    fn default() -> Self {
        Self { of: BTreeMap::new(), own: BTreeSet::new() }
    }
}

impl<A: Ord> Marks<A> {
    pub fn add(&mut self, within: A, mark: String, id: Uuid) {
        self.of.entry((within, mark)).or_default().insert(id);
    }

    pub fn add_own(&mut self, within: A, mark: String, id: Uuid) {
        self.own.insert(id);
        self.add(within, mark, id);
    }

    pub fn with(&self, within: A, mark: &str) -> impl Iterator<Item = Uuid> {
        self.of.get(&(within, mark.to_owned())).into_iter().flatten().copied()
    }

    /// The one that a mark means: what their organisation calls so comes before what others do.
    ///
    /// # Errors
    /// When it can be several.
    pub fn meant(&self, within: A, mark: &str) -> Result<Option<Uuid>, Several> {
        let all: Vec<Uuid> = self.with(within, mark).collect();
        match (all.iter().find(|id| self.own.contains(id)), all.as_slice()) {
            (Some(own), _) => Ok(Some(*own)),
            (None, [_, _, ..]) => Err(Several),
            (None, all) => Ok(all.first().copied()),
        }
    }
}
