//! What the screens of waiting are given, ready to show.

use domain::ids::OrganisationId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The other side of a wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Other {
    /// `L-01 Hofje in Zenderen (Borne)`, or an organisation's name.
    pub label: String,
    /// None: it is an organisation.
    pub commitment: Option<Uuid>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitLine {
    pub id: Uuid,
    pub other: Other,
    /// Who has to do something first.
    pub waited_for: Option<OrganisationId>,
    /// What is waited for will not come: somebody must say how it goes on.
    pub lapsed: bool,
    pub reason: String,
    /// `21-11-2026`
    pub since: String,
    /// Why it no longer counts; none while it does.
    pub over: Option<String>,
}

/// What a commitment waits for, and what waits for it; those that are over stand last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    pub waits_for: Vec<WaitLine>,
    pub waited_for_by: Vec<WaitLine>,
}

/// A commitment that waits, for the organisation that can end it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingFor {
    pub id: Uuid,
    pub commitment: Uuid,
    pub commitment_label: String,
    /// The commitment that it waits for; none when it waits for the organisation itself.
    pub other: Option<Other>,
    pub reason: String,
    pub since: String,
}
