//! Addresses that hold a filter.

use std::str::FromStr;

use leptos_router::params::ParamsMap;

/// Names and values behind a path; what has no value is left out.
pub fn address<V: Into<Option<String>>>(path: &str, pairs: impl IntoIterator<Item = (&'static str, V)>) -> String {
    let named = pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.into()?)));
    format!("{path}{}", named.collect::<ParamsMap>().to_query_string())
}

/// Reads a value of an address. False when it means nothing.
pub fn parsed<T: FromStr>(value: &str, into: &mut Option<T>) -> bool {
    *into = value.parse().ok();
    into.is_some()
}
