//! The sum that matters: what is left to do of a target once everything delivered and planned is taken off.
//!
//! A dwelling stands in one column: what a project has delivered is no longer in its pipeline.

use serde::{Deserialize, Serialize};

use crate::coded_enum;
use crate::projects::Hardness;

coded_enum! {
    /// What stands beside each other in a balance, in the order of the sum.
    Figure {
        Target = "doel", "Doel";
        Verified = "geverifieerd", "Geverifieerd";
        Reported = "gemeld", "Gemeld";
        Hard = "hard", "Hard gepland";
        Soft = "zacht", "Zacht gepland";
        Left = "nog-te-doen", "Nog te doen";
    }
}

/// What is to be reached, and what there is of it: one line of a balance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// None while it is not known.
    pub target: Option<i64>,
    pub columns: Columns,
}

impl Tally {
    /// The restopgave; below nought when more comes than was asked. None while there is no target.
    pub fn left(self) -> Option<i64> {
        self.target.map(|target| target - self.columns.total())
    }

    pub fn figure(self, figure: Figure) -> Option<i64> {
        match figure {
            Figure::Target => self.target,
            Figure::Verified => Some(self.columns.verified),
            Figure::Reported => Some(self.columns.reported),
            Figure::Hard => Some(self.columns.hard),
            Figure::Soft => Some(self.columns.soft),
            Figure::Left => self.left(),
        }
    }

    /// Several lines as one; without a target as soon as one of them has none.
    pub fn together(tallies: &[Self]) -> Self {
        let targets: Vec<Option<i64>> = tallies.iter().map(|tally| tally.target).collect();
        Self { target: crate::targets::sum(&targets), columns: tallies.iter().map(|tally| tally.columns).sum() }
    }
}

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
        Self { verified, reported, ..Self::to_come(to_come, hardness) }
    }

    /// Dwellings that are not there yet; `hardness` is None of what is over: nothing more comes.
    pub fn to_come(count: i64, hardness: Option<Hardness>) -> Self {
        match hardness {
            Some(Hardness::Hard) => Self { hard: count, ..Self::default() },
            Some(Hardness::Soft) => Self { soft: count, ..Self::default() },
            None => Self::default(),
        }
    }

    pub const fn total(self) -> i64 {
        self.verified + self.reported + self.hard + self.soft
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

/// Dwellings by year: those that are there, and those that are planned with how sure they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByYear {
    pub delivered: Vec<(i32, i64)>,
    pub planned: Vec<(i32, Hardness, i64)>,
}

impl ByYear {
    /// Up to and with each year until the horizon: delivered, with what is sure, with all that is planned. Empty when there is
    /// nothing to draw.
    pub fn up_to_each(&self, this_year: i32, horizon: i32) -> Vec<(i32, [i64; 3])> {
        let first = self.delivered.iter().map(|(year, _)| *year).min();
        let Some(first) = first.or_else(|| (!self.planned.is_empty()).then_some(this_year)) else { return vec![] };
        let at = |until: i32| {
            let delivered: i64 = self.delivered.iter().filter(|(year, _)| *year <= until).map(|(_, count)| count).sum();
            // What should have been there already can still come, but not in a year that is over.
            let planned = self.planned.iter().filter(|(year, ..)| until >= this_year && *year <= until);
            let planned: Columns = planned.map(|(_, sure, count)| Columns::to_come(*count, Some(*sure))).sum();
            (until, [delivered, delivered + planned.hard, delivered + planned.hard + planned.soft])
        };
        (first.min(horizon)..=horizon).map(at).collect()
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
        assert_eq!(Tally { target: Some(1_560), columns: after }.left(), Some(1_500));
        assert_eq!(Tally { target: None, columns: after }.left(), None);
    }

