//! Who writes what an organisation does, and who acknowledges it. All of the region read both.

use super::{Actor, Denied, permit};
use crate::ids::{OrganisationId, RegionId};
use crate::organisations::Role;

/// What decides the rights on the role description of one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleRights {
    pub region: RegionId,
    pub organisation: OrganisationId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleVerb {
    View,
    Write,
    /// On behalf of the organisation: a mandate to confirm commitments is none for this.
    Acknowledge,
}

pub(super) fn allowed(actor: &Actor, verb: RoleVerb, rights: &RoleRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let own = actor.organisation == rights.organisation;
    let may = match verb {
        RoleVerb::View => true,
        RoleVerb::Write => actor.role == Role::Driver || (own && actor.role == Role::Staff),
        RoleVerb::Acknowledge => own && actor.role == Role::Executive,
    };
    permit(may, Denied::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DOMIJN, OTHER, actor};
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    #[test]
    fn the_own_staff_writes_and_nobody_but_the_own_bestuurder_acknowledges() {
        let rights = RoleRights { region: Uuid::from_u128(0).into(), organisation: Uuid::from_u128(DOMIJN).into() };
        for role in Role::ALL {
            for organisation in [DOMIJN, OTHER] {
                for mandated in [false, true] {
                    let actor = Actor { mandated, ..actor(organisation, *role) };
                    let own = organisation == DOMIJN;
                    let asks = |verb| allows(&actor, Action::Role(verb, &rights)).is_ok();
                    assert!(asks(RoleVerb::View));
                    let writes = *role == Role::Driver || (own && *role == Role::Staff);
                    assert_eq!(asks(RoleVerb::Write), writes, "{role:?} {own}");
                    assert_eq!(asks(RoleVerb::Acknowledge), own && *role == Role::Executive, "{role:?} {own}");
                    let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor };
                    for verb in [RoleVerb::View, RoleVerb::Write, RoleVerb::Acknowledge] {
                        assert_eq!(allows(&elsewhere, Action::Role(verb, &rights)), Err(Denied::Invisible));
                    }
                }
            }
        }
    }
}
