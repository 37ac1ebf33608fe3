//! What bytes are, whatever their name says.

use super::FileKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Kind(FileKind),
    PlainText,
    /// A document of Office that runs a program when it is opened.
    WithMacros,
    /// A page or a drawing, which may run scripts.
    Markup,
    Nothing,
}

/// Nothing is unpacked: a bomb stays packed.
pub fn recognise(bytes: &[u8]) -> Found {
    let kind = if is_pdf(bytes) {
        Some(FileKind::Pdf)
    } else if is_png(bytes) {
        Some(FileKind::Png)
    } else if is_jpeg(bytes) {
        Some(FileKind::Jpeg)
    } else if is_webp(bytes) {
        Some(FileKind::Webp)
    } else {
        return in_zip(bytes).unwrap_or_else(|| text(bytes));
    };
    kind.map_or(Found::Nothing, Found::Kind)
}

/// Where a file says that it ends, programs may add a little.
const TAIL: usize = 2_048;

fn tail(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.len().saturating_sub(TAIL)..]
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && holds(tail(bytes), b"%%EOF")
}

fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") && holds(tail(bytes), b"IEND")
}

/// Phones put whole films behind a picture's end.
fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff]) && holds(bytes, &[0xff, 0xd9])
}

fn is_webp(bytes: &[u8]) -> bool {
    let size = number_at(bytes, 4, 4).and_then(|size| size.checked_add(8));
    bytes.starts_with(b"RIFF") && bytes.get(8..15) == Some(b"WEBPVP8") && size.is_some_and(|size| size <= bytes.len())
}

/// Little end first.
fn number_at(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |number, digit| number << 8 | usize::from(*digit)))
}

/// What a ZIP holds; none when it is no whole one.
fn in_zip(bytes: &[u8]) -> Option<Found> {
    let names = names_in_zip(bytes)?;
    let has = |name: &[u8]| names.contains(&name);
    let kind = match open_document(bytes) {
        Some(kind) => kind,
        None if names.iter().any(|name| name.ends_with(b"vbaProject.bin")) => return Some(Found::WithMacros),
        None if !has(b"[Content_Types].xml") => return Some(Found::Nothing),
        None if has(b"word/document.xml") => FileKind::Docx,
        None if has(b"xl/workbook.xml") => FileKind::Xlsx,
        None => return Some(Found::Nothing),
    };
    Some(Found::Kind(kind))
}

/// The names in the directory at the end of a ZIP.
fn names_in_zip(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const END: usize = 22;
    const COMMENT_MAX: usize = 65_535;
    const ENTRY: usize = 46;
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let last = bytes.len().checked_sub(END)?;
    let end = (last.saturating_sub(COMMENT_MAX)..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let count = number_at(bytes, end + 10, 2)?;
    let mut at = number_at(bytes, end + 16, 4)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let begin = at.checked_add(ENTRY)?;
        let name = number_at(bytes, at + 28, 2)?;
        let rest = number_at(bytes, at + 30, 2)? + number_at(bytes, at + 32, 2)?;
        names.push(bytes.get(begin..begin + name)?);
        at = begin + name + rest;
    }
    Some(names)
}

/// The first file in an OpenDocument, which is not packed, says what it is.
fn open_document(bytes: &[u8]) -> Option<FileKind> {
    const NAME: usize = 30;
    let (size, name, extra) = (number_at(bytes, 22, 4)?, number_at(bytes, 26, 2)?, number_at(bytes, 28, 2)?);
    if bytes.get(NAME..NAME + name)? != b"mimetype" || number_at(bytes, 8, 2)? != 0 {
        return None;
    }
    let begin = NAME + name + extra;
    let said = bytes.get(begin..begin.checked_add(size)?)?;
    [FileKind::Odt, FileKind::Ods].into_iter().find(|kind| kind.media_type().as_bytes() == said)
}

/// Text that somebody can read. What begins as a page or a drawing is one, whatever it is called.
fn text(bytes: &[u8]) -> Found {
    let Ok(text) = std::str::from_utf8(bytes) else { return Found::Nothing };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let seen = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let is_markup = || {
        let mut letters = text.trim_start().chars();
        letters.next() == Some('<') && letters.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '!' | '?'))
    };
    match crate::text::has_words(text) && text.chars().all(seen) {
        true if is_markup() => Found::Markup,
        true => Found::PlainText,
        false => Found::Nothing,
    }
}
