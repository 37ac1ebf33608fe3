//! Which projects the list shows. The address holds the filter, as with the list of commitments.

use domain::coded_enum;
use domain::projects::{Hardness, Status};
use leptos_router::params::ParamsMap;

use super::PATH;
use crate::ui::{LeftOut, address, page_number, parsed};

coded_enum! {
    /// What dwellings with care still need.
    CareFilter {
        NoIntent = "ontbreekt", "Zonder intentieovereenkomst";
        All = "alle", "Alle met zorggeschikte woningen";
    }
}

coded_enum! {
    /// What blocks it.
    BottleneckFilter {
        Open = "open", "Met een open knelpunt";
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// By slug.
    pub municipality: Option<String>,
    pub status: Option<Status>,
    pub hardness: Option<Hardness>,
    pub care: Option<CareFilter>,
    pub bottleneck: Option<BottleneckFilter>,
    pub search: String,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            municipality: None,
            status: None,
            hardness: None,
            care: None,
            bottleneck: None,
            search: String::new(),
            page: 1,
        }
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
            "gemeente" => self.municipality = Some(value.to_owned()),
            "status" => return parsed(value, &mut self.status),
            "hardheid" => return parsed(value, &mut self.hardness),
            "zorg" => return parsed(value, &mut self.care),
            "knelpunt" => return parsed(value, &mut self.bottleneck),
            "zoek" => self.search = value.to_owned(),
            "pagina" => match page_number(value) {
                Some(page) => self.page = page,
                None => return false,
            },
            // Not a filter: what the last step did.
            "melding" => {}
            _ => return false,
        }
        true
    }

    /// Names and values as they stand in the address; what filters nothing is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("gemeente", self.municipality.clone()),
            ("status", self.status.map(|it| it.code().to_owned())),
            ("hardheid", self.hardness.map(|it| it.code().to_owned())),
            ("zorg", self.care.map(|it| it.code().to_owned())),
            ("knelpunt", self.bottleneck.map(|it| it.code().to_owned())),
            ("zoek", (!self.search.is_empty()).then(|| self.search.clone())),
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

    pub fn filters(&self) -> bool {
        self.pairs().iter().any(|(name, _)| *name != "pagina")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_the_filter_and_what_it_does_not_know_is_told() {
        let filter = Filter {
            municipality: Some("hof & tuin".to_owned()),
            status: Some(Status::Active),
            care: Some(CareFilter::NoIntent),
            bottleneck: Some(BottleneckFilter::Open),
            page: 3,
            ..Filter::default()
        };
        assert_eq!(
            filter.address(),
            "/projecten?gemeente=hof%20%26%20tuin&status=actief&zorg=ontbreekt&knelpunt=open&pagina=3"
        );
        let query: ParamsMap = filter.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(Filter::from_query(&query), (filter, LeftOut::default()));
        let query: ParamsMap = [("hardheid".to_owned(), "steen".to_owned())].into_iter().collect();
        assert_eq!(Filter::from_query(&query).1.unknown, ["hardheid=steen"]);
    }
}
