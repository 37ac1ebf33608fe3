//! Urgent allocations in the database: who tells what, and what the region makes of it.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;

mod seeing;
mod telling;

use app::allocations::commands::set;
use app::allocations::edit::{YearPage, page};
use app::allocations::form::{AllocationsForm, CountRow, PartRow};
use app::allocations::queries::{Overview, overview};
use app::error::AppError;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use domain::organisations::Role;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseConnection;

pub const MERENVELD: &str = include_str!("../../../server/regions/test-region.toml");
pub const TWENTE: &str = include_str!("../../../server/regions/twente.toml");

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// Both regions are there, so that each test also shows that one does not see the other.
pub async fn load_regions(database: &DatabaseConnection) {
    for text in [MERENVELD, TWENTE] {
        load(database, &parse(text).unwrap(), now()).await.unwrap();
    }
}

/// A request by a new account of this organisation and role.
pub async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

pub fn asked(year: &str) -> ParamsMap {
    if year.is_empty() { ParamsMap::new() } else { [("jaar".to_owned(), year.to_owned())].into_iter().collect() }
}

pub async fn year_of(request: &Request, slug: &str, year: i32) -> Result<YearPage, AppError> {
    page(request, slug, &asked(&year.to_string())).await
}

pub async fn region_in(request: &Request, year: i32) -> Overview {
    overview(request, &asked(&year.to_string())).await.unwrap()
}

/// The form as it is opened now, with this number of the only urgent group, and what the only corporatie took of it.
pub async fn filled(request: &Request, slug: &str, year: i32, count: &str, taken: &str) -> AllocationsForm {
    let page = year_of(request, slug, year).await.unwrap();
    let group = page.groups[0].id.to_string();
    let part = |(organisation, _): &(domain::ids::OrganisationId, String)| PartRow {
        group: group.clone(),
        organisation: organisation.to_string(),
        count: taken.to_owned(),
    };
    AllocationsForm {
        municipality: slug.to_owned(),
        year: year.to_string(),
        version: page.version.to_string(),
        counts: vec![CountRow { group: group.clone(), count: count.to_owned() }],
        parts: page.corporations.iter().map(part).collect(),
        note: page.content.note.unwrap_or_default(),
        ..AllocationsForm::default()
    }
}

pub async fn told(request: &Request, form: &AllocationsForm) {
    match set(request, form).await.unwrap() {
        FormReply::Done { location } => assert!(location.contains("melding=toewijzingen"), "{location}"),
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

pub async fn refused(request: &Request, form: &AllocationsForm) -> Rejection {
    match set(request, form).await.unwrap() {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("went on to {location}"),
    }
}

pub fn fields(rejection: &Rejection) -> Vec<&str> {
    rejection.problems.iter().map(|problem| problem.field.as_str()).collect()
}
