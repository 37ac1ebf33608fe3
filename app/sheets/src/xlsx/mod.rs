//! Reads XLSX: a ZIP with a workbook, its sheets, the text they share and how numbers are shown, each a part in XML.

mod merged;
mod moment;
mod package;
mod strings;
mod styles;
mod workbook;
mod worksheet;

use crate::cell::{Sheet, Workbook};
use crate::limits::Limits;
use crate::refused::Refused;

use package::Package;
use worksheet::{Context, Room};

pub fn read(file: &[u8], limits: &Limits) -> Result<Workbook, Refused> {
    let mut package = Package::open(file, limits)?;
    let book = workbook::read(&mut package, limits)?;
    let parts = book.sheets.iter().map(|sheet| sheet.part.as_str());
    package.measure(parts.chain(book.strings.as_deref()).chain(book.styles.as_deref()))?;
    let formats = match &book.styles {
        Some(part) => styles::read(&mut package.part(part)?)?,
        None => Vec::new(),
    };
    let strings = match &book.strings {
        Some(part) => strings::read(&mut package.part(part)?, limits)?,
        None => strings::Strings::default(),
    };
    let context = Context { strings: &strings, formats: &formats, since_1904: book.since_1904, limits };
    let mut room = Room { rows: limits.rows, text: limits.inflated };
    let mut sheets = Vec::new();
    for sheet in book.sheets {
        let rows = worksheet::read(&mut package.part(&sheet.part)?, &sheet.name, &context, &mut room)?;
        sheets.push(Sheet { name: sheet.name, rows });
    }
    Ok(Workbook { sheets })
}
