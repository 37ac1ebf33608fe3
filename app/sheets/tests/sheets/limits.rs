//! What fits and what does not: the last that does, and the first that does not.

use std::io::{Cursor, Write};

use sheets::{Limits, Refused, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::common::{Book, part};

fn row(number: u32, columns: usize) -> String {
    format!(r#"<row r="{number}">{}</row>"#, "<c><v>1</v></c>".repeat(columns))
}

fn refused(book: Book) -> Option<Refused> {
    read(&book.build(), &Limits::default()).err()
}

#[test]
fn a_hundred_columns_fit() {
    assert_eq!(refused(Book::of_rows(&row(7, 100))), None);
    let wide = refused(Book::of_rows(&row(7, 101)));
    let expected = Refused::TooManyColumns { sheet: "Data".into(), cell: "CW7".into(), last: "CV".into() };
    assert_eq!(wide, Some(expected));
}

#[test]
fn fifty_thousand_rows_fit() {
    let rows = |count: u32| (1..=count).map(|number| row(number * 2, 1)).collect::<String>();
    assert_eq!(refused(Book::of_rows(&rows(50_000))), None);
    let expected = Refused::TooManyRows { sheet: "Data".into(), row: 100_002, most: 50_000 };
    assert_eq!(refused(Book::of_rows(&rows(50_001))), Some(expected));
}

#[test]
fn the_rows_of_all_sheets_count() {
    let limits = Limits { rows: 3, ..Limits::default() };
    let sheet =
        |rows: u32| format!("<sheetData>{}</sheetData>", (1..=rows).map(|number| row(number, 1)).collect::<String>());
    let book =
        |rows| Book { sheets: vec![("Een", "visible", sheet(2)), ("Twee", "visible", sheet(rows))], ..Book::default() };
    assert!(read(&book(1).build(), &limits).is_ok());
    let expected = Refused::TooManyRows { sheet: "Twee".into(), row: 2, most: 3 };
    assert_eq!(read(&book(2).build(), &limits), Err(expected));
}

#[test]
fn a_thousand_parts_fit() {
    let book = |parts: usize| {
        let mut book = Book::of_rows(&row(1, 1));
        // Four are there already.
        book.others = (4..parts).map(|number| part(&format!("xl/media/{number}.png"), "")).collect();
        book
    };
    assert_eq!(refused(book(1_000)), None);
    assert_eq!(refused(book(1_001)), Some(Refused::TooManyEntries { most: 1_000 }));
}

#[test]
fn parts_are_counted_before_their_directory_is_read() {
    let announced = |times| {
        let mut zip = ZipWriter::new_append(Cursor::new(Book::of_rows(&row(1, 1)).build())).unwrap();
        zip.start_file("embedded.zip", SimpleFileOptions::default().compression_method(CompressionMethod::Stored))
            .unwrap();
        zip.write_all(&b"PK\x01\x02".repeat(times)).unwrap();
        read(&zip.finish().unwrap().into_inner(), &Limits::default()).err()
    };
    assert_eq!(announced(9_000), None);
    assert_eq!(announced(10_001), Some(Refused::TooManyEntries { most: 1_000 }));
}

#[test]
fn a_file_may_be_as_large_as_it_says() {
    let file = Book::of_rows(&row(1, 1)).build();
    let limits = |bytes| Limits { bytes, ..Limits::default() };
    assert!(read(&file, &limits(file.len())).is_ok());
    assert_eq!(read(&file, &limits(file.len() - 1)), Err(Refused::TooLarge { megabytes: 0 }));
}

#[test]
fn all_parts_that_are_read_count_together() {
    let rows: String = (1..=1_000).map(|number| row(number, 5)).collect();
    let limits = |inflated| Limits { inflated, ..Limits::default() };
    let enough = 1_000 * row(1_000, 5).len() as u64 + 2_000;
    assert!(read(&Book::of_rows(&rows).build(), &limits(enough)).is_ok());
    let strings = Some("<si><t>x</t></si>".repeat(1_000));
    let refused = read(&Book { strings, ..Book::of_rows(&rows) }.build(), &limits(enough));
    assert_eq!(refused, Err(Refused::TooMuchInflated { megabytes: 0 }));
}

#[test]
fn the_limits_are_told_in_words_that_help() {
    let message = |refused: Refused| refused.to_string();
    let columns = Refused::TooManyColumns { sheet: "Data".into(), cell: "XFD1048576".into(), last: "CV".into() };
    assert_eq!(
        message(columns),
        "In blad ‘Data’ staat iets in cel XFD1048576. Wij lezen tot en met kolom CV. Verwijder de kolommen die daarna komen, \
         en kies het bestand opnieuw."
    );
    let rows = Refused::TooManyRows { sheet: "Data".into(), row: 50_001, most: 50_000 };
    assert!(message(rows).contains("meer dan 50.000"));
    let damaged = Refused::DamagedSheet { sheet: "Data".into(), cell: Some("B7".into()) };
    assert!(message(damaged).contains("In blad ‘Data’ kunnen wij niet alles lezen: het gaat mis na cel B7."));
}
