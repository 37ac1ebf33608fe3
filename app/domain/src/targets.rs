//! Targets (doelaantallen): numbers of dwellings to reach.

use crate::dwellings;
use crate::ids::{MeasureId, MunicipalityId, OrganisationId};
use crate::text::check_text;
use crate::{Problem, coded_enum, dutch};

pub const MOTIVATION_MAX: usize = 2_000;
pub const MOTIVATION_MISSING: &str = "Schrijf op waarom het aantal wijzigt. Wie later kijkt, wil dat weten.";
/// More than any region builds, or takes off: a typing error.
pub const VALUE_MAX: i64 = 1_000_000;

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

/// Who takes part in a number that must go up, takes none of it off.
pub fn sign_problem(measure: MeasureId, value: i64, of_region: i64) -> Option<Problem> {
    let message = || {
        let told = dutch::number(of_region);
        format!("De regio heeft hier {told} te bereiken. Een deel daarvan is niet minder dan 0.")
    };
    (value < 0 && of_region > 0).then(|| Problem::new(value_field(measure), message()))
}

/// What is wrong with why a number changes.
pub fn motivation_problems(motivation: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_text("motivation", "De motivering", motivation, MOTIVATION_MAX, &mut problems);
    problems
}

/// Whose number a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldBy {
    Region,
    Municipality(MunicipalityId),
    /// A corporatie within one gemeente.
    Corporation(MunicipalityId, OrganisationId),
}

impl HeldBy {
    /// Of which number this one is a part. A dwelling to reach counts once: no sum holds both a number and its parts.
    pub const fn whole(self) -> Option<Self> {
        match self {
            Self::Region => None,
            Self::Municipality(_) => Some(Self::Region),
            Self::Corporation(municipality, _) => Some(Self::Municipality(municipality)),
        }
    }

    pub const fn municipality(self) -> Option<MunicipalityId> {
        match self {
            Self::Region => None,
            Self::Municipality(municipality) | Self::Corporation(municipality, _) => Some(municipality),
        }
    }

    pub const fn corporation(self) -> Option<OrganisationId> {
        match self {
            Self::Region | Self::Municipality(_) => None,
            Self::Corporation(_, organisation) => Some(organisation),
        }
    }
}

/// A number, and what its parts have of it: the gemeenten of the region's, the corporaties of a gemeente's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    pub whole: Option<i64>,
    /// All parts that have a number, together.
    pub divided: i64,
}

impl Division {
    /// Below nought when the parts together have more than the whole.
    pub fn left(self) -> Option<i64> {
        self.whole.map(|whole| whole - self.divided)
    }
}

/// What setting one number means for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    pub now: Division,
    pub then: Division,
    /// The parts whose number is not being set and that have one, together.
    pub others: i64,
    /// How many of those have none yet.
    pub undivided: usize,
}

impl Effect {
    /// Of a number that has parts: what they have stays.
    pub fn of_whole(before: Option<i64>, after: Option<i64>, others: i64, undivided: usize) -> Self {
        let division = |whole| Division { whole, divided: others };
        Self { now: division(before), then: division(after), others, undivided }
    }

    /// Of a number that is a part: the whole stays.
    pub fn of_part(whole: Option<i64>, before: Option<i64>, after: Option<i64>, others: i64, undivided: usize) -> Self {
        let division = |own: Option<i64>| Division { whole, divided: others + own.unwrap_or_default() };
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
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_part_of_what_must_come_takes_nothing_off() {
        let measure = MeasureId::from(uuid::Uuid::from_u128(1));
        assert!(sign_problem(measure, -1, 1).is_some());
        for (value, of_region) in [(0, 1), (1, 1), (-1, 0), (-1, -235)] {
            assert_eq!(sign_problem(measure, value, of_region), None);
        }
    }

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
        assert_eq!(left(Effect::of_part(Some(1560), Some(90), Some(160), 1400, 0)), (Some(70), Some(0)));
        assert_eq!(left(Effect::of_part(Some(1560), None, Some(160), 1400, 0)), (Some(160), Some(0)));
        assert_eq!(left(Effect::of_part(None, Some(90), Some(160), 1400, 0)), (None, None));
        assert_eq!(left(Effect::of_whole(Some(1560), Some(1300), 1400, 2)), (Some(160), Some(-100)));
        assert_eq!(left(Effect::of_whole(None, Some(1400), 1400, 0)), (None, Some(0)));
    }

    #[test]
    fn a_number_is_a_part_of_one_other() {
        let (place, corporation) = (MunicipalityId(Uuid::from_u128(1)), OrganisationId(Uuid::from_u128(2)));
        let held_by = HeldBy::Corporation(place, corporation);
        assert_eq!(held_by.whole(), Some(HeldBy::Municipality(place)));
        assert_eq!(held_by.whole().and_then(HeldBy::whole), Some(HeldBy::Region));
        assert_eq!(HeldBy::Region.whole(), None);
        assert_eq!((held_by.municipality(), held_by.corporation()), (Some(place), Some(corporation)));
    }

    proptest! {
        /// 400 of a gemeente, of which its corporaties take 150, 100 and 80: 70 to divide.
        #[test]
        fn what_corporaties_take_and_what_is_left_is_the_number_of_the_gemeente(
            whole in -1_000_000_i64..1_000_000,
            taken in prop::collection::vec(prop::option::of(-1_000_000_i64..1_000_000), 1..8),
            after in prop::option::of(-1_000_000_i64..1_000_000),
        ) {
            let (before, others) = (taken[0], taken[1..].iter().flatten().sum::<i64>());
            let effect = Effect::of_part(Some(whole), before, after, others, 0);
            let sum: i64 = taken.iter().flatten().sum();
            prop_assert_eq!(effect.now.left(), Some(whole - sum));
            // Whatever one of them takes more, is left less.
            let more = after.unwrap_or_default() - before.unwrap_or_default();
            prop_assert_eq!(effect.then.left(), effect.now.left().map(|left| left - more));
            // What the gemeente itself sets changes what is left, and nothing that they have.
            let own = Effect::of_whole(Some(whole), after, sum, 0);
            prop_assert_eq!((own.now, own.then.divided), (effect.now, sum));
        }
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
