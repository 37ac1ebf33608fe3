//! How long a report counts. Old green is no green: what nobody looked at for a term is shown as such.

use chrono::{Days, NaiveDate};

use super::Stoplight;
use crate::coded_enum;
use crate::commitments::LifeCycle;

/// How long before a report is too old its owner is asked for a new one.
pub const FORESEEN: Days = Days::new(14);

const DAYS_IN_A_WEEK: u64 = 7;

coded_enum! {
    /// How a commitment stands today.
    Standing {
        Green = "groen", "Groen";
        Amber = "oranje", "Oranje";
        Red = "rood", "Rood";
        /// Green, once.
        Stale = "verouderd", "Verouderd";
        None = "geen", "Nog geen voortgang";
        /// Done or dropped: whatever its last colour was, nobody acts on it any more.
        Closed = "afgesloten", "Afgesloten";
    }
}

/// The day, and what was reported when counts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoning {
    pub today: NaiveDate,
    /// The first day of which a report is not too old.
    pub fresh_since: NaiveDate,
}

impl Reckoning {
    /// `term`: for how many weeks a report counts, as the region has it.
    pub fn of(today: NaiveDate, term: u32) -> Self {
        let term = Days::new(u64::from(term) * DAYS_IN_A_WEEK);
        Self { today, fresh_since: today.checked_sub_days(term).unwrap_or(today) }
    }

    /// The same, as it will be when [`FORESEEN`] has passed.
    #[must_use]
    pub fn foreseen(self) -> Self {
        let later = |day: NaiveDate| day.checked_add_days(FORESEEN).unwrap_or(day);
        Self { today: later(self.today), fresh_since: later(self.fresh_since) }
    }

    /// Whether what was last reported on this day is too old. What is closed needs no more reports.
    pub fn is_stale(self, life_cycle: LifeCycle, reported_on: Option<NaiveDate>) -> bool {
        life_cycle.is_open() && reported_on.is_some_and(|day| day < self.fresh_since)
    }

    /// Amber and red stay what they are when they grow old: trouble does not go by itself.
    pub fn standing(
        self,
        life_cycle: LifeCycle,
        status: Option<Stoplight>,
        reported_on: Option<NaiveDate>,
    ) -> Standing {
        match status {
            _ if !life_cycle.is_open() => Standing::Closed,
            None => Standing::None,
            Some(Stoplight::Green) if self.is_stale(life_cycle, reported_on) => Standing::Stale,
            Some(status) => status.into(),
        }
    }
}

/// On the day of its report.
impl From<Stoplight> for Standing {
    fn from(status: Stoplight) -> Self {
        match status {
            Stoplight::Green => Self::Green,
            Stoplight::Amber => Self::Amber,
            Stoplight::Red => Self::Red,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn green_counts_for_the_term_and_not_a_day_longer() {
        let reported = Some(day(2026, 1, 5));
        let standing = |today| Reckoning::of(today, 13).standing(LifeCycle::Ratified, Some(Stoplight::Green), reported);
        assert_eq!(standing(day(2026, 4, 6)), Standing::Green);
        assert_eq!(standing(day(2026, 4, 7)), Standing::Stale);
    }

    #[test]
    fn old_trouble_is_still_trouble() {
        let reckoning = Reckoning::of(day(2027, 1, 1), 13);
        let reported = Some(day(2026, 1, 5));
        assert_eq!(reckoning.standing(LifeCycle::Ratified, Some(Stoplight::Red), reported), Standing::Red);
        assert!(reckoning.is_stale(LifeCycle::Ratified, reported));
        assert_eq!(reckoning.standing(LifeCycle::Ratified, None, None), Standing::None);
    }

    #[test]
    fn what_is_closed_has_no_colour_whatever_was_reported() {
        let reckoning = Reckoning::of(day(2027, 1, 1), 13);
        for life_cycle in [LifeCycle::Completed, LifeCycle::Lapsed] {
            for status in [None, Some(Stoplight::Green), Some(Stoplight::Red)] {
                assert_eq!(reckoning.standing(life_cycle, status, Some(day(2026, 12, 1))), Standing::Closed);
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_too_old_is_foreseen_two_weeks_before(age in 0_u64..400, term in 1_u32..60) {
            let today = day(2026, 11, 26);
            let reported = today.checked_sub_days(Days::new(age));
            let now = Reckoning::of(today, term);
            let later = Reckoning::of(today.checked_add_days(FORESEEN).unwrap(), term);
            prop_assert_eq!(now.foreseen(), later);
            if now.is_stale(LifeCycle::Ratified, reported) {
                prop_assert!(later.is_stale(LifeCycle::Ratified, reported));
            }
        }
    }
}
