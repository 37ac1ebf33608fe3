//! Who may do what with bodies, their meetings, and what is decided there.

use super::{Actor, Denied, permit};
use crate::ids::{OrganisationId, RegionId};
use crate::organisations::Role;

/// What decides the rights on one body and its meetings. What a reader may not see of what is discussed is left out for them: the
/// commitments and projects decide that themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRights {
    pub region: RegionId,
    pub secretary: Option<OrganisationId>,
    pub members: Vec<OrganisationId>,
}

/// What somebody wants to do with a body or its meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyVerb {
    View,
    /// Members, secretary, cadence, and with whom it is joint.
    Edit,
    /// Plan and hold its meetings: agenda, papers, snapshot, attendance, conclusions, minutes, decisions.
    Prepare,
    /// Write a proposal for it.
    Propose,
    /// Write a note or a question before its meetings, for one's own organisation.
    Ask,
}

pub(super) fn allowed(actor: &Actor, verb: BodyVerb, rights: &BodyRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let may = match verb {
        // The whole region reads what its bodies do.
        BodyVerb::View => true,
        BodyVerb::Edit => actor.role == Role::Administrator,
        BodyVerb::Prepare => prepares(actor, rights),
        BodyVerb::Propose => prepares(actor, rights) || (sits(actor, rights) && speaks(actor)),
        // Who has no seat is spoken for by somebody who has: they prepare too.
        BodyVerb::Ask => actor.role == Role::Driver || speaks(actor),
    };
    permit(may, Denied::Forbidden)
}

/// Whether the actor can prepare meetings of some body: lets into the form for a new one.
pub const fn may_plan_meetings(actor: &Actor) -> bool {
    matches!(actor.role, Role::Driver | Role::Staff)
}

/// Aanjagers for every body, and the staff of the organisation that is its secretary.
pub(super) fn prepares(actor: &Actor, rights: &BodyRights) -> bool {
    match actor.role {
        Role::Driver => true,
        Role::Staff => rights.secretary == Some(actor.organisation),
        Role::Administrator | Role::Executive | Role::Reader => false,
    }
}

fn sits(actor: &Actor, rights: &BodyRights) -> bool {
    rights.members.contains(&actor.organisation) || rights.secretary == Some(actor.organisation)
}

const fn speaks(actor: &Actor) -> bool {
    matches!(actor.role, Role::Executive | Role::Staff)
}

/// What decides the rights on a decision or pledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRights {
    pub body: BodyRights,
    pub owner: OrganisationId,
}

/// Reporting back and carrying out: who carries it, or who prepares the meetings of its body.
pub(super) fn has_a_part(actor: &Actor, rights: &DecisionRights) -> Result<(), Denied> {
    permit(actor.region == rights.body.region, Denied::Invisible)?;
    let owns = rights.owner == actor.organisation && speaks(actor);
    permit(owns || prepares(actor, &rights.body), Denied::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    const SECRETARY: u128 = 1;
    const MEMBER: u128 = 2;
    const OTHER: u128 = 3;
    const VERBS: [BodyVerb; 5] = [BodyVerb::View, BodyVerb::Edit, BodyVerb::Prepare, BodyVerb::Propose, BodyVerb::Ask];

    fn actor(organisation: u128, role: Role) -> Actor {
        let id = Uuid::from_u128;
        Actor {
            user: id(99).into(),
            region: id(0).into(),
            organisation: id(organisation).into(),
            municipality: None,
            role,
            mandated: true,
        }
    }

    fn rights() -> BodyRights {
        let id = Uuid::from_u128;
        BodyRights {
            region: id(0).into(),
            secretary: Some(id(SECRETARY).into()),
            members: vec![id(SECRETARY).into(), id(MEMBER).into()],
        }
    }

    fn may(organisation: u128, role: Role) -> Vec<BodyVerb> {
        let (actor, rights) = (actor(organisation, role), rights());
        VERBS.into_iter().filter(|verb| allows(&actor, Action::Body(*verb, &rights)).is_ok()).collect()
    }

    #[test]
    fn the_region_reads_the_secretary_prepares_and_members_speak() {
        use BodyVerb::{Ask, Edit, Prepare, Propose, View};
        for organisation in [SECRETARY, MEMBER, OTHER] {
            assert_eq!(may(organisation, Role::Driver), [View, Prepare, Propose, Ask]);
            assert_eq!(may(organisation, Role::Administrator), [View, Edit]);
            assert_eq!(may(organisation, Role::Reader), [View]);
        }
        assert_eq!(may(SECRETARY, Role::Staff), [View, Prepare, Propose, Ask]);
        assert_eq!(may(SECRETARY, Role::Executive), [View, Propose, Ask]);
        for role in [Role::Staff, Role::Executive] {
            assert_eq!(may(MEMBER, role), [View, Propose, Ask]);
            assert_eq!(may(OTHER, role), [View, Ask]);
        }
    }

    #[test]
    fn who_carries_it_reports_back() {
        let rights = DecisionRights { body: rights(), owner: Uuid::from_u128(OTHER).into() };
        let may = |organisation, role| {
            let actor = actor(organisation, role);
            let may = allows(&actor, Action::ReportBack(&rights));
            assert_eq!(allows(&actor, Action::CarryOut(&rights)), may);
            may.is_ok()
        };
        assert!(may(OTHER, Role::Staff) && may(OTHER, Role::Executive) && !may(OTHER, Role::Reader));
        assert!(may(SECRETARY, Role::Staff) && may(MEMBER, Role::Driver));
        assert!(!may(MEMBER, Role::Staff) && !may(MEMBER, Role::Administrator));
    }

    #[test]
    fn another_region_does_not_exist() {
        let elsewhere = BodyRights { region: Uuid::from_u128(7).into(), ..rights() };
        let decision = DecisionRights { body: elsewhere.clone(), owner: Uuid::from_u128(MEMBER).into() };
        for role in Role::ALL {
            let actor = actor(MEMBER, *role);
            for verb in VERBS {
                assert_eq!(allows(&actor, Action::Body(verb, &elsewhere)), Err(Denied::Invisible));
            }
            assert_eq!(allows(&actor, Action::ReportBack(&decision)), Err(Denied::Invisible));
        }
    }
}
