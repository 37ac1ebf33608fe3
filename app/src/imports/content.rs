//! What was read of a file, as it is kept until it is loaded: never the file itself, which may hold more than what was asked
//! for.

use domain::dutch;
use serde::{Deserialize, Serialize};
use sheets::{Cell, NO_RESULT, Workbook};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub sheets: Vec<KeptSheet>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptSheet {
    pub name: String,
    pub rows: Vec<KeptRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRow {
    /// As the spreadsheet counts: the first row is 1.
    pub number: u32,
    /// By column, up to the last that has something in it.
    pub cells: Vec<KeptCell>,
}

/// Told in the words of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KeptCell {
    Text(String),
    /// Why it cannot be read.
    Unreadable {
        problem: String,
    },
}

const MERGED: &str = "Deze cel is samengevoegd met een cel erboven of ernaast, zodat wij niet weten wat hier hoort. Hef in Excel de \
                      samenvoeging op bij Start › Samenvoegen, en vul deze cel in.";
const WITHOUT_RESULT: &str = "In deze cel staat een formule, en haar uitkomst is niet mee opgeslagen. Open het bestand in Excel, sla \
                              het op en kies het opnieuw; of vul de waarde in.";

impl KeptRow {
    /// What stands in a column; empty to the right of the last cell.
    pub fn text(&self, column: usize) -> &str {
        match self.cells.get(column) {
            Some(KeptCell::Text(text)) => text,
            Some(KeptCell::Unreadable { .. }) | None => "",
        }
    }

    pub fn problem(&self, column: usize) -> Option<&str> {
        match self.cells.get(column) {
            Some(KeptCell::Unreadable { problem }) => Some(problem),
            _ => None,
        }
    }

    /// All its texts.
    pub fn texts(&self) -> Vec<String> {
        (0..self.cells.len()).map(|column| self.text(column).to_owned()).collect()
    }
}

impl From<Workbook> for Content {
    fn from(workbook: Workbook) -> Self {
        let row = |row: sheets::Row| KeptRow { number: row.number, cells: row.cells.iter().map(kept).collect() };
        let sheet =
            |sheet: sheets::Sheet| KeptSheet { name: sheet.name, rows: sheet.rows.into_iter().map(row).collect() };
        Self { sheets: workbook.sheets.into_iter().map(sheet).collect() }
    }
}

fn kept(cell: &Cell) -> KeptCell {
    match cell {
        // As the forms ask for a day.
        Cell::Day(day) => KeptCell::Text(dutch::date(*day)),
        Cell::Error(error) if &**error == NO_RESULT => KeptCell::Unreadable { problem: WITHOUT_RESULT.to_owned() },
        Cell::Error(error) => KeptCell::Unreadable {
            problem: format!("In deze cel staat {error}. Herstel de formule, of vul de waarde in."),
        },
        Cell::Merged => KeptCell::Unreadable { problem: MERGED.to_owned() },
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Flag(_) => KeptCell::Text(cell.text().into_owned()),
    }
}
