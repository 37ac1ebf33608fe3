//! From what was read to lines: which row holds the headers, and what each row below it says in our columns.

use std::collections::BTreeMap;

use domain::imports::{Column, HEADER_ROWS, Line, Mapping, Source, Wrong, find_header};
use serde::{Deserialize, Serialize};
use sheets::cell_name;

use super::content::{Content, KeptRow, KeptSheet};

/// How a file is read: recognised, or chosen by who loads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Counted from 0.
    pub sheet: usize,
    /// The row with the headers, as the spreadsheet counts.
    pub header: u32,
    pub mapping: Mapping,
    /// The rows are blocks of dwellings, in the layout of DiWi.
    #[serde(default)]
    pub diwi: bool,
}

impl Choices {
    /// What the file says by itself: the sheet and the row in which most columns are recognised.
    pub fn recognised(content: &Content, columns: &[Column], remembered: &BTreeMap<String, String>) -> Self {
        let found = content.sheets.iter().enumerate().map(|(index, sheet)| {
            let tops: Vec<Vec<String>> = sheet.rows.iter().take(HEADER_ROWS).map(KeptRow::texts).collect();
            let header = find_header(columns, &tops, remembered).and_then(|at| sheet.rows.get(at));
            Self::of(index, header.or(sheet.rows.first()), columns, remembered)
        });
        // The first of those that are equally good.
        found.rev().max_by_key(|choices| choices.mapping.0.len()).unwrap_or_default()
    }

    /// With the headers of this row.
    pub fn of(
        sheet: usize,
        header: Option<&KeptRow>,
        columns: &[Column],
        remembered: &BTreeMap<String, String>,
    ) -> Self {
        let mapping = header.map(|row| Mapping::recognised(columns, &row.texts(), remembered)).unwrap_or_default();
        Self { sheet, header: header.map_or(1, |row| row.number), mapping, diwi: false }
    }

    /// The headers of the columns that nothing is read from.
    pub fn unused(&self, sheet: &KeptSheet) -> Vec<String> {
        let headers = sheet.header(self.header);
        self.mapping.unused(&headers).into_iter().map(|index| headers[index].clone()).collect()
    }
}

impl KeptSheet {
    pub fn header(&self, number: u32) -> Vec<String> {
        self.rows.iter().find(|row| row.number == number).map(KeptRow::texts).unwrap_or_default()
    }

    /// Every row below the headers, in our columns. What stands in no column of ours is not read.
    pub fn lines(&self, choices: &Choices) -> Vec<Line> {
        self.rows
            .iter()
            .filter(|row| row.number > choices.header)
            .filter_map(|row| line(row, &choices.mapping))
            .collect()
    }
}

/// None for a row that says nothing in any column.
fn line(row: &KeptRow, mapping: &Mapping) -> Option<Line> {
    let mut line = Line { row: row.number, ..Line::default() };
    let mut said = false;
    for (code, source) in &mapping.0 {
        let text = match source {
            Source::Fixed(text) => text.as_str(),
            Source::Column(index) => {
                if let Some(problem) = row.problem(*index) {
                    let message = format!("Cel {}: {problem}", cell_name(row.number, *index));
                    line.unreadable.push(Wrong::of(code, message));
                }
                said |= !row.text(*index).is_empty();
                row.text(*index)
            }
        };
        line.cells.insert(code.clone(), text.to_owned());
    }
    (said || !line.unreadable.is_empty()).then_some(line)
}
