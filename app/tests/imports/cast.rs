//! Files as people make them, and what loading them says.

use std::io::Read;
use std::sync::Arc;

use crate::common::asking::request_at;
use app::files::upload::{Content, Upload};
use app::imports::commands::{load, open};
use app::imports::form::{LoadForm, OpenForm};
use app::imports::queries::{PreviewPage, preview};
use app::regions::file::parse;
use app::regions::load;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use domain::imports::Kind;
use domain::organisations::Role;
use sea_orm::DatabaseConnection;
use sheets::{Column, Format, Value, Writer};

const REGION: &str = include_str!("../../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

pub async fn region(database: &DatabaseConnection) {
    load::load(database, &parse(REGION).unwrap(), now()).await.unwrap();
}

/// A request by a new account of this organisation and role.
pub async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

/// An Excel file whose first row holds the headers.
pub fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let columns: Vec<Column> = rows[0].iter().map(|name| Column::new(name, sheets::Kind::Text)).collect();
    let mut writer = Writer::new(Format::Xlsx, "Blad1", &columns).unwrap();
    for row in &rows[1..] {
        let values: Vec<Value<'_>> = row.iter().map(|text| Value::Text(text.into())).collect();
        writer.row(&values).unwrap();
    }
    let mut bytes = Vec::new();
    writer.finish().unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

pub fn table(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|&text| text.to_owned()).collect()).collect()
}

pub async fn opened(request: &Request, kind: Kind, content: Vec<u8>) -> FormReply {
    let upload = Upload { name: "bestand.xlsx".to_owned(), content: Content::Whole(Arc::new(content)) };
    open(request, &OpenForm { kind: kind.code().to_owned() }, Some(upload)).await.unwrap()
}

/// What a file would do, when all its columns are recognised.
pub async fn previewed(request: &Request, kind: Kind, rows: &[Vec<String>]) -> PreviewPage {
    let id = went_on(opened(request, kind, xlsx(rows)).await).trim_start_matches("/invoer/").parse().unwrap();
    preview(request, id).await.unwrap()
}

pub async fn loaded(request: &Request, page: &PreviewPage) -> FormReply {
    load(request, &LoadForm { id: page.id.to_string(), seen: page.digest.clone() }).await.unwrap()
}

pub fn went_on(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

pub fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("went on to {location}"),
    }
}

/// New, changed, unchanged, wrong.
pub fn counted(page: &PreviewPage) -> [usize; 4] {
    let tally = page.tally;
    [tally.new, tally.changed, tally.unchanged, tally.wrong]
}

/// Of each wrong row where, and what.
pub fn wrong(page: &PreviewPage) -> Vec<(u32, String, String)> {
    let cells = page.rows.iter().flat_map(|row| row.wrong.iter().map(|cell| (row.row, cell)));
    cells.map(|(row, cell)| (row, cell.place.clone(), cell.message.clone())).collect()
}
