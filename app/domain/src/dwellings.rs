//! The dwellings of a commitment: so many of each type.
//!
//! The types nest: zorggeschikt ⊂ geclusterd ⊂ nultreden. A dwelling counts once, in its highest type, so that the numbers
//! of one commitment can be added up.

use std::collections::BTreeMap;

use crate::Problem;
use crate::ids::MeasureId;

/// More than any region builds: a typing error.
pub const COUNT_MAX: u32 = 100_000;

/// The names of form fields and of problems begin with this, and end in the measure.
pub const FIELD: &str = "dwellings";

/// The form field for the dwellings of one type.
pub fn field(measure: MeasureId) -> String {
    format!("{FIELD}-{measure}")
}

pub fn problem(measure: MeasureId) -> Problem {
    Problem::new(field(measure), "Vul een heel aantal woningen in van 1 tot en met 100.000, of laat het veld leeg.")
}

/// Empty when every number can be meant.
pub fn problems(dwellings: &BTreeMap<MeasureId, u32>) -> Vec<Problem> {
    dwellings.iter().filter(|(_, count)| !(1..=COUNT_MAX).contains(*count)).map(|(id, _)| problem(*id)).collect()
}

/// All of them: each counts once.
pub fn total(counts: impl Iterator<Item = u32>) -> u64 {
    counts.map(u64::from).sum()
}

/// A number as people type it: `24`, `1560`, `1.560`; a spreadsheet may write the whole number `24,0`. None for anything else.
pub fn parse(text: &str) -> Option<u32> {
    let text = text.trim();
    let noughts = |decimals: &str| !decimals.is_empty() && decimals.chars().all(|c| c == '0');
    let text = text.split_once(',').filter(|(_, decimals)| noughts(decimals)).map_or(text, |(whole, _)| whole);
    let mut groups = text.split('.');
    let first = groups.next()?;
    let thousands = groups.all(|group| group.len() == 3);
    let grouped = !text.contains('.') || (thousands && (1..=3).contains(&first.len()));
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    let plain = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    if grouped && plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn of(count: u32) -> BTreeMap<MeasureId, u32> {
        BTreeMap::from([(Uuid::from_u128(1).into(), count)])
    }

    #[test]
    fn a_whole_number_may_have_noughts_behind_its_comma() {
        for (text, number) in [("5,0", Some(5)), ("1.560,00", Some(1560)), ("5,5", None), ("5,", None), (",0", None)] {
            assert_eq!(parse(text), number, "{text}");
        }
    }

    #[test]
    fn nought_and_more_than_anybody_builds_are_refused() {
        assert_eq!(problems(&of(0))[0].field, format!("dwellings-{}", Uuid::from_u128(1)));
        assert_eq!(problems(&of(COUNT_MAX + 1)).len(), 1);
        assert!(problems(&of(1)).is_empty() && problems(&of(COUNT_MAX)).is_empty());
        assert!(problems(&BTreeMap::new()).is_empty());
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!([" 24 ", "1560", "1.560", "100.000", "0"].map(parse), [24, 1560, 1560, 100_000, 0].map(Some));
        for text in ["", "1.5", "1.5600", ".560", "2,5", "-3", "+3", "vier", "1e3", "٣", "99999999999", "1560.000"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(count in 0..=COUNT_MAX) {
            prop_assert_eq!(parse(&crate::dutch::number(count.into())), Some(count));
        }

        #[test]
        fn the_total_is_the_plain_sum(counts in proptest::collection::vec(1..=COUNT_MAX, 0..9)) {
            let sum: u64 = counts.iter().map(|count| u64::from(*count)).sum();
            prop_assert_eq!(total(counts.into_iter()), sum);
        }
    }
}
