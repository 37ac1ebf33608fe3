//! Reads CSV. All of it is text; what a number or a day is, is for who knows the column.
//!
//! By hand, because a row has to have the number that Excel shows, and readers of CSV leave out the empty lines.

use crate::cell::{Cell, Row, Sheet, Workbook, cell_name, column_name};
use crate::guard::unguarded;
use crate::limits::Limits;
use crate::refused::Refused;

const NAME: &str = "CSV";
const SEPARATORS: [char; 3] = [';', ',', '\t'];
/// Of these the separator is found.
const FIRST_ROWS: usize = 20;

pub fn read(text: &str, limits: &Limits) -> Result<Workbook, Refused> {
    let (separator, text) = match declared(text) {
        Some(declared) => declared,
        None => (detected(text), text),
    };
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    for field in Fields::new(text, separator) {
        let field = field.map_err(|row| Refused::UnclosedQuote { row })?;
        let (number, ends_row) = (field.row, field.ends_row);
        put(&mut cells, &field, limits)?;
        if ends_row && !cells.is_empty() {
            if rows.len() == limits.rows {
                return Err(Refused::TooManyRows { sheet: NAME.to_owned(), row: number, most: limits.rows });
            }
            rows.push(Row { number, cells: std::mem::take(&mut cells) });
        }
    }
    Ok(Workbook { sheets: vec![Sheet { name: NAME.to_owned(), rows }] })
}

fn put(cells: &mut Vec<Cell>, field: &Field, limits: &Limits) -> Result<(), Refused> {
    if field.text.contains('\0') {
        return Err(Refused::NulBytes { cell: cell_name(field.row, field.column) });
    }
    let cell = Cell::of_text(unguarded(&field.text));
    if cell.is_empty() {
        return Ok(());
    }
    if field.column >= limits.columns {
        return Err(Refused::TooManyColumns {
            sheet: NAME.to_owned(),
            cell: cell_name(field.row, field.column),
            last: column_name(limits.columns.saturating_sub(1)),
        });
    }
    cells.resize(field.column, Cell::Empty);
    cells.push(cell);
    Ok(())
}

/// The separator of a first line `sep=;`, and what comes after. Excel does not show that line and counts from the next.
fn declared(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="))?;
    let separator = rest.chars().next().filter(|separator| SEPARATORS.contains(separator))?;
    let rest = &rest[separator.len_utf8()..];
    let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).or_else(|| rest.strip_prefix('\r'));
    Some((separator, after.or_else(|| rest.is_empty().then_some(""))?))
}

/// The one that stands equally often in the most of the first rows. How often it stands there is not enough: `8,7;3,1` has
/// more of one than of the other.
fn detected(text: &str) -> char {
    let rows = separators(text);
    let mut best = (0, SEPARATORS[0]);
    for (index, separator) in SEPARATORS.into_iter().enumerate() {
        let counts: Vec<u32> = rows.iter().map(|row| row[index]).filter(|count| *count > 0).collect();
        let alike = counts.iter().map(|count| counts.iter().filter(|other| *other == count).count()).max();
        if alike.unwrap_or(0) > best.0 {
            best = (alike.unwrap_or(0), separator);
        }
    }
    best.1
}

/// How often each separator stands outside quotes, for each of the first rows.
fn separators(text: &str) -> Vec<[u32; SEPARATORS.len()]> {
    let mut rows = vec![[0; SEPARATORS.len()]];
    let (mut before, mut in_quotes) = ('\n', false);
    for character in text.chars() {
        // Elsewhere in a field it is an inch.
        let may_open = matches!(before, '\n' | '\r' | '"') || SEPARATORS.contains(&before);
        before = character;
        match character {
            '"' if in_quotes || may_open => in_quotes = !in_quotes,
            _ if in_quotes => {}
            '\n' if rows.len() == FIRST_ROWS => break,
            '\n' => rows.push([0; SEPARATORS.len()]),
            _ => {
                let found = SEPARATORS.iter().position(|separator| *separator == character);
                if let (Some(row), Some(found)) = (rows.last_mut(), found) {
                    row[found] += 1;
                }
            }
        }
    }
    rows
}

struct Field {
    text: String,
    row: u32,
    column: usize,
    ends_row: bool,
}

/// The fields of a text, one after another; a line without anything is one empty field. An error is the row of a quote that
/// is never closed, and the last item.
struct Fields<'a> {
    left: &'a str,
    separator: char,
    row: u32,
    column: usize,
}

impl<'a> Fields<'a> {
    const fn new(text: &'a str, separator: char) -> Self {
        Self { left: text, separator, row: 1, column: 0 }
    }

    /// What stands between quotes at the beginning, where a quote is written as two.
    fn quoted(&mut self) -> Result<String, u32> {
        let mut text = String::new();
        let Some(mut left) = self.left.strip_prefix('"') else { return Ok(text) };
        loop {
            let Some((before, after)) = left.split_once('"') else {
                self.left = "";
                return Err(self.row);
            };
            text.push_str(before);
            match after.strip_prefix('"') {
                Some(after) => {
                    text.push('"');
                    left = after;
                }
                None => {
                    self.left = after;
                    return Ok(text);
                }
            }
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = Result<Field, u32>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.left.is_empty() && self.column == 0 {
            return None;
        }
        let mut text = match self.quoted() {
            Ok(text) => text,
            Err(row) => {
                self.column = 0;
                return Some(Err(row));
            }
        };
        let separator = self.separator;
        let end = self.left.find([separator, '\n', '\r']);
        let (bare, rest) = self.left.split_at(end.unwrap_or(self.left.len()));
        text.push_str(bare);
        let ends_row = !rest.starts_with(separator);
        let field = Field { text, row: self.row, column: self.column, ends_row };
        if ends_row {
            self.left = rest.strip_prefix("\r\n").unwrap_or_else(|| rest.get(1..).unwrap_or_default());
            self.row = self.row.saturating_add(1);
            self.column = 0;
        } else {
            self.left = &rest[separator.len_utf8()..];
            self.column += 1;
        }
        Some(Ok(field))
    }
}

#[cfg(test)]
mod tests;
