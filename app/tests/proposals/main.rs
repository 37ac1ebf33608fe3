//! Proposals in the database: who writes them, where they go in which order, and who writes down what came of it.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod concluding;
mod deciding;
mod routing;
mod seeing;
mod writing;

use app::meetings::commands::create as plan;
use app::meetings::form::MeetingForm;
use app::meetings::queries::PointLine;
use app::proposals::commands::create;
use app::proposals::form::{ConclusionForm, ProposalForm, RemoveStepForm, StepForm};
use app::proposals::queries::{AgendaLine, show};
use app::proposals::steps;
use app::regions::entity::organisation;
use app::regions::file::parse;
use app::regions::load::load;
use app::regions::vision::body;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");
const OTHER: &str = include_str!("../../../server/regions/twente.toml");
/// Of the body `WONEN`.
const SECRETARY: &str = "Gemeente Oosterzijl";
/// Whose proposals they are, and the secretary of the body `ZORG`.
const WRITER: &str = "Stichting Plaswonen";
const OUTSIDER: &str = "Zorgkantoor Merenveld";
const WONEN: &str = "BO Wonen Merenveld";
const ZORG: &str = "BO Zorg Merenveld";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// The proposals on the agenda of a meeting.
async fn lines_on(request: &Request, meeting: Uuid) -> Vec<AgendaLine> {
    let points = app::meetings::queries::show(request, meeting).await.unwrap().points.into_iter();
    let proposal = |point| match point {
        PointLine::Proposal(line) => Some(line),
        PointLine::Item(_) => None,
    };
    points.filter_map(proposal).collect()
}

/// The test region, with a body of either domain.
async fn load_region(database: &DatabaseConnection) {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
    for (name, secretary) in [(WONEN, SECRETARY), (ZORG, WRITER)] {
        let secretary = organisation_of(database, secretary).await;
        let row = body::Model {
            id: Uuid::now_v7(),
            region_id: secretary.region_id,
            position: 99,
            name: name.to_owned(),
            members: None,
            meetings_per_year: None,
            secretary_id: Some(secretary.id),
            secretary_function: None,
            source_id: None,
            source_detail: None,
        };
        row.into_active_model().insert(database).await.unwrap();
    }
}

async fn load_other_region(database: &DatabaseConnection) {
    load(database, &parse(OTHER).unwrap(), now()).await.unwrap();
}

async fn organisation_of(database: &DatabaseConnection, name: &str) -> organisation::Model {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(database).await.unwrap().unwrap()
}

async fn body_id(database: &DatabaseConnection, name: &str) -> Uuid {
    body::Entity::find().filter(body::Column::Name.eq(name)).one(database).await.unwrap().unwrap().id
}

/// A request by a new account of this organisation and role.
async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

async fn staff(database: &DatabaseConnection, organisation: &str) -> Request {
    request_of(database, organisation, Role::Staff).await
}

fn text(title: &str) -> ProposalForm {
    ProposalForm {
        title: title.to_owned(),
        proposed: "Eén regeling voor de regio".to_owned(),
        decision: "De regeling vaststellen".to_owned(),
        ..ProposalForm::default()
    }
}

async fn written(request: &Request, title: &str) -> Uuid {
    in_address(saved(create(request, &text(title)).await.unwrap()))
}

/// With the newest version of the steps.
async fn step_form(request: &Request, id: Uuid, body: &str, date: &str, purpose: &str) -> StepForm {
    StepForm {
        id: id.to_string(),
        version: versions(request, id).await.0,
        body: body_id(request.database(), body).await.to_string(),
        date: date.to_owned(),
        purpose: purpose.to_owned(),
        ..StepForm::default()
    }
}

/// Of the steps, and of the text.
async fn versions(request: &Request, id: Uuid) -> (String, String) {
    let found = app::proposals::queries::one(request.database(), &request.visibility(), id).await.unwrap();
    (found.row.route_version.to_string(), found.row.version.to_string())
}

async fn routed(request: &Request, id: Uuid, body: &str, date: &str, purpose: &str) -> Uuid {
    let form = step_form(request, id, body, date, purpose).await;
    saved(steps::add(request, &form).await.unwrap());
    show(request, id).await.unwrap().steps.last().unwrap().id
}

async fn conclusion(request: &Request, id: Uuid, step: Uuid, words: &str) -> ConclusionForm {
    let (version, text_version) = versions(request, id).await;
    ConclusionForm { id: id.to_string(), step: step.to_string(), version, text_version, conclusion: words.to_owned() }
}

async fn removal(request: &Request, id: Uuid, step: Uuid) -> RemoveStepForm {
    RemoveStepForm { id: id.to_string(), step: step.to_string(), version: versions(request, id).await.0 }
}

async fn meeting(request: &Request, body: &str, date: &str) -> Uuid {
    let body = body_id(request.database(), body).await.to_string();
    let form = MeetingForm { body, date: date.to_owned(), ..MeetingForm::default() };
    in_address(saved(plan(request, &form).await.unwrap()))
}

/// The address where the person goes on.
fn saved(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

fn in_address(address: String) -> Uuid {
    address.split(['?', '/']).nth(2).unwrap().parse().unwrap()
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

fn messages(rejection: &Rejection) -> String {
    rejection.problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" ")
}
