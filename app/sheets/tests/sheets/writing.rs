//! What Excel gets to see of what we write.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use chrono::NaiveDate;
use sheets::{Column, Format, Kind, Unwritten, Value, Writer};
use zip::ZipArchive;

fn bytes(format: Format, title: &str, columns: &[Column], rows: &[Vec<Value<'_>>]) -> Vec<u8> {
    let mut writer = Writer::new(format, title, columns).unwrap();
    for row in rows {
        writer.row(row).unwrap();
    }
    let mut file = Vec::new();
    writer.finish().unwrap().read_to_end(&mut file).unwrap();
    file
}

fn xlsx(columns: &[Column], rows: &[Vec<Value<'_>>]) -> ZipArchive<Cursor<Vec<u8>>> {
    ZipArchive::new(Cursor::new(bytes(Format::Xlsx, "Woningen", columns, rows))).unwrap()
}

fn part(file: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    file.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn text(text: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(text))
}

fn columns() -> Vec<Column> {
    vec![
        Column {
            width: 30,
            required: true,
            note: Some("Zoals op de kaart.".into()),
            ..Column::new("Naam", Kind::Text)
        },
        Column::new("Woningen", Kind::Whole),
        Column::new("Uren", Kind::Decimal),
        Column::new("Op", Kind::Day),
    ]
}

fn rows() -> Vec<Vec<Value<'static>>> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    vec![
        vec![text("De Brug"), Value::Whole(1_560), Value::Decimal(8.7), Value::Day(day)],
        vec![text("=1+1"), Value::Whole(-3), Value::Empty, Value::Empty],
    ]
}

#[test]
fn a_csv_opens_in_the_excel_of_the_netherlands() {
    let file = bytes(Format::Csv, "Woningen", &columns(), &rows());
    let expected = "\u{feff}Naam;Woningen;Uren;Op\r\nDe Brug;1560;8,7;21-11-2026\r\n'=1+1;-3;;\r\n";
    assert_eq!(String::from_utf8(file).unwrap(), expected);
}

