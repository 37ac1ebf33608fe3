//! What a file is, by what is in it.

use std::borrow::Cow;

use crate::decode::decode;
use crate::refused::Refused;

pub enum Content<'a> {
    /// XLSX, or something else that is kept in a ZIP.
    Zip,
    /// CSV, or prose: whatever is text, is a sheet of one column at least.
    Text(Cow<'a, str>),
}

/// What is neither, and would pass for text when it is short or packed well.
const OTHERS: [&[u8]; 10] =
    [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"];

/// The compound files in which Office kept documents before 2007, and keeps those with a password since.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The first record of a sheet of Excel 2 to 4, from before there were compound files.
const BARE_SHEETS: [&[u8]; 3] = [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"];

pub fn recognise(file: &[u8]) -> Result<Content<'_>, Refused> {
    if file.is_empty() {
        return Err(Refused::Empty);
    }
    if file.starts_with(b"PK\x03\x04") || file.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    if file.starts_with(COMPOUND) {
        return Err(compound(file));
    }
    if BARE_SHEETS.iter().any(|start| file.starts_with(start)) {
        return Err(Refused::OldExcel);
    }
    if OTHERS.iter().any(|start| file.starts_with(start)) && !is_plain(file) {
        return Err(Refused::NotASpreadsheet);
    }
    let text = decode(file)?;
    if is_noise(&text) || is_markup(&text) {
        return Err(Refused::NotASpreadsheet);
    }
    Ok(Content::Text(text))
}

/// The names of what is inside stand in it as UTF-16, which is quicker to look for than the directory is to follow, and
/// cannot be led astray.
fn compound(file: &[u8]) -> Refused {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        file.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        Refused::PasswordProtected
    } else if holds("Workbook") || holds("Book") {
        Refused::OldExcel
    } else {
        Refused::NotASpreadsheet
    }
}

/// A header may begin with `BM` or `RIFF`; a picture has bytes that no text has.
fn is_plain(file: &[u8]) -> bool {
    !file.starts_with(b"%PDF") && !file.starts_with(b"{\\rtf") && !file.iter().any(|byte| is_control(char::from(*byte)))
}

/// Text has next to no control characters, and bytes of anything else have many. A NUL is left for the caller: it may be
/// the only thing that is wrong.
fn is_noise(text: &str) -> bool {
    let (mut seen, mut controls) = (0, 0);
    for character in text.chars().take(8_192) {
        seen += 1;
        controls += usize::from(character != '\0' && is_control(character));
    }
    controls * 50 > seen
}

fn is_control(character: char) -> bool {
    character < ' ' && !matches!(character, '\t' | '\n' | '\r')
}

/// Web pages and XML that were saved under the name of a spreadsheet, as some systems export them.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    ["<html", "<!doctype", "<?xml", "<table", "<head", "<meta"].iter().any(|tag| start.starts_with(tag))
}
