//! Urgent allocations (urgente toewijzingen): how many dwellings went with priority to people of a target group, in one
//! gemeente and year.
//!
//! A number is kept as its parts: what each corporatie took, and what is not divided over them. The parts are the number, so
//! that no allocation can count twice.

mod region;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::dwellings;
use crate::ids::{OrganisationId, TargetGroupId};
use crate::text::check_text;
use crate::{Problem, dutch};

pub use region::{Given, Region, Share, nearest_year};

/// More than any gemeente has to give: a typing error.
pub const COUNT_MAX: u32 = 100_000;
/// Nobody counted by these target groups before.
pub const FIRST_YEAR: i32 = 2000;
pub const NOTE_MAX: usize = 2_000;
pub const REASON_MAX: usize = 2_000;
pub const REASON_MISSING: &str =
    "Schrijf op waarom een aantal wijzigt dat er al stond. Wie later kijkt, wil dat weten.";

/// The form's field for the number of one target group.
pub fn count_field(group: TargetGroupId) -> String {
    format!("count-{group}")
}

/// The form's field for what one corporatie took of it.
pub fn part_field(group: TargetGroupId, organisation: OrganisationId) -> String {
    format!("part-{group}-{organisation}")
}

/// A number as people type it: whole, from nought. None for anything else.
pub fn parse_count(text: &str) -> Option<u32> {
    dwellings::parse(text).filter(|count| *count <= COUNT_MAX)
}

pub fn count_problem(field: String) -> Problem {
    Problem::new(field, "Vul een heel aantal in van 0 tot en met 100.000. Of laat het veld leeg.")
}

/// The years of which a number can be given, the newest first: the year that is not over yet is one of them.
pub fn years(today: NaiveDate) -> impl Iterator<Item = i32> {
    (FIRST_YEAR..=today.year()).rev()
}

/// A year of which a number can be given.
pub fn parse_year(text: &str, today: NaiveDate) -> Option<i32> {
    let year = text.trim().parse().ok()?;
    years(today).any(|known| known == year).then_some(year)
}

/// Of which an account can be complete.
pub fn last_complete_year(today: NaiveDate) -> i32 {
    today.year() - 1
}

/// The allocations to one target group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    taken: BTreeMap<OrganisationId, u32>,
    undivided: u32,
}

impl Number {
    /// None when the corporaties together took more than there were.
    pub fn divided(total: u32, taken: BTreeMap<OrganisationId, u32>) -> Option<Self> {
        let sum = u32::try_from(sum(&taken)).ok()?;
        Some(Self { undivided: total.checked_sub(sum)?, taken })
    }

    /// One part of it; of no corporatie: what is not divided.
    pub fn add(&mut self, organisation: Option<OrganisationId>, count: u32) {
        let part = match organisation {
            Some(organisation) => self.taken.entry(organisation).or_default(),
            None => &mut self.undivided,
        };
        *part = part.saturating_add(count);
    }

    pub fn total(&self) -> u64 {
        sum(&self.taken) + u64::from(self.undivided)
    }

    pub const fn undivided(&self) -> u32 {
        self.undivided
    }

    /// What a corporatie took, when that was told.
    pub fn taken_by(&self, organisation: OrganisationId) -> Option<u32> {
        self.taken.get(&organisation).copied()
    }

    /// What each took that told so, nought too.
    pub fn taken(&self) -> impl Iterator<Item = (OrganisationId, u32)> {
        self.taken.iter().map(|(organisation, count)| (*organisation, *count))
    }

    /// All that was given stands there still; a division over corporaties may have come to it.
    fn is_kept_by(&self, after: &Self) -> bool {
        self.total() == after.total() && self.taken().all(|(id, count)| after.taken_by(id) == Some(count))
    }
}

/// More than is there may have been typed: then the problem names it.
pub fn sum(taken: &BTreeMap<OrganisationId, u32>) -> u64 {
    taken.values().map(|count| u64::from(*count)).sum()
}

/// What is wrong with the division of one number.
pub fn division_problem(group: TargetGroupId, total: Option<u32>, taken: &BTreeMap<OrganisationId, u32>) -> Problem {
    let sum = dutch::number(i64::try_from(sum(taken)).unwrap_or(i64::MAX));
    let message = match total {
        None => format!("Vul hier het hele aantal in: bij de corporaties staan er samen {sum}."),
        Some(_) => {
            format!("De corporaties hebben er samen {sum}: meer dan dit aantal. Verhoog het, of verlaag die van hen.")
        }
    };
    Problem::new(count_field(group), message)
}

