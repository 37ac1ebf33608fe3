//! What a value of a region file can be.

use chrono::NaiveDate;
use domain::Period;
use domain::commitments::Kind;
use domain::organisations::{OrganisationType, Role};
use domain::progress::Stoplight;
use domain::projects::PlanStatus;
use toml_edit::Value;

use super::{At, Reader};

/// A type that a value can be read as.
pub trait FromValue: Sized {
    /// What the value should be, as in "must be …".
    fn expected() -> String;

    /// # Errors
    /// When the value is not of this type.
    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch>;
}

/// A value is not of the type that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// What it should be.
    Expected(String),
    /// The mistakes inside it have been noted already.
    Noted,
}

impl From<String> for Mismatch {
    fn from(expected: String) -> Self {
        Self::Expected(expected)
    }
}

impl From<&str> for Mismatch {
    fn from(expected: &str) -> Self {
        Self::Expected(expected.to_owned())
    }
}

impl<T: FromValue> FromValue for At<T> {
    fn expected() -> String {
        T::expected()
    }

    fn from_value(value: &Value, reader: &Reader) -> Result<Self, Mismatch> {
        Ok(Self { line: reader.line(value.span()), value: T::from_value(value, reader)? })
    }
}

/// Text, without the white space around it.
impl FromValue for String {
    fn expected() -> String {
        "text, in quotes".to_owned()
    }

    fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
        let text = value.as_str().ok_or_else(Self::expected)?.trim();
        if text.is_empty() {
            return Err("text that is not empty; leave the key out for what is not known".into());
        }
        // PostgreSQL refuses the zero character, and no screen shows the others.
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err("text without control characters".into());
        }
        Ok(text.to_owned())
    }
}

impl FromValue for bool {
    fn expected() -> String {
        "true or false".to_owned()
    }

    fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
        Ok(value.as_bool().ok_or_else(Self::expected)?)
    }
}

impl FromValue for i64 {
    fn expected() -> String {
        "a whole number, without quotes".to_owned()
    }

    fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
        Ok(value.as_integer().ok_or_else(Self::expected)?)
    }
}

impl FromValue for f64 {
    fn expected() -> String {
        "a number, without quotes".to_owned()
    }

    fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
        #[expect(clippy::cast_precision_loss, reason = "figures that people compare are far below 2^53")]
        let whole = value.as_integer().map(|number| number as Self);
        // TOML also knows `inf` and `nan`.
        Ok(value.as_float().or(whole).filter(|number| number.is_finite()).ok_or_else(Self::expected)?)
    }
}

impl FromValue for Period {
    fn expected() -> String {
        "a period text such as \"2027-Q3\"".to_owned()
    }

    fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
        let text = value.as_str().ok_or_else(Self::expected)?;
        text.parse().map_err(|error| format!("a period; \"{text}\" is {error}").into())
    }
}

impl FromValue for NaiveDate {
    fn expected() -> String {
        "a day, as \"2026-10-12\"".to_owned()
    }

    fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
        match value.as_str().and_then(|text| text.parse().ok()) {
            Some(Period::Day(day)) => Ok(day),
            _ => Err(Self::expected().into()),
        }
    }
}

macro_rules! words {
    ($($name:ty)+) => {
        $(
            impl FromValue for $name {
                fn expected() -> String {
                    let words: Vec<&str> = Self::ALL.iter().map(|one| one.code()).collect();
                    one_of(&words)
                }

                fn from_value(value: &Value, _: &Reader) -> Result<Self, Mismatch> {
                    Ok(value.as_str().and_then(|code| code.parse().ok()).ok_or_else(Self::expected)?)
                }
            }
        )+
    };
}

words! { Kind OrganisationType PlanStatus Role Stoplight }

/// `"a", "b" or "c"`.
pub fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}
