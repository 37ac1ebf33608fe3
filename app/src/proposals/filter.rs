//! Which proposals the list shows. The address holds the filter.

use domain::routing::Standing;
use leptos_router::params::ParamsMap;
use uuid::Uuid;

use super::PATH;
use crate::ui::{LeftOut, address, page_number, parsed};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub body: Option<Uuid>,
    pub standing: Option<Standing>,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self { body: None, standing: None, page: 1 }
    }
}

impl Filter {
    /// Reads an address; what it does not understand comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| filter.set(name, value));
        (filter, left_out)
    }

    fn set(&mut self, name: &str, value: &str) -> bool {
        match name {
            "overleg" => parsed(value, &mut self.body),
            "stand" => parsed(value, &mut self.standing),
            "pagina" => page_number(value).inspect(|page| self.page = *page).is_some(),
            // Not a filter: what the last step did.
            "melding" => true,
            _ => false,
        }
    }

    pub fn address(&self) -> String {
        let pairs = [
            ("overleg", self.body.map(|id| id.to_string())),
            ("stand", self.standing.map(|standing| standing.code().to_owned())),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        address(PATH, pairs)
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }

    pub fn filters(&self) -> bool {
        self.body.is_some() || self.standing.is_some()
    }
}
