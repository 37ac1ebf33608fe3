//! Mail: which kinds there are, and how long delivery is tried.

use chrono::{DateTime, TimeDelta, Utc};

use crate::coded_enum;

coded_enum! {
    MailKind {
        Invitation = "uitnodiging", "Uitnodiging";
        PasswordReset = "wachtwoord", "Nieuw wachtwoord";
        Reminder = "herinnering", "Herinnering";
        Digest = "overzicht", "Overzicht";
    }
}

/// Who has heard nothing for this long has asked again, and the links in the mail have lost their force.
pub const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(2);

/// Minutes to wait after the first, second … attempt that failed; the last one from then on. The same for every mail:
/// a region sends too little to be a burden to a mail server that comes back.
const WAITS: [i64; 5] = [1, 5, 15, 60, 240];

/// When to try again after `attempts` attempts, of which the last failed at `failed_at`. None: give up.
pub fn next_attempt(attempts: u32, created_at: DateTime<Utc>, failed_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let failures = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let [.., last] = WAITS;
    let next = failed_at + TimeDelta::minutes(WAITS.get(failures).copied().unwrap_or(last));
    (next < created_at + GIVE_UP_AFTER).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    #[test]
    fn waits_grow_and_end_after_two_days() {
        let mut moments = vec![start()];
        while let Some(next) = next_attempt(moments.len() as u32, start(), moments[moments.len() - 1]) {
            moments.push(next);
        }
        let minutes: Vec<i64> = moments.windows(2).map(|pair| (pair[1] - pair[0]).num_minutes()).collect();
        assert_eq!(minutes[..7], [1, 5, 15, 60, 240, 240, 240]);
        assert_eq!(minutes.len(), 15);
        assert!(moments.iter().all(|moment| *moment < start() + GIVE_UP_AFTER));
    }

    #[test]
    fn a_long_wait_for_the_first_attempt_counts_too() {
        let late = start() + GIVE_UP_AFTER;
        assert_eq!(next_attempt(1, start(), late), None);
        assert_eq!(next_attempt(1, start(), late - TimeDelta::minutes(1)), None);
        assert!(next_attempt(1, start(), late - TimeDelta::minutes(2)).is_some());
        // A row that was never counted is like one that was tried once.
        assert_eq!(next_attempt(0, start(), start()), next_attempt(1, start(), start()));
    }
}
