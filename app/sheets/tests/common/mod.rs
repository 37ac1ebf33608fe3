//! Workbooks by hand: those that no library would write.

#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::io::{Cursor, Write};

use sheets::{Cell, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// One part of a workbook: its name, and what writes it, a piece at a time.
pub type Part = (String, Box<dyn Fn(&mut dyn Write)>);

/// Sheets with what stands in `worksheet`; strings and styles with what stands in `sst` and `styleSheet`.
#[derive(Default)]
pub struct Book {
    pub sheets: Vec<(&'static str, &'static str, String)>,
    pub strings: Option<String>,
    pub styles: Option<String>,
    pub since_1904: bool,
    pub others: Vec<Part>,
}

impl Book {
    /// One sheet `Data` with these rows.
    pub fn of_rows(rows: &str) -> Self {
        Self { sheets: vec![("Data", "visible", format!("<sheetData>{rows}</sheetData>"))], ..Self::default() }
    }

    pub fn build(self) -> Vec<u8> {
        let mut parts = vec![
            part("_rels/.rels", relations(&[("rId1", "officeDocument", "xl/workbook.xml")])),
            part("xl/workbook.xml", self.workbook()),
            part("xl/_rels/workbook.xml.rels", self.workbook_relations()),
        ];
        for (index, (_, _, content)) in self.sheets.iter().enumerate() {
            let name = format!("xl/worksheets/sheet{}.xml", index + 1);
            parts.push(part(&name, format!(r#"<worksheet xmlns="{MAIN}">{content}</worksheet>"#)));
        }
        if let Some(strings) = &self.strings {
            parts.push(part("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#)));
        }
        if let Some(styles) = &self.styles {
            parts.push(part("xl/styles.xml", format!(r#"<styleSheet xmlns="{MAIN}">{styles}</styleSheet>"#)));
        }
        for other in self.others {
            parts.retain(|part| part.0 != other.0);
            parts.push(other);
        }
        zipped(&parts)
    }

    fn workbook(&self) -> String {
        let mut sheets = String::new();
        for (index, (name, state, _)) in self.sheets.iter().enumerate() {
            let id = index + 1;
            sheets.push_str(&format!(r#"<sheet name="{name}" state="{state}" sheetId="{id}" r:id="rId{id}"/>"#));
        }
        let date1904 = u8::from(self.since_1904);
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><workbookPr date1904="{date1904}"/><sheets>{sheets}</sheets></workbook>"#
        )
    }

    fn workbook_relations(&self) -> String {
        let names: Vec<(String, String)> = (1..=self.sheets.len())
            .map(|number| (format!("rId{number}"), format!("worksheets/sheet{number}.xml")))
            .collect();
        let mut all: Vec<(&str, &str, &str)> =
            names.iter().map(|(id, target)| (id.as_str(), "worksheet", target.as_str())).collect();
        all.push(("rIdStrings", "sharedStrings", "sharedStrings.xml"));
        all.push(("rIdStyles", "styles", "/xl/styles.xml"));
        relations(&all)
    }
}

pub fn part(name: &str, content: impl Into<Vec<u8>>) -> Part {
    let content = content.into();
    (name.to_owned(), Box::new(move |into: &mut dyn Write| into.write_all(&content).unwrap()))
}

/// A piece many times, between a beginning and an end: never in memory as a whole.
pub fn repeated(name: &str, begin: &'static str, piece: String, times: usize, end: &'static str) -> Part {
    let write = move |into: &mut dyn Write| {
        into.write_all(begin.as_bytes()).unwrap();
        for _ in 0..times {
            into.write_all(piece.as_bytes()).unwrap();
        }
        into.write_all(end.as_bytes()).unwrap();
    };
    (name.to_owned(), Box::new(write))
}

/// Identifier, kind and target of each.
fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut xml = format!(r#"<Relationships xmlns="{RELATIONS}">"#);
    for (id, kind, target) in all {
        xml.push_str(&format!(r#"<Relationship Id="{id}" Type="{TYPES}/{kind}" Target="{target}"/>"#));
    }
    xml + "</Relationships>"
}

pub fn zipped(parts: &[Part]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, write) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        write(&mut zip);
    }
    zip.finish().unwrap().into_inner()
}

/// What a person reads in a workbook: the number of each row and its cells.
pub fn table(workbook: &Workbook) -> Vec<(u32, Vec<String>)> {
    let rows = workbook.sheets.iter().flat_map(|sheet| &sheet.rows);
    rows.map(|row| (row.number, row.cells.iter().map(|cell| cell.text().into_owned()).collect())).collect()
}

/// The first row of the first sheet.
pub fn first_row(workbook: &Workbook) -> &[Cell] {
    &workbook.sheets[0].rows[0].cells
}
