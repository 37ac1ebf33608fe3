//! Who may do what with proposals, and with what bodies concluded about them.

use super::governance::{BodyRights, prepares};
use super::{Actor, Denied, Visibility, permit};
use crate::ids::{OrganisationId, RegionId};
use crate::organisations::Role;

/// What decides the rights on one proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposalRights {
    pub region: RegionId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Some body is to see it: then it is a paper of the region. Until then it is a concept.
    pub routed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalVerb {
    View,
    /// Its text, and the bodies that it comes by.
    Edit,
}

/// What decides who writes down what a body concluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConclusionRights {
    pub proposal: ProposalRights,
    pub body: BodyRights,
}

pub(super) fn allowed(actor: &Actor, verb: ProposalVerb, rights: &ProposalRights) -> Result<(), Denied> {
    permit(Visibility::of(actor).includes_proposal(rights), Denied::Invisible)?;
    let may = match verb {
        ProposalVerb::View => true,
        ProposalVerb::Edit => {
            let own = actor.role == Role::Staff && actor.organisation == rights.organisation;
            own || actor.role == Role::Driver
        }
    };
    permit(may, Denied::Forbidden)
}

/// Who prepares the meetings of that body, as with decisions; never its writer as such.
pub(super) fn may_conclude(actor: &Actor, rights: &ConclusionRights) -> Result<(), Denied> {
    allowed(actor, ProposalVerb::View, &rights.proposal)?;
    permit(actor.region == rights.body.region, Denied::Invisible)?;
    permit(prepares(actor, &rights.body), Denied::Forbidden)
}

/// Whether the actor can write proposals: lets into the form for a new one.
pub const fn may_create_proposals(actor: &Actor) -> bool {
    matches!(actor.role, Role::Driver | Role::Staff)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DOMIJN, GEMEENTE, LIBEREIN, OTHER, actor};
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    const ORGANISATIONS: [u128; 4] = [GEMEENTE, DOMIJN, LIBEREIN, OTHER];

    /// Domijn's.
    fn proposal(routed: bool) -> ProposalRights {
        let id = Uuid::from_u128;
        ProposalRights { region: id(0).into(), organisation: id(DOMIJN).into(), routed }
    }

    fn may(actor: &Actor, verb: ProposalVerb, rights: &ProposalRights) -> Result<(), Denied> {
        allows(actor, Action::Proposal(verb, rights))
    }

    #[test]
    fn a_concept_exists_for_its_own_organisation_and_aanjagers_only() {
        for role in Role::ALL {
            for organisation in ORGANISATIONS {
                let actor = actor(organisation, *role);
                let sees = organisation == DOMIJN || *role == Role::Driver;
                let expected = if sees { Ok(()) } else { Err(Denied::Invisible) };
                assert_eq!(may(&actor, ProposalVerb::View, &proposal(false)), expected, "{role:?}");
                assert_eq!(may(&actor, ProposalVerb::View, &proposal(true)), Ok(()), "{role:?}");
            }
        }
    }

    #[test]
    fn its_own_staff_and_aanjagers_write_it() {
        for role in Role::ALL {
            for organisation in ORGANISATIONS {
                let actor = actor(organisation, *role);
                let writes = *role == Role::Driver || (*role == Role::Staff && organisation == DOMIJN);
                let expected = if writes { Ok(()) } else { Err(Denied::Forbidden) };
                assert_eq!(may(&actor, ProposalVerb::Edit, &proposal(true)), expected, "{role:?}");
                assert_eq!(may_create_proposals(&actor), matches!(role, Role::Driver | Role::Staff));
            }
        }
    }

    #[test]
    fn the_secretary_of_the_body_writes_down_what_it_concluded() {
        let id = Uuid::from_u128;
        let secretary = Some(id(LIBEREIN).into());
        let body = BodyRights { region: id(0).into(), secretary, members: vec![id(DOMIJN).into()] };
        for role in Role::ALL {
            for organisation in ORGANISATIONS {
                let actor = actor(organisation, *role);
                let may = *role == Role::Driver || (*role == Role::Staff && organisation == LIBEREIN);
                let rights = ConclusionRights { proposal: proposal(true), body: body.clone() };
                let expected = if may { Ok(()) } else { Err(Denied::Forbidden) };
                assert_eq!(allows(&actor, Action::Conclude(&rights)), expected, "{role:?}");
            }
        }
    }

    #[test]
    fn another_region_has_none_of_it() {
        let id = Uuid::from_u128;
        let elsewhere = Actor { region: id(7).into(), ..actor(DOMIJN, Role::Driver) };
        let body = BodyRights { region: id(0).into(), secretary: Some(id(DOMIJN).into()), members: vec![] };
        for verb in [ProposalVerb::View, ProposalVerb::Edit] {
            assert_eq!(may(&elsewhere, verb, &proposal(true)), Err(Denied::Invisible));
        }
        let rights = ConclusionRights { proposal: proposal(true), body };
        assert_eq!(allows(&elsewhere, Action::Conclude(&rights)), Err(Denied::Invisible));
    }
}
