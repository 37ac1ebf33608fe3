//! Who may do what with a note. Writing one is a verb of the body.

use super::{Actor, Denied, Visibility, permit};
use crate::ids::{OrganisationId, RegionId, UserId};
use crate::notes::Kind;
use crate::organisations::Role;

/// What decides the rights on one note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteRights {
    pub region: RegionId,
    pub organisation: OrganisationId,
    pub writer: UserId,
    pub kind: Kind,
}

/// What somebody wants to do with a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteVerb {
    View,
    Answer,
    Remove,
}

pub(super) fn allowed(actor: &Actor, verb: NoteVerb, rights: &NoteRights) -> Result<(), Denied> {
    permit(Visibility::of(actor).includes_note(rights), Denied::Invisible)?;
    let may = match verb {
        NoteVerb::View => true,
        NoteVerb::Answer => rights.kind == Kind::Question,
        NoteVerb::Remove => rights.writer == actor.user,
    };
    permit(may, Denied::Forbidden)
}

/// Whose notes somebody reads: their own organisation's, as one of those who prepare its bestuurder.
pub(super) const fn read_by(actor: &Actor) -> Option<OrganisationId> {
    match actor.role {
        Role::Executive | Role::Staff | Role::Driver => Some(actor.organisation),
        Role::Administrator | Role::Reader => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{DOMIJN, GEMEENTE, actor};
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    fn note(kind: Kind) -> NoteRights {
        let id = Uuid::from_u128;
        NoteRights { region: id(0).into(), organisation: id(GEMEENTE).into(), writer: id(99).into(), kind }
    }

    #[test]
    fn notes_stay_within_the_organisation() {
        for role in Role::ALL {
            let within = matches!(role, Role::Executive | Role::Staff | Role::Driver);
            let view =
                |organisation| allows(&actor(organisation, *role), Action::Note(NoteVerb::View, &note(Kind::Note)));
            assert_eq!(view(GEMEENTE).is_ok(), within, "{role:?}");
            assert_eq!(view(DOMIJN), Err(Denied::Invisible), "{role:?}");
            let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(GEMEENTE, *role) };
            assert_eq!(allows(&elsewhere, Action::Note(NoteVerb::View, &note(Kind::Note))), Err(Denied::Invisible));
        }
    }

    #[test]
    fn questions_are_answered_and_only_the_writer_removes() {
        let colleague = Actor { user: Uuid::from_u128(98).into(), ..actor(GEMEENTE, Role::Staff) };
        let ask = |actor: &Actor, verb, kind| allows(actor, Action::Note(verb, &note(kind)));
        assert_eq!(ask(&colleague, NoteVerb::Answer, Kind::Question), Ok(()));
        assert_eq!(ask(&colleague, NoteVerb::Answer, Kind::Note), Err(Denied::Forbidden));
        assert_eq!(ask(&colleague, NoteVerb::Remove, Kind::Note), Err(Denied::Forbidden));
        assert_eq!(ask(&actor(GEMEENTE, Role::Executive), NoteVerb::Remove, Kind::Question), Ok(()));
    }
}
