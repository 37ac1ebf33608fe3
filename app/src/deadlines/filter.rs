//! Of which gemeente the page of deadlines shows the phases. The address holds the filter.

use leptos_router::params::ParamsMap;

use crate::ui::LeftOut;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The slug of a gemeente.
    pub municipality: Option<String>,
}

impl Filter {
    /// Reads an address; what it does not understand comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| match name {
            "gemeente" => {
                filter.municipality = Some(value.to_owned());
                true
            }
            // Not a filter: what the last step did.
            "melding" => true,
            _ => false,
        });
        (filter, left_out)
    }

    pub fn address(&self) -> String {
        crate::ui::address(super::PATH, [("gemeente", self.municipality.clone())])
    }
}
