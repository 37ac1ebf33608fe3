//! Commitments in the database: who sees them, and what saving them does.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod agreeing;
mod comments;
#[path = "../common/mod.rs"]
mod common;
mod documents;
mod files;
mod history;
mod links;
mod loading;
mod many;
mod milestones;
mod occurrences;
mod printing;
mod projects;
mod round;
mod saving;
mod seeing;
mod tasks;
mod trail;
mod waiting;
mod waiting_seen;

use app::regions::entity::{municipality, organisation};
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

async fn load_region(database: &DatabaseConnection) {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
}

/// A request by a new account of this organisation and role.
async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

async fn organisation_id(database: &DatabaseConnection, name: &str) -> Uuid {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(database).await.unwrap().unwrap().id
}

async fn municipality_id(database: &DatabaseConnection, name: &str) -> Uuid {
    let named = municipality::Entity::find().filter(municipality::Column::Name.eq(name));
    named.one(database).await.unwrap().unwrap().id
}
