//! What Excel does not take.

use std::borrow::Cow;

/// In UTF-16 units, which is how Excel counts.
const TEXT_MAX: usize = 32_767;
const NAME_MAX: usize = 31;
/// More than anybody reads in a note; Excel takes somewhat less than in a cell.
const NOTE_MAX: usize = 2_000;
/// What a sheet without a name is called.
const UNNAMED: &str = "Blad1";

/// Text without the characters that XML has no place for, with each line ending as `\n`.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| character == '\r' || is_forbidden(character)) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|character| !is_forbidden(*character)).collect())
}

const fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// [`clean`], and no longer than a cell can be. The end is left out: an error would lose the whole file.
pub fn cell_text(text: &str) -> Cow<'_, str> {
    match clean(text) {
        Cow::Borrowed(text) => Cow::Borrowed(cut(text, TEXT_MAX)),
        Cow::Owned(text) => Cow::Owned(cut(&text, TEXT_MAX).to_owned()),
    }
}

pub fn note_text(text: &str) -> String {
    cut(&clean(text), NOTE_MAX).to_owned()
}

pub fn sheet_name(title: &str) -> String {
    let shown = |character: &char| !character.is_control() && !is_forbidden(*character);
    let taken = |character: &char| !matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let name: String = title.chars().filter(shown).filter(taken).collect();
    let edge = |character: char| character == '\'' || character.is_whitespace();
    let name = cut(name.trim_matches(edge), NAME_MAX).trim_end_matches(edge);
    // Excel keeps `History` for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") { UNNAMED.to_owned() } else { name.to_owned() }
}

fn cut(text: &str, units: usize) -> &str {
    let mut left = units;
    for (index, character) in text.char_indices() {
        match left.checked_sub(character.len_utf16()) {
            Some(rest) => left = rest,
            None => return &text[..index],
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_forbids_are_left_out() {
        assert_eq!(clean("a\u{0}\u{1f}\u{ffff}b\tc\r\nd\re"), "ab\tc\nd\ne");
        assert_eq!(clean("een\ntwee é 😀"), "een\ntwee é 😀");
    }

    #[test]
    fn text_is_cut_where_a_cell_ends() {
        let smiles = "😀".repeat(20_000);
        assert_eq!(cell_text(&smiles).chars().count(), 16_383);
        assert_eq!(cell_text(&"a".repeat(40_000)).len(), TEXT_MAX);
    }

    #[test]
    fn a_sheet_has_a_name_that_excel_takes() {
        for (title, name) in [
            ("Woningen 2026/2027: [concept]*?\\", "Woningen 20262027 concept"),
            ("'quoted'", "quoted"),
            ("", "Blad1"),
            ("''", "Blad1"),
            ("History", "Blad1"),
            ("een\nregel", "eenregel"),
            ("Een titel die veel te lang is voor een blad", "Een titel die veel te lang is v"),
            ("Een titel die veel te lang is ' voor", "Een titel die veel te lang is"),
        ] {
            assert_eq!(sheet_name(title), name);
        }
        assert_eq!(sheet_name(&"😀".repeat(31)).chars().count(), 15);
    }
}
