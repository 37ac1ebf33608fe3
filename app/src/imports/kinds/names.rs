//! Things by the name that people write for them.

use std::collections::BTreeMap;

use domain::imports::{Column, normalised};

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

/// ‘Zorggeschikte woningen’ is written as ‘Zorggeschikt’ too.
pub fn short_names(measure: &str) -> Vec<String> {
    let short = ["e woningen", " woningen"].into_iter().filter_map(|end| measure.strip_suffix(end));
    short.map(str::to_owned).collect()
}

/// The code of a gemeente in this column, by its own name, with or without the word before it.
pub fn choice_of_place<'a>(column: &'a Column, text: &str) -> Option<&'a str> {
    let bare = text
        .get(.."gemeente ".len())
        .filter(|start| start.eq_ignore_ascii_case("gemeente "))
        .map(|start| &text[start.len()..]);
    column.choice(text).or_else(|| column.choice(bare?))
}
