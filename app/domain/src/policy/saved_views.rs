//! Who may do what with a saved view.

use super::{Actor, Denied, permit};
use crate::ids::{OrganisationId, RegionId, UserId};
use crate::organisations::Role;

/// What decides the rights on one saved view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavedViewRights {
    pub region: RegionId,
    /// Who saved it.
    pub maker: UserId,
    /// With which it is shared, if it is.
    pub organisation: OrganisationId,
    pub shared: bool,
}

/// What somebody wants to do with a saved view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedViewVerb {
    Use,
    /// Rename it, share it or not, remove it.
    Change,
}

pub(super) fn allowed(actor: &Actor, verb: SavedViewVerb, rights: &SavedViewRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    let made = rights.maker == actor.user;
    // Somebody must be able to clear up what a maker left behind who is gone.
    let keeps = rights.shared && actor.role == Role::Administrator;
    let shares = rights.shared && rights.organisation == actor.organisation;
    permit(made || keeps || shares, Denied::Invisible)?;
    match verb {
        SavedViewVerb::Use => Ok(()),
        SavedViewVerb::Change => permit(made || keeps, Denied::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    const MAKER: u128 = 50;

    fn id<T: From<Uuid>>(number: u128) -> T {
        Uuid::from_u128(number).into()
    }

    fn actor(user: u128, organisation: u128, role: Role) -> Actor {
        let (user, organisation) = (id(user), id(organisation));
        Actor { user, region: id(0), organisation, municipality: None, role, mandated: false }
    }

    fn view(shared: bool) -> SavedViewRights {
        SavedViewRights { region: id(0), maker: id(MAKER), organisation: id(1), shared }
    }

    fn may(actor: &Actor, verb: SavedViewVerb, shared: bool) -> Result<(), Denied> {
        allows(actor, Action::SavedView(verb, &view(shared)))
    }

    #[test]
    fn its_maker_uses_and_changes_it_also_after_moving_to_another_organisation() {
        for (organisation, role) in [(1, Role::Reader), (2, Role::Staff)] {
            let maker = actor(MAKER, organisation, role);
            for shared in [false, true] {
                assert_eq!(may(&maker, SavedViewVerb::Use, shared), Ok(()));
                assert_eq!(may(&maker, SavedViewVerb::Change, shared), Ok(()));
            }
        }
    }

    #[test]
    fn what_is_not_shared_exists_for_nobody_else() {
        for role in Role::ALL {
            for verb in [SavedViewVerb::Use, SavedViewVerb::Change] {
                assert_eq!(may(&actor(51, 1, *role), verb, false), Err(Denied::Invisible));
            }
        }
    }

    #[test]
    fn what_is_shared_is_used_in_the_organisation_and_changed_by_a_beheerder() {
        for role in Role::ALL {
            let keeps = *role == Role::Administrator;
            let colleague = actor(51, 1, *role);
            assert_eq!(may(&colleague, SavedViewVerb::Use, true), Ok(()));
            let change = may(&colleague, SavedViewVerb::Change, true);
            assert_eq!(change, if keeps { Ok(()) } else { Err(Denied::Forbidden) }, "{role:?}");
            let elsewhere = may(&actor(52, 2, *role), SavedViewVerb::Use, true);
            assert_eq!(elsewhere, if keeps { Ok(()) } else { Err(Denied::Invisible) }, "{role:?}");
            let other_region = Actor { region: id(9), ..actor(MAKER, 1, *role) };
            assert_eq!(may(&other_region, SavedViewVerb::Use, true), Err(Denied::Invisible));
        }
    }
}
