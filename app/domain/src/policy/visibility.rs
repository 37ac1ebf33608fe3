//! Which commitments, projects, proposals and notes exist for somebody.

use super::{Actor, CommitmentRights, NoteRights, ProjectRights, ProposalRights, notes};
use crate::commitments::LifeCycle;
use crate::ids::{MunicipalityId, OrganisationId, RegionId};
use crate::organisations::Role;

/// Which commitments and projects exist for somebody: the region's, except the concepts of others and the projects that
/// these keep to themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visibility {
    pub region: RegionId,
    /// Whose concepts are visible.
    pub concepts: Concepts,
    /// Whose notes for meetings are visible.
    pub notes: Option<OrganisationId>,
    made_here: MadeHere,
}

/// Private: only this module makes a [`Visibility`], out of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MadeHere;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concepts {
    All,
    /// Those that this organisation leads or is named in, or that stand in this gemeente's agenda.
    Of {
        organisation: OrganisationId,
        municipality: Option<MunicipalityId>,
    },
    None,
}

impl Visibility {
    pub fn of(actor: &Actor) -> Self {
        let of_organisation = Self::of_organisation(actor.region, actor.organisation, actor.municipality);
        let concepts = match actor.role {
            Role::Driver => Concepts::All,
            _ => of_organisation.concepts,
        };
        Self { concepts, notes: notes::read_by(actor), ..of_organisation }
    }

    /// What everybody of an organisation sees, whatever their role.
    pub(super) const fn of_organisation(
        region: RegionId,
        organisation: OrganisationId,
        municipality: Option<MunicipalityId>,
    ) -> Self {
        Self { region, concepts: Concepts::Of { organisation, municipality }, notes: None, made_here: MadeHere }
    }

    /// What the whole region sees: no concepts, and no projects that are kept close.
    pub const fn of_everybody(region: RegionId) -> Self {
        Self { region, concepts: Concepts::None, notes: None, made_here: MadeHere }
    }

    /// A proposal is a paper of the region once a body is to see it.
    pub fn includes_proposal(&self, rights: &ProposalRights) -> bool {
        let of_theirs = match self.concepts {
            Concepts::All => true,
            Concepts::Of { organisation, .. } => organisation == rights.organisation,
            Concepts::None => false,
        };
        self.region == rights.region && (rights.routed || of_theirs)
    }

    /// What is left for who may not log in any more: what the whole region sees.
    #[must_use]
    pub const fn without_concepts(self) -> Self {
        Self { concepts: Concepts::None, notes: None, ..self }
    }

    pub fn includes_note(&self, rights: &NoteRights) -> bool {
        self.region == rights.region && self.notes == Some(rights.organisation)
    }

    pub fn includes(&self, rights: &CommitmentRights) -> bool {
        if rights.region != self.region {
            return false;
        }
        if rights.published || rights.life_cycle != LifeCycle::Draft {
            return true;
        }
        match self.concepts {
            Concepts::All => true,
            Concepts::None => false,
            Concepts::Of { organisation, municipality } => {
                let in_own_agenda = municipality.is_some() && municipality == rights.municipality;
                rights.lead == Some(organisation) || rights.parties.contains(&organisation) || in_own_agenda
            }
        }
    }

    /// What is not for the whole region yet is for its gemeente and its parties, and for aanjagers, as concepts are.
    pub fn includes_project(&self, rights: &ProjectRights) -> bool {
        if rights.region != self.region {
            return false;
        }
        if rights.confidentiality.is_regional() {
            return true;
        }
        match self.concepts {
            Concepts::All => true,
            Concepts::None => false,
            Concepts::Of { organisation, municipality } => {
                municipality == Some(rights.municipality)
                    || rights.parties.iter().any(|(_, party)| *party == organisation)
            }
        }
    }
}
