//! XLSX: rows go to a temporary file as they come, and are packed at the end.

use std::fs::File;
use std::io::{BufWriter, Seek, SeekFrom, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};

use super::Unwritten;
use super::clean::{cell_text, note_text, sheet_name};
use crate::cell::{ROWS_MAX, column_name};
use crate::{Column, Kind, Value};

/// Excel keeps fifteen digits of a number. A whole number with more is written as text.
const WHOLE_MAX: u64 = 999_999_999_999_999;
const WIDTH_MAX: usize = 60;
const CHOICES: &str = "Keuzes";
const CHOICES_TOO: &str = "Keuzelijsten";
const REQUIRED: &str = "Verplicht.";
/// Behind the header of a column that must be filled in.
const AMBER: u32 = 0x00FF_E699;

pub struct Writer {
    workbook: Workbook,
    formats: Formats,
    /// How many sheets there are, those of choices too.
    sheets: usize,
    /// The one that is being written.
    current: usize,
    columns: usize,
    /// The next, from 0.
    row: u32,
}

struct Formats {
    text: Format,
    whole: Format,
    decimal: Format,
    day: Format,
}

impl Formats {
    fn new() -> Self {
        let of = |code: &str| Format::new().set_num_format(code).set_align(FormatAlign::Top);
        // `@` is also for who types in a cell: 007 stays 007, and 1-2 does not become a day.
        let text = of("@").set_text_wrap();
        Self { text, whole: of("#,##0"), decimal: of("#,##0.0##"), day: of("dd-mm-yyyy") }
    }

    const fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Text => &self.text,
            Kind::Whole => &self.whole,
            Kind::Decimal => &self.decimal,
            Kind::Day => &self.day,
        }
    }
}

impl Writer {
    pub fn new(title: &str, columns: &[Column]) -> Result<Self, Unwritten> {
        let mut workbook = Workbook::new();
        // Otherwise the clock would be in it, and no file would be the same as another.
        let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let formats = Formats::new();
        let mut writer = Self { workbook, formats, sheets: 0, current: 0, columns: 0, row: 0 };
        writer.begin(title, columns)?;
        Ok(writer)
    }

    /// Ends the sheet and begins another.
    pub fn sheet(&mut self, title: &str, columns: &[Column]) -> Result<(), Unwritten> {
        self.end()?;
        self.begin(title, columns)
    }

