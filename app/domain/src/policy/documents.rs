//! Who may do what with a framework or performance agreement.

use super::{Actor, Denied, permit};
use crate::ids::{OrganisationId, RegionId};
use crate::organisations::{OrganisationType, Role};

/// What decides the rights on one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRights {
    pub region: RegionId,
    /// The parties that keep it: of all that signed it, the gemeenten and the corporaties.
    keepers: Vec<OrganisationId>,
}

impl DocumentRights {
    pub fn new(region: RegionId, parties: impl IntoIterator<Item = (OrganisationId, OrganisationType)>) -> Self {
        let keepers = parties.into_iter().filter(|(_, kind)| may_keep(*kind)).map(|(id, _)| id).collect();
        Self { region, keepers }
    }
}

const fn may_keep(kind: OrganisationType) -> bool {
    matches!(kind, OrganisationType::Municipality | OrganisationType::HousingCorporation)
}

/// What somebody wants to do with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentVerb {
    View,
    /// Add it; the rights are those that it would have.
    Create,
    Edit,
}

pub(super) fn allowed(actor: &Actor, verb: DocumentVerb, rights: &DocumentRights) -> Result<(), Denied> {
    permit(actor.region == rights.region, Denied::Invisible)?;
    match verb {
        // It is published: the whole region reads it.
        DocumentVerb::View => Ok(()),
        DocumentVerb::Create | DocumentVerb::Edit => permit(keeps(actor, rights), Denied::Forbidden),
    }
}

/// Aanjagers in the whole region; staff of a gemeente or corporatie that is a party.
fn keeps(actor: &Actor, rights: &DocumentRights) -> bool {
    match actor.role {
        Role::Driver => true,
        Role::Staff => rights.keepers.contains(&actor.organisation),
        Role::Administrator | Role::Executive | Role::Reader => false,
    }
}

/// Whether the actor, of an organisation of this type, can add documents at all: shows or hides the button.
pub fn may_create_documents(actor: &Actor, kind: OrganisationType) -> bool {
    keeps(actor, &DocumentRights::new(actor.region, [(actor.organisation, kind)]))
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

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

    /// Signed by a gemeente, a corporatie and a tenants' organisation.
    fn signed() -> DocumentRights {
        use OrganisationType::{HousingCorporation, Municipality, TenantsOrganisation};
        let parties = [(1, Municipality), (2, HousingCorporation), (3, TenantsOrganisation)];
        let parties = parties.map(|(id, kind)| (Uuid::from_u128(id).into(), kind));
        DocumentRights::new(Uuid::from_u128(0).into(), parties)
    }

    #[test]
    fn the_whole_region_reads_it_and_nobody_else() {
        for role in Role::ALL {
            assert_eq!(allows(&actor(9, *role), Action::Document(DocumentVerb::View, &signed())), Ok(()));
            let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(1, *role) };
            for verb in [DocumentVerb::View, DocumentVerb::Create, DocumentVerb::Edit] {
                assert_eq!(allows(&elsewhere, Action::Document(verb, &signed())), Err(Denied::Invisible));
            }
        }
    }

    #[test]
    fn its_gemeente_and_corporatie_keep_it_and_aanjagers_keep_all() {
        for verb in [DocumentVerb::Create, DocumentVerb::Edit] {
            for role in Role::ALL {
                for (organisation, own) in [(1, true), (2, true), (3, false), (4, false)] {
                    let may = *role == Role::Driver || (*role == Role::Staff && own);
                    let asked = allows(&actor(organisation, *role), Action::Document(verb, &signed()));
                    assert_eq!(asked, if may { Ok(()) } else { Err(Denied::Forbidden) }, "{role:?} of {organisation}");
                }
            }
        }
    }

    #[test]
    fn who_can_keep_none_adds_none() {
        for kind in OrganisationType::ALL {
            for role in Role::ALL {
                let may = *role == Role::Driver || (*role == Role::Staff && may_keep(*kind));
                assert_eq!(may_create_documents(&actor(1, *role), *kind), may, "{role:?} of a {kind:?}");
            }
        }
    }
}
