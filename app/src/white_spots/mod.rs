//! Witte vlekken: the matrix of challenges and agendas, and where nobody promised anything. A plain page.

pub mod matrix;
pub mod queries;
pub mod views;

/// Where the matrix is.
pub const PATH: &str = "/witte-vlekken";
/// The parameter with which the address asks for priorities only, and its value.
pub const PRIORITY: &str = "prioriteit";
pub const YES: &str = "ja";
