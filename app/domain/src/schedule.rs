//! When a job that runs by itself is due.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, Utc, Weekday};

/// How far the clocks of two machines may differ.
const CLOCK_DIFFERENCE: TimeDelta = TimeDelta::minutes(5);

/// So soon is a job that failed tried again, at the latest.
const RETRY: TimeDelta = TimeDelta::hours(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Again so long after it began.
    Every(TimeDelta),
    /// Each day at this time of UTC: for work that should meet few people, where an hour of summer time is no matter.
    Daily(NaiveTime),
    /// Each week on this day, at this time of UTC.
    Weekly(Weekday, NaiveTime),
}

impl Schedule {
    /// When a job that is new begins: at once, or at the first moment that was chosen for it.
    pub fn first(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(_) => now,
            Self::Daily(_) | Self::Weekly(..) => self.next_after(now),
        }
    }

    /// The first moment after `last` at which to run.
    pub fn next_after(self, last: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::Every(interval) => last + interval,
            Self::Daily(time) => {
                let today = last.date_naive().and_time(time).and_utc();
                if today > last { today } else { today + Days::new(1) }
            }
            Self::Weekly(day, time) => {
                let ahead = day.days_since(last.weekday());
                let next = last.date_naive().and_time(time).and_utc() + Days::new(ahead.into());
                if next > last { next } else { next + Days::new(7) }
            }
        }
    }

    /// When to try again what failed: within the hour, because by its next turn a week's work is of no use any more.
    pub fn after_failure(self, began: DateTime<Utc>) -> DateTime<Utc> {
        self.next_after(began).min(began + RETRY)
    }

    /// Whether to run now. A clock that was set back would otherwise keep a job waiting for a moment far away.
    pub fn is_due(self, next: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        next <= now || next > self.next_after(now + CLOCK_DIFFERENCE)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn night() -> Schedule {
        Schedule::Daily(NaiveTime::from_hms_opt(2, 30, 0).unwrap())
    }

    #[test]
    fn a_daily_job_runs_once_a_day() {
        assert_eq!(night().next_after(moment("2026-11-25T01:00:00Z")), moment("2026-11-25T02:30:00Z"));
        assert_eq!(night().next_after(moment("2026-11-25T02:30:00Z")), moment("2026-11-26T02:30:00Z"));
        assert_eq!(night().next_after(moment("2026-12-31T23:00:00Z")), moment("2027-01-01T02:30:00Z"));
    }

    fn mondays() -> Schedule {
        Schedule::Weekly(Weekday::Mon, NaiveTime::from_hms_opt(5, 30, 0).unwrap())
    }

    #[test]
    fn a_weekly_job_runs_on_its_day() {
        assert_eq!(mondays().first(moment("2026-11-27T12:00:00Z")), moment("2026-11-30T05:30:00Z"));
        assert_eq!(mondays().next_after(moment("2026-11-27T12:00:00Z")), moment("2026-11-30T05:30:00Z"));
        assert_eq!(mondays().next_after(moment("2026-11-30T05:00:00Z")), moment("2026-11-30T05:30:00Z"));
        assert_eq!(mondays().next_after(moment("2026-11-30T05:30:00Z")), moment("2026-12-07T05:30:00Z"));
    }

    #[test]
    fn what_failed_is_tried_again_within_the_hour() {
        let monday = moment("2026-11-30T05:30:00Z");
        assert_eq!(mondays().after_failure(monday), moment("2026-11-30T06:30:00Z"));
        assert!(!mondays().is_due(mondays().after_failure(monday), moment("2026-11-30T06:29:00Z")));
        let minutely = Schedule::Every(TimeDelta::minutes(1));
        assert_eq!(minutely.after_failure(monday), minutely.next_after(monday));
    }

    #[test]
    fn a_clock_that_was_set_back_stops_no_job() {
        let hourly = Schedule::Every(TimeDelta::hours(1));
        let next = moment("2036-01-01T00:00:00Z");
        assert!(hourly.is_due(next, moment("2026-11-25T12:00:00Z")));
    }

    #[test]
    fn what_another_machine_with_its_clock_ahead_just_ran_is_not_due() {
        let hourly = Schedule::Every(TimeDelta::hours(1));
        assert!(!hourly.is_due(moment("2026-11-25T13:04:00Z"), moment("2026-11-25T12:00:00Z")));
        assert!(!night().is_due(moment("2026-11-26T02:30:00Z"), moment("2026-11-25T02:29:58Z")));
    }

    proptest! {
        #[test]
        fn after_a_run_it_is_not_due_until_the_next_moment(seconds in 0i64..4_000_000_000, minutes in 1i64..3000) {
            let ran = DateTime::from_timestamp(seconds, 0).unwrap();
            for schedule in [Schedule::Every(TimeDelta::minutes(minutes)), night(), mondays()] {
                let next = schedule.next_after(ran);
                prop_assert!(next > ran);
                prop_assert!(!schedule.is_due(next, ran));
                prop_assert!(!schedule.is_due(next, next - TimeDelta::seconds(1)));
                prop_assert!(schedule.is_due(next, next));
            }
        }
    }
}
