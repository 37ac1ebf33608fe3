//! Bottlenecks in the database: what saving them does, who sees what of them, and the dwellings that they put at risk.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod projects;
mod risk;
mod saving;
mod seeing;
mod steps;

use app::bottlenecks::commands::create;
use app::bottlenecks::form::BottleneckForm;
use app::commitments::entity::{commitment, commitment_dwelling};
use app::regions::entity::{municipality, organisation};
use app::regions::file::parse;
use app::regions::load::load;
use app::regions::vision::success_factor;
use app::request::Request;
use app::targets::entity::measure;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");
const OTHER: &str = include_str!("../../../server/regions/twente.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

async fn load_region(database: &DatabaseConnection) {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
}

async fn load_other_region(database: &DatabaseConnection) {
    load(database, &parse(OTHER).unwrap(), now()).await.unwrap();
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

/// A commitment of the test region, in the agenda of this gemeente or the region's own. A concept that quotes nothing is
/// seen by its gemeente and the aanjagers only.
async fn commitment(database: &DatabaseConnection, number: &str, agenda: Option<&str>, state: LifeCycle) -> Uuid {
    let municipality_id = match agenda {
        Some(name) => Some(municipality_id(database, name).await),
        None => None,
    };
    let region_id = region_of(database, "Gemeente Oosterzijl").await;
    let id = Uuid::now_v7();
    let title = format!("Woningen van {number}");
    let row = commitment::ActiveModel {
        id: Set(id),
        region_id: Set(region_id),
        municipality_id: Set(municipality_id),
        number: Set(number.to_owned()),
        search_text: Set(format!("{number}\n{title}").to_lowercase()),
        title: Set(title),
        life_cycle: Set(state.code().to_owned()),
        example: Set(false),
        version: Set(1),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    };
    row.insert(database).await.unwrap();
    id
}

async fn region_of(database: &DatabaseConnection, organisation: &str) -> Uuid {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(organisation));
    named.one(database).await.unwrap().unwrap().region_id
}

/// So many dwellings of each of the first measures of the region.
async fn dwellings(database: &DatabaseConnection, commitment: Uuid, counts: &[i32]) {
    let region = region_of(database, "Gemeente Oosterzijl").await;
    let measures = measure::Entity::find().filter(measure::Column::RegionId.eq(region)).all(database).await.unwrap();
    assert!(measures.len() >= counts.len());
    for (measure, count) in measures.iter().zip(counts) {
        let row = commitment_dwelling::ActiveModel {
            commitment_id: Set(commitment),
            measure_id: Set(measure.id),
            count: Set(*count),
        };
        commitment_dwelling::Entity::insert(row).exec_without_returning(database).await.unwrap();
    }
}

/// A form that may be saved by who is of the owner.
async fn filled(database: &DatabaseConnection, owner: &str, commitments: &[Uuid]) -> BottleneckForm {
    let region = region_of(database, "Gemeente Oosterzijl").await;
    let factor = success_factor::Entity::find().filter(success_factor::Column::RegionId.eq(region));
    BottleneckForm {
        title: "Geen stroom".to_owned(),
        success_factor: factor.one(database).await.unwrap().unwrap().id.to_string(),
        owner: organisation_id(database, owner).await.to_string(),
        owner_function: "Wethouder wonen".to_owned(),
        action: "Overleg met de netbeheerder".to_owned(),
        acting: organisation_id(database, "Stichting Plaswonen").await.to_string(),
        commitments: commitments.iter().map(ToString::to_string).collect(),
        ..Default::default()
    }
}

/// The id of what was saved, out of the address where the person goes on.
fn saved(reply: FormReply) -> Uuid {
    match reply {
        FormReply::Done { location } => {
            location.trim_start_matches("/knelpunten/").split('?').next().unwrap().parse().unwrap()
        }
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("saved at {location}"),
    }
}

fn fields(rejection: &Rejection) -> Vec<&str> {
    rejection.problems.iter().map(|problem| problem.field.as_str()).collect()
}

/// An open bottleneck of Oosterzijl that blocks these.
async fn bottleneck(request: &Request, commitments: &[Uuid]) -> Uuid {
    let form = filled(request.database(), "Gemeente Oosterzijl", commitments).await;
    saved(create(request, &form).await.unwrap())
}
