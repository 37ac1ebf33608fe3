//! Who may set targets.

use std::collections::BTreeSet;

use super::{Actor, Denied, permit};
use crate::ids::{MunicipalityId, OrganisationId, RegionId};
use crate::organisations::Role;

/// What decides the rights on the targets of one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRights {
    pub region: RegionId,
    /// None: the region's own.
    pub municipality: Option<MunicipalityId>,
    /// The provincies in the region: they answer for its numbers.
    pub provinces: BTreeSet<OrganisationId>,
}

/// Those of the region: aanjagers and the provincie's staff. Those of a gemeente: its own staff only.
pub(super) fn allowed(actor: &Actor, rights: &TargetRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let may = match (rights.municipality, actor.role) {
        (None, Role::Driver) => true,
        (None, Role::Staff) => rights.provinces.contains(&actor.organisation),
        (Some(municipality), Role::Staff) => actor.municipality == Some(municipality),
        _ => false,
    };
    permit(may, Denied::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    const PROVINCE: u128 = 60;

    fn actor(organisation: u128, municipality: Option<u128>, role: Role) -> Actor {
        let id = Uuid::from_u128;
        Actor {
            user: id(99).into(),
            region: id(0).into(),
            organisation: id(organisation).into(),
            municipality: municipality.map(|number| id(number).into()),
            role,
            mandated: false,
        }
    }

    fn may(actor: &Actor, municipality: Option<u128>) -> Result<(), Denied> {
        let rights = TargetRights {
            region: Uuid::from_u128(0).into(),
            municipality: municipality.map(|number| Uuid::from_u128(number).into()),
            provinces: BTreeSet::from([Uuid::from_u128(PROVINCE).into()]),
        };
        allows(actor, Action::SetTargets(&rights))
    }

    #[test]
    fn a_gemeente_sets_its_own_and_the_region_its_own() {
        for role in Role::ALL {
            for (organisation, municipality) in [(PROVINCE, None), (61, Some(1)), (62, Some(2)), (63, None)] {
                let actor = actor(organisation, municipality, *role);
                let (staff, driver) = (*role == Role::Staff, *role == Role::Driver);
                let of_region = driver || (staff && organisation == PROVINCE);
                assert_eq!(may(&actor, None).is_ok(), of_region, "{role:?} of {organisation}");
                let of_place = staff && municipality == Some(1);
                assert_eq!(may(&actor, Some(1)).is_ok(), of_place, "{role:?} of {organisation}");
            }
        }
        let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(61, Some(1), Role::Staff) };
        assert_eq!(may(&elsewhere, Some(1)), Err(Denied::Invisible));
    }
}
