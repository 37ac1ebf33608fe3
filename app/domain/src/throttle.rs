//! A brake on guessing passwords and codes: after ten wrong tries each next one has to wait, ever longer, but never for
//! good, because a lock-out would let anybody shut somebody else out.

use chrono::{DateTime, TimeDelta, Utc};

/// Wrong tries that cost nothing: people mistype.
pub const FREE_TRIES: u32 = 10;
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// After so long without a wrong try, all is forgotten.
pub const MEMORY: TimeDelta = TimeDelta::hours(24);

/// The wrong tries on one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    pub count: u32,
    pub last: DateTime<Utc>,
}

impl Failures {
    /// How long the next try has to wait, at `now`; none when it may be tried.
    pub fn wait(self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let beyond = self.count.checked_sub(FREE_TRIES)?;
        let doubled = FIRST_WAIT * 2_i32.pow(beyond.min(4));
        // A clock that was set back must not make the wait longer than the rule says.
        let passed = (now - self.last).max(TimeDelta::zero());
        let left = doubled.min(LONGEST_WAIT) - passed;
        (left > TimeDelta::zero()).then_some(left)
    }

    /// With one more wrong try at `now`.
    pub fn and_another(before: Option<Self>, now: DateTime<Utc>) -> Self {
        let remembered = before.filter(|failures| now - failures.last < MEMORY);
        Self { count: remembered.map_or(0, |failures| failures.count).saturating_add(1), last: now }
    }
}

/// The wait in whole minutes, rounded up, for people.
pub fn minutes(wait: TimeDelta) -> i64 {
    (wait.num_seconds() + 59) / 60
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn start() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 25, 8, 0, 0).unwrap()
    }

    fn after(tries: u32) -> Failures {
        (0..tries).fold(None, |before, _| Some(Failures::and_another(before, start()))).unwrap()
    }

    #[test]
    fn ten_wrong_tries_cost_nothing_and_then_each_costs_more() {
        assert_eq!(after(9).wait(start()), None);
        assert_eq!(after(10).wait(start()).map(minutes), Some(1));
        assert_eq!(after(11).wait(start()).map(minutes), Some(2));
        assert_eq!(after(12).wait(start()).map(minutes), Some(4));
        assert_eq!(after(40).wait(start()).map(minutes), Some(15));
    }

    #[test]
    fn a_day_without_wrong_tries_forgets_them() {
        let later = Failures::and_another(Some(after(40)), start() + MEMORY);
        assert_eq!(later.count, 1);
    }

    proptest! {
        #[test]
        fn nobody_waits_longer_than_a_quarter_of_an_hour(tries in 1..100_u32, seconds in -100_000..100_000_i64) {
            let wait = after(tries).wait(start() + TimeDelta::seconds(seconds));
            prop_assert!(wait.is_none_or(|wait| wait <= LONGEST_WAIT));
            prop_assert_eq!(after(tries).wait(start() + LONGEST_WAIT), None);
        }
    }
}
