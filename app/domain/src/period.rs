//! When: a moment with its own precision.
//!
//! An agreement says "3e kwartaal 2027" or "elk jaar" and must never silently become a day. "Nog niet bekend" is the
//! absence of a period (`Option<Period>`), never a default.

mod parse;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::dutch;
pub use parse::PeriodError;

/// Years outside these are typing errors.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    Day(NaiveDate),
    /// Month 1-12.
    Month {
        year: i32,
        month: u32,
    },
    /// Quarter 1-4.
    Quarter {
        year: i32,
        quarter: u32,
    },
    /// Half 1-2.
    HalfYear {
        year: i32,
        half: u32,
    },
    Year(i32),
    EveryHalfYear,
    EveryYear,
    /// Every year before or on this day.
    EveryYearOn {
        month: u32,
        day: u32,
    },
}

impl Period {
    /// First and last day; none for something that recurs.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        let months = |year, first: u32, count: u32| {
            let start = NaiveDate::from_ymd_opt(year, first, 1)?;
            let end = start.checked_add_months(chrono::Months::new(count))?.checked_sub_days(Days::new(1))?;
            Some((start, end))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Month { year, month } => months(year, month, 1),
            Self::Quarter { year, quarter } => months(year, quarter * 3 - 2, 3),
            Self::HalfYear { year, half } => months(year, half * 6 - 5, 6),
            Self::Year(year) => months(year, 1, 12),
            Self::EveryHalfYear | Self::EveryYear | Self::EveryYearOn { .. } => None,
        }
    }

    pub fn first_day(self) -> Option<NaiveDate> {
        self.days().map(|(first, _)| first)
    }

    pub fn last_day(self) -> Option<NaiveDate> {
        self.days().map(|(_, last)| last)
    }

    /// The whole period lies before `today`. What recurs is never over.
    pub fn is_over(self, today: NaiveDate) -> bool {
        self.last_day().is_some_and(|last| last < today)
    }

    pub const fn recurs(self) -> bool {
        matches!(self, Self::EveryHalfYear | Self::EveryYear | Self::EveryYearOn { .. })
    }

    /// The last day on which it can still be in time, seen from `today`: its own last day, or that of the current
    /// occurrence.
    pub fn next_end(self, today: NaiveDate) -> Option<NaiveDate> {
        let year = today.year();
        match self {
            Self::EveryHalfYear => Self::HalfYear { year, half: if today.month() <= 6 { 1 } else { 2 } }.last_day(),
            Self::EveryYear => Self::Year(year).last_day(),
            Self::EveryYearOn { month, day } => {
                let this_year = NaiveDate::from_ymd_opt(year, month, day)?;
                if this_year >= today { Some(this_year) } else { NaiveDate::from_ymd_opt(year + 1, month, day) }
            }
            _ => self.last_day(),
        }
    }

    /// As a Dutch reader expects it: `3e kwartaal 2027`.
    pub fn label(self) -> String {
        let month_name = |month: u32| dutch::MONTHS.get(month as usize - 1).copied().unwrap_or_default();
        match self {
            Self::Day(day) => dutch::date(day),
            Self::Month { year, month } => format!("{} {year}", month_name(month)),
            Self::Quarter { year, quarter } => format!("{quarter}e kwartaal {year}"),
            Self::HalfYear { year, half } => format!("{half}e helft {year}"),
            Self::Year(year) => year.to_string(),
            Self::EveryHalfYear => "elk halfjaar".to_owned(),
            Self::EveryYear => "elk jaar".to_owned(),
            Self::EveryYearOn { month, day } => format!("elk jaar op {day} {}", month_name(month)),
        }
    }
}

/// The canonical text: in storage and files.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Month { year, month } => write!(f, "{year}-{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{year}-Q{quarter}"),
            Self::HalfYear { year, half } => write!(f, "{year}-H{half}"),
            Self::Year(year) => write!(f, "{year}"),
            Self::EveryHalfYear => write!(f, "every half-year"),
            Self::EveryYear => write!(f, "every year"),
            Self::EveryYearOn { month, day } => write!(f, "every year {month:02}-{day:02}"),
        }
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

/// A day that a person typed; no longer period will do.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    match Period::parse_dutch(text) {
        Ok(Period::Day(day)) => Some(day),
        _ => None,
    }
}

/// The label of a period that may be unknown.
pub fn label_or_unknown(period: Option<Period>) -> String {
    period.map_or_else(|| "nog niet bekend".to_owned(), Period::label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_quarter_lasts_three_months() {
        let quarter = Period::Quarter { year: 2027, quarter: 3 };
        assert_eq!(quarter.days(), Some((day(2027, 7, 1), day(2027, 9, 30))));
        assert_eq!(quarter.label(), "3e kwartaal 2027");
        assert!(!quarter.is_over(day(2027, 9, 30)));
        assert!(quarter.is_over(day(2027, 10, 1)));
    }

    #[test]
    fn february_ends_on_its_own_last_day() {
        assert_eq!(Period::Month { year: 2028, month: 2 }.last_day(), Some(day(2028, 2, 29)));
    }

    #[test]
    fn what_recurs_is_never_over_but_has_a_next_end() {
        assert!(!Period::EveryYear.is_over(day(2100, 12, 31)));
        assert_eq!(Period::EveryHalfYear.next_end(day(2026, 6, 30)), Some(day(2026, 6, 30)));
        assert_eq!(Period::EveryHalfYear.next_end(day(2026, 7, 1)), Some(day(2026, 12, 31)));
        let first_of_july = Period::EveryYearOn { month: 7, day: 1 };
        assert_eq!(first_of_july.next_end(day(2026, 7, 1)), Some(day(2026, 7, 1)));
        assert_eq!(first_of_july.next_end(day(2026, 7, 2)), Some(day(2027, 7, 1)));
    }

    #[test]
    fn a_day_is_no_longer_than_a_day() {
        assert_eq!(parse_day(" 21-11-2027 "), Some(day(2027, 11, 21)));
        for text in ["november 2027", "2027", "elk jaar", "31-02-2027", "morgen", ""] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    fn any_period() -> impl Strategy<Value = Period> {
        let year = YEARS;
        prop_oneof![
            (year.clone(), 1..=366_u32)
                .prop_filter_map("no such day", |(y, d)| NaiveDate::from_yo_opt(y, d).map(Period::Day)),
            (year.clone(), 1..=12_u32).prop_map(|(year, month)| Period::Month { year, month }),
            (year.clone(), 1..=4_u32).prop_map(|(year, quarter)| Period::Quarter { year, quarter }),
            (year.clone(), 1..=2_u32).prop_map(|(year, half)| Period::HalfYear { year, half }),
            year.prop_map(Period::Year),
            Just(Period::EveryHalfYear),
            Just(Period::EveryYear),
            (1..=12_u32, 1..=28_u32).prop_map(|(month, day)| Period::EveryYearOn { month, day }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(period in any_period()) {
            prop_assert_eq!(period.to_string().parse::<Period>(), Ok(period));
        }

        #[test]
        fn what_is_shown_can_be_typed(period in any_period()) {
            prop_assert_eq!(Period::parse_dutch(&period.label()), Ok(period));
        }

        #[test]
        fn the_first_day_is_never_after_the_last(period in any_period()) {
            if let Some((first, last)) = period.days() {
                prop_assert!(first <= last);
            }
        }

        #[test]
        fn no_text_makes_the_reader_fail_otherwise_than_with_an_error(text in ".{0,60}") {
            let _ = Period::parse_dutch(&text);
            let _ = text.parse::<Period>();
        }
    }
}
