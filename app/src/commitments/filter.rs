//! Which commitments a list shows. The address holds the filter, so that it can be kept, sent and gone back to.

use domain::coded_enum;
use domain::commitments::LifeCycle;
use domain::ids::OrganisationId;
use domain::progress::Standing;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

coded_enum! {
    DueFilter {
        Overdue = "te-laat", "Over tijd";
        Soon = "binnen-3-maanden", "Binnen 3 maanden";
        Recurring = "terugkerend", "Terugkerend";
        Unknown = "geen", "Nog niet bekend";
    }
}

coded_enum! {
    LeadFilter {
        Missing = "geen", "Zonder trekker";
        Present = "wel", "Met trekker";
    }
}

coded_enum! {
    OriginFilter {
        Published = "visie", "Uit de visie";
        Own = "eigen", "Van gemeenten en partijen";
    }
}

coded_enum! {
    Sort {
        Number = "nummer", "Nummer";
        Due = "gereed", "Eerst gereed";
        Updated = "bijgewerkt", "Laatst bijgewerkt";
    }
}

/// The region's own agenda, where a gemeente's slug may stand too.
pub const REGIONAL_AGENDA: &str = "regio";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// A gemeente's slug, or [`REGIONAL_AGENDA`].
    pub municipality: Option<String>,
    pub party: Option<OrganisationId>,
    /// A challenge's number.
    pub challenge: Option<String>,
    pub life_cycle: Option<LifeCycle>,
    pub progress: Option<Standing>,
    pub due: Option<DueFilter>,
    pub lead: Option<LeadFilter>,
    pub origin: Option<OriginFilter>,
    pub search: String,
    pub sort: Sort,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            municipality: None,
            party: None,
            challenge: None,
            life_cycle: None,
            progress: None,
            due: None,
            lead: None,
            origin: None,
            search: String::new(),
            sort: Sort::Number,
            page: 1,
        }
    }
}

/// Searching for more than this finds nothing that less would not.
const SEARCH_MAX: usize = 200;

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

    /// The same filter with one part set or, with an empty value, without it; from the first page.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut filter = self.without(name);
        if !value.is_empty() {
            filter.set(name, value);
        }
        filter
    }

    fn set(&mut self, name: &str, value: &str) -> bool {
        match name {
            "gemeente" => self.municipality = Some(value.to_owned()),
            "opgave" => self.challenge = Some(value.to_owned()),
            "zoek" => self.search = value.chars().take(SEARCH_MAX).collect(),
            "partij" => return parsed(value, &mut self.party),
            "status" => return parsed(value, &mut self.life_cycle),
            "voortgang" => return parsed(value, &mut self.progress),
            "termijn" => return parsed(value, &mut self.due),
            "trekker" => return parsed(value, &mut self.lead),
            "bron" => return parsed(value, &mut self.origin),
            "sorteer" => return value.parse().map(|sort| self.sort = sort).is_ok(),
            "pagina" => return value.parse().map(|page: u64| self.page = page.clamp(1, 1_000_000)).is_ok(),
            // Not a filter: what the last step did.
            "melding" => {}
            _ => return false,
        }
        true
    }

    /// The address that holds this filter.
    pub fn address(&self) -> String {
        let mut query = ParamsMap::new();
        for (name, value) in self.pairs() {
            query.insert(name, value);
        }
        format!("/afspraken{}", query.to_query_string())
    }

    /// Names and values as they stand in the address; what filters nothing is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let code = |code: &'static str| code.to_owned();
        let all = [
            ("gemeente", self.municipality.clone()),
            ("partij", self.party.map(|id| id.to_string())),
            ("opgave", self.challenge.clone()),
            ("status", self.life_cycle.map(|it| code(it.code()))),
            ("voortgang", self.progress.map(|it| code(it.code()))),
            ("termijn", self.due.map(|it| code(it.code()))),
            ("trekker", self.lead.map(|it| code(it.code()))),
            ("bron", self.origin.map(|it| code(it.code()))),
            ("zoek", Some(self.search.clone()).filter(|text| !text.is_empty())),
            ("sorteer", (self.sort != Sort::Number).then(|| code(self.sort.code()))),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The same filter without one of its parts, from the first page.
    pub fn without(&self, name: &str) -> Self {
        let mut query = ParamsMap::new();
        for (other, value) in self.pairs() {
            if other != name && other != "pagina" {
                query.insert(other, value);
            }
        }
        Self::from_query(&query).0
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

fn parsed<T: std::str::FromStr>(value: &str, into: &mut Option<T>) -> bool {
    *into = value.parse().ok();
    into.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_address_holds_the_filter() {
        let asked = query(&[("gemeente", "enschede"), ("voortgang", "rood"), ("zoek", "hof & tuin"), ("pagina", "3")]);
        let (filter, unknown) = Filter::from_query(&asked);
        assert_eq!(unknown, Vec::<String>::new());
        assert_eq!(filter.progress, Some(Standing::Red));
        assert_eq!(filter.address(), "/afspraken?gemeente=enschede&voortgang=rood&zoek=hof%20%26%20tuin&pagina=3");
        assert_eq!(filter.without("voortgang").address(), "/afspraken?gemeente=enschede&zoek=hof%20%26%20tuin");
    }

    #[test]
    fn what_is_not_known_is_told() {
        let (filter, unknown) = Filter::from_query(&query(&[("status", "klaar"), ("kleur", "rood"), ("partij", "42")]));
        assert_eq!(filter, Filter::default());
        assert_eq!(unknown, ["status=klaar", "kleur=rood", "partij=42"]);
    }

    #[test]
    fn empty_fields_of_the_filter_form_filter_nothing() {
        let (filter, unknown) = Filter::from_query(&query(&[("status", ""), ("zoek", " "), ("partij", "")]));
        assert_eq!((filter, unknown.len()), (Filter::default(), 0));
    }
}
