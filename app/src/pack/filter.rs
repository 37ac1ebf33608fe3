//! Of which gemeente the page is. The address says it.

use leptos_router::params::ParamsMap;

pub use crate::since::filter::ALL;
use crate::ui::LeftOut;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A slug, or [`ALL`]; none: one's own gemeente, and without one all of them.
    pub place: Option<String>,
}

impl Filter {
    /// Reads an address; what it does not understand comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| {
            let known = name == "gemeente";
            if known {
                filter.place = Some(value.to_owned());
            }
            known
        });
        (filter, left_out)
    }
}
