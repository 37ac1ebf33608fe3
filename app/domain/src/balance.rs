//! The sum that matters: what is left to do of a target once everything delivered and planned is taken off.
//!
//! A dwelling stands in one column: what a project has delivered is no longer in its pipeline.

use serde::{Deserialize, Serialize};

use crate::projects::Hardness;

/// Dwellings of one measure, of a gemeente or the region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    pub verified: i64,
    /// Delivered as reported, not verified yet.
    pub reported: i64,
    /// Planned and sure.
    pub hard: i64,
    /// Planned and not sure.
    pub soft: i64,
}

impl Columns {
    /// What an open project of this hardness brings: `planned` dwellings, of which some are there already.
    pub fn of_project(planned: i64, verified: i64, reported: i64, hardness: Option<Hardness>) -> Self {
        let to_come = (planned - verified - reported).max(0);
        let (hard, soft) = match hardness {
            Some(Hardness::Hard) => (to_come, 0),
            Some(Hardness::Soft) => (0, to_come),
            // It is over: nothing more comes.
            None => (0, 0),
        };
        Self { verified, reported, hard, soft }
    }

    pub const fn total(self) -> i64 {
        self.verified + self.reported + self.hard + self.soft
    }

    /// The restopgave; below nought when more comes than was asked. None while there is no target.
    pub fn left(self, target: Option<i64>) -> Option<i64> {
        target.map(|target| target - self.total())
    }
}

impl std::ops::Add for Columns {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            verified: self.verified + other.verified,
            reported: self.reported + other.reported,
            hard: self.hard + other.hard,
            soft: self.soft + other.soft,
        }
    }
}

impl std::iter::Sum for Columns {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::default(), std::ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_delivered_leaves_the_pipeline() {
        let before = Columns::of_project(60, 0, 0, Some(Hardness::Hard));
        let after = Columns::of_project(60, 20, 4, Some(Hardness::Hard));
        assert_eq!((before.hard, after.hard), (60, 36));
        assert_eq!((before.total(), after.total()), (60, 60));
        assert_eq!(after.left(Some(1_560)), Some(1_500));
        assert_eq!(after.left(None), None);
    }

    #[test]
    fn of_what_is_over_nothing_more_comes() {
        assert_eq!(Columns::of_project(60, 20, 0, None), Columns { verified: 20, ..Columns::default() });
    }

    proptest! {
        #[test]
        fn the_balance_adds_up(rows in proptest::collection::vec((0..999_i64, 0..999_i64, 0..999_i64, 0..3_u8), 0..20), target in 0..99_999_i64) {
            let project = |(planned, verified, reported, hardness): &(i64, i64, i64, u8)| {
                let hardness = [Some(Hardness::Hard), Some(Hardness::Soft), None][usize::from(*hardness)];
                Columns::of_project(*planned, *verified, *reported, hardness)
            };
            let sum: Columns = rows.iter().map(project).sum();
            let left = sum.left(Some(target)).unwrap();
            prop_assert_eq!(left + sum.verified + sum.reported + sum.hard + sum.soft, target);
            let each: i64 = rows.iter().map(|row| project(row).total()).sum();
            prop_assert_eq!(sum.total(), each);
        }
    }
}
