//! Accounts: what a link lets somebody do, and for how long.

use chrono::TimeDelta;

use crate::coded_enum;

coded_enum! {
    /// What a link in a mail is for. Each works once.
    LinkPurpose {
        Invitation = "uitnodiging", "Uitnodiging";
        Reset = "wachtwoord", "Nieuw wachtwoord";
    }
}

impl LinkPurpose {
    /// How long the link works: an invitation may lie over a weekend's start, a reset is for who waits for it.
    pub const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Invitation => TimeDelta::hours(48),
            Self::Reset => TimeDelta::hours(1),
        }
    }
}

/// How long the right password waits for its code.
pub const CODE_PATIENCE: TimeDelta = TimeDelta::minutes(10);
