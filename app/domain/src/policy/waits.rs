//! Who may say that a commitment waits no more.

use super::{Actor, CommitmentRights, Denied, may_edit, may_see, permit};
use crate::ids::OrganisationId;
use crate::organisations::Role;

/// What decides the rights on one wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitRights {
    /// Of the commitment that waits.
    pub waiting: CommitmentRights,
    /// Who has to do something first: the organisation that is waited for, or the trekker of the other commitment.
    pub waited_for: Option<OrganisationId>,
}

/// Who keeps the commitment that waits, and the staff of who is waited for: they know that it is done.
pub(super) fn may_end(actor: &Actor, rights: &WaitRights) -> Result<(), Denied> {
    may_see(actor, &rights.waiting)?;
    let waited_for = actor.role == Role::Staff && rights.waited_for == Some(actor.organisation);
    permit(waited_for || may_edit(actor, &rights.waiting), Denied::Forbidden)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DOMIJN, GEMEENTE, LIBEREIN, OTHER, actor, concept};
    use super::super::{Action, allows};
    use super::*;
    use crate::commitments::LifeCycle;
    use uuid::Uuid;

    #[test]
    fn who_is_waited_for_can_say_that_it_is_done() {
        let waiting = CommitmentRights { life_cycle: LifeCycle::Proposed, ..concept() };
        let rights = WaitRights { waiting, waited_for: Some(Uuid::from_u128(LIBEREIN).into()) };
        let may = |organisation, role| allows(&actor(organisation, role), Action::EndWait(&rights));
        for organisation in [GEMEENTE, DOMIJN, LIBEREIN] {
            assert_eq!(may(organisation, Role::Staff), Ok(()));
            assert_eq!(may(organisation, Role::Reader), Err(Denied::Forbidden));
        }
        assert_eq!(may(OTHER, Role::Driver), Ok(()));
        assert_eq!(may(OTHER, Role::Staff), Err(Denied::Forbidden));
        let hidden = WaitRights { waiting: concept(), waited_for: Some(Uuid::from_u128(OTHER).into()) };
        assert_eq!(allows(&actor(OTHER, Role::Staff), Action::EndWait(&hidden)), Err(Denied::Invisible));
    }
}
