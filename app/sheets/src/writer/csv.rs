//! CSV as Excel in the Netherlands opens it: semicolons, and a mark that says it is UTF-8.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};

use super::Unwritten;
use super::clean::clean;
use crate::guard::guarded;
use crate::{Column, Value};

pub struct Writer {
    file: BufWriter<File>,
    columns: usize,
}

impl Writer {
    pub fn new(columns: &[Column]) -> Result<Self, Unwritten> {
        let mut writer = Self { file: BufWriter::new(tempfile::tempfile()?), columns: columns.len() };
        writer.file.write_all("\u{feff}".as_bytes())?;
        let headers: Vec<Value<'_>> =
            columns.iter().map(|column| Value::Text(Cow::Borrowed(column.header.as_str()))).collect();
        writer.row(&headers)?;
        Ok(writer)
    }

    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), Unwritten> {
        for column in 0..self.columns {
            if column > 0 {
                self.file.write_all(b";")?;
            }
            let field = shown(values.get(column).unwrap_or(&Value::Empty));
            if self.needs_quotes(&field) {
                write!(self.file, "\"{}\"", field.replace('"', "\"\""))?;
            } else {
                self.file.write_all(field.as_bytes())?;
            }
        }
        self.file.write_all(b"\r\n")?;
        Ok(())
    }

    /// Without a semicolon in any row, a comma or a tab would be taken for the separator. A first line `sep=` is taken for
    /// no header.
    fn needs_quotes(&self, field: &str) -> bool {
        field.contains([';', '"', '\n'])
            || (self.columns == 1 && field.contains([',', '\t']))
            || field.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="))
    }

    pub fn finish(self) -> Result<File, Unwritten> {
        let mut file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

/// Numbers without thousand separators, which not every program takes off again.
fn shown<'a>(value: &'a Value<'_>) -> Cow<'a, str> {
    match value {
        Value::Empty => Cow::Borrowed(""),
        Value::Text(text) => match clean(text) {
            Cow::Borrowed(text) => guarded(text),
            Cow::Owned(text) => Cow::Owned(guarded(&text).into_owned()),
        },
        Value::Whole(number) => Cow::Owned(number.to_string()),
        Value::Decimal(number) if number.is_finite() => Cow::Owned(number.to_string().replace('.', ",")),
        Value::Decimal(_) => Cow::Borrowed(""),
        Value::Day(day) => Cow::Owned(day.format("%d-%m-%Y").to_string()),
    }
}
