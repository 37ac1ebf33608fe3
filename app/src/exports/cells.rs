//! What stands in cells.

use std::borrow::Cow;

use domain::Period;
use sheets::Value;

pub const fn text(text: String) -> Value<'static> {
    Value::Text(Cow::Owned(text))
}

pub fn maybe(told: Option<String>) -> Value<'static> {
    told.map_or(Value::Empty, text)
}

pub fn whole(number: impl Into<i64>) -> Value<'static> {
    Value::Whole(number.into())
}

/// More than Excel can hold occurs nowhere.
pub fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A day can be sorted and counted with; what is less precise stays in words.
pub fn period(period: Option<Period>) -> Value<'static> {
    match period {
        None => Value::Empty,
        Some(Period::Day(day)) => Value::Day(day),
        Some(period) => text(period.label()),
    }
}