    fn begin(&mut self, title: &str, columns: &[Column]) -> Result<(), Unwritten> {
        let title = sheet_name(title);
        let choices = if title.eq_ignore_ascii_case(CHOICES) { CHOICES_TOO } else { CHOICES };
        // Each sheet has a list of its own.
        let choices = if self.sheets == 0 { choices.to_owned() } else { format!("{choices}{}", self.sheets) };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(&title)?;
        header(sheet, columns, &self.formats, &choices)?;
        (self.current, self.columns, self.row) = (self.sheets, columns.len(), 1);
        self.sheets += 1;
        if columns.iter().any(|column| !column.choices.is_empty()) {
            let lists = self.workbook.add_worksheet();
            lists.set_name(choices)?;
            lists.set_hidden(true);
            write_choices(lists, columns)?;
            self.sheets += 1;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unwritten> {
        if let Some(last) = self.columns.checked_sub(1) {
            let sheet = self.workbook.worksheet_from_index(self.current)?;
            sheet.autofilter(0, 0, self.row - 1, number(last)?)?;
        }
        Ok(())
    }

    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), Unwritten> {
        if self.row >= ROWS_MAX {
            return Err(XlsxError::RowColumnLimitError.into());
        }
        let sheet = self.workbook.worksheet_from_index(self.current)?;
        for (column, value) in (0_u16..).zip(values) {
            write_value(sheet, self.row, column, value, &self.formats)?;
        }
        self.row += 1;
        Ok(())
    }

    pub fn finish(mut self) -> Result<File, Unwritten> {
        self.end()?;
        let mut file = tempfile::tempfile()?;
        let mut buffered = BufWriter::new(&mut file);
        self.workbook.save_to_writer(&mut buffered)?;
        buffered.flush()?;
        drop(buffered);
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

/// As Excel numbers columns.
fn number(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

fn header(sheet: &mut Worksheet, columns: &[Column], formats: &Formats, choices: &str) -> Result<(), XlsxError> {
    let plain = Format::new().set_bold().set_align(FormatAlign::Top).set_text_wrap();
    let required = plain.clone().set_background_color(AMBER);
    for (index, column) in columns.iter().enumerate() {
        let at = number(index)?;
        sheet.set_column_width(at, width(column) as f64)?;
        sheet.set_column_format(at, formats.of(column.kind))?;
        let format = if column.required { &required } else { &plain };
        sheet.write_string_with_format(0, at, cell_text(&column.header), format)?;
        if let Some(text) = note(column) {
            let lines = text.lines().map(|line| 1 + line.chars().count() as u32 / 40).sum::<u32>();
            let note = Note::new(text).add_author_prefix(false).set_width(280).set_height(30 + 18 * lines);
            sheet.insert_note(0, at, &note)?;
        }
        if !column.choices.is_empty() {
            let last = column.choices.len();
            let letters = column_name(index);
            let list = Formula::new(format!("={choices}!${letters}$1:${letters}${last}"));
            let rule = DataValidation::new()
                .allow_list_formula(list)
                .set_error_title("Kies uit de lijst")?
                .set_error_message("Kies een waarde uit de lijst, of maak de cel leeg.")?;
            sheet.add_data_validation(1, at, ROWS_MAX - 1, at, &rule)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn note(column: &Column) -> Option<String> {
    match (&column.note, column.required) {
        (None, false) => None,
        (None, true) => Some(REQUIRED.to_owned()),
        (Some(note), false) => Some(note_text(note)),
        (Some(note), true) => Some(note_text(&format!("{REQUIRED} {note}"))),
    }
}

/// In characters. Three more than the header, for the button of the filter.
fn width(column: &Column) -> usize {
    if column.width > 0 {
        // Excel has no wider column.
        return usize::from(column.width).min(255);
    }
    let needed = match column.kind {
        Kind::Text => 20,
        Kind::Whole | Kind::Decimal => 10,
        Kind::Day => 12,
    };
    needed.max(column.header.chars().count() + 3).min(WIDTH_MAX)
}

/// Below each other, in the same column as they are for. In a list that stands in the rule itself Excel has room for 255
/// characters, and none for a comma.
fn write_choices(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    for (index, column) in columns.iter().enumerate() {
        for (row, choice) in (0_u32..).zip(&column.choices) {
            sheet.write_string(row, number(index)?, cell_text(choice))?;
        }
    }
    Ok(())
}

fn write_value(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    value: &Value<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => {}
        Value::Text(text) => write_text(sheet, row, column, text, formats)?,
        Value::Whole(whole) if whole.unsigned_abs() > WHOLE_MAX => {
            write_text(sheet, row, column, &whole.to_string(), formats)?;
        }
        Value::Whole(whole) => {
            sheet.write_number_with_format(row, column, *whole as f64, &formats.whole)?;
        }
        Value::Decimal(decimal) if !decimal.is_finite() => {}
        Value::Decimal(decimal) => {
            sheet.write_number_with_format(row, column, *decimal, &formats.decimal)?;
        }
        Value::Day(day) => match serial(*day) {
            Some(serial) => {
                sheet.write_number_with_format(row, column, serial, &formats.day)?;
            }
            None => write_text(sheet, row, column, &day.format("%d-%m-%Y").to_string(), formats)?,
        },
    }
    Ok(())
}

/// `write_string` and no other: the general `write` makes formulas and links of some text.
fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, formats: &Formats) -> Result<(), XlsxError> {
    let text = cell_text(text);
    if !text.is_empty() {
        sheet.write_string_with_format(row, column, text, &formats.text)?;
    }
    Ok(())
}

/// None for days that Excel does not know, and those before 1-3-1900 on which it is a day off.
fn serial(day: NaiveDate) -> Option<f64> {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = day.signed_duration_since(zero).num_days();
    (61..=2_958_465).contains(&days).then_some(days as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_as_excel_does() {
        let of = |year, month, day| serial(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(of(2026, 11, 21), Some(46_347.0));
        assert_eq!(of(1900, 3, 1), Some(61.0));
        assert_eq!(of(9999, 12, 31), Some(2_958_465.0));
        assert_eq!(of(1900, 2, 28), None);
        assert_eq!(of(10_000, 1, 1), None);
    }
}
