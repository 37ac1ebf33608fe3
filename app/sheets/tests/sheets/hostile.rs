//! Files that are no spreadsheet, are broken, or are meant to do harm.

use sheets::{Limits, Refused, read};

use crate::common::{Book, MAIN, part, repeated, zipped};

fn refused(file: &[u8]) -> Refused {
    read(file, &Limits::default()).unwrap_err()
}

fn compound(names: &[&str]) -> Vec<u8> {
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(1_024, 0);
    for name in names {
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file.resize(file.len().next_multiple_of(128), 0);
    }
    file
}

#[test]
fn what_is_no_spreadsheet_is_known_by_its_content() {
    let noise: Vec<u8> = (0..4_096_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let word = zipped(&[part(
        "_rels/.rels",
        r#"<Relationships><Relationship Id="rId1" Type="a/officeDocument" Target="word/document.xml"/></Relationships>"#,
    )]);
    for file in [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj".as_slice(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        b"<?xml version=\"1.0\"?><Workbook/>",
        &noise,
        &word,
        &zipped(&[part("readme.txt", "no workbook")]),
        &compound(&["WordDocument"]),
    ] {
        assert_eq!(refused(file), Refused::NotASpreadsheet);
    }
}

#[test]
fn other_spreadsheets_are_told_how_to_become_xlsx() {
    assert_eq!(refused(&compound(&["Root Entry", "Workbook"])), Refused::OldExcel);
    assert_eq!(refused(&compound(&["Root Entry", "Book"])), Refused::OldExcel);
    assert_eq!(refused(b"\x09\x04\x06\x00\x00\x00\x10\x00rest"), Refused::OldExcel);
    assert_eq!(refused(&zipped(&[part("xl/workbook.bin", "")])), Refused::OldExcel);
    let document = [part("content.xml", "<a/>"), part("META-INF/manifest.xml", "<a/>")];
    assert_eq!(refused(&zipped(&document)), Refused::OpenDocument);
}

#[test]
fn a_password_is_told() {
    let names = ["Root Entry", "EncryptionInfo", "EncryptedPackage"];
    assert_eq!(refused(&compound(&names)), Refused::PasswordProtected);
}

#[test]
fn a_cell_in_the_last_corner_is_one_cell() {
    let rows = r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let sheet = format!(r#"<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>"#);
    let book = Book { sheets: vec![("Data", "visible", sheet)], ..Book::default() };
    let expected = Refused::TooManyColumns { sheet: "Data".into(), cell: "XFD1048576".into(), last: "CV".into() };
    assert_eq!(refused(&book.build()), expected);
}

#[test]
fn cells_that_no_sheet_has_are_damage() {
    for cell in ["XFE1", "A1048577", "A0", "A99999999999", "AAAAAAAAAAAAAAAAAAA1", "1A", ""] {
        let rows = format!(r#"<row r="1"><c r="B1"><v>1</v></c><c r="{cell}"><v>1</v></c></row>"#);
        let expected = Refused::DamagedSheet { sheet: "Data".into(), cell: Some("B1".into()) };
        assert_eq!(refused(&Book::of_rows(&rows).build()), expected, "{cell}");
    }
    for area in ["A1:XFE9", "C3:A1", "A1:B", ""] {
        let sheet = format!(r#"<sheetData/><mergeCells><mergeCell ref="{area}"/></mergeCells>"#);
        let book = Book { sheets: vec![("Data", "visible", sheet)], ..Book::default() };
        assert!(matches!(refused(&book.build()), Refused::DamagedSheet { .. }), "{area}");
    }
}

#[test]
fn values_that_no_cell_has_are_damage() {
    for cell in [
        r#"<c r="C1" t="s"><v>3</v></c>"#,
        r#"<c r="C1" t="s"><v>-1</v></c>"#,
        r#"<c r="C1"><v>twee</v></c>"#,
        r#"<c r="C1"><v>inf</v></c>"#,
        r#"<c r="C1" t="huh"><v>1</v></c>"#,
        r#"<c r="C1" s="x"><v>1</v></c>"#,
        r#"<c r="C1" t="str"><v>&unknown;</v></c>"#,
    ] {
        let rows = format!(r#"<row r="1"><c r="B1"><v>1</v></c>{cell}</row>"#);
        let expected = Refused::DamagedSheet { sheet: "Data".into(), cell: Some("B1".into()) };
        assert_eq!(refused(&Book::of_rows(&rows).build()), expected, "{cell}");
    }
}

#[test]
fn rows_in_two_pieces_are_damage() {
    let rows = ["1", "2", "1"].map(|row| format!(r#"<row r="{row}"><c><v>1</v></c></row>"#)).concat();
    assert!(matches!(refused(&Book::of_rows(&rows).build()), Refused::DamagedSheet { .. }));
}

#[test]
fn a_file_that_is_cut_off_is_damaged() {
    let file = Book::of_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#).build();
    for length in [4, 30, file.len() / 2, file.len() - 1] {
        assert_eq!(refused(&file[..length]), Refused::Damaged, "{length}");
    }
}

#[test]
fn no_byte_that_is_changed_makes_it_fall_over() {
    let file = Book::of_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#).build();
    let mut refusals = 0;
    for at in 0..file.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut changed = file.clone();
            changed[at] ^= change;
            refusals += usize::from(read(&changed, &Limits::default()).is_err());
        }
    }
    assert!(refusals > file.len());
}

#[test]
fn broken_xml_is_damaged() {
    for sheet in [
        "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>",
        "<worksheet><sheetData><row></sheetData></worksheet>",
        "<worksheet><sheetData><row r=1></row></sheetData></worksheet>",
        "<worksheet><sheetData><c><v>1",
        "no xml",
        "",
    ] {
        let mut book = Book::of_rows("");
        book.others.push(part("xl/worksheets/sheet1.xml", sheet));
        assert!(matches!(refused(&book.build()), Refused::DamagedSheet { .. }), "{sheet}");
    }
}

#[test]
fn entities_of_a_file_are_not_expanded() {
    let laughs = (1..10)
        .map(|level| format!("<!ENTITY lol{level} \"{}\">", format!("&lol{};", level - 1).repeat(10)))
        .collect::<String>();
    let sheet = format!(
        r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">{laughs}]><worksheet xmlns="{MAIN}"><sheetData><row r="1">
        <c r="A1" t="inlineStr"><is><t>&lol9;</t></is></c></row></sheetData></worksheet>"#
    );
    let mut book = Book::of_rows("");
    book.others.push(part("xl/worksheets/sheet1.xml", sheet));
    assert_eq!(refused(&book.build()), Refused::DamagedSheet { sheet: "Data".into(), cell: None });
}

#[test]
fn what_a_file_says_of_its_own_size_is_not_believed() {
    let mut book = Book::of_rows(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#);
    let strings = r#"<sst count="18446744073709551615" uniqueCount="18446744073709551615"><si><t>een</t></si></sst>"#;
    book.others.push(part("xl/sharedStrings.xml", strings));
    assert!(read(&book.build(), &Limits::default()).is_ok());
}

#[test]
fn tags_within_tags_without_end_are_damage() {
    let mut book = Book::of_rows("");
    book.others.push(repeated("xl/worksheets/sheet1.xml", "<worksheet>", "<a>".to_owned(), 100_000, ""));
    assert!(matches!(refused(&book.build()), Refused::DamagedSheet { .. }));
}

#[test]
fn text_that_no_cell_can_hold_is_damage() {
    let long = "x".repeat(2 * 1024 * 1024);
    let halves = format!("<r><t>{0}</t></r><r><t>{0}</t></r>", "x".repeat(600 * 1024));
    for cell in [
        format!(r#"<c r="B1" x="{long}"><v>1</v></c>"#),
        format!(r#"<c r="B1" t="inlineStr"><is><t>{long}</t></is></c>"#),
        format!(r#"<c r="B1" t="inlineStr"><is>{halves}</is></c>"#),
    ] {
        let rows = format!(r#"<row r="1"><c r="A1"><v>1</v></c>{cell}</row>"#);
        let expected = Refused::DamagedSheet { sheet: "Data".into(), cell: Some("A1".into()) };
        assert_eq!(refused(&Book::of_rows(&rows).build()), expected);
    }
}

#[test]
fn text_that_is_repeated_in_every_cell_counts_each_time() {
    let text = "x".repeat(30_000);
    let rows: String =
        (1..=400).map(|row| format!(r#"<row r="{row}">{}</row>"#, r#"<c t="s"><v>0</v></c>"#.repeat(10))).collect();
    let book = Book { strings: Some(format!("<si><t>{text}</t></si>")), ..Book::of_rows(&rows) };
    assert_eq!(refused(&book.build()), Refused::TooMuchInflated { megabytes: 100 });
}

#[test]
fn a_bomb_is_not_inflated() {
    let megabyte = " ".repeat(1024 * 1024);
    let mut book = Book::of_rows("");
    book.others.push(repeated("xl/worksheets/sheet1.xml", "<worksheet>", megabyte, 110, "</worksheet>"));
    let file = book.build();
    assert!(file.len() < 1024 * 1024);
    assert_eq!(refused(&file), Refused::TooMuchInflated { megabytes: 100 });
}
