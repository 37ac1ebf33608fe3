//! Who may withdraw a file. Adding one is reporting progress.

use super::{Actor, CommitmentRights, Denied, may_see, permit};
use crate::ids::OrganisationId;
use crate::organisations::Role;

/// What decides the rights on one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRights {
    /// Of the commitment that it belongs to.
    pub commitment: CommitmentRights,
    /// On behalf of which it was added.
    pub organisation: OrganisationId,
}

/// Who added it, that is their organisation, and aanjagers. Nobody takes away the proof of another.
pub(super) fn may_withdraw(actor: &Actor, rights: &FileRights) -> Result<(), Denied> {
    may_see(actor, &rights.commitment)?;
    let may = match actor.role {
        Role::Driver => true,
        Role::Staff => rights.organisation == actor.organisation,
        Role::Administrator | Role::Executive | Role::Reader => false,
    };
    permit(may, Denied::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DOMIJN, GEMEENTE, LIBEREIN, OTHER, actor, concept};
    use super::super::{Action, allows};
    use super::*;
    use crate::commitments::LifeCycle;
    use uuid::Uuid;

    #[test]
    fn nobody_withdraws_what_another_organisation_added() {
        let commitment = CommitmentRights { life_cycle: LifeCycle::Proposed, ..concept() };
        let rights = FileRights { commitment, organisation: Uuid::from_u128(DOMIJN).into() };
        for role in Role::ALL {
            for organisation in [GEMEENTE, DOMIJN, LIBEREIN, OTHER] {
                let may = *role == Role::Driver || (*role == Role::Staff && organisation == DOMIJN);
                let asked = allows(&actor(organisation, *role), Action::WithdrawFile(&rights));
                assert_eq!(asked, if may { Ok(()) } else { Err(Denied::Forbidden) }, "{role:?} of {organisation}");
            }
        }
        let hidden = FileRights { commitment: concept(), ..rights };
        assert_eq!(allows(&actor(OTHER, Role::Staff), Action::WithdrawFile(&hidden)), Err(Denied::Invisible));
    }
}
