//! The file with settings: TOML, one key per setting.

use std::path::Path;

use toml_edit::{Document, Item, Value};

use super::Mistakes;
use super::known::{Setting, did_you_mean};

/// What stands in the file.
#[derive(Debug, Default)]
pub struct FromFile {
    /// As messages call it.
    pub name: String,
    pub values: Vec<FileValue>,
}

#[derive(Debug)]
pub struct FileValue {
    pub id: String,
    pub text: String,
    pub line: usize,
}

impl FromFile {
    /// # Errors
    /// With every mistake in it.
    pub fn read(path: &Path, known: &[Setting]) -> Result<Self, Mistakes> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Mistakes(vec![format!("cannot read the settings in {name}: {error}")]))?;
        let line_of = |position: Option<usize>| {
            let before = text.as_bytes().iter().take(position.unwrap_or_default());
            before.filter(|byte| **byte == b'\n').count() + 1
        };
        let document = Document::parse(text.as_str()).map_err(|error| {
            let line = line_of(error.span().map(|span| span.start));
            Mistakes(vec![format!("{name}:{line}: {}", error.message())])
        })?;
        let (mut values, mut mistakes) = (Vec::new(), Vec::new());
        for (key, item) in document.iter() {
            let line = line_of(document.key(key).and_then(|key| key.span()).map(|span| span.start));
            match value(key, item, known) {
                Ok(text) => values.push(FileValue { id: key.to_owned(), text, line }),
                Err(message) => mistakes.push(format!("{name}:{line}: {message}")),
            }
        }
        let file = Self { name, values };
        mistakes.extend(super::secrets::given_twice(known, &file));
        mistakes.extend(super::secrets::unreadable(known, &file));
        if mistakes.is_empty() { Ok(file) } else { Err(Mistakes(mistakes)) }
    }

    pub fn get(&self, id: &str) -> Option<&FileValue> {
        self.values.iter().find(|value| value.id == id)
    }
}

/// The value as it would be typed behind the flag.
fn value(key: &str, item: &Item, known: &[Setting]) -> Result<String, String> {
    let Some(setting) = known.iter().find(|setting| setting.id == key) else {
        let names: Vec<&str> = known.iter().map(|setting| setting.id.as_str()).collect();
        return Err(format!("unknown setting \"{key}\"{}", did_you_mean(key, &names)));
    };
    let text = match item {
        Item::Value(Value::Boolean(value)) => value.value().to_string(),
        Item::Value(_) if setting.switch => return Err(format!("\"{key}\" must be true or false, without quotes")),
        Item::Value(Value::String(value)) => value.value().clone(),
        Item::Value(Value::Integer(value)) => value.value().to_string(),
        Item::Value(Value::Float(value)) => value.value().to_string(),
        Item::Value(Value::Datetime(value)) => value.value().to_string(),
        _ => return Err(format!("\"{key}\" must be one value")),
    };
    match setting.problem(&text) {
        Some(problem) => Err(format!("\"{key}\": {problem}")),
        None => Ok(text),
    }
}
