//! Who may change a deadline of the region, and who says how far a gemeente is with it. All of the region read both.

use super::{Actor, Denied, permit};
use crate::ids::{MunicipalityId, RegionId};
use crate::organisations::Role;

/// What decides the rights on a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeadlineRights {
    pub region: RegionId,
}

/// What decides the rights on the phase of one gemeente.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseRights {
    pub region: RegionId,
    pub municipality: MunicipalityId,
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

/// The gemeente's own staff, and aanjagers.
pub(super) fn may_set_phase(actor: &Actor, rights: &PhaseRights) -> Result<(), Denied> {
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
    fn the_region_looks_aanjagers_change_and_a_gemeente_tells_of_itself() {
        let region: RegionId = Uuid::from_u128(0).into();
        let rights = DeadlineRights { region };
        let phase = |number| PhaseRights { region, municipality: Uuid::from_u128(number).into() };
        for role in Role::ALL {
            for organisation in [GEMEENTE, OTHER] {
                let actor = actor(organisation, *role);
                let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor };
                let asks = |verb| allows(&actor, Action::Deadline(verb, &rights)).is_ok();
                assert!(asks(DeadlineVerb::View));
                assert_eq!(asks(DeadlineVerb::Edit), *role == Role::Driver, "{role:?}");
                for number in [1, 2] {
                    let own = organisation == GEMEENTE && number == 1;
                    let may = *role == Role::Driver || (*role == Role::Staff && own);
                    let sets = allows(&actor, Action::SetPhase(&phase(number)));
                    assert_eq!(sets.is_ok(), may, "{role:?} {organisation} {number}");
                    let there = allows(&elsewhere, Action::SetPhase(&phase(number)));
                    assert_eq!(there, Err(Denied::Invisible));
                }
                for verb in [DeadlineVerb::View, DeadlineVerb::Edit] {
                    assert_eq!(allows(&elsewhere, Action::Deadline(verb, &rights)), Err(Denied::Invisible));
                }
            }
        }
    }
}
