//! Writes rows to a temporary file.

mod clean;
mod csv;
mod xlsx;

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use thiserror::Error;

use crate::{Column, Format, Value};

/// Why a sheet could not be written: a disk that is full, or a mistake of the caller. For the log.
#[derive(Debug, Error)]
pub enum Unwritten {
    #[error("writing a spreadsheet: {0}")]
    Io(#[from] std::io::Error),
    #[error("writing a spreadsheet: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("writing a spreadsheet broke off; the disk may be full")]
    Broken,
    #[error("a CSV has one sheet")]
    OneSheet,
    #[error("a row of {values} values does not fit {columns} columns")]
    Shape { values: usize, columns: usize },
}

/// The header is written by `new`, then each row, and `finish` gives the file. The same calls give the same bytes.
pub struct Writer {
    columns: usize,
    inner: Inner,
}

enum Inner {
    Xlsx(Box<xlsx::Writer>),
    Csv(csv::Writer),
}

impl Writer {
    /// `title` is the name of the sheet; what Excel does not take in one is left out.
    ///
    /// # Errors
    /// When there is no room for a temporary file, or there are more columns than Excel has (16.384).
    pub fn new(format: Format, title: &str, columns: &[Column]) -> Result<Self, Unwritten> {
        let inner = match format {
            Format::Xlsx => Inner::Xlsx(Box::new(unbroken(|| xlsx::Writer::new(title, columns))?)),
            Format::Csv => Inner::Csv(csv::Writer::new(columns)?),
        };
        Ok(Self { columns: columns.len(), inner })
    }

    /// Begins another sheet: rows go there from now on.
    ///
    /// # Errors
    /// When the file is a CSV, Excel cannot tell its name from that of another sheet, or the disk is full.
    pub fn sheet(&mut self, title: &str, columns: &[Column]) -> Result<(), Unwritten> {
        match &mut self.inner {
            Inner::Xlsx(writer) => unbroken(|| writer.sheet(title, columns))?,
            Inner::Csv(_) => return Err(Unwritten::OneSheet),
        }
        self.columns = columns.len();
        Ok(())
    }

    /// A value for each column from the left; those that are left out are empty.
    ///
    /// # Errors
    /// When the row has more values than there are columns, Excel has no more rows (1.048.576), or the disk is full.
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), Unwritten> {
        if values.len() > self.columns {
            return Err(Unwritten::Shape { values: values.len(), columns: self.columns });
        }
        match &mut self.inner {
            Inner::Xlsx(writer) => unbroken(|| writer.row(values)),
            Inner::Csv(writer) => writer.row(values),
        }
    }

    /// The whole file, at its beginning. It has no name, and is gone when it is closed.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self) -> Result<File, Unwritten> {
        match self.inner {
            Inner::Xlsx(writer) => unbroken(|| writer.finish()),
            Inner::Csv(writer) => writer.finish(),
        }
    }
}

/// The library for XLSX panics when it cannot write its temporary file. What it leaves behind is only dropped, so nothing
/// sees it half done.
fn unbroken<T>(work: impl FnOnce() -> Result<T, Unwritten>) -> Result<T, Unwritten> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Unwritten::Broken))
}
