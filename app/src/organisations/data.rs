//! What the screen of organisations is given.

use domain::organisations::OrganisationType;
use domain::roles::Standing;
use uuid::Uuid;

use super::source::Source;
use crate::commitments::data::{NamedChallenge, Place};
use crate::roles::queries::RoleState;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// One for every type of which an organisation is known.
    pub groups: Vec<Group>,
    /// The other types.
    pub missing: Vec<OrganisationType>,
    pub bodies: Vec<Body>,
    pub success_factors: Vec<FactorGroup>,
    pub challenges: Vec<NamedChallenge>,
}

impl Overview {
    /// How many there are, and for how many of them each holds: acknowledged, waiting, and nothing written.
    pub fn roles(&self) -> (usize, [(Standing, usize); 3]) {
        let all = || self.groups.iter().flat_map(|group| &group.organisations);
        let count = |standing| (standing, all().filter(|one| one.role.standing == standing).count());
        (all().count(), [Standing::Acknowledged, Standing::Waiting, Standing::Missing].map(count))
    }
}

/// The organisations of one type, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub kind: OrganisationType,
    pub organisations: Vec<Organisation>,
    /// In how many visible commitments the group as a whole is a party, without names.
    pub named_as_group: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub id: Uuid,
    pub name: String,
    pub active_everywhere: bool,
    pub active_in: Vec<Place>,
    pub commitments: RoleCounts,
    /// Whether what it does is acknowledged.
    pub role: RoleState,
    pub source: Option<Source>,
}

/// In how many visible commitments an organisation has which role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleCounts {
    pub lead: u64,
    pub partner: u64,
    pub consulted: u64,
}

/// An overleg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    pub id: Uuid,
    pub name: String,
    pub members: Option<String>,
    pub meetings_per_year: Option<i32>,
    pub source: Option<Source>,
}

/// Success factors of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorGroup {
    pub origin: String,
    pub names: Vec<String>,
    pub sources: Vec<Source>,
}
