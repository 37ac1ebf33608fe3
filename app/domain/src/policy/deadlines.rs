//! Who may change a deadline of the region. All of the region read it.

use super::{Actor, Denied, permit};
use crate::ids::RegionId;
use crate::organisations::Role;

/// What decides the rights on a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineRights {
    pub region: RegionId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadlineVerb {
    View,
    /// For all gemeenten at once.
    Edit,
}

pub(super) fn allowed(actor: &Actor, verb: DeadlineVerb, rights: &DeadlineRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    match verb {
        DeadlineVerb::View => Ok(()),
        DeadlineVerb::Edit => permit(actor.role == Role::Driver, Denied::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{GEMEENTE, OTHER, actor};
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_region_looks_and_aanjagers_change() {
        let rights = DeadlineRights { region: Uuid::from_u128(0).into() };
        for role in Role::ALL {
            for organisation in [GEMEENTE, OTHER] {
                let actor = actor(organisation, *role);
                let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor };
                let asks = |verb| allows(&actor, Action::Deadline(verb, &rights)).is_ok();
                assert!(asks(DeadlineVerb::View));
                assert_eq!(asks(DeadlineVerb::Edit), *role == Role::Driver, "{role:?}");
                for verb in [DeadlineVerb::View, DeadlineVerb::Edit] {
                    assert_eq!(allows(&elsewhere, Action::Deadline(verb, &rights)), Err(Denied::Invisible));
                }
            }
        }
    }
}