    #[test]
    fn together_nothing_is_known_of_a_target_while_one_is_missing() {
        let columns = Columns { verified: 3, ..Columns::default() };
        let known = Tally { target: Some(10), columns };
        let both = Tally { target: Some(20), columns: Columns { verified: 6, ..Columns::default() } };
        assert_eq!(Tally::together(&[known, known]), both);
        let half = Tally::together(&[known, Tally { target: None, columns }]);
        assert_eq!((half.target, half.columns.verified, half.left()), (None, 6, None));
    }

    #[test]
    fn of_what_is_over_nothing_more_comes() {
        assert_eq!(Columns::of_project(60, 20, 0, None), Columns { verified: 20, ..Columns::default() });
    }

    #[test]
    fn what_is_late_still_comes_this_year() {
        let delivered = vec![(2024, 10), (2026, 5)];
        let planned = vec![(2025, Hardness::Hard, 7), (2028, Hardness::Soft, 3), (2031, Hardness::Hard, 100)];
        let by_year = ByYear { delivered, planned };
        let years = by_year.up_to_each(2026, 2028);
        let expected = [
            (2024, [10, 10, 10]),
            (2025, [10, 10, 10]),
            (2026, [15, 22, 22]),
            (2027, [15, 22, 22]),
            (2028, [15, 22, 25]),
        ];
        assert_eq!(years, expected);
        assert_eq!(
            ByYear { delivered: vec![], ..by_year }.up_to_each(2026, 2027),
            [(2026, [0, 7, 7]), (2027, [0, 7, 7])]
        );
        assert_eq!(ByYear::default().up_to_each(2026, 2030), []);
    }

    proptest! {
        #[test]
        fn lines_rise_and_do_not_cross(
            delivered in proptest::collection::vec((2020..2030_i32, 0..999_i64), 0..9),
            planned in proptest::collection::vec((2020..2040_i32, proptest::bool::ANY, 0..999_i64), 0..9),
        ) {
            let sure = |hard| if hard { Hardness::Hard } else { Hardness::Soft };
            let planned: Vec<_> = planned.into_iter().map(|(year, hard, count)| (year, sure(hard), count)).collect();
            let within: i64 = planned.iter().filter(|(year, ..)| *year <= 2035).map(|(.., count)| count).sum();
            let all = delivered.iter().map(|(_, count)| count).sum::<i64>() + within;
            let years = ByYear { delivered, planned }.up_to_each(2026, 2035);
            for (_, [there, hard, every]) in &years {
                prop_assert!(there <= hard && hard <= every);
            }
            for pair in years.windows(2) {
                prop_assert!((0..3).all(|line| pair[0].1[line] <= pair[1].1[line]) && pair[0].0 + 1 == pair[1].0);
            }
            prop_assert_eq!(years.last().map_or(0, |(_, [.., every])| *every), all);
        }

        #[test]
        fn the_balance_adds_up(rows in proptest::collection::vec((0..999_i64, 0..999_i64, 0..999_i64, 0..3_u8), 0..20), target in 0..99_999_i64) {
            let project = |(planned, verified, reported, hardness): &(i64, i64, i64, u8)| {
                let hardness = [Some(Hardness::Hard), Some(Hardness::Soft), None][usize::from(*hardness)];
                Columns::of_project(*planned, *verified, *reported, hardness)
            };
            let sum: Columns = rows.iter().map(project).sum();
            let tally = Tally { target: Some(target), columns: sum };
            let entries = [Figure::Verified, Figure::Reported, Figure::Hard, Figure::Soft, Figure::Left];
            let shown: i64 = entries.into_iter().filter_map(|figure| tally.figure(figure)).sum();
            prop_assert_eq!(Some(shown), tally.figure(Figure::Target));
            let left = tally.left().unwrap();
            prop_assert_eq!(left + sum.verified + sum.reported + sum.hard + sum.soft, target);
            let each: i64 = rows.iter().map(|row| project(row).total()).sum();
            prop_assert_eq!(sum.total(), each);
        }
    }
}
