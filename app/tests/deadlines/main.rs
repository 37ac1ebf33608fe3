//! Deadlines in the database: what is said of them, how far gemeenten are, and who says so.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod changing;
#[path = "../common/mod.rs"]
mod common;
mod phases;

use app::deadlines::entity::deadline;
use app::deadlines::queries::overview;
use app::regions::entity::region;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use common::asking::request_at;
use common::{TestDatabase, on_both_databases, reader_of};
use domain::ids::RegionId;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../../server/regions/twente.toml");
const MERENVELD: &str = include_str!("../../../server/regions/test-region.toml");

async fn region_of(database: &TestDatabase, code: &str) -> RegionId {
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    for text in [TWENTE, MERENVELD] {
        load(database, &parse(text).unwrap(), at).await.unwrap();
    }
    let named = region::Entity::find().filter(region::Column::Code.eq(code));
    named.one(&database.connection).await.unwrap().unwrap().id.into()
}

pub fn noon(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 11, 0, 0).unwrap()
}

/// Both regions are there, so that each test also shows that one does not see the other.
pub async fn load_regions(database: &DatabaseConnection) {
    for text in [MERENVELD, TWENTE] {
        load(database, &parse(text).unwrap(), noon(2026, 11, 21)).await.unwrap();
    }
}

/// A request by a new account of this organisation and role, on 27-11-2026.
pub async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, noon(2026, 11, 27)).await
}

pub async fn keyed(database: &DatabaseConnection, key: &str) -> Uuid {
    let row = deadline::Entity::find().filter(deadline::Column::Key.eq(key)).one(database).await.unwrap();
    row.unwrap().id
}

pub fn done(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

pub fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("saved at {location}"),
    }
}

pub fn fields(rejection: &Rejection) -> Vec<&str> {
    rejection.problems.iter().map(|problem| problem.field.as_str()).collect()
}

async fn titles(database: &TestDatabase, code: &str, today: &str) -> Vec<String> {
    let region = region_of(database, code).await;
    let today: NaiveDate = today.parse().unwrap();
    let page = overview(&database.connection, &reader_of(region), today).await.unwrap();
    assert_eq!(page.today, today);
    page.deadlines.into_iter().map(|deadline| deadline.title).collect()
}

on_both_databases!(what_ends_first_comes_first, async |database| {
    assert_eq!(
        titles(database, "twente", "2026-11-21").await,
        [
            "Prestatieafspraken ondertekend",
            "Volkshuisvestingsprogramma",
            "Huisvestingsverordening met urgentieregeling",
            "Doorstroming en locaties uitgewerkt",
            "Bod van de corporatie",
            // It has no date.
            "Lokale uitvoeringsagenda vastgesteld",
        ]
    );
});

on_both_databases!(what_recurs_moves_on_and_what_is_over_stays, async |database| {
    let in_time = ["Dorpsplan vastgesteld", "Jaargesprek met de corporatie"];
    assert_eq!(titles(database, "merenveld", "2026-11-21").await, in_time);
    assert_eq!(titles(database, "merenveld", "2027-04-02").await, in_time);
    assert_eq!(
        titles(database, "merenveld", "2026-03-31").await,
        in_time.map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
    );
});

on_both_databases!(a_deadline_keeps_its_precision_and_its_source, async |database| {
    let region = region_of(database, "twente").await;
    let page = overview(&database.connection, &reader_of(region), "2026-11-21".parse().unwrap()).await.unwrap();
    let programme = &page.deadlines[1];
    assert_eq!(programme.due.unwrap().label(), "2026");
    assert!(programme.note.as_deref().unwrap().contains("1 juli 2027"));
    let source = programme.source.as_ref().unwrap();
    assert_eq!((source.title.as_str(), source.detail.as_deref()), ("Regionale woonzorgvisie Twente", Some("2.2")));
    assert_eq!(page.deadlines[5].due, None);
});
