//! Reading rows out of a TOML document. A mistake is noted with its line and reading goes on, so that whoever writes a
//! file sees everything at once.

mod values;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use toml_edit::{Item, TableLike};

pub use values::{FromValue, Mismatch};

use super::file::{FileError, FileErrors};

/// A value with the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At<T> {
    pub line: usize,
    pub value: T,
}

/// Knows the lines of the text and gathers the mistakes in it.
#[derive(Debug)]
pub struct Reader {
    /// Where each line begins.
    line_starts: Vec<usize>,
    errors: RefCell<Vec<FileError>>,
}

impl Reader {
    pub fn new(text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(position, _)| position + 1);
        Self { line_starts: std::iter::once(0).chain(after_breaks).collect(), errors: RefCell::default() }
    }

    /// The line, from 1, on which a span begins.
    pub fn line(&self, span: Option<Range<usize>>) -> usize {
        span.map_or(1, |span| self.line_starts.partition_point(|start| *start <= span.start))
    }

    pub fn error(&self, line: usize, message: impl Into<String>) {
        self.errors.borrow_mut().push(FileError { line, message: message.into() });
    }

    /// All mistakes, from the first line to the last; none when there are none.
    pub fn into_errors(self) -> Option<FileErrors> {
        FileErrors::new(self.errors.into_inner())
    }
}

/// The lines of one row and its keys, for mistakes that show only later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    header: usize,
    keys: BTreeMap<String, usize>,
}

impl Lines {
    /// The line of a key; that of the row's header when the row does not have the key.
    pub fn of(&self, key: &str) -> usize {
        self.keys.get(key).copied().unwrap_or(self.header)
    }
}

