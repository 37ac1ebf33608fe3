//! Who may do what with the agendas of a gemeente.

use super::{Actor, Denied, permit};
use crate::ids::{MunicipalityId, RegionId};
use crate::organisations::Role;

/// What decides the rights on the agendas of one gemeente.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgendaRights {
    pub region: RegionId,
    pub municipality: MunicipalityId,
}

/// What somebody wants to do with an agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgendaVerb {
    View,
    /// Add a period, or take a step with it.
    Manage,
}

pub(super) fn allowed(actor: &Actor, verb: AgendaVerb, rights: &AgendaRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    match verb {
        AgendaVerb::View => Ok(()),
        AgendaVerb::Manage => permit(manages(actor, rights.municipality), Denied::Forbidden),
    }
}

/// Aanjagers in the whole region; the gemeente's staff for their own.
fn manages(actor: &Actor, municipality: MunicipalityId) -> bool {
    match actor.role {
        Role::Driver => true,
        Role::Staff => actor.municipality == Some(municipality),
        Role::Administrator | Role::Executive | Role::Reader => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    fn actor(region: u128, municipality: Option<u128>, role: Role) -> Actor {
        let id = Uuid::from_u128;
        Actor {
            user: id(99).into(),
            region: id(region).into(),
            organisation: id(50).into(),
            municipality: municipality.map(|number| id(number).into()),
            role,
            mandated: false,
        }
    }

    #[test]
    fn the_region_looks_and_the_gemeente_and_the_aanjagers_manage() {
        let rights = AgendaRights { region: Uuid::from_u128(0).into(), municipality: Uuid::from_u128(1).into() };
        let asks = |actor: &Actor, verb| allows(actor, Action::Agenda(verb, &rights));
        for role in Role::ALL {
            for municipality in [None, Some(1), Some(2)] {
                let here = actor(0, municipality, *role);
                assert_eq!(asks(&here, AgendaVerb::View), Ok(()));
                let may = *role == Role::Driver || (*role == Role::Staff && municipality == Some(1));
                let expected = if may { Ok(()) } else { Err(Denied::Forbidden) };
                assert_eq!(asks(&here, AgendaVerb::Manage), expected, "{role:?} of {municipality:?}");
                for verb in [AgendaVerb::View, AgendaVerb::Manage] {
                    assert_eq!(asks(&actor(7, municipality, *role), verb), Err(Denied::Invisible));
                }
            }
        }
    }
}
