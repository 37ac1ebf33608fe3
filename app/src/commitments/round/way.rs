//! What the address of a round holds.

use leptos_router::location::RequestUrl;
use leptos_router::params::ParamsMap;
use uuid::Uuid;

use crate::commitments::filter::Filter;
use crate::ui::{LeftOut, page_number};

pub const PATH: &str = "/afspraken/ronde";

/// Which commitments a round goes through, and how far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    pub filter: Filter,
    /// From 1. None: somebody came here without starting a round.
    pub step: Option<u64>,
    /// Ids are in the order of time: what was reported in this round has a higher one.
    pub since: Option<Uuid>,
}

impl Way {
    pub fn of(filter: Filter) -> Self {
        Self { filter, ..Self::default() }
    }

    /// Reads an address; what it leaves out comes back beside it, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut way = Self::default();
        let left_out = LeftOut::read(query, |name, value| match name {
            "stap" => {
                way.step = page_number(value);
                way.step.is_some()
            }
            "vanaf" => {
                way.since = value.parse().ok();
                way.since.is_some()
            }
            _ => way.filter.set(name, value),
        });
        (way, left_out)
    }

    /// Reads the query that a form holds.
    pub fn from_text(text: &str) -> Self {
        let url = RequestUrl::new(&format!("{PATH}?{}", text.trim_start_matches('?'))).parse();
        url.map(|url| Self::from_query(url.search_params()).0).unwrap_or_default()
    }

    /// The query that holds it, with its question mark; empty when there is nothing to hold.
    pub fn query(&self) -> String {
        let mut query = ParamsMap::new();
        for (name, value) in self.filter.pairs() {
            query.insert(name, value);
        }
        if let Some(step) = self.step {
            query.insert("stap", step.to_string());
        }
        if let Some(since) = self.since {
            query.insert("vanaf", since.to_string());
        }
        query.to_query_string()
    }

    /// The address at a commitment or, without one, at the beginning and the end of the round.
    pub fn address(&self, at: Option<Uuid>) -> String {
        match at {
            Some(id) => format!("{PATH}/{id}{}", self.query()),
            None => format!("{PATH}{}", self.query()),
        }
    }

    /// One step back from the step that one is at.
    pub fn before(&self, step: u64) -> Self {
        Self { step: Some(step.saturating_sub(1).max(1)), ..self.clone() }
    }

    /// One step on from the step that one is at.
    pub fn after(&self, step: u64) -> Self {
        Self { step: Some(step.saturating_add(1)), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_the_way_and_a_form_does_too() {
        let way = Way {
            filter: Filter {
                search: "hof & tuin".to_owned(),
                municipality: Some("enschede".to_owned()),
                ..Filter::default()
            },
            step: Some(12),
            since: Some(Uuid::from_u128(7)),
        };
        let query = way.query();
        assert_eq!(
            query,
            "?gemeente=enschede&zoek=hof%20%26%20tuin&stap=12&vanaf=00000000%2D0000%2D0000%2D0000%2D000000000007"
        );
        assert_eq!(Way::from_text(&query), way);
        assert_eq!(Way::from_text(&query[1..]), way);
        assert_eq!(way.address(None), format!("{PATH}{query}"));
        assert_eq!(way.after(12).step, Some(13));
        assert_eq!(way.after(u64::MAX).step, Some(u64::MAX));
        assert_eq!((way.before(12).step, way.before(1).step), (Some(11), Some(1)));
    }

    #[test]
    fn what_is_no_way_is_left_out() {
        let query = [("stap", "0"), ("vanaf", "gisteren"), ("kleur", "rood"), ("zoek", "hof")];
        let query: ParamsMap = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let (way, left_out) = Way::from_query(&query);
        assert_eq!((way.step, way.since, way.filter.search.as_str()), (None, None, "hof"));
        assert_eq!(left_out.unknown, ["stap=0", "vanaf=gisteren", "kleur=rood"]);
        assert_eq!(Way::from_text("//elders.example#x"), Way::default());
    }
}
