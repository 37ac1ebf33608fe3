//! Spreadsheets: reads those of strangers safely, and writes ours. It knows nothing of what stands in them.
//!
//! [`read`] takes XLSX (XLSM too: its macros are never looked at) and CSV, and says in Dutch what is wrong with anything
//! else. Somebody may upload whatever they like, so nothing in a file decides how much memory or time it takes:
//!
//! - The parts of the ZIP that are read are inflated to nowhere first, and counted: a bomb is refused at
//!   [`Limits::inflated`] bytes before any of it is kept. Pictures, macros and links to other files are never opened.
//! - Cells are taken one by one. What a sheet says of its own size is not believed: one cell at XFD1048576 is one cell.
//! - Text counts each time a cell repeats it, because a shared string of 32 kB in each of a million cells is a bomb too.
//! - XML with a document type, and so with entities of its own, is refused. Excel never writes one.
//!
//! That is also why no existing reader is used: those reserve what a file claims to need. The default limits come from
//! what people have: a list of 50.000 rows and 100 columns is more than any organisation keeps by hand, 10 MB is what an
//! upload may be, Excel packs about 1 to 10, and a workbook of 200 sheets has fewer than 1.000 parts.
//!
//! A formula is the value that Excel saved for it. [`Row`]s have the number that Excel shows; which of them is the header
//! is for the caller to find.
//!
//! [`Writer`] streams rows to a temporary file: what it holds in memory does not grow with their number. The same rows give
//! the same bytes. Text stays text: in XLSX by its type, in CSV by an apostrophe before what Excel would calculate, which
//! [`read`] takes off again.

mod cell;
mod column;
mod content;
mod csv;
mod decode;
mod guard;
mod limits;
mod refused;
mod writer;
mod xlsx;

pub use cell::{Cell, NO_RESULT, Row, Sheet, Workbook, cell_name, column_index, column_name};
pub use column::{Column, Format, Kind, Value};
pub use limits::Limits;
pub use refused::Refused;
pub use writer::{Unwritten, Writer};

use content::Content;

/// Reads what somebody uploaded. The content decides what it is, not the name.
///
/// # Errors
/// What is wrong with it and what to do, as a sentence in Dutch for who uploaded it.
pub fn read(file: &[u8], limits: &Limits) -> Result<Workbook, Refused> {
    if file.len() > limits.bytes {
        return Err(Refused::TooLarge { megabytes: limits.bytes / limits::MEGABYTE });
    }
    let workbook = match content::recognise(file)? {
        Content::Zip => xlsx::read(file, limits)?,
        Content::Text(text) => csv::read(&text, limits)?,
    };
    let is_empty = workbook.sheets.iter().all(|sheet| sheet.rows.is_empty());
    if is_empty { Err(Refused::Empty) } else { Ok(workbook) }
}