#[test]
fn the_header_stays_in_sight_and_filters() {
    let mut file = xlsx(&columns(), &rows());
    let sheet = part(&mut file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"state="frozen""#) && sheet.contains(r#"ySplit="1""#), "{sheet}");
    assert!(sheet.contains(r#"<autoFilter ref="A1:D3"/>"#), "{sheet}");
    let book = part(&mut file, "xl/workbook.xml");
    assert!(book.contains(r#"<sheet name="Woningen""#), "{book}");
}

#[test]
fn numbers_and_days_are_shown_as_in_the_netherlands() {
    let mut file = xlsx(&columns(), &rows());
    let sheet = part(&mut file, "xl/worksheets/sheet1.xml");
    for value in ["<v>1560</v>", "<v>8.7</v>", "<v>46347</v>"] {
        assert!(sheet.contains(value), "{value} in {sheet}");
    }
    let styles = part(&mut file, "xl/styles.xml");
    // Excel in the Netherlands makes 1.560 of #,##0; @ is text.
    for code in ["#,##0", "#,##0.0##", "dd-mm-yyyy", "@"] {
        assert!(styles.contains(&format!("formatCode=\"{code}\"")), "{code} in {styles}");
    }
    assert!(styles.contains("<b/>") && styles.contains("FFFFE699"), "{styles}");
}

#[test]
fn text_is_never_a_formula_or_a_link() {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.nl", "mailto:a@example.nl", "internal:A1"];
    let rows: Vec<Vec<Value<'_>>> = texts.iter().map(|text| vec![Value::Text(Cow::Borrowed(*text))]).collect();
    let mut file = xlsx(&[Column::new("Naam", Kind::Text)], &rows);
    let sheet = part(&mut file, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches(r#"t="inlineStr""#).count(), texts.len() + 1);
    assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"), "{sheet}");
    assert!(file.by_name("xl/worksheets/_rels/sheet1.xml.rels").is_err());
}

#[test]
fn a_list_to_choose_from_may_be_long() {
    let choices: Vec<String> = (0..500).map(|number| format!("Keuze, nummer {number}")).collect();
    let columns = [Column::new("Naam", Kind::Text), Column { choices, ..Column::new("Soort", Kind::Text) }];
    let mut file = xlsx(&columns, &[]);
    let sheet = part(&mut file, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"type="list""#) && sheet.contains(r#"sqref="B2:B1048576""#), "{sheet}");
    assert!(sheet.contains("<formula1>Keuzes!$B$1:$B$500</formula1>"), "{sheet}");
    let book = part(&mut file, "xl/workbook.xml");
    assert!(book.contains(r#"<sheet name="Keuzes" sheetId="2" state="hidden""#), "{book}");
    let lists = part(&mut file, "xl/worksheets/sheet2.xml");
    assert!(lists.contains(r#"r="B500""#), "{lists}");
    assert!(part(&mut file, "xl/sharedStrings.xml").contains("Keuze, nummer 499"));
}

#[test]
fn the_list_of_choices_has_a_name_of_its_own() {
    let columns = [Column { choices: vec!["ja".into()], ..Column::new("Soort", Kind::Text) }];
    let file = bytes(Format::Xlsx, "keuzes", &columns, &[]);
    let book = part(&mut ZipArchive::new(Cursor::new(file)).unwrap(), "xl/workbook.xml");
    assert!(book.contains(r#"name="keuzes""#) && book.contains(r#"name="Keuzelijsten""#), "{book}");
}

#[test]
fn a_header_has_its_note() {
    let mut file = xlsx(&columns(), &[]);
    let notes = part(&mut file, "xl/comments1.xml");
    assert!(notes.contains(r#"ref="A1""#) && notes.contains("Verplicht. Zoals op de kaart."), "{notes}");
    assert_eq!(notes.matches("<comment ").count(), 1);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    for format in [Format::Xlsx, Format::Csv] {
        let first = bytes(format, "Woningen", &columns(), &rows());
        // Longer than the two seconds that a ZIP can tell apart would make the test slow; the clock in a second is enough
        // for what the workbook says of when it was made.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert!(first == bytes(format, "Woningen", &columns(), &rows()));
        assert!(first != bytes(format, "Woningen", &columns(), &rows()[..1]));
    }
}

#[test]
fn text_that_does_not_fit_is_cut() {
    let long = "a".repeat(40_000);
    let note = Some(long.clone());
    let columns = [Column { note, width: u16::MAX, ..Column::new(long.as_str(), Kind::Text) }];
    let mut file = xlsx(&columns, &[vec![text(&long)]]);
    let sheet = part(&mut file, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches('a').count() / 32_767, 2);
    assert!(!sheet.contains(&long));
}

#[test]
fn a_row_fits_the_columns() {
    for format in [Format::Xlsx, Format::Csv] {
        let mut writer = Writer::new(format, "Woningen", &columns()).unwrap();
        let refused = writer.row(&vec![Value::Empty; 5]);
        assert!(matches!(refused, Err(Unwritten::Shape { values: 5, columns: 4 })));
    }
}

#[test]
fn more_columns_than_excel_has_are_refused() {
    let columns = vec![Column::new("Naam", Kind::Text); 16_385];
    assert!(matches!(Writer::new(Format::Xlsx, "Woningen", &columns), Err(Unwritten::Xlsx(_))));
}

#[test]
fn a_format_has_its_names() {
    assert_eq!((Format::Xlsx.extension(), Format::Csv.extension()), ("xlsx", "csv"));
    assert_eq!(Format::Csv.media_type(), "text/csv; charset=utf-8");
    assert!(Format::Xlsx.media_type().ends_with("spreadsheetml.sheet"));
}

#[test]
fn a_workbook_has_as_many_sheets_as_are_begun() {
    let chosen =
        |header: &str, choice: &str| Column { choices: vec![choice.to_owned()], ..Column::new(header, Kind::Text) };
    let mut writer = Writer::new(Format::Xlsx, "Gevraagd", &[chosen("Doel", "Adviseren")]).unwrap();
    writer.row(&[text("Adviseren")]).unwrap();
    writer.sheet("Woningen", &columns()).unwrap();
    for row in rows() {
        writer.row(&row).unwrap();
    }
    writer.sheet("Leeg", &[chosen("Stand", "Open")]).unwrap();
    let mut file = Vec::new();
    writer.finish().unwrap().read_to_end(&mut file).unwrap();
    let book = sheets::read(&file, &sheets::Limits::default()).unwrap();
    let told: Vec<(&str, usize)> = book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows.len())).collect();
    // Lists to choose from are hidden, and no sheets for who reads.
    assert_eq!(told, [("Gevraagd", 2), ("Woningen", 3), ("Leeg", 1)]);
    assert_eq!(book.sheets[1].rows[2].cell(0).text(), "=1+1");
    let mut zip = ZipArchive::new(Cursor::new(file)).unwrap();
    assert!(part(&mut zip, "xl/workbook.xml").contains("Keuzes3"));
    let third = part(&mut zip, "xl/worksheets/sheet4.xml");
    assert!(third.contains("Keuzes3!$A$1:$A$1") && third.contains("<autoFilter ref=\"A1\"/>"), "{third}");
}

#[test]
fn a_row_fits_the_sheet_that_it_is_written_to() {
    let mut writer = Writer::new(Format::Xlsx, "Breed", &columns()).unwrap();
    writer.sheet("Smal", &columns()[..1]).unwrap();
    assert!(matches!(writer.row(&rows()[0]), Err(Unwritten::Shape { values: 4, columns: 1 })));
    let mut csv = Writer::new(Format::Csv, "Breed", &columns()).unwrap();
    assert!(matches!(csv.sheet("Smal", &columns()), Err(Unwritten::OneSheet)));
}
