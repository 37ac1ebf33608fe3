//! Whose handover it is. The address says it.

use leptos_router::params::ParamsMap;
use uuid::Uuid;

use crate::ui::{LeftOut, address, parsed};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// None: one's own.
    pub organisation: Option<Uuid>,
    /// None: all functions together.
    pub function: Option<String>,
}

impl Filter {
    /// Reads an address; what it does not understand comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| match name {
            "organisatie" => parsed(value, &mut filter.organisation),
            "functie" => {
                filter.function = Some(value.to_owned());
                true
            }
            _ => false,
        });
        (filter, left_out)
    }

    pub fn address(&self, path: &str) -> String {
        let pairs = [("organisatie", self.organisation.map(|id| id.to_string())), ("functie", self.function.clone())];
        address(path, pairs)
    }
}
