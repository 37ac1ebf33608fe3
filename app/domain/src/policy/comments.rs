//! Who may do what with a comment. Writing one is a verb of the commitment.

use super::{Actor, CommitmentRights, Denied, Visibility, may_see, permit};
use crate::ids::{MunicipalityId, OrganisationId, UserId};
use crate::organisations::Role;

/// What decides the rights on one comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRights {
    /// Of the commitment that it is about.
    pub commitment: CommitmentRights,
    pub writer: UserId,
    /// The organisations that it asks something of.
    pub addressed: Vec<OrganisationId>,
}

/// What somebody wants to do with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentVerb {
    Withdraw,
    /// Say for one's own organisation that it has read what was asked.
    MarkSeen,
}

pub(super) fn allowed(actor: &Actor, verb: CommentVerb, rights: &CommentRights) -> Result<(), Denied> {
    may_see(actor, &rights.commitment)?;
    let may = match verb {
        CommentVerb::Withdraw => rights.writer == actor.user,
        CommentVerb::MarkSeen => speaks(actor) && rights.addressed.contains(&actor.organisation),
    };
    permit(may, Denied::Forbidden)
}

/// Readers come to read.
pub(super) fn speaks(actor: &Actor) -> bool {
    actor.role != Role::Reader
}

/// Whether something can be asked of an organisation: its people must be able to read the commitment, whatever their role.
pub fn may_be_asked(
    organisation: OrganisationId,
    municipality: Option<MunicipalityId>,
    rights: &CommitmentRights,
) -> bool {
    Visibility::of_organisation(rights.region, organisation, municipality).includes(rights)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DOMIJN, GEMEENTE, LIBEREIN, OTHER, actor, concept};
    use super::super::{Action, Verb, allows};
    use super::*;
    use crate::commitments::LifeCycle;
    use uuid::Uuid;

    fn comment(commitment: CommitmentRights) -> CommentRights {
        let writer = Uuid::from_u128(99).into();
        CommentRights { commitment, writer, addressed: vec![Uuid::from_u128(LIBEREIN).into()] }
    }

    #[test]
    fn everybody_who_sees_it_and_is_no_reader_comments() {
        let proposed = CommitmentRights { life_cycle: LifeCycle::Proposed, ..concept() };
        for role in Role::ALL {
            let asked = allows(&actor(OTHER, *role), Action::Commitment(Verb::Comment, &proposed));
            assert_eq!(asked.is_ok(), *role != Role::Reader, "{role:?}");
        }
        let hidden = allows(&actor(OTHER, Role::Staff), Action::Commitment(Verb::Comment, &concept()));
        assert_eq!(hidden, Err(Denied::Invisible));
    }

    #[test]
    fn only_its_writer_withdraws_it_and_only_who_is_asked_has_seen_it() {
        let proposed = comment(CommitmentRights { life_cycle: LifeCycle::Proposed, ..concept() });
        for role in Role::ALL {
            for organisation in [GEMEENTE, DOMIJN, LIBEREIN, OTHER] {
                let writer = actor(organisation, *role);
                let stranger = Actor { user: Uuid::from_u128(98).into(), ..writer };
                let ask = |actor: &Actor, verb| allows(actor, Action::Comment(verb, &proposed)).is_ok();
                assert!(ask(&writer, CommentVerb::Withdraw) && !ask(&stranger, CommentVerb::Withdraw));
                let asked = organisation == LIBEREIN && *role != Role::Reader;
                assert_eq!(ask(&stranger, CommentVerb::MarkSeen), asked, "{role:?} of {organisation}");
            }
        }
        let hidden = allows(&actor(OTHER, Role::Staff), Action::Comment(CommentVerb::Withdraw, &comment(concept())));
        assert_eq!(hidden, Err(Denied::Invisible));
    }

    #[test]
    fn of_a_concept_only_those_are_asked_who_can_read_it() {
        let asked = |organisation: u128, rights: &CommitmentRights| {
            let place = (organisation == GEMEENTE).then(|| Uuid::from_u128(1).into());
            may_be_asked(Uuid::from_u128(organisation).into(), place, rights)
        };
        let proposed = CommitmentRights { life_cycle: LifeCycle::Proposed, ..concept() };
        for organisation in [GEMEENTE, DOMIJN, LIBEREIN] {
            assert!(asked(organisation, &concept()) && asked(organisation, &proposed), "{organisation}");
        }
        assert!(!asked(OTHER, &concept()) && asked(OTHER, &proposed));
    }
}
