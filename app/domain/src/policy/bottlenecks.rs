//! Who may do what with a bottleneck.

use super::{Actor, Denied, permit};
use crate::ids::{OrganisationId, RegionId};
use crate::organisations::Role;

/// What decides the rights on one bottleneck. What it blocks does not: of that everybody sees their own part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BottleneckRights {
    pub region: RegionId,
    pub owner: OrganisationId,
    /// Who is to move.
    pub acting: OrganisationId,
}

/// What somebody wants to do with a bottleneck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BottleneckVerb {
    View,
    /// Add it; the rights are those that it would have.
    Create,
    Edit,
    Escalate,
    Solve,
    Reopen,
}

pub(super) fn allowed(actor: &Actor, verb: BottleneckVerb, rights: &BottleneckRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    match verb {
        // The whole region sees it, so that nobody waits for something unseen.
        BottleneckVerb::View => Ok(()),
        BottleneckVerb::Create | BottleneckVerb::Edit | BottleneckVerb::Reopen => {
            permit(keeps(actor, rights.owner), Denied::Forbidden)
        }
        // Who is to move knows that it is done, or that others must.
        BottleneckVerb::Escalate | BottleneckVerb::Solve => {
            permit(keeps(actor, rights.owner) || keeps(actor, rights.acting), Denied::Forbidden)
        }
    }
}

/// Aanjagers in the whole region; staff and bestuurders for their own organisation.
fn keeps(actor: &Actor, owner: OrganisationId) -> bool {
    match actor.role {
        Role::Driver => true,
        Role::Staff | Role::Executive => actor.organisation == owner,
        Role::Administrator | Role::Reader => false,
    }
}

/// Whether the actor can add bottlenecks at all: shows or hides the button.
pub fn may_create_bottlenecks(actor: &Actor) -> bool {
    keeps(actor, actor.organisation)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    const CHANGES: [BottleneckVerb; 5] = [
        BottleneckVerb::Create,
        BottleneckVerb::Edit,
        BottleneckVerb::Escalate,
        BottleneckVerb::Solve,
        BottleneckVerb::Reopen,
    ];

    fn actor(organisation: u128, role: Role) -> Actor {
        let id = Uuid::from_u128;
        Actor {
            user: id(99).into(),
            region: id(0).into(),
            organisation: id(organisation).into(),
            municipality: None,
            role,
            mandated: false,
        }
    }

    fn of_organisation_one() -> BottleneckRights {
        let id = Uuid::from_u128;
        BottleneckRights { region: id(0).into(), owner: id(1).into(), acting: id(3).into() }
    }

    #[test]
    fn the_whole_region_sees_it_and_nobody_else() {
        let rights = of_organisation_one();
        for role in Role::ALL {
            assert_eq!(allows(&actor(2, *role), Action::Bottleneck(BottleneckVerb::View, &rights)), Ok(()));
            let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(1, *role) };
            for verb in CHANGES.into_iter().chain([BottleneckVerb::View]) {
                assert_eq!(allows(&elsewhere, Action::Bottleneck(verb, &rights)), Err(Denied::Invisible));
            }
        }
    }

    #[test]
    fn its_owner_and_the_aanjagers_keep_it() {
        for verb in CHANGES {
            for role in Role::ALL {
                let asks = |organisation| {
                    allows(&actor(organisation, *role), Action::Bottleneck(verb, &of_organisation_one()))
                };
                let own = matches!(role, Role::Driver | Role::Staff | Role::Executive);
                assert_eq!(asks(1).is_ok(), own, "{role:?} of the owner");
                assert_eq!(asks(2).is_ok(), *role == Role::Driver, "{role:?} of another");
                let moves = own && matches!(verb, BottleneckVerb::Escalate | BottleneckVerb::Solve);
                assert_eq!(asks(3).is_ok(), moves || *role == Role::Driver, "{role:?} of who is to move");
                assert_eq!(may_create_bottlenecks(&actor(2, *role)), own);
            }
        }
    }
}
