//! Which decisions the list shows. The address holds the filter.

use domain::decisions::State;
use leptos_router::params::ParamsMap;
use uuid::Uuid;

use super::PATH;
use crate::ui::{LeftOut, address, page_number, parsed};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub body: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub state: Option<State>,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self { body: None, owner: None, state: None, page: 1 }
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
            "eigenaar" => parsed(value, &mut self.owner),
            "stand" => parsed(value, &mut self.state),
            "pagina" => page_number(value).inspect(|page| self.page = *page).is_some(),
            // Not a filter: what the last step did.
            "melding" => true,
            _ => false,
        }
    }

    pub fn address(&self) -> String {
        let pairs = [
            ("overleg", self.body.map(|id| id.to_string())),
            ("eigenaar", self.owner.map(|id| id.to_string())),
            ("stand", self.state.map(|state| state.code().to_owned())),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        address(PATH, pairs)
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }

    pub fn filters(&self) -> bool {
        self.body.is_some() || self.owner.is_some() || self.state.is_some()
    }
}
