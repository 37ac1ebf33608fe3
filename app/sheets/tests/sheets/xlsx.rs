//! What Excel and other programs write.

use chrono::NaiveDate;
use sheets::{Cell, Limits, NO_RESULT, Refused, Workbook, read};

use crate::common::{Book, first_row, part, table};

fn taken(book: Book) -> Workbook {
    read(&book.build(), &Limits::default()).unwrap()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

fn day(year: i32, month: u32, day: u32) -> Cell {
    Cell::Day(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

/// Style 1 is a day of Excel's own, 2 a day of somebody's, 3 a time, 4 a number with the word dagen.
const STYLES: &str = r#"<numFmts><numFmt numFmtId="164" formatCode="d\-m\-yyyy\ hh:mm"/><numFmt numFmtId="165"
    formatCode="0&quot; dagen&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>
    <xf numFmtId="14"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs>"#;

#[test]
fn each_kind_of_cell_is_read() {
    let rows = r#"<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>8.7</v></c><c r="C2" t="b"><v>1</v></c>
        <c r="D2" t="e"><v>#REF!</v></c><c r="F2" t="inlineStr"><is><t>hier &amp; nu &#233;</t></is></c>
        <c r="G2" t="d"><v>2026-11-21T10:00:00</v></c><c r="H2" t="str"><f>A2</f><v>uit &lt;som&gt;</v></c></row>"#;
    let strings = "<si><t>nul</t></si><si><r><t>een </t></r><r><rPr><b/></rPr><t>twee</t></r><rPh><t>x</t></rPh></si>";
    let book = Book { strings: Some(strings.to_owned()), ..Book::of_rows(rows) };
    let workbook = taken(book);
    assert_eq!(workbook.sheets[0].rows[0].number, 2);
    let expected = [
        text("een twee"),
        Cell::Number(8.7),
        Cell::Flag(true),
        Cell::Error("#REF!".into()),
        Cell::Empty,
        text("hier & nu é"),
        day(2026, 11, 21),
        text("uit <som>"),
    ];
    assert_eq!(first_row(&workbook), expected);
}

#[test]
fn a_number_that_is_shown_as_a_day_is_a_day() {
    let rows = r#"<row r="1"><c r="A1" s="1"><v>46347</v></c><c r="B1" s="2"><v>46347.75</v></c><c r="C1" s="3"><v>0.5</v></c>
        <c r="D1" s="4"><v>46347</v></c><c r="E1"><v>46347</v></c><c r="F1" s="99"><v>1</v></c></row>"#;
    let workbook = taken(Book { styles: Some(STYLES.to_owned()), ..Book::of_rows(rows) });
    let expected = [
        day(2026, 11, 21),
        day(2026, 11, 21),
        text("12:00"),
        Cell::Number(46_347.0),
        Cell::Number(46_347.0),
        Cell::Number(1.0),
    ];
    assert_eq!(first_row(&workbook), expected);
}

#[test]
fn days_of_old_macs_are_counted_from_1904() {
    let rows = r#"<row r="1"><c r="A1" s="1"><v>44885</v></c></row>"#;
    let book = Book { styles: Some(STYLES.to_owned()), since_1904: true, ..Book::of_rows(rows) };
    assert_eq!(first_row(&taken(book)), [day(2026, 11, 21)]);
}

#[test]
fn a_formula_is_the_value_that_was_saved_for_it() {
    let rows = r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>NOW()</f></c><c r="C1"><f>1</f><v></v></c>
        <c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"#;
    let none = || Cell::Error(NO_RESULT.into());
    let expected = [Cell::Number(2.0), none(), none(), Cell::Empty, Cell::Error("#DIV/0!".into())];
    assert_eq!(first_row(&taken(Book::of_rows(rows))), expected);
}

#[test]
fn cells_without_a_name_follow_each_other() {
    let rows = r#"<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c></row><row r="9"><c><v>4</v></c></row>"#;
    let row = |number, cells: &[&str]| (number, cells.iter().map(|cell| (*cell).to_owned()).collect());
    let expected: [(u32, Vec<String>); 3] = [row(1, &["1", "", "2"]), row(3, &["3"]), row(9, &["4"])];
    assert_eq!(table(&taken(Book::of_rows(rows))), expected);
}

#[test]
fn names_may_have_a_prefix_and_parts_capitals_and_backslashes() {
    let sheet = r#"<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData>
        </x:worksheet>"#;
    let mut book = Book::of_rows("");
    let relations =
        r#"<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="Worksheets\SHEET9.xml"/></Relationships>"#;
    book.others.push(part("xl/worksheets/sheet9.xml", sheet));
    book.others.push(part("xl/_rels/workbook.xml.rels", relations));
    assert_eq!(first_row(&taken(book)), [Cell::Number(7.0)]);
}

#[test]
fn only_sheets_that_people_see_are_read() {
    let data = |value: u8| format!(r#"<sheetData><row r="1"><c r="A1"><v>{value}</v></c></row></sheetData>"#);
    let sheets = vec![
        ("Tweede &amp; laatste", "visible", data(1)),
        ("Keuzes", "hidden", data(2)),
        ("Geheim", "veryHidden", data(3)),
        ("Eerste", "visible", data(4)),
    ];
    let workbook = taken(Book { sheets, ..Book::default() });
    let names: Vec<&str> = workbook.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["Tweede & laatste", "Eerste"]);
    assert_eq!(workbook.sheets[1].rows[0].cells, [Cell::Number(4.0)]);
}

#[test]
fn covered_cells_are_known_from_empty_ones() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row><row r="2"><c r="D2"><v>3</v></c></row>
        <row r="3"><c r="B3"><v>9</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="D2:XFD2"/></mergeCells>"#;
    let book = Book { sheets: vec![("Data", "visible", sheet.to_owned())], ..Book::default() };
    let workbook = taken(book);
    let rows = &workbook.sheets[0].rows;
    assert_eq!(rows[0].cells, [Cell::Number(1.0), Cell::Merged, Cell::Empty, Cell::Number(2.0)]);
    assert_eq!(rows[1].cells[..5], [Cell::Merged, Cell::Merged, Cell::Empty, Cell::Number(3.0), Cell::Merged]);
    assert_eq!(rows[1].cells.len(), Limits::default().columns);
    // What Excel hides under a merged cell is nothing that somebody filled in.
    assert_eq!(rows.len(), 2);
}

#[test]
fn macros_pictures_and_links_are_not_looked_at() {
    let mut book = Book::of_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let links = r#"<Relationships><Relationship Id="rId1" Type="a/externalLinkPath" Target="file:///etc/passwd"
        TargetMode="External"/></Relationships>"#;
    book.others.push(part("xl/externalLinks/_rels/externalLink1.xml.rels", links));
    book.others.push(part("xl/vbaProject.bin", b"no XML at all".to_vec()));
    book.others.push(part("xl/media/image1.png", b"\x89PNG".to_vec()));
    assert_eq!(first_row(&taken(book)), [Cell::Number(1.0)]);
}

#[test]
fn a_link_to_elsewhere_is_no_sheet() {
    let mut book = Book::of_rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    let relations = r#"<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="worksheets/sheet1.xml"
        TargetMode="External"/></Relationships>"#;
    book.others.push(part("xl/_rels/workbook.xml.rels", relations));
    assert_eq!(read(&book.build(), &Limits::default()), Err(Refused::Damaged));
}

#[test]
fn a_workbook_without_anything_in_it_is_empty() {
    let blank = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>  </t></is></c><c r="XFD1" s="1"/></row>"#;
    assert_eq!(read(&Book::of_rows(blank).build(), &Limits::default()), Err(Refused::Empty));
}
