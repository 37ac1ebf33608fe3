//! Who may set targets.

use std::collections::BTreeSet;

use super::{Actor, Denied, permit};
use crate::ids::{OrganisationId, RegionId};
use crate::organisations::Role;
use crate::targets::HeldBy;

/// What decides the rights on the targets of one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRights {
    pub region: RegionId,
    pub held_by: HeldBy,
    /// The provincies in the region: they answer for its numbers.
    pub provinces: BTreeSet<OrganisationId>,
}

/// Those of the region: aanjagers and the provincie's staff. Those of a gemeente, and of the corporaties within it: the
/// gemeente's own staff only. A corporatie reads its numbers, as all of the region do.
pub(super) fn allowed(actor: &Actor, rights: &TargetRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let may = match (rights.held_by, actor.role) {
        (HeldBy::Region, Role::Driver) => true,
        (HeldBy::Region, Role::Staff) => rights.provinces.contains(&actor.organisation),
        (HeldBy::Municipality(place) | HeldBy::Corporation(place, _), Role::Staff) => actor.municipality == Some(place),
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

    fn may(actor: &Actor, held_by: HeldBy) -> Result<(), Denied> {
        let rights = TargetRights {
            region: Uuid::from_u128(0).into(),
            held_by,
            provinces: BTreeSet::from([Uuid::from_u128(PROVINCE).into()]),
        };
        allows(actor, Action::SetTargets(&rights))
    }

    #[test]
    fn a_gemeente_sets_its_own_and_those_of_its_corporaties_and_the_region_its_own() {
        const CORPORATION: u128 = 63;
        let place = Uuid::from_u128(1).into();
        let within = HeldBy::Corporation(place, Uuid::from_u128(CORPORATION).into());
        for role in Role::ALL {
            for (organisation, municipality) in [(PROVINCE, None), (61, Some(1)), (62, Some(2)), (CORPORATION, None)] {
                let actor = actor(organisation, municipality, *role);
                let (staff, driver) = (*role == Role::Staff, *role == Role::Driver);
                let of_region = driver || (staff && organisation == PROVINCE);
                assert_eq!(may(&actor, HeldBy::Region).is_ok(), of_region, "{role:?} of {organisation}");
                let of_place = staff && municipality == Some(1);
                for held_by in [HeldBy::Municipality(place), within] {
                    assert_eq!(may(&actor, held_by).is_ok(), of_place, "{role:?} of {organisation}: {held_by:?}");
                }
            }
        }
        let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(61, Some(1), Role::Staff) };
        for held_by in [HeldBy::Municipality(place), within] {
            assert_eq!(may(&elsewhere, held_by), Err(Denied::Invisible));
        }
    }
}
