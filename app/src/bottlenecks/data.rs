//! What pages that wake up in the browser are given of bottlenecks.

use domain::bottlenecks::Level;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An open bottleneck, on the page of a commitment that it blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocking {
    pub id: Uuid,
    pub title: String,
    pub level: Level,
}
