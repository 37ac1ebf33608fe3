//! What was written is read back as the same cells.

use std::borrow::Cow;
use std::io::Read;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use sheets::{Cell, Column, Format, Kind, Limits, Row, Value, Writer, read};

use crate::common::table;

const COLUMNS_MAX: usize = 5;

fn written(format: Format, columns: &[Column], rows: &[Vec<Value<'_>>]) -> Vec<u8> {
    let mut writer = Writer::new(format, "Blad", columns).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    let mut file = Vec::new();
    writer.finish().unwrap().read_to_end(&mut file).unwrap();
    file
}

fn columns(count: usize) -> Vec<Column> {
    let kinds = [Kind::Text, Kind::Whole, Kind::Decimal, Kind::Day];
    (0..count).map(|index| Column::new(format!("Kolom {index}"), kinds[index % kinds.len()])).collect()
}

/// What must come back of a text: without what no file can hold, and each line ending as one character.
fn kept(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let forbidden = |character: char| matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    lines.chars().filter(|character| !forbidden(*character)).collect()
}

fn text_cell(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.into()) }
}

fn in_xlsx(value: &Value<'_>) -> Cell {
    match value {
        Value::Empty => Cell::Empty,
        Value::Text(text) => text_cell(&kept(text)),
        Value::Whole(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => text_cell(&number.to_string()),
        Value::Whole(number) => Cell::Number(*number as f64),
        Value::Decimal(number) if !number.is_finite() => Cell::Empty,
        Value::Decimal(number) => Cell::Number(*number),
        Value::Day(day) => Cell::Day(*day),
    }
}

fn in_csv(value: &Value<'_>) -> Cell {
    match value {
        Value::Empty => Cell::Empty,
        Value::Text(text) => text_cell(&kept(text)),
        Value::Whole(number) => text_cell(&number.to_string()),
        Value::Decimal(number) if !number.is_finite() => Cell::Empty,
        Value::Decimal(number) => text_cell(&number.to_string().replace('.', ",")),
        Value::Day(day) => text_cell(&day.format("%d-%m-%Y").to_string()),
    }
}

/// The header and the rows that have something in them.
fn expected(columns: &[Column], rows: &[Vec<Value<'_>>], cell: fn(&Value<'_>) -> Cell) -> Vec<Row> {
    let header = columns.iter().map(|column| text_cell(&column.header)).collect();
    let mut all = vec![Row { number: 1, cells: header }];
    for (number, row) in (2..).zip(rows) {
        let mut cells: Vec<Cell> = row.iter().map(cell).collect();
        while cells.last() == Some(&Cell::Empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            all.push(Row { number, cells });
        }
    }
    all
}

fn text() -> impl Strategy<Value = String> {
    // What means something in a formula, in XML, in CSV or to Excel comes more often than it would by chance.
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "=",
            "+",
            "-",
            "@",
            "'",
            "\"",
            ";",
            ",",
            "\t",
            "\r",
            "\n",
            "\r\n",
            " ",
            "\u{a0}",
            "<",
            "&",
            "_x0041_",
            "_x000D_",
            "_x",
            "]]>",
            "http://a.nl",
            "\0",
            "\u{1f}",
            "\u{ffff}",
            "sep=;",
            "é€",
            "😀",
            "007",
            "1-2",
            "{=1}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn value() -> impl Strategy<Value = Value<'static>> {
    let first_day = NaiveDate::from_ymd_opt(1900, 3, 1).unwrap();
    prop_oneof![
        Just(Value::Empty),
        text().prop_map(|text| Value::Text(Cow::Owned(text))),
        any::<i64>().prop_map(Value::Whole),
        (-10_000_i64..10_000).prop_map(Value::Whole),
        any::<f64>().prop_map(Value::Decimal),
        (-1_000_i32..1_000).prop_map(|tenths| Value::Decimal(f64::from(tenths) / 10.0)),
        (0_u64..2_958_405).prop_map(move |days| Value::Day(first_day + Days::new(days))),
    ]
}

fn rows() -> impl Strategy<Value = (usize, Vec<Vec<Value<'static>>>)> {
    (1..=COLUMNS_MAX)
        .prop_flat_map(|count| (Just(count), prop::collection::vec(prop::collection::vec(value(), 0..=count), 0..30)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn xlsx_comes_back_as_it_was_written((count, rows) in rows()) {
        let columns = columns(count);
        let workbook = read(&written(Format::Xlsx, &columns, &rows), &Limits::default()).unwrap();
        prop_assert_eq!(workbook.sheets.len(), 1);
        prop_assert_eq!(&workbook.sheets[0].rows, &expected(&columns, &rows, in_xlsx));
    }

    #[test]
    fn csv_comes_back_as_it_was_written((count, rows) in rows()) {
        let columns = columns(count);
        let workbook = read(&written(Format::Csv, &columns, &rows), &Limits::default()).unwrap();
        prop_assert_eq!(&workbook.sheets[0].rows, &expected(&columns, &rows, in_csv));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), text in text()) {
        let _ = read(&bytes, &Limits::default());
        let _ = read(text.as_bytes(), &Limits::default());
    }

    #[test]
    fn any_headers_come_back(headers in prop::collection::vec(text(), 1..4)) {
        for format in [Format::Xlsx, Format::Csv] {
            let columns: Vec<Column> = headers.iter().map(|header| Column::new(header.as_str(), Kind::Text)).collect();
            let rows = vec![vec![Value::Whole(1); columns.len()]];
            let cells = table(&read(&written(format, &columns, &rows), &Limits::default()).unwrap());
            let mut expected: Vec<String> = headers.iter().map(|header| kept(header).trim().to_owned()).collect();
            while expected.last().is_some_and(String::is_empty) {
                expected.pop();
            }
            let first = cells.first().filter(|row| row.0 == 1).map(|row| row.1.clone()).unwrap_or_default();
            prop_assert_eq!(first, expected);
        }
    }
}