/// One table of the document: a row.
///
/// The keys that are asked for are the keys that exist: [`Row::finish`] calls all others unknown. So ask for every key
/// before looking at any answer.
pub struct Row<'a> {
    reader: &'a Reader,
    /// As messages call it: `[[challenge]]`.
    name: &'a str,
    table: &'a dyn TableLike,
    header: usize,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Row<'a> {
    pub fn new(reader: &'a Reader, name: &'a str, table: &'a dyn TableLike, header: usize) -> Self {
        Self { reader, name, table, header, asked: RefCell::default() }
    }

    pub fn lines(&self) -> Lines {
        let keys = self.table.iter().map(|(key, _)| (key.to_owned(), self.line_of(key))).collect();
        Lines { header: self.header, keys }
    }

    pub fn line_of(&self, key: &str) -> usize {
        self.table.key(key).map_or(self.header, |key| self.reader.line(key.span()))
    }

    /// Notes that the value of `key` is wrong: `message` goes on after the key and the table.
    pub fn wrong(&self, key: &str, message: &str) {
        self.reader.error(self.line_of(key), format!("\"{key}\" in {} {message}", self.name));
    }

    /// Notes each text of these keys that is longer than so many characters.
    pub fn within(&self, max: usize, keys: &[&str]) {
        for key in keys {
            let text = self.table.get(key).and_then(Item::as_str);
            if text.is_some_and(|text| text.trim().chars().count() > max) {
                self.wrong(key, &format!("is too long: at most {max} characters"));
            }
        }
    }

    fn item(&self, key: &'static str) -> Option<&'a Item> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    /// The value of a key; notes when it is not of this type.
    pub fn optional<T: FromValue>(&self, key: &'static str) -> Option<T> {
        let item = self.item(key)?;
        let value = item.as_value().ok_or_else(|| T::expected().into());
        match value.and_then(|value| T::from_value(value, self.reader)) {
            Ok(value) => Some(value),
            Err(Mismatch::Expected(expected)) => {
                self.wrong(key, &format!("must be {expected}"));
                None
            }
            Err(Mismatch::Noted) => None,
        }
    }

    /// The value of a key; notes when it is absent or not of this type.
    pub fn required<T: FromValue>(&self, key: &'static str) -> Option<T> {
        self.note_missing(key);
        self.optional(key)
    }

    fn note_missing(&self, key: &'static str) {
        if !self.has(key) {
            self.reader.error(self.header, format!("missing key \"{key}\" in {}", self.name));
        }
    }

    /// A required word out of a closed list.
    pub fn word(&self, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
        self.note_missing(key);
        self.optional_word(key, words)
    }

    pub fn optional_word(&self, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.item(key)?.as_str();
        let word = words.iter().copied().find(|word| Some(*word) == text);
        if word.is_none() {
            self.wrong(key, &format!("must be {}", values::one_of(words)));
        }
        word
    }

    /// A required whole number in a range.
    pub fn number_in<N>(&self, key: &'static str, range: std::ops::RangeInclusive<N>) -> Option<N>
    where
        N: TryFrom<i64> + PartialOrd + std::fmt::Display,
    {
        self.note_missing(key);
        self.optional_number_in(key, range)
    }

    pub fn optional_number_in<N>(&self, key: &'static str, range: std::ops::RangeInclusive<N>) -> Option<N>
    where
        N: TryFrom<i64> + PartialOrd + std::fmt::Display,
    {
        let number: i64 = self.optional(key)?;
        let fitting = N::try_from(number).ok().filter(|number| range.contains(number));
        if fitting.is_none() {
            self.wrong(key, &format!("must lie between {} and {}", range.start(), range.end()));
        }
        fitting
    }

    /// The elements of a list, each with its line; empty when the key is absent. Notes every element that is wrong.
    pub fn list<T: FromValue>(&self, key: &'static str) -> Vec<At<T>> {
        let Some(item) = self.item(key) else { return vec![] };
        let Some(array) = item.as_array() else {
            self.wrong(key, "must be a list, in square brackets");
            return vec![];
        };
        let mut elements = Vec::new();
        for value in array {
            let line = self.reader.line(value.span());
            match T::from_value(value, self.reader) {
                Ok(value) => elements.push(At { line, value }),
                Err(Mismatch::Noted) => {}
                Err(Mismatch::Expected(expected)) => {
                    let message = format!("each element of \"{key}\" in {} must be {expected}", self.name);
                    self.reader.error(line, message);
                }
            }
        }
        elements
    }

    /// As [`Row::list`], and notes an absent or empty list.
    pub fn required_list<T: FromValue>(&self, key: &'static str) -> Vec<At<T>> {
        self.note_missing(key);
        if self.table.get(key).and_then(Item::as_array).is_some_and(toml_edit::Array::is_empty) {
            self.wrong(key, "is empty");
        }
        self.list(key)
    }

    /// A table inside this row, with the line it begins on.
    pub fn table(&self, key: &'static str) -> Option<At<&'a dyn TableLike>> {
        let table = self.item(key)?.as_table_like();
        if table.is_none() {
            self.wrong(key, "must be an inline table, in braces");
        }
        Some(At { line: self.line_of(key), value: table? })
    }

    /// As [`Row::table`], and notes an absent one.
    pub fn required_table(&self, key: &'static str) -> Option<At<&'a dyn TableLike>> {
        self.note_missing(key);
        self.table(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    pub fn reader(&self) -> &'a Reader {
        self.reader
    }

    /// Notes the keys that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter().filter(|(key, _)| !asked.contains(key)) {
            let absent = asked.iter().copied().filter(|known| self.table.get(known).is_none());
            let hint = did_you_mean(key, absent);
            self.reader.error(self.line_of(key), format!("unknown key \"{key}\" in {}{hint}", self.name));
        }
    }
}

/// `; did you mean "title"?`, or nothing when none of the words is near.
pub fn did_you_mean<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> String {
    let lower = word.to_lowercase();
    let distances = known.into_iter().map(|known| (distance(&lower, &known.to_lowercase()), known));
    // A third of the word may be wrong: more is guessing.
    let near = distances.filter(|(distance, known)| *distance <= 2.max(known.chars().count() / 3));
    let near = near.filter(|(distance, known)| *distance < known.chars().count());
    near.min().map(|(_, known)| format!("; did you mean \"{known}\"?")).unwrap_or_default()
}

/// How many letters to add, drop or replace to make one word the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for (column, candidate) in other.iter().enumerate() {
            let replaced = row.get(column).copied().unwrap_or_default() + usize::from(letter != *candidate);
            let dropped = row.get(column + 1).copied().unwrap_or_default() + 1;
            let added = next.last().copied().unwrap_or_default() + 1;
            next.push(replaced.min(dropped).min(added));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_counted_from_one() {
        let reader = Reader::new("a\nbb\n\nc");
        let lines = [0, 1, 2, 4, 5, 6].map(|start| reader.line(Some(start..start)));
        assert_eq!(lines, [1, 1, 2, 2, 3, 4]);
    }

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        let known = ["title", "number", "priority"];
        assert_eq!(did_you_mean("titel", known), "; did you mean \"title\"?");
        assert_eq!(did_you_mean("Priority", known), "; did you mean \"priority\"?");
        assert_eq!(did_you_mean("beschrijving", known), "");
        assert_eq!(did_you_mean("x", ["a"]), "");
    }
}
