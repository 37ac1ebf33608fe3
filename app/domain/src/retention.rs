//! How long personal data stays when nobody does anything, and what is left of a person afterwards.

use chrono::{DateTime, TimeDelta, Utc};

/// An invitation that nobody accepted: whoever wants to come after a quarter of a year is invited again.
pub const INVITATION: TimeDelta = TimeDelta::days(90);
/// A disabled account: within this time somebody may come back, or a decision of theirs be asked about.
pub const DISABLED: TimeDelta = TimeDelta::days(2 * 365);
/// A link that was used or is too old: so long one can see that it was there.
pub const LINK: TimeDelta = TimeDelta::days(30);
/// What was read of a file that somebody loads: long enough to mend its wrong rows.
pub const IMPORT: TimeDelta = TimeDelta::days(30);

/// What decides how long the person of an account stays known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountAge {
    /// Somebody chose a password.
    pub accepted: bool,
    /// The last time.
    pub invited_at: DateTime<Utc>,
    /// Since when nobody may log in.
    pub disabled_at: Option<DateTime<Utc>>,
}

impl AccountAge {
    /// Whether, at `now`, the account has no reason any more to say whose it was.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        let never_came = !self.accepted && now - self.invited_at >= INVITATION;
        never_came || self.disabled_at.is_some_and(|since| now - since >= DISABLED)
    }
}

/// What takes the place of a person's name and address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pseudonym {
    pub name: String,
    pub address: String,
}

const PLACEHOLDER: &str = "oud-medewerker-";

impl Pseudonym {
    /// `random` is anybody's guess: nothing about the person is in it.
    pub fn new(random: u128) -> Self {
        Self {
            name: format!("Oud-medewerker {:08x}", random & 0xffff_ffff),
            address: format!("{PLACEHOLDER}{random:032x}"),
        }
    }
}

/// Whether this stands where an address was. It has no `@`: nobody can log in with it, or be mailed.
pub fn is_pseudonym(address: &str) -> bool {
    address.starts_with(PLACEHOLDER) && !address.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn start() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 25, 8, 0, 0).unwrap()
    }

    fn after(days: i64) -> DateTime<Utc> {
        start() + TimeDelta::days(days)
    }

    fn age(accepted: bool, disabled_at: Option<DateTime<Utc>>) -> AccountAge {
        AccountAge { accepted, invited_at: start(), disabled_at }
    }

    #[test]
    fn an_invitation_is_over_after_ninety_days() {
        assert!(!age(false, None).is_over(after(90) - TimeDelta::seconds(1)));
        assert!(age(false, None).is_over(after(90)));
        assert!(age(false, Some(after(1))).is_over(after(90)));
        assert!(!age(true, None).is_over(after(9999)));
    }

    #[test]
    fn a_disabled_account_is_over_after_two_years() {
        assert!(!age(true, Some(start())).is_over(after(730) - TimeDelta::seconds(1)));
        assert!(age(true, Some(start())).is_over(after(730)));
        // Counted from the day on which it was disabled, and not from its beginning.
        assert!(!age(true, Some(after(700))).is_over(after(1000)));
    }

    #[test]
    fn a_clock_that_was_set_back_ends_nothing() {
        assert!(!age(false, Some(start())).is_over(after(-9999)));
    }

    #[test]
    fn a_pseudonym_says_nothing_and_is_no_address() {
        let pseudonym = Pseudonym::new(0xabc);
        assert_eq!(pseudonym.name, "Oud-medewerker 00000abc");
        assert!(is_pseudonym(&pseudonym.address));
        assert_ne!(pseudonym.address, Pseudonym::new(0x1_0000_0abc).address);
        for address in ["j.jansen@enschede.example", "oud-medewerker-1@enschede.example", ""] {
            assert!(!is_pseudonym(address), "{address}");
        }
    }
}