/// What one gemeente tells of one year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// A target group that is not in it: no number was given. That is not nought.
    pub numbers: BTreeMap<TargetGroupId, Number>,
    pub note: Option<String>,
}

impl Content {
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.note.is_none()
    }

    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        problems
    }

    /// A number that was given is another one, or gone.
    pub fn needs_reason(&self, after: &Self) -> bool {
        let kept = |(group, number): (&TargetGroupId, &Number)| {
            after.numbers.get(group).is_some_and(|other| number.is_kept_by(other))
        };
        !self.numbers.iter().all(kept)
    }
}

/// What is wrong with why a number changes.
pub fn reason_problems(reason: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_text("reason", "De reden", reason, REASON_MAX, &mut problems);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn taken(parts: &[(u128, u32)]) -> BTreeMap<OrganisationId, u32> {
        parts.iter().map(|(id, count)| (Uuid::from_u128(*id).into(), *count)).collect()
    }

    fn number(total: u32, parts: &[(u128, u32)]) -> Number {
        Number::divided(total, taken(parts)).unwrap()
    }

    fn content(numbers: &[(u128, Number)]) -> Content {
        let numbers = numbers.iter().map(|(id, number)| (Uuid::from_u128(*id).into(), number.clone())).collect();
        Content { numbers, note: None }
    }

    #[test]
    fn a_number_is_whole_and_not_more_than_anybody_has() {
        assert_eq!(["0", " 12 ", "1.200", "100.000"].map(parse_count), [0, 12, 1_200, 100_000].map(Some));
        assert_eq!(["", "-1", "1,5", "veel", "100.001", "99999999999"].map(parse_count), [None; 6]);
    }

    #[test]
    fn a_year_is_not_to_come_and_not_before_anybody_counted() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(["2026", " 2000 "].map(|text| parse_year(text, today)), [Some(2026), Some(2000)]);
        assert_eq!(["2027", "1999", "nu", "", "2026.5"].map(|text| parse_year(text, today)), [None; 5]);
        assert_eq!((years(today).next(), years(today).last()), (Some(2026), Some(2000)));
        assert_eq!(last_complete_year(today), 2025);
    }

    #[test]
    fn corporaties_cannot_take_more_than_there_are() {
        assert_eq!(number(10, &[(1, 6), (2, 4)]).undivided(), 0);
        assert_eq!(number(10, &[(1, 6)]).undivided(), 4);
        assert_eq!(number(0, &[]).total(), 0);
        assert_eq!(Number::divided(10, taken(&[(1, 6), (2, 5)])), None);
        assert_eq!(Number::divided(10, taken(&[(1, u32::MAX), (2, u32::MAX)])), None);
        let told = division_problem(Uuid::from_u128(7).into(), Some(10), &taken(&[(1, 600), (2, 500)]));
        assert!(told.message.contains("samen 1.100"), "{}", told.message);
        assert_eq!(told.field, format!("count-{}", Uuid::from_u128(7)));
    }

    #[test]
    fn what_was_given_changes_with_a_reason_only() {
        let before = content(&[(1, number(10, &[(5, 6)])), (2, number(0, &[]))]);
        let needs = |after: &[(u128, Number)]| before.needs_reason(&content(after));
        let same = [(1, number(10, &[(5, 6)])), (2, number(0, &[]))];
        assert!(!needs(&same));
        // A first number of another target group, and of another corporatie.
        assert!(!needs(&[(1, number(10, &[(5, 6), (6, 4)])), same[1].clone(), (3, number(8, &[]))]));
        assert!(needs(&[(1, number(11, &[(5, 6)])), same[1].clone()]));
        assert!(needs(&[(1, number(10, &[(5, 5)])), same[1].clone()]));
        assert!(needs(&[(1, number(10, &[])), same[1].clone()]));
        assert!(needs(&same[..1]));
        assert!(!Content::default().needs_reason(&before));
    }

    proptest! {
        #[test]
        fn the_parts_are_the_number(parts in proptest::collection::btree_map(0..9_u128, 0..=COUNT_MAX, 0..5), rest in 0..=COUNT_MAX) {
            let parts: Vec<(u128, u32)> = parts.into_iter().collect();
            let total = parts.iter().map(|(_, count)| count).sum::<u32>() + rest;
            let number = number(total, &parts);
            prop_assert_eq!((number.total(), number.undivided()), (u64::from(total), rest));
            let mut again = Number::default();
            number.taken().for_each(|(id, count)| again.add(Some(id), count));
            again.add(None, number.undivided());
            prop_assert_eq!(again, number);
        }
    }
}
