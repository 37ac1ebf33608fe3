//! The columns that a kind of thing is read from and written to.

use std::collections::BTreeMap;

/// A value that a column knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the form of the thing holds.
    pub code: String,
    /// What a person writes.
    pub label: String,
}

impl Choice {
    pub fn new(code: impl Into<String>, label: impl Into<String>) -> Self {
        Self { code: code.into(), label: label.into() }
    }
}

/// A column of the template, as it is recognised in the files of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub code: String,
    /// What the template writes above it.
    pub header: String,
    /// What others write above it.
    pub synonyms: Vec<String>,
    /// A file without it cannot be loaded.
    pub required: bool,
    /// The values it knows; empty when anything can be written.
    pub choices: Vec<Choice>,
    /// What to write in it, in the template.
    pub hint: String,
    /// Codes by what can be written for them, normalised: a file asks it for each of its cells.
    codes: BTreeMap<String, String>,
}

impl Column {
    pub fn new(code: impl Into<String>, header: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: code.into(), header: header.into(), hint: hint.into(), ..Self::default() }
    }

    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    #[must_use]
    pub fn also(self, synonyms: &[&str]) -> Self {
        Self { synonyms: synonyms.iter().map(|&name| name.to_owned()).collect(), ..self }
    }

    #[must_use]
    pub fn of(self, choices: impl IntoIterator<Item = Choice>) -> Self {
        let choices: Vec<Choice> = choices.into_iter().collect();
        let mut codes = BTreeMap::new();
        for choice in &choices {
            for name in [&choice.label, &choice.code] {
                codes.entry(normalised(name)).or_insert_with(|| choice.code.clone());
            }
        }
        Self { choices, codes, ..self }
    }

    /// The code of what somebody wrote; they may have written the code itself.
    pub fn choice(&self, text: &str) -> Option<&str> {
        self.codes.get(&normalised(text)).map(String::as_str)
    }

    /// The choices, to write in a message. A long list is told by its beginning.
    pub fn choices_told(&self) -> String {
        const TOLD: usize = 9;
        let labels: Vec<&str> = self.choices.iter().take(TOLD).map(|choice| choice.label.as_str()).collect();
        match self.choices.len().saturating_sub(TOLD) {
            0 => labels.join(", "),
            more => format!("{} en nog {more}", labels.join(", ")),
        }
    }

    pub fn unknown_choice(&self, text: &str) -> String {
        format!("‘{text}’ kennen wij niet bij ‘{}’. Kies uit: {}.", self.header, self.choices_told())
    }

    pub(super) fn is_called(&self, normal: &str) -> bool {
        normalised(&self.header) == normal || self.synonyms.iter().any(|name| normalised(name) == normal)
    }
}

/// A name without what differs by habit: capitals, accents, spaces, punctuation, and `aantal` before what is counted.
pub fn normalised(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().map(plain).filter(|c| c.is_alphanumeric()).collect();
    letters.strip_prefix("aantal").filter(|rest| !rest.is_empty()).map(str::to_owned).unwrap_or(letters)
}

/// Dutch names have no other accents than these.
const fn plain(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    }
}
