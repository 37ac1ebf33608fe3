//! Witte vlekken: the matrix of challenges and agendas, and where nobody promised anything. A plain page.

pub mod matrix;
pub mod queries;
pub mod views;

use leptos_router::params::ParamsMap;

use crate::ui::LeftOut;

/// Where the matrix is.
pub const PATH: &str = "/witte-vlekken";
/// The parameter with which the address asks for priorities only, and its value.
pub const PRIORITY: &str = "prioriteit";
pub const YES: &str = "ja";

/// Whether an address asks for priorities only; what it does not know comes back beside it, to be told.
pub fn only_priority(query: &ParamsMap) -> (bool, LeftOut) {
    let mut only_priority = false;
    let left_out = LeftOut::read(query, |name, value| {
        let known = name == PRIORITY && value == YES;
        only_priority |= known;
        known
    });
    (only_priority, left_out)
}
