//! Between the table and the domain.

use domain::differences::{Described, Field, FieldChange, differences};
use domain::policy::SavedViewRights;
use leptos_router::params::ParamsMap;

use super::data::SavedView;
use super::entity::saved_view;
use crate::commitments::filter::Filter;

/// The names and values of the filter's address, as JSON. None when there is nothing in it to save.
pub fn stored(filter: &Filter) -> Option<String> {
    let pairs = filter.on_page(1).pairs();
    if pairs.is_empty() { None } else { serde_json::to_string(&pairs).ok() }
}

/// The address as it was saved: what this program no longer knows in it stays, for the list to tell.
pub fn address_of(stored: &str, path: &str) -> String {
    let mut query = ParamsMap::new();
    for (name, value) in pairs(stored) {
        query.insert(name, value);
    }
    format!("{path}{}", query.to_query_string())
}

/// What of it is a filter, whatever else stands in it.
pub fn filter_of(stored: &str) -> Filter {
    let query: ParamsMap = pairs(stored).into_iter().collect();
    Filter::from_query(&query).0
}

pub fn pairs(stored: &str) -> Vec<(String, String)> {
    serde_json::from_str(stored).unwrap_or_default()
}

pub fn rights_of(row: &saved_view::Model) -> SavedViewRights {
    SavedViewRights {
        region: row.region_id.into(),
        maker: row.user_id.into(),
        organisation: row.organisation_id.into(),
        shared: row.shared,
    }
}

pub fn to_data(row: saved_view::Model) -> SavedView {
    SavedView { id: row.id, address: address_of(&row.filter, "/afspraken"), name: row.name, shared: row.shared }
}

/// What a view says to those who may see it.
fn describe(name: &str, filter: &str, shared: bool) -> Vec<Described> {
    let filter: Vec<String> = pairs(filter).into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let shared = if shared { "ja" } else { "nee" };
    vec![(Field::SavedView, name.to_owned()), (Field::Filter, filter.join("; ")), (Field::Shared, shared.to_owned())]
}

/// A view as it was, or will be.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub name: &'a str,
    pub filter: &'a str,
    pub shared: bool,
}

impl<'a> Side<'a> {
    pub fn of(row: &'a saved_view::Model) -> Self {
        Self { name: &row.name, filter: &row.filter, shared: row.shared }
    }

    pub fn differs_from(self, before: Self) -> Vec<FieldChange> {
        let described = |side: Self| describe(side.name, side.filter, side.shared);
        differences(&described(before), &described(self))
    }
}

/// What the log tells. Of a view that is its maker's own it says only that there was one: others cannot see it, and a
/// beheerder reads the log.
pub fn recorded(before: Option<Side<'_>>, after: Option<Side<'_>>) -> Vec<FieldChange> {
    let told = |side: Option<Side<'_>>| {
        let shared = side.filter(|side| side.shared);
        shared.map(|side| describe(side.name, side.filter, true)).unwrap_or_default()
    };
    differences(&told(before), &told(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_kept_as_its_address_says_it() {
        let asked: ParamsMap = [("gemeente", "enschede"), ("zoek", "hof & tuin"), ("pagina", "3")]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let filter = Filter::from_query(&asked).0;
        let kept = stored(&filter).unwrap();
        assert_eq!(address_of(&kept, "/afspraken"), "/afspraken?gemeente=enschede&zoek=hof%20%26%20tuin");
        assert_eq!(filter_of(&kept), filter.on_page(1));
        assert_eq!(stored(&Filter::default()), None);
    }

    #[test]
    fn what_is_not_known_any_more_stays_in_the_address() {
        let kept = r#"[["kleur","rood"],["status","concept"]]"#;
        assert_eq!(address_of(kept, "/afspraken"), "/afspraken?kleur=rood&status=concept");
        assert_eq!(filter_of(kept).pairs(), [("status", "concept".to_owned())]);
    }

    #[test]
    fn the_log_tells_nothing_of_what_is_not_shared() {
        let own = Side { name: "Mijn lijst", filter: "[]", shared: false };
        let shared = Side { shared: true, ..own };
        assert_eq!(recorded(None, Some(own)), vec![]);
        assert_eq!(recorded(Some(own), None), vec![]);
        assert_eq!(recorded(Some(own), Some(shared)).len(), 2);
        assert_eq!(recorded(Some(shared), Some(own)).iter().filter(|change| change.after.is_empty()).count(), 2);
        assert_eq!(shared.differs_from(own).len(), 1);
    }
}
