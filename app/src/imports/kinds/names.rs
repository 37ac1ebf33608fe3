//! Things by the name that people write for them.

use std::collections::BTreeMap;

use domain::imports::{Choice, Column, normalised};

use crate::projects::form::UNCOUNTED;
use crate::projects::names::Names;

/// Found by a name, whatever its capitals and spaces. A name that two of them have finds neither.
#[derive(Clone, Debug)]
pub struct ByName<T>(BTreeMap<String, Option<T>>);

impl<T: Clone> ByName<T> {
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(&normalised(name))?.as_ref()
    }
}

impl<T: Clone + PartialEq> FromIterator<(String, T)> for ByName<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(named: I) -> Self {
        let mut found: BTreeMap<String, Option<T>> = BTreeMap::new();
        for (name, thing) in named {
            found
                .entry(normalised(&name))
                .and_modify(|one| *one = one.take().filter(|one| *one == thing))
                .or_insert(Some(thing));
        }
        Self(found)
    }
}

/// The gemeenten of a region, to choose from.
pub fn municipalities(names: &Names) -> Vec<Choice> {
    let mut choices: Vec<Choice> =
        names.municipalities.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices
}

/// The choice of a column for a gemeente: by its own name, with or without the word before it.
pub fn municipality<'c>(column: &'c Column, text: &str) -> Option<&'c str> {
    let before = text.get(.."gemeente ".len()).filter(|start| start.eq_ignore_ascii_case("gemeente "));
    let bare = before.map(|start| &text[start.len()..]);
    column.choice(text).or_else(|| column.choice(bare?))
}

/// What else a type of dwelling is called: ‘Zorggeschikte woningen’ is written as ‘Zorggeschikt’ too.
pub fn other_names(kind: &str, name: &str) -> Vec<String> {
    let mut names: Vec<String> =
        ["e woningen", " woningen"].iter().filter_map(|ending| name.strip_suffix(ending)).map(str::to_owned).collect();
    if kind == UNCOUNTED {
        names.extend(["GNV".to_owned(), "Gelijkvloers".to_owned()]);
    }
    names
}

/// What a form holds for a type of dwelling, by all its names.
pub fn dwelling_types(types: &[(String, String)]) -> ByName<String> {
    let named = |(kind, name): &(String, String)| {
        let all = other_names(kind, name).into_iter().chain([name.clone(), kind.clone()]);
        all.map(|name| (name, kind.clone())).collect::<Vec<_>>()
    };
    types.iter().flat_map(named).collect()
}
