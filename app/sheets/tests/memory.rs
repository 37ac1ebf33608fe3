//! What reading and writing take at most, of the memory that the system has to find for it.
//!
//! Counted by the system and not by an allocator: that would be unsafe code, which has no place in this workspace. Only Linux
//! tells it; elsewhere these tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::borrow::Cow;
use std::fs;
use std::sync::Mutex;

use chrono::NaiveDate;
use sheets::{Column, Format, Kind, Limits, Refused, Value, Writer, read};

use common::{Book, Part, repeated};

const MEGABYTE: u64 = 1024 * 1024;

/// The numbers are those of the whole process.
static ONE_BY_ONE: Mutex<()> = Mutex::new(());

/// The most memory, in bytes, that was in use at any moment of `work`, above what was in use before.
fn most_used<T>(work: impl FnOnce() -> T) -> (T, Option<u64>) {
    let _guard = ONE_BY_ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // Sets the highest so far to what is in use now.
    let is_told = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = status("VmRSS:");
    let result = work();
    let most = status("VmHWM:").zip(before).map(|(most, before)| most.saturating_sub(before));
    if !is_told || most.is_none() {
        eprintln!("this system does not tell how much memory is used");
    }
    (result, most.filter(|_| is_told))
}

fn status(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

fn reading_takes_less_than(megabytes: u64, file: &[u8], limits: &Limits, expected: &Refused) {
    let (result, most) = most_used(|| read(file, limits));
    assert_eq!(result.as_ref(), Err(expected));
    assert!(most.unwrap_or(0) < megabytes * MEGABYTE, "{} kB", most.unwrap_or(0) / 1024);
}

#[test]
fn memory_that_is_used_is_seen() {
    let (_, most) = most_used(|| vec![1_u8; 32 * MEGABYTE as usize].iter().map(|byte| u64::from(*byte)).sum::<u64>());
    assert!(most.is_none_or(|most| most > 30 * MEGABYTE));
}

#[test]
fn a_cell_in_the_last_corner_takes_the_memory_of_one_cell() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let expected = Refused::TooManyColumns { sheet: "Data".into(), cell: "XFD1048576".into(), last: "CV".into() };
    reading_takes_less_than(64, &Book::of_rows(rows).build(), &Limits::default(), &expected);
}

fn bomb_takes_little_memory(bomb: Part) {
    let mut book = Book::of_rows("");
    book.strings = Some(String::new());
    book.styles = Some(String::new());
    book.others.push(bomb);
    let file = book.build();
    assert!(file.len() < 2 * MEGABYTE as usize);
    reading_takes_less_than(64, &file, &Limits::default(), &Refused::TooMuchInflated { megabytes: 100 });
}

#[test]
fn a_bomb_without_text_takes_little_memory() {
    let piece = " ".repeat(1024 * 1024);
    bomb_takes_little_memory(repeated("xl/worksheets/sheet1.xml", "<worksheet>", piece, 200, "</worksheet>"));
}

#[test]
fn a_bomb_of_cells_takes_little_memory() {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(100));
    let (begin, end) = ("<worksheet><sheetData>", "</sheetData></worksheet>");
    bomb_takes_little_memory(repeated("xl/worksheets/sheet1.xml", begin, row, 80_000, end));
}

#[test]
fn a_bomb_of_text_takes_little_memory() {
    let text = format!("<si><t>{}</t></si>", "x".repeat(32_000));
    bomb_takes_little_memory(repeated("xl/sharedStrings.xml", "<sst>", text, 4_000, "</sst>"));
}

#[test]
fn a_bomb_of_styles_takes_little_memory() {
    let (begin, end) = ("<styleSheet><cellXfs>", "</cellXfs></styleSheet>");
    bomb_takes_little_memory(repeated("xl/styles.xml", begin, "<xf/>".repeat(1_000), 30_000, end));
}

#[test]
fn a_bomb_of_sheets_takes_little_memory() {
    bomb_takes_little_memory(repeated("xl/workbook.xml", "<workbook>", "<a/>".repeat(1_000), 30_000, "</workbook>"));
}

#[test]
fn strings_without_text_take_little_memory() {
    let mut book = Book::of_rows("");
    book.others.push(repeated("xl/sharedStrings.xml", "<sst>", "<si/>".repeat(1_000), 19_000, "</sst>"));
    let limits = Limits { rows: 1_000, ..Limits::default() };
    reading_takes_less_than(16, &book.build(), &limits, &Refused::TooMuchInflated { megabytes: 100 });
}

#[test]
fn writing_xlsx_takes_the_same_memory_for_any_number_of_rows() {
    writing_takes_little_memory(Format::Xlsx);
}

#[test]
fn writing_csv_takes_the_same_memory_for_any_number_of_rows() {
    writing_takes_little_memory(Format::Csv);
}

fn writing_takes_little_memory(format: Format) {
    let columns: Vec<Column> = (0..10).map(|number| Column::new(format!("Kolom {number}"), Kind::Text)).collect();
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let (_, most) = most_used(|| {
        let mut writer = Writer::new(format, "Woningen", &columns).unwrap();
        for number in 0..100_000 {
            let text = format!("Een woning die nergens anders staat, nummer {number}");
            let mut row = vec![Value::Text(Cow::Owned(text)); 7];
            row.extend([Value::Whole(number), Value::Decimal(number as f64 / 10.0), Value::Day(day)]);
            writer.row(&row).unwrap();
        }
        writer.finish().unwrap()
    });
    assert!(most.unwrap_or(0) < 32 * MEGABYTE, "{} kB", most.unwrap_or(0) / 1024);
}
