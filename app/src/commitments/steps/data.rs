//! What the screens of milestones are given, ready to show.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneLine {
    pub id: Uuid,
    pub title: String,
    /// `3e kwartaal 2027`
    pub due: String,
    /// `21-11-2026`; none when it is not done.
    pub done_on: Option<String>,
    pub overdue: bool,
    pub note: Option<String>,
}

/// A milestone that is late, for who leads its commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverdueMilestone {
    pub id: Uuid,
    pub title: String,
    pub due: String,
    pub commitment: Uuid,
    pub example: bool,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub commitment_label: String,
}
