//! Which lines the page shows, and between which days. The address holds both.

use chrono::NaiveDate;
use domain::since::Kind;
use leptos_router::params::ParamsMap;

use crate::ui::{LeftOut, address, page_number, parsed};

/// In the filter: what counts for the region itself.
pub const REGION: &str = "regio";

/// In an address: of all gemeenten together.
pub const ALL: &str = "alle";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Not of a meeting: the days that are compared, as they were typed.
    pub from: Option<String>,
    pub to: Option<String>,
    /// The slug of a gemeente, or [`REGION`].
    pub place: Option<String>,
    pub kind: Option<Kind>,
    /// From 1.
    pub page: u64,
}

impl Default for Filter {
    fn default() -> Self {
        Self { from: None, to: None, place: None, kind: None, page: 1 }
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
            // What is no day is told at its field.
            "van" => self.from = Some(value.to_owned()),
            "tot" => self.to = Some(value.to_owned()),
            "gemeente" => self.place = Some(value.to_owned()).filter(|place| place != ALL),
            "soort" => {
                return parsed(value, &mut self.kind);
            }
            "pagina" => return page_number(value).inspect(|page| self.page = *page).is_some(),
            _ => return false,
        }
        true
    }

    /// `path`: of a meeting, or of any two days.
    pub fn address(&self, path: &str) -> String {
        let pairs = [
            ("van", self.from.clone()),
            ("tot", self.to.clone()),
            ("gemeente", self.place.clone()),
            ("soort", self.kind.map(|kind| kind.code().to_owned())),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        address(path, pairs)
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }

    pub fn in_place(&self, place: Option<String>) -> Self {
        Self { place, page: 1, ..self.clone() }
    }

    pub fn of_kind(&self, kind: Option<Kind>) -> Self {
        Self { kind, page: 1, ..self.clone() }
    }

    pub fn filters(&self) -> bool {
        self.place.is_some() || self.kind.is_some()
    }

    pub fn day(text: Option<&str>) -> Option<NaiveDate> {
        text.and_then(domain::period::parse_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_filter_again() {
        let filter = Filter {
            from: Some("01-09-2026".to_owned()),
            to: Some("27-11-2026".to_owned()),
            place: Some("enschede".to_owned()),
            kind: Some(Kind::Ratified),
            page: 2,
        };
        let address = filter.address("/sinds");
        let (_, query) = address.split_once('?').unwrap();
        let pairs = form_urlencoded_pairs(query);
        assert_eq!(Filter::from_query(&pairs).0, filter);
    }

    #[test]
    fn all_gemeenten_is_no_filter() {
        let pairs = form_urlencoded_pairs("gemeente=alle");
        assert_eq!(Filter::from_query(&pairs), (Filter::default(), LeftOut::default()));
    }

    fn form_urlencoded_pairs(query: &str) -> ParamsMap {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}
