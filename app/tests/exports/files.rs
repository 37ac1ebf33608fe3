//! Lists as files, and what stands in them.

use std::io::Read;

use app::exports::{Exported, Format, Listed, exported};
use app::projects::records::{NewProject, insert_project};
use app::request::Request;
use app::ui::LeftOut;
use domain::audit::Event;
use domain::projects::Content;
use sea_orm::{DatabaseConnection, TransactionTrait};
use sheets::{Limits, Row, read};
use uuid::Uuid;

pub const FORMATS: [Format; 2] = [Format::Xlsx, Format::Csv];

/// The bytes of a list, with this query in its address.
pub async fn taken_out<L: Listed>(request: &Request, query: &str, format: Format) -> Vec<u8> {
    match exported::<L>(request, &format!("/lijst/uitvoer.csv{query}"), format).await.unwrap() {
        Exported::File(mut made) => {
            assert_eq!(made.name, format!("{}-2026-11-21.{}", L::NAME, format.extension()));
            let mut bytes = Vec::new();
            made.file.read_to_end(&mut bytes).unwrap();
            bytes
        }
        Exported::LeftOut(left_out) => panic!("{left_out:?}"),
    }
}

pub async fn left_out<L: Listed>(request: &Request, query: &str) -> LeftOut {
    match exported::<L>(request, &format!("/lijst/uitvoer.csv{query}"), Format::Csv).await.unwrap() {
        Exported::LeftOut(left_out) => left_out,
        Exported::File(made) => panic!("{}", made.name),
    }
}

/// Headers, and the rows below them.
#[derive(Debug)]
pub struct Table {
    headers: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    pub fn of(bytes: &[u8]) -> Self {
        let mut rows = read(bytes, &Limits { rows: 1_000_000, ..Limits::default() }).unwrap().sheets.remove(0).rows;
        let headers = rows.remove(0).cells.iter().map(|cell| cell.text().into_owned()).collect();
        Self { headers, rows }
    }

    fn column(&self, header: &str) -> usize {
        self.headers.iter().position(|name| name == header).unwrap_or_else(|| panic!("{header} in {:?}", self.headers))
    }

    pub fn cell(&self, row: usize, header: &str) -> &sheets::Cell {
        self.rows[row].cell(self.column(header))
    }

    pub fn text(&self, row: usize, header: &str) -> String {
        self.cell(row, header).text().into_owned()
    }

    /// All texts of a column.
    pub fn texts(&self, header: &str) -> Vec<String> {
        (0..self.rows.len()).map(|row| self.text(row, header)).collect()
    }

    pub fn sum(&self, header: &str) -> u64 {
        self.texts(header).iter().filter(|text| !text.is_empty()).map(|text| text.parse::<u64>().unwrap()).sum()
    }
}

pub async fn table<L: Listed>(request: &Request, query: &str) -> Table {
    Table::of(&taken_out::<L>(request, query, Format::Xlsx).await)
}

/// Projects as somebody has saved them.
pub async fn save(database: &DatabaseConnection, request: &Request, projects: Vec<(Uuid, Content)>) -> Vec<Uuid> {
    let transaction = database.begin().await.unwrap();
    let author = app::audit::Author::of(request);
    let mut ids = Vec::new();
    for (municipality_id, content) in projects {
        let region_id = request.actor().region.into();
        let new = NewProject { region_id, municipality_id, content, example: false };
        ids.push(insert_project(&transaction, new, &[], &author, Event::Created).await.unwrap());
    }
    transaction.commit().await.unwrap();
    ids
}
