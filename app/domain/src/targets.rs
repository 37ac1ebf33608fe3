//! Targets (doelaantallen): numbers of dwellings to reach.

use crate::dwellings;
use crate::ids::MeasureId;
use crate::text::check_text;
use crate::{Problem, coded_enum};

pub const MOTIVATION_MAX: usize = 2_000;
pub const MOTIVATION_MISSING: &str = "Schrijf op waarom het aantal wijzigt. Wie later kijkt, wil dat weten.";
/// More than any region builds, or takes off: a typing error.
const VALUE_MAX: i64 = 1_000_000;

coded_enum! {
    /// How firm a number is.
    Status {
        Indicative = "richtinggevend", "Richtinggevend";
        Adopted = "vastgesteld", "Vastgesteld";
    }
}

/// The form's field for the number of one measure.
pub fn value_field(measure: MeasureId) -> String {
    format!("value-{measure}")
}

/// A number as people type it, below nought where a number must go down: `1.560`, `-235`.
pub fn parse_value(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let number = i64::from(dwellings::parse(digits)?);
    (number <= VALUE_MAX).then_some(sign * number)
}

pub fn value_problem(measure: MeasureId) -> Problem {
    Problem::new(value_field(measure), "Vul een heel aantal in, ten hoogste 1.000.000. Of laat het veld leeg.")
}

pub fn status_problem(measure: MeasureId) -> Problem {
    Problem::new(value_field(measure), "Kies of het aantal richtinggevend of vastgesteld is.")
}

/// What is wrong with why a number changes.
pub fn motivation_problems(motivation: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_text("motivation", "De motivering", motivation, MOTIVATION_MAX, &mut problems);
    problems
}

/// The region's number, and what of it the gemeenten have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    pub region: Option<i64>,
    /// All gemeenten that have a number, together.
    pub divided: i64,
}

impl Division {
    /// Below nought when the gemeenten together have more than the region.
    pub fn left(self) -> Option<i64> {
        self.region.map(|region| region - self.divided)
    }
}

/// What setting one number means for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    pub now: Division,
    pub then: Division,
    /// The gemeenten whose number is not being set and that have one, together.
    pub others: i64,
    /// How many of those have none yet.
    pub undivided: usize,
}

impl Effect {
    /// Of the region's own number: what the gemeenten have stays.
    pub fn of_region(before: Option<i64>, after: Option<i64>, others: i64, undivided: usize) -> Self {
        let division = |region| Division { region, divided: others };
        Self { now: division(before), then: division(after), others, undivided }
    }

    /// Of a gemeente's number: the region's stays.
    pub fn of_municipality(
        region: Option<i64>,
        before: Option<i64>,
        after: Option<i64>,
        others: i64,
        undivided: usize,
    ) -> Self {
        let division = |own: Option<i64>| Division { region, divided: others + own.unwrap_or_default() };
        Self { now: division(before), then: division(after), others, undivided }
    }
}

/// What part of the region's numbers is one gemeente's, in whole per cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub target: Option<i64>,
    pub planned: Option<i64>,
    pub delivered: Option<i64>,
}

impl Part {
    /// None when either is unknown, or there is nothing to have a part of.
    pub fn of(own: Option<i64>, all: Option<i64>) -> Option<i64> {
        let (own, all) = (own?, all.filter(|all| *all != 0)?);
        // Rounded to the nearest.
        Some((own * 200 + all) / (all * 2))
    }
}

/// The sum over measures that exclude each other, as the region's agreements state them.
/// `None` as soon as one is unknown: a sum over a gap would be a guess.
pub fn sum(values: &[Option<i64>]) -> Option<i64> {
    values.iter().copied().sum()
}

/// The year that a balance looks at: the nearest that is not past, or else the last one. Numbers for different years do not
/// add up.
pub fn horizon(years: impl IntoIterator<Item = i32>, this_year: i32) -> Option<i32> {
    years.into_iter().min_by_key(|year| (*year < this_year, (*year - this_year).abs()))
}

/// What the gemeenten together lack to the region's number; negative when they exceed it. `None` while any of them has
/// no number yet.
pub fn shortfall(region: i64, municipalities: &[Option<i64>]) -> Option<i64> {
    sum(municipalities).map(|total| region - total)
}

/// Whether a sum over these measures means something; for each is given in which one it nests. When all but the outermost
/// do, a dwelling counts once, in its highest type, and the measures exclude each other. Measures beside each other may
/// count the same dwelling twice.
pub fn add_up(nests_in: &[Option<&str>]) -> bool {
    nests_in.len() > 1 && nests_in.iter().filter(|outer| outer.is_none()).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_measures_that_nest_add_up() {
        assert!(add_up(&[None, Some("nultreden"), Some("geclusterd")]));
        assert!(!add_up(&[None, None]));
        assert!(!add_up(&[None, Some("nultreden"), None]));
        assert!(!add_up(&[None]));
        assert!(!add_up(&[]));
    }

    #[test]
    fn the_sums_of_both_scenarios() {
        assert_eq!(sum(&[Some(4500), Some(2000), Some(1560)]), Some(8060));
        assert_eq!(sum(&[Some(2710), Some(5310), Some(1100)]), Some(9120));
    }

    #[test]
    fn a_number_is_read_as_it_is_shown() {
        for (text, value) in
            [("1.560", Some(1560)), (" -235 ", Some(-235)), ("0", Some(0)), ("1,5", None), ("--3", None)]
        {
            assert_eq!(parse_value(text), value, "{text}");
        }
        assert_eq!(parse_value("1.000.001"), None);
    }

    #[test]
    fn what_one_takes_is_left_for_the_others() {
        let left = |effect: Effect| (effect.now.left(), effect.then.left());
        assert_eq!(left(Effect::of_municipality(Some(1560), Some(90), Some(160), 1400, 0)), (Some(70), Some(0)));
        assert_eq!(left(Effect::of_municipality(Some(1560), None, Some(160), 1400, 0)), (Some(160), Some(0)));
        assert_eq!(left(Effect::of_municipality(None, Some(90), Some(160), 1400, 0)), (None, None));
        assert_eq!(left(Effect::of_region(Some(1560), Some(1300), 1400, 2)), (Some(160), Some(-100)));
        assert_eq!(left(Effect::of_region(None, Some(1400), 1400, 0)), (None, Some(0)));
    }

    #[test]
    fn a_part_is_rounded_and_of_nothing_there_is_none() {
        assert_eq!((Part::of(Some(1), Some(3)), Part::of(Some(2), Some(3))), (Some(33), Some(67)));
        assert_eq!((Part::of(Some(0), Some(0)), Part::of(None, Some(3))), (None, None));
    }

    #[test]
    fn the_horizon_is_the_nearest_year_to_come() {
        assert_eq!(horizon([2024, 2040, 2030], 2026), Some(2030));
        assert_eq!(horizon([2020, 2024], 2026), Some(2024));
        assert_eq!(horizon([], 2026), None);
    }

    #[test]
    fn a_gap_is_not_counted_as_nought() {
        assert_eq!(sum(&[Some(4500), None]), None);
        assert_eq!(shortfall(1560, &[Some(700), None]), None);
        assert_eq!(shortfall(1560, &[Some(700), Some(790)]), Some(70));
    }
}
