//! How long somebody stays logged in.

use chrono::{DateTime, TimeDelta, Utc};

/// Without a click for so long, somebody has left the desk.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// However busy: once a working day the password is asked again.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// How exact "the last click" is kept, so that not every click writes.
const EXACTNESS: TimeDelta = TimeDelta::minutes(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionState {
    Active,
    /// Active, and its last click is to be written down again.
    Stale,
    Ended,
}

/// The state at `now` of a session that began at `since` and was last written down as used at `seen`. A clock that was
/// set back ends nothing.
pub fn session_state(since: DateTime<Utc>, seen: DateTime<Utc>, now: DateTime<Utc>) -> SessionState {
    if now - since >= ABSOLUTE || now - seen >= IDLE {
        SessionState::Ended
    } else if now - seen >= EXACTNESS || now < seen {
        SessionState::Stale
    } else {
        SessionState::Active
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(minutes: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 25, 8, 0, 0).unwrap() + TimeDelta::minutes(minutes)
    }

    #[test]
    fn a_session_ends_half_an_hour_after_the_last_click() {
        assert_eq!(session_state(at(0), at(0), at(0)), SessionState::Active);
        assert_eq!(session_state(at(0), at(0), at(29)), SessionState::Stale);
        assert_eq!(session_state(at(0), at(0), at(30)), SessionState::Ended);
    }

    #[test]
    fn and_twelve_hours_after_logging_in_however_busy() {
        assert_eq!(session_state(at(0), at(719), at(719)), SessionState::Active);
        assert_eq!(session_state(at(0), at(719), at(720)), SessionState::Ended);
    }

    #[test]
    fn a_clock_that_is_set_back_ends_nothing() {
        assert_eq!(session_state(at(100), at(120), at(60)), SessionState::Stale);
    }
}
