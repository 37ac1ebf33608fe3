//! Who may do what with a housing project and its deliveries.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Actor, Denied, Visibility, permit};
use crate::ids::{MunicipalityId, OrganisationId, RegionId};
use crate::organisations::Role;
use crate::projects::{Confidentiality, PartyRole};

/// What decides the rights on one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRights {
    pub region: RegionId,
    pub municipality: MunicipalityId,
    pub confidentiality: Confidentiality,
    pub parties: BTreeSet<(PartyRole, OrganisationId)>,
}

/// What somebody wants to do with a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectVerb {
    View,
    /// Read where it is, when that is hidden.
    ViewPlace,
    /// Add it; the rights are those that it would have.
    Create,
    Edit,
    /// Say what was delivered, and correct that.
    ReportDelivery,
    /// Say whether it is so; never who reported it, which only the ledger knows.
    VerifyDelivery,
}

impl ProjectRights {
    fn is_party(&self, organisation: OrganisationId) -> bool {
        self.parties.iter().any(|(_, party)| *party == organisation)
    }

    fn is_close(&self, actor: &Actor) -> bool {
        self.is_party(actor.organisation) || actor.municipality == Some(self.municipality)
    }
}

pub(super) fn allowed(actor: &Actor, verb: ProjectVerb, rights: &ProjectRights) -> Result<(), Denied> {
    permit(Visibility::of(actor).includes_project(rights), Denied::Invisible)?;
    let may = match verb {
        ProjectVerb::View => true,
        ProjectVerb::ViewPlace => actor.role == Role::Driver || rights.is_close(actor),
        ProjectVerb::Create | ProjectVerb::Edit => keeps(actor, rights),
        ProjectVerb::ReportDelivery => {
            let builds = rights.parties.iter().any(|(role, it)| role.reports_deliveries() && *it == actor.organisation);
            actor.role == Role::Staff && builds
        }
        ProjectVerb::VerifyDelivery => actor.role == Role::Staff && actor.municipality == Some(rights.municipality),
    };
    permit(may, Denied::Forbidden)
}

/// Aanjagers in the whole region; staff of the gemeente, and of who builds.
fn keeps(actor: &Actor, rights: &ProjectRights) -> bool {
    match actor.role {
        Role::Driver => true,
        Role::Staff => {
            let builds = rights.parties.iter().any(|(role, it)| role.reports_deliveries() && *it == actor.organisation);
            builds || actor.municipality == Some(rights.municipality)
        }
        Role::Administrator | Role::Executive | Role::Reader => false,
    }
}

/// Whether the actor can add projects at all: shows or hides the button. Whose they would be, the form decides.
pub fn may_create_projects(actor: &Actor) -> bool {
    matches!(actor.role, Role::Staff | Role::Driver)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    const GEMEENTE: u128 = 1;
    const CORPORATIE: u128 = 2;
    const CARE: u128 = 3;
    const OTHER: u128 = 4;

    fn actor(organisation: u128, role: Role) -> Actor {
        let id = Uuid::from_u128;
        Actor {
            user: id(99).into(),
            region: id(0).into(),
            organisation: id(organisation).into(),
            municipality: (organisation == GEMEENTE).then(|| id(11).into()),
            role,
            mandated: false,
        }
    }

    fn project(confidentiality: Confidentiality) -> ProjectRights {
        let id = Uuid::from_u128;
        let parties = [(PartyRole::HousingCorporation, CORPORATIE), (PartyRole::CareProvider, CARE)];
        ProjectRights {
            region: id(0).into(),
            municipality: id(11).into(),
            confidentiality,
            parties: parties.into_iter().map(|(role, organisation)| (role, id(organisation).into())).collect(),
        }
    }

    fn may(organisation: u128, role: Role, verb: ProjectVerb, confidentiality: Confidentiality) -> Result<(), Denied> {
        allows(&actor(organisation, role), Action::Project(verb, &project(confidentiality)))
    }

    #[test]
    fn what_is_kept_close_exists_for_its_gemeente_its_parties_and_the_aanjagers() {
        for confidentiality in Confidentiality::ALL {
            for role in Role::ALL {
                for organisation in [GEMEENTE, CORPORATIE, CARE, OTHER] {
                    let sees = confidentiality.is_regional() || organisation != OTHER || *role == Role::Driver;
                    let asked = may(organisation, *role, ProjectVerb::View, *confidentiality);
                    assert_eq!(asked, if sees { Ok(()) } else { Err(Denied::Invisible) }, "{role:?} {organisation}");
                }
            }
        }
        let elsewhere = Actor { region: Uuid::from_u128(7).into(), ..actor(GEMEENTE, Role::Driver) };
        let public = project(Confidentiality::Public);
        assert_eq!(allows(&elsewhere, Action::Project(ProjectVerb::View, &public)), Err(Denied::Invisible));
    }

    #[test]
    fn who_builds_reports_and_the_gemeente_verifies() {
        use ProjectVerb::{Edit, ReportDelivery, VerifyDelivery, ViewPlace};
        for role in Role::ALL {
            for organisation in [GEMEENTE, CORPORATIE, CARE, OTHER] {
                let may = |verb| may(organisation, *role, verb, Confidentiality::Public).is_ok();
                let (staff, driver) = (*role == Role::Staff, *role == Role::Driver);
                assert_eq!(may(ReportDelivery), staff && organisation == CORPORATIE, "{role:?} {organisation}");
                assert_eq!(may(VerifyDelivery), staff && organisation == GEMEENTE, "{role:?} {organisation}");
                let keeps = driver || (staff && matches!(organisation, GEMEENTE | CORPORATIE));
                assert_eq!(may(Edit), keeps, "{role:?} {organisation}");
                assert_eq!(may(ViewPlace), driver || organisation != OTHER, "{role:?} {organisation}");
            }
        }
    }
}
