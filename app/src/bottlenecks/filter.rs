//! Which bottlenecks the list shows. The address holds the filter, as with the list of commitments.

use domain::bottlenecks::{Level, State};
use domain::ids::SuccessFactorId;
use leptos_router::params::ParamsMap;

use crate::ui::{address, parsed};

/// Where the list is.
pub const PATH: &str = "/knelpunten";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<State>,
    pub success_factor: Option<SuccessFactorId>,
    pub level: Option<Level>,
    /// A gemeente's slug, or [`REGIONAL_AGENDA`](crate::commitments::filter::REGIONAL_AGENDA): it blocks something there.
    pub municipality: Option<String>,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self { state: None, success_factor: None, level: None, municipality: None, page: 1 }
    }
}

impl Filter {
    /// Reads an address; what it does not know comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, Vec<String>) {
        let mut filter = Self::default();
        let mut unknown = Vec::new();
        for (name, value) in query.into_iter() {
            let value = value.trim();
            if !value.is_empty() && !filter.set(name, value) {
                unknown.push(format!("{name}={value}"));
            }
        }
        (filter, unknown)
    }

    fn set(&mut self, name: &str, value: &str) -> bool {
        match name {
            "stand" => parsed(value, &mut self.state),
            "succesfactor" => parsed(value, &mut self.success_factor),
            "niveau" => parsed(value, &mut self.level),
            "gemeente" => {
                self.municipality = Some(value.to_owned());
                true
            }
            "pagina" => value.parse().map(|page: u64| self.page = page.clamp(1, 1_000_000)).is_ok(),
            // Not a filter: what the last step did.
            "melding" => true,
            _ => false,
        }
    }

    /// Names and values as they stand in the address; what filters nothing is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("stand", self.state.map(|it| it.code().to_owned())),
            ("succesfactor", self.success_factor.map(|id| id.to_string())),
            ("niveau", self.level.map(|it| it.code().to_owned())),
            ("gemeente", self.municipality.clone()),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The address that holds this filter.
    pub fn address(&self) -> String {
        address(PATH, self.pairs())
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_the_filter_and_what_it_does_not_know_is_told() {
        let filter = Filter {
            state: Some(State::Open),
            level: Some(Level::Executives),
            municipality: Some("hof & tuin".to_owned()),
            page: 3,
            ..Filter::default()
        };
        assert_eq!(filter.address(), "/knelpunten?stand=open&niveau=bo&gemeente=hof%20%26%20tuin&pagina=3");
        let query: ParamsMap = filter.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(Filter::from_query(&query), (filter, vec![]));
        let query: ParamsMap = [("niveau", "hoog"), ("stand", ""), ("kleur", "rood")]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .into_iter()
            .collect();
        let (filter, mut unknown) = Filter::from_query(&query);
        unknown.sort();
        assert_eq!((filter, unknown), (Filter::default(), vec!["kleur=rood".to_owned(), "niveau=hoog".to_owned()]));
    }
}
