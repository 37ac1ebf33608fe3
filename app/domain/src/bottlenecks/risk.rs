//! The dwellings at risk (woningen in gevaar) of what is blocked: distinct dwellings, each once.
//!
//! A dwelling stands in a project, and counts there, however many commitments promise it and bottlenecks block it. What a
//! commitment promises beyond what its projects hold stands nowhere else, and counts with the commitment.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{CommitmentId, ProjectId};
use crate::projects::Status;

/// The dwellings of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub status: Status,
    pub planned: u64,
    /// Delivered, verified or not.
    pub there: u64,
}

impl Held {
    /// What can still fail to come: of a project that is over, nothing.
    pub const fn to_come(self) -> u64 {
        if self.status.is_open() { self.planned.saturating_sub(self.there) } else { 0 }
    }

    /// What of a promise it takes upon itself. An aborted project brings no more than what was delivered before.
    fn total(self) -> u64 {
        match self.status {
            Status::Aborted => self.there,
            Status::New | Status::Active | Status::Realised => self.planned.max(self.there),
        }
    }
}

/// What a commitment promises, and the projects that bring it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    pub dwellings: u64,
    pub serves: BTreeSet<ProjectId>,
}

/// What is blocked, each thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocked {
    pub commitments: BTreeSet<CommitmentId>,
    pub projects: BTreeSet<ProjectId>,
}

impl Blocked {
    /// This and what else is blocked.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.commitments.extend(&other.commitments);
        self.projects.extend(&other.projects);
        self
    }

    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self {
            commitments: self.commitments.difference(&other.commitments).copied().collect(),
            projects: self.projects.difference(&other.projects).copied().collect(),
        }
    }

    pub fn commitment(id: CommitmentId) -> Self {
        Self { commitments: BTreeSet::from([id]), projects: BTreeSet::new() }
    }

    pub fn project(id: ProjectId) -> Self {
        Self { commitments: BTreeSet::new(), projects: BTreeSet::from([id]) }
    }
}

/// The dwellings of projects and commitments, as far as one reader may see them: what is not in here counts for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dwellings {
    pub projects: BTreeMap<ProjectId, Held>,
    pub commitments: BTreeMap<CommitmentId, Promise>,
}

impl Dwellings {
    /// Of everything that is blocked together.
    pub fn at_risk(&self, blocked: &Blocked) -> u64 {
        let promises = || blocked.commitments.iter().filter_map(|id| self.commitments.get(id));
        let served = promises().flat_map(|promise| &promise.serves);
        let projects: BTreeSet<&ProjectId> = blocked.projects.iter().chain(served).collect();
        let to_come: u64 = projects.into_iter().filter_map(|id| self.projects.get(id)).map(|held| held.to_come()).sum();
        to_come + promises().map(|promise| self.beyond(promise)).sum::<u64>()
    }

