//! Who may tell the urgent allocations of a gemeente. All of its region read them.

use super::{Actor, Denied, permit};
use crate::ids::{MunicipalityId, RegionId};
use crate::organisations::Role;

/// What decides the rights on the allocations of one gemeente.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllocationRights {
    pub region: RegionId,
    pub municipality: MunicipalityId,
}

/// Its own staff and executives, and aanjagers, who gather the numbers of the region.
pub(super) fn allowed(actor: &Actor, rights: &AllocationRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let may = match actor.role {
        Role::Driver => true,
        Role::Staff | Role::Executive => actor.municipality == Some(rights.municipality),
        Role::Administrator | Role::Reader => false,
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
    fn a_gemeente_tells_its_own_and_aanjagers_those_of_all() {
        let rights = |number| AllocationRights {
            region: Uuid::from_u128(0).into(),
            municipality: Uuid::from_u128(number).into(),
        };
        for role in Role::ALL {
            for organisation in [GEMEENTE, OTHER] {
                for municipality in [1, 2] {
                    let rights = rights(municipality);
                    let asked = allows(&actor(organisation, *role), Action::SetAllocations(&rights));
                    let own = organisation == GEMEENTE && municipality == 1;
                    let may = *role == Role::Driver || (own && matches!(role, Role::Staff | Role::Executive));
                    let expected = if may { Ok(()) } else { Err(Denied::Forbidden) };
                    assert_eq!(asked, expected, "{role:?} of {organisation} in {municipality}");
                }
            }
        }
        let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(GEMEENTE, Role::Driver) };
        assert_eq!(allows(&elsewhere, Action::SetAllocations(&rights(1))), Err(Denied::Invisible));
    }
}
