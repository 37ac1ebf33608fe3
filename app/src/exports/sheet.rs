//! Columns, each with what stands in it.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::Period;
use sheets::{Column, Kind, Value};

use super::cells::{maybe, period};
use crate::imports::outgoing::in_template;

type Told<R> = Box<dyn Fn(&R) -> Value<'static> + Send + Sync>;

/// The columns of a list whose rows are `R`, from left to right.
pub struct Sheet<R> {
    columns: Vec<Column>,
    told: Vec<Told<R>>,
}

impl<R> Default for Sheet<R> {
    fn default() -> Self {
        Self { columns: Vec::new(), told: Vec::new() }
    }
}

impl<R> Sheet<R> {
    #[must_use]
    pub fn with(mut self, column: Column, told: impl Fn(&R) -> Value<'static> + Send + Sync + 'static) -> Self {
        self.columns.push(column);
        self.told.push(Box::new(told));
        self
    }

    /// Columns that can be loaded, each with what `told` says of its code.
    #[must_use]
    pub fn loadable(
        self,
        columns: Vec<domain::imports::Column>,
        kind: impl Fn(&str) -> Kind,
        told: impl Fn(&str, &R) -> Value<'static> + Send + Sync + 'static,
    ) -> Self {
        let told = Arc::new(told);
        columns.into_iter().fold(self, |sheet, column| {
            let told = Arc::clone(&told);
            let shown = Column { kind: kind(&column.code), ..in_template(&column) };
            sheet.with(shown, move |row| told(&column.code, row))
        })
    }

    #[must_use]
    pub fn text<T: Into<Option<String>>>(self, header: &str, told: impl Fn(&R) -> T + Send + Sync + 'static) -> Self {
        self.with(Column::new(header, Kind::Text), move |row| maybe(told(row).into()))
    }

    #[must_use]
    pub fn whole<T: Into<Option<i64>>>(self, header: &str, told: impl Fn(&R) -> T + Send + Sync + 'static) -> Self {
        self.with(Column::new(header, Kind::Whole), move |row| told(row).into().map_or(Value::Empty, Value::Whole))
    }

    #[must_use]
    pub fn day(self, header: &str, told: impl Fn(&R) -> Option<NaiveDate> + Send + Sync + 'static) -> Self {
        self.with(Column::new(header, Kind::Day), move |row| told(row).map_or(Value::Empty, Value::Day))
    }

    /// As precise as it is known.
    #[must_use]
    pub fn period(self, header: &str, told: impl Fn(&R) -> Option<Period> + Send + Sync + 'static) -> Self {
        self.with(Column::new(header, Kind::Text), move |row| period(told(row)))
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn values(&self, row: &R) -> Vec<Value<'static>> {
        self.told.iter().map(|told| told(row)).collect()
    }
}
