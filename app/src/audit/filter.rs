//! Which entries the log shows. The address holds the filter, as with the list of commitments.

use chrono::{Datelike, NaiveDate};
use domain::audit::{Event, SubjectType};
use domain::ids::UserId;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use crate::ui::{LeftOut, page_number, parsed};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogFilter {
    pub event: Option<Event>,
    /// Who did it.
    pub user: Option<UserId>,
    pub subject: Option<SubjectType>,
    /// The first and the last day, on a Dutch calendar.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// Words that must all occur: in what changed, in the names of who did it and on behalf of whom, or in what it is
    /// about.
    pub search: String,
    /// From 1.
    pub page: u64,
}

impl Default for LogFilter {
    fn default() -> Self {
        Self { event: None, user: None, subject: None, from: None, until: None, search: String::new(), page: 1 }
    }
}

/// Searching for more than this finds nothing that less would not.
const SEARCH_MAX: usize = 200;

impl LogFilter {
    /// Reads an address; what it leaves out comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| filter.set(name, value));
        (filter, left_out)
    }

    fn set(&mut self, name: &str, value: &str) -> bool {
        match name {
            "gebeurtenis" => parsed(value, &mut self.event),
            "gebruiker" => parsed(value, &mut self.user),
            "onderwerp" => parsed(value, &mut self.subject),
            "van" => read_day(value, &mut self.from),
            "tot" => read_day(value, &mut self.until),
            "zoek" => {
                self.search = value.chars().take(SEARCH_MAX).collect();
                true
            }
            "pagina" => page_number(value).map(|page| self.page = page).is_some(),
            _ => false,
        }
    }

    /// Names and values as they stand in the address; what filters nothing is left out.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("gebeurtenis", self.event.map(|it| it.code().to_owned())),
            ("gebruiker", self.user.map(|id| id.to_string())),
            ("onderwerp", self.subject.map(|it| it.code().to_owned())),
            ("van", self.from.map(|day| day.to_string())),
            ("tot", self.until.map(|day| day.to_string())),
            ("zoek", Some(self.search.clone()).filter(|text| !text.is_empty())),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

/// A day of a year that every database knows.
fn read_day(value: &str, into: &mut Option<NaiveDate>) -> bool {
    *into = value.parse().ok().filter(|day: &NaiveDate| (1900..3000).contains(&day.year()));
    into.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_the_filter_and_what_it_does_not_know_is_told() {
        let filter = LogFilter {
            event: Some(Event::LoginFailed),
            subject: Some(SubjectType::User),
            from: NaiveDate::from_ymd_opt(2026, 11, 1),
            search: "hof & tuin".to_owned(),
            page: 3,
            ..LogFilter::default()
        };
        let query: ParamsMap = filter.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(LogFilter::from_query(&query), (filter, LeftOut::default()));
        let query: ParamsMap = [("van", "gisteren"), ("tot", "262142-12-31"), ("kleur", "rood"), ("zoek", "  ")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into_iter()
            .collect();
        let (filter, LeftOut { mut unknown, .. }) = LogFilter::from_query(&query);
        unknown.sort();
        assert_eq!(
            (filter, unknown),
            (LogFilter::default(), ["kleur=rood", "tot=262142-12-31", "van=gisteren"].map(str::to_owned).to_vec())
        );
    }
}
