//! What was read.

use std::borrow::Cow;

use chrono::NaiveDate;

/// The text of a [`Cell::Error`] for a formula that was saved without its result, as programs other than Excel do.
pub const NO_RESULT: &str = "formule zonder uitkomst";

/// More columns than this has no sheet of Excel: the last is XFD.
pub(crate) const COLUMNS_MAX: usize = 16_384;
pub(crate) const ROWS_MAX: u32 = 1_048_576;

/// The visible sheets, in order. A CSV is one sheet, called `CSV`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    /// Only those that have something in them, from top to bottom.
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// From 1, as Excel shows it before the row.
    pub number: u32,
    /// By column, up to the last that has something in it.
    pub cells: Vec<Cell>,
}

impl Row {
    /// What stands in a column; empty to the right of the last cell.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    /// As it was typed; [`Cell::text`] has no blanks around it. Never only blanks: that is `Empty`.
    Text(Box<str>),
    Number(f64),
    /// A moment is the day it is in.
    Day(NaiveDate),
    Flag(bool),
    /// `#REF!` and the like, or [`NO_RESULT`].
    Error(Box<str>),
    /// Covered by a merged cell that begins elsewhere.
    Merged,
}

impl Cell {
    /// A text, unless there is nothing to see in it.
    pub(crate) fn of_text(text: &str) -> Self {
        if text.trim().is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }

    /// Nothing was filled in here. So it is where a merged cell covers it.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty | Self::Merged)
    }

    /// What a person in the Netherlands would type for it in a form: `24`, `8,7`, `2026-11-21`, `ja`. Without blanks around
    /// it; empty when nothing was filled in.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Merged => Cow::Borrowed(""),
            // `trim` knows the no-break space, which is what web pages and Word put in cells.
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text.trim()),
            Self::Number(number) => Cow::Owned(typed(*number)),
            Self::Day(day) => Cow::Owned(day.format("%Y-%m-%d").to_string()),
            Self::Flag(flag) => Cow::Borrowed(if *flag { "ja" } else { "nee" }),
        }
    }
}

/// Fifteen digits, as Excel shows them: the sum of 0,1 and 0,2 is saved as 0.30000000000000004.
fn typed(number: f64) -> String {
    let shown = format!("{number:.14e}").parse().unwrap_or(number);
    // Adding zero makes of minus zero plain zero.
    let shown: f64 = shown + 0.0;
    shown.to_string().replace('.', ",")
}

/// `A` for 0, `Z` for 25, `AA` for 26.
pub fn column_name(column: usize) -> String {
    let mut name = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        let letter = (left - 1) % 26;
        name.push(char::from(b'A' + letter as u8));
        left = (left - 1) / 26;
    }
    name.iter().rev().collect()
}

/// The inverse of [`column_name`], also in small letters. None when no sheet of Excel has such a column.
pub fn column_index(name: &str) -> Option<usize> {
    if name.is_empty() || name.len() > 3 {
        return None;
    }
    let mut number = 0;
    for letter in name.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        number = number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    (number <= COLUMNS_MAX).then(|| number - 1)
}

/// `B7` for row 7 and column 1: rows are counted from 1 as in [`Row::number`], columns from 0.
pub fn cell_name(row: u32, column: usize) -> String {
    format!("{}{row}", column_name(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_reads_as_somebody_would_type_it() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        for (cell, typed) in [
            (Cell::Number(24.0), "24"),
            (Cell::Number(8.7), "8,7"),
            (Cell::Number(0.1 + 0.2), "0,3"),
            (Cell::Number(-0.0), "0"),
            (Cell::Number(-1560.25), "-1560,25"),
            (Cell::Number(1e15), "1000000000000000"),
            (Cell::Day(day), "2026-11-21"),
            (Cell::Flag(true), "ja"),
            (Cell::Flag(false), "nee"),
            (Cell::Text("\u{a0} twee\nregels \u{a0}".into()), "twee\nregels"),
            (Cell::Error("#REF!".into()), "#REF!"),
            (Cell::Empty, ""),
            (Cell::Merged, ""),
        ] {
            assert_eq!(cell.text(), typed);
        }
    }

    #[test]
    fn a_cell_is_small() {
        assert_eq!(size_of::<Cell>(), 24);
    }

    #[test]
    fn columns_have_the_names_that_excel_gives_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
            assert_eq!(column_index(name), Some(column));
        }
        assert_eq!(column_index("xfd"), Some(16_383));
        for no_column in ["", "XFE", "AAAA", "A1", "é", "ZZZ"] {
            assert_eq!(column_index(no_column), None, "{no_column}");
        }
        assert_eq!(cell_name(7, 1), "B7");
    }

    #[test]
    fn a_row_is_empty_to_the_right_of_its_last_cell() {
        let row = Row { number: 1, cells: vec![Cell::Flag(true)] };
        assert_eq!(row.cell(0), &Cell::Flag(true));
        assert_eq!(row.cell(1), &Cell::Empty);
    }
}
