//! A handover (overdracht): everything that one function of an organisation carries.
//!
//! A function is text that many people type in many places. Texts that differ in capitals and spaces only are one function:
//! otherwise the half of what somebody takes over would stay behind.

use std::collections::BTreeMap;

/// The functions that are in use, each with every way in which it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Functions(BTreeMap<String, Function>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// As it was written first.
    pub name: String,
    /// As they stand in what names it.
    pub writings: Vec<String>,
}

impl Functions {
    /// Out of everything that names one; what comes first says what it is called.
    pub fn of(texts: impl IntoIterator<Item = String>) -> Self {
        let mut functions = BTreeMap::<String, Function>::new();
        for text in texts {
            let key = key(&text);
            if key.is_empty() {
                continue;
            }
            let function =
                functions.entry(key).or_insert_with(|| Function { name: squeezed(&text), writings: Vec::new() });
            if !function.writings.contains(&text) {
                function.writings.push(text);
            }
        }
        Self(functions)
    }

    /// In alphabetical order, whatever the capitals.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|function| function.name.as_str())
    }

    /// However somebody writes it.
    pub fn called(&self, text: &str) -> Option<&Function> {
        self.0.get(&key(text))
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(text: &str) -> String {
    squeezed(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions(texts: &[&str]) -> Functions {
        Functions::of(texts.iter().map(|text| (*text).to_owned()))
    }

    #[test]
    fn capitals_and_spaces_make_no_other_function() {
        let functions = functions(&["Wethouder wonen", "wethouder  Wonen", "Wethouder wonen", "wethouder zorg"]);
        assert_eq!(functions.names().collect::<Vec<_>>(), ["Wethouder wonen", "wethouder zorg"]);
        let one = functions.called(" WETHOUDER WONEN ").unwrap();
        assert_eq!(one.writings, ["Wethouder wonen", "wethouder  Wonen"]);
        assert_eq!(functions.called("wethouder"), None);
    }

    #[test]
    fn accented_letters_have_capitals_too() {
        let functions = functions(&["Coördinator", "COÖRDINATOR", "Coordinator"]);
        assert_eq!(functions.names().collect::<Vec<_>>(), ["Coordinator", "Coördinator"]);
        assert_eq!(functions.called("coÖrdinator").unwrap().writings.len(), 2);
    }

    #[test]
    fn what_has_no_words_is_no_function() {
        assert_eq!(functions(&["", "  "]), Functions::default());
        assert_eq!(functions(&["Secretaris"]).called(" "), None);
    }
}
