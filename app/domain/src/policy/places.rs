//! What a gemeente tells of itself, which all of the region read: how far it is with a deadline, and how it is placed for a
//! success factor.

use super::{Actor, Denied, permit};
use crate::ids::{MunicipalityId, RegionId};
use crate::organisations::Role;

/// The gemeente of which something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceRights {
    pub region: RegionId,
    pub municipality: MunicipalityId,
}

/// The gemeente's own staff, and aanjagers.
pub(super) fn may_tell(actor: &Actor, rights: &PlaceRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let may = match actor.role {
        Role::Driver => true,
        Role::Staff => actor.municipality == Some(rights.municipality),
        Role::Administrator | Role::Executive | Role::Reader => false,
    };
    permit(may, Denied::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{GEMEENTE, OTHER, actor};
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    #[test]
    fn aanjagers_tell_of_all_and_the_staff_of_a_gemeente_of_itself() {
        for role in Role::ALL {
            for organisation in [GEMEENTE, OTHER] {
                let actor = actor(organisation, *role);
                let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor };
                for number in [1, 2] {
                    let municipality = Uuid::from_u128(number).into();
                    let rights = PlaceRights { region: Uuid::from_u128(0).into(), municipality };
                    let own = organisation == GEMEENTE && number == 1;
                    let may = *role == Role::Driver || (*role == Role::Staff && own);
                    let action = Action::TellOfPlace(&rights);
                    assert_eq!(allows(&actor, action).is_ok(), may, "{role:?} {organisation} {number}");
                    assert_eq!(allows(&elsewhere, action), Err(Denied::Invisible));
                }
            }
        }
    }
}
