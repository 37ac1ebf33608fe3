//! Who may enter where: what an address asks of a visitor before it does anything at all.
//!
//! Every page and every server function declares one [`Access`]. What it then does asks
//! [`allows`](super::allows) about the thing at hand.

use crate::organisations::Role;

use super::Actor;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Also who is not logged in.
    Anyone,
    /// Who is logged in, even if something is still asked of the account: a second factor, for example.
    Account,
    /// Who is logged in and has done what is asked.
    Member,
    /// The region's beheerder.
    Administrator,
}

/// Why somebody may not enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("log in first")]
    LoggedOut,
    /// The account must get its second factor first.
    #[error("set up the second factor first")]
    SecondFactorMissing,
    /// For this person the address does not exist.
    #[error("not visible")]
    Invisible,
}

/// Somebody who is logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub actor: Actor,
    /// The account must have a second factor and has none yet.
    pub lacks_second_factor: bool,
}

/// # Errors
/// What keeps this visitor out.
pub fn enters(access: Access, visitor: Option<&Visitor>) -> Result<(), Refused> {
    if access == Access::Anyone {
        return Ok(());
    }
    let visitor = visitor.ok_or(Refused::LoggedOut)?;
    if access == Access::Account {
        return Ok(());
    }
    if visitor.lacks_second_factor {
        return Err(Refused::SecondFactorMissing);
    }
    let administers = visitor.actor.role == Role::Administrator;
    if access == Access::Administrator && !administers { Err(Refused::Invisible) } else { Ok(()) }
}

/// When an account must have a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// The demo, whose passwords everybody knows anyway.
    Nobody,
    Administrators,
    Everybody,
}

impl SecondFactorRule {
    pub fn asks(self, role: Role) -> bool {
        match self {
            Self::Nobody => false,
            Self::Administrators => role == Role::Administrator,
            Self::Everybody => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn visitor(role: Role, lacks_second_factor: bool) -> Visitor {
        let id = Uuid::from_u128(1);
        let actor = Actor {
            user: id.into(),
            region: id.into(),
            organisation: id.into(),
            municipality: None,
            role,
            mandated: false,
        };
        Visitor { actor, lacks_second_factor }
    }

    #[test]
    fn who_is_not_logged_in_enters_only_what_is_for_anyone() {
        assert_eq!(enters(Access::Anyone, None), Ok(()));
        for access in [Access::Account, Access::Member, Access::Administrator] {
            assert_eq!(enters(access, None), Err(Refused::LoggedOut));
        }
    }

    #[test]
    fn administration_is_for_the_beheerder_only() {
        for role in Role::ALL {
            let expected = if *role == Role::Administrator { Ok(()) } else { Err(Refused::Invisible) };
            assert_eq!(enters(Access::Administrator, Some(&visitor(*role, false))), expected);
            assert_eq!(enters(Access::Member, Some(&visitor(*role, false))), Ok(()));
        }
    }

    #[test]
    fn without_the_second_factor_that_is_asked_only_the_account_itself_is_open() {
        let beheerder = visitor(Role::Administrator, true);
        assert_eq!(enters(Access::Account, Some(&beheerder)), Ok(()));
        for access in [Access::Member, Access::Administrator] {
            assert_eq!(enters(access, Some(&beheerder)), Err(Refused::SecondFactorMissing));
        }
    }

    #[test]
    fn a_beheerder_needs_a_second_factor_and_a_region_may_ask_it_of_all() {
        assert!(SecondFactorRule::Administrators.asks(Role::Administrator));
        assert!(!SecondFactorRule::Administrators.asks(Role::Driver));
        assert!(Role::ALL.iter().all(|role| SecondFactorRule::Everybody.asks(*role)));
        assert!(!Role::ALL.iter().any(|role| SecondFactorRule::Nobody.asks(*role)));
    }
}