    /// What is promised and no project of it holds.
    fn beyond(&self, promise: &Promise) -> u64 {
        let held = promise.serves.iter().filter_map(|id| self.projects.get(id)).map(|held| held.total()).sum();
        promise.dwellings.saturating_sub(held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn project(number: u128) -> ProjectId {
        Uuid::from_u128(number).into()
    }

    fn commitment(number: u128) -> CommitmentId {
        Uuid::from_u128(number).into()
    }

    fn blocked(commitments: &[u128], projects: &[u128]) -> Blocked {
        Blocked {
            commitments: commitments.iter().copied().map(commitment).collect(),
            projects: projects.iter().copied().map(project).collect(),
        }
    }

    fn held(status: Status, planned: u64, there: u64) -> Held {
        Held { status, planned, there }
    }

    fn promise(dwellings: u64, serves: &[u128]) -> Promise {
        Promise { dwellings, serves: serves.iter().copied().map(project).collect() }
    }

    /// A project of 60 of which 20 are there; commitments that promise 24 in it, 70 in it, and 10 without a project.
    fn world() -> Dwellings {
        Dwellings {
            projects: BTreeMap::from([(project(1), held(Status::Active, 60, 20))]),
            commitments: BTreeMap::from([
                (commitment(1), promise(24, &[1])),
                (commitment(2), promise(70, &[1])),
                (commitment(3), promise(10, &[])),
            ]),
        }
    }

    #[test]
    fn a_project_counts_once_however_it_is_blocked() {
        let at_risk = |commitments: &[u128], projects: &[u128]| world().at_risk(&blocked(commitments, projects));
        assert_eq!(at_risk(&[], &[1]), 40);
        assert_eq!(at_risk(&[1], &[]), 40);
        assert_eq!(at_risk(&[1], &[1]), 40);
        assert_eq!(at_risk(&[1, 2], &[1]), 50, "and the ten that the second promises beyond the project");
        assert_eq!(at_risk(&[1, 2, 3], &[1]), 60);
        assert_eq!(at_risk(&[], &[]), 0);
    }

    #[test]
    fn of_what_is_over_nothing_is_at_risk_and_a_promise_outlives_an_aborted_project() {
        let of = |held: Held, dwellings: u64| {
            let world = Dwellings {
                projects: BTreeMap::from([(project(1), held)]),
                commitments: BTreeMap::from([(commitment(1), promise(dwellings, &[1]))]),
            };
            (world.at_risk(&blocked(&[], &[1])), world.at_risk(&blocked(&[1], &[])))
        };
        assert_eq!(of(held(Status::Realised, 24, 20), 24), (0, 0));
        assert_eq!(of(held(Status::Aborted, 24, 4), 24), (0, 20));
        assert_eq!(of(held(Status::New, 24, 30), 24), (0, 0), "more than planned is there");
    }

    #[test]
    fn what_the_reader_may_not_see_counts_for_nothing() {
        let unseen = Dwellings { projects: BTreeMap::new(), ..world() };
        assert_eq!(unseen.at_risk(&blocked(&[1], &[1])), 24, "only what the commitment itself says");
        assert_eq!(world().at_risk(&blocked(&[99], &[99])), 0);
    }

    fn any_world() -> impl Strategy<Value = Dwellings> {
        let status = proptest::sample::select(Status::ALL);
        let held = (status, 0..99_u64, 0..99_u64).prop_map(|(status, planned, there)| held(status, planned, there));
        let projects = proptest::collection::btree_map((0..6_u128).prop_map(project), held, 0..6);
        let serves = proptest::collection::btree_set((0..6_u128).prop_map(project), 0..4);
        let promise = (0..99_u64, serves).prop_map(|(dwellings, serves)| Promise { dwellings, serves });
        let commitments = proptest::collection::btree_map((0..6_u128).prop_map(commitment), promise, 0..6);
        (projects, commitments).prop_map(|(projects, commitments)| Dwellings { projects, commitments })
    }

    fn any_blocked() -> impl Strategy<Value = Blocked> {
        let commitments = proptest::collection::btree_set((0..6_u128).prop_map(commitment), 0..5);
        let projects = proptest::collection::btree_set((0..6_u128).prop_map(project), 0..5);
        (commitments, projects).prop_map(|(commitments, projects)| Blocked { commitments, projects })
    }

    proptest! {
        #[test]
        fn together_is_no_more_than_the_sum_and_no_less_than_the_largest(
            world in any_world(), parts in proptest::collection::vec(any_blocked(), 1..6),
        ) {
            let each: Vec<u64> = parts.iter().map(|part| world.at_risk(part)).collect();
            let together = parts.iter().fold(Blocked::default(), Blocked::and);
            let all = world.at_risk(&together);
            prop_assert!(all <= each.iter().sum());
            prop_assert!(all >= each.into_iter().max().unwrap_or_default());
            let other_way = parts.iter().rev().fold(Blocked::default(), Blocked::and);
            prop_assert_eq!(world.at_risk(&other_way), all);
            prop_assert_eq!(world.at_risk(&together.clone().and(&together)), all);
        }

        #[test]
        fn a_project_that_is_blocked_already_adds_nothing(world in any_world(), what in any_blocked()) {
            let served = what.commitments.iter().filter_map(|id| world.commitments.get(id)).flat_map(|it| it.serves.clone());
            let again = Blocked { projects: served.collect(), ..Blocked::default() };
            prop_assert_eq!(world.at_risk(&what.clone().and(&again)), world.at_risk(&what));
        }

        #[test]
        fn it_is_no_more_than_everything_that_is_planned_and_promised(world in any_world(), what in any_blocked()) {
            let planned: u64 = world.projects.values().map(|held| held.planned).sum();
            let promised: u64 = world.commitments.values().map(|promise| promise.dwellings).sum();
            prop_assert!(world.at_risk(&what) <= planned + promised);
        }

        #[test]
        fn taking_away_and_adding_again_is_the_same(one in any_blocked(), other in any_blocked()) {
            prop_assert_eq!(one.without(&other).and(&one), one.clone());
            let left = one.without(&other);
            prop_assert!(left.commitments.is_disjoint(&other.commitments) && left.projects.is_disjoint(&other.projects));
        }
    }
}
