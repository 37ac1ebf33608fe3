//! The region's targets on the dashboard: the first group of measures, in one scenario, with what there is of them.

use serde::{Deserialize, Serialize};

use crate::balance::data::Balance;
use crate::commitments::data::Named;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goals {
    /// By key.
    pub scenarios: Vec<Named>,
    /// Of one of the scenarios.
    pub balance: Balance,
}
