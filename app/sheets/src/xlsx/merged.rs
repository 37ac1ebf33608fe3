//! Merged cells: what is in the first is what people see in all of them.

use crate::cell::{COLUMNS_MAX, Cell, ROWS_MAX, Row, column_index};
use crate::limits::Limits;
use crate::refused::Refused;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    rows: (u32, u32),
    columns: (usize, usize),
}

impl Area {
    /// Of `A1:C2`. None when it is no area of a sheet.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (place(first)?, place(last)?);
        (first.0 <= last.0 && first.1 <= last.1).then_some(Self { rows: (first.0, last.0), columns: (first.1, last.1) })
    }
}

/// The row, from 1, and the column, from 0, of `B7`.
pub fn place(name: &str) -> Option<(u32, usize)> {
    let digits = name.find(|character: char| character.is_ascii_digit())?;
    let (column, row) = name.split_at(digits);
    let row: u32 = row.parse().ok()?;
    let column = column_index(column)?;
    ((1..=ROWS_MAX).contains(&row) && column < COLUMNS_MAX).then_some((row, column))
}

/// Marks the cells that are covered, in rows that have something of their own. `rows` are from top to bottom.
///
/// # Errors
/// When areas lie over each other, which Excel does not let happen: a file could make any amount of work of that.
pub fn cover(rows: &mut Vec<Row>, areas: &[Area], limits: &Limits) -> Result<(), Refused> {
    let mut work = limits.rows.saturating_mul(limits.columns);
    for area in areas {
        let start = rows.partition_point(|row| row.number < area.rows.0);
        let end = rows.partition_point(|row| row.number <= area.rows.1);
        let last = area.columns.1.min(limits.columns.saturating_sub(1));
        for row in &mut rows[start..end] {
            for column in area.columns.0..=last {
                work = work.checked_sub(1).ok_or(Refused::Damaged)?;
                if (row.number, column) == (area.rows.0, area.columns.0) {
                    continue;
                }
                if row.cells.len() <= column {
                    row.cells.resize(column + 1, Cell::Empty);
                }
                row.cells[column] = Cell::Merged;
            }
        }
    }
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_areas_are_those_of_a_sheet() {
        assert_eq!(place("B7"), Some((7, 1)));
        assert_eq!(place("XFD1048576"), Some((ROWS_MAX, COLUMNS_MAX - 1)));
        for none in ["", "B", "7", "B0", "XFE1", "A1048577", "A99999999999", "$B$7", "B7x"] {
            assert_eq!(place(none), None, "{none}");
        }
        assert_eq!(Area::parse("A1:C2"), Some(Area { rows: (1, 2), columns: (0, 2) }));
        assert_eq!(Area::parse("C2:A1"), None);
    }

    #[test]
    fn areas_that_lie_over_each_other_without_end_are_refused() {
        let limits = Limits { rows: 10, columns: 10, ..Limits::default() };
        let mut rows: Vec<Row> = (1..=10).map(|number| Row { number, cells: vec![Cell::Flag(true)] }).collect();
        let area = Area::parse("A1:J10").unwrap();
        assert_eq!(cover(&mut rows.clone(), &[area], &limits), Ok(()));
        assert_eq!(cover(&mut rows, &[area, area], &limits), Err(Refused::Damaged));
    }
}
