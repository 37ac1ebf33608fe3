//! Meetings in the database: who plans and changes them, the order of their agendas, their steps, and what is decided there.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod agenda;
mod cancelling;
mod carrying_out;
#[path = "../common/mod.rs"]
mod common;
mod deciding;
mod evening;
mod notes;
mod papers;
mod planning;
mod seeing;

use app::decisions::commands::record;
use app::decisions::form::{DecisionForm, YES};
use app::meetings::commands::{create, save_attendance, step_forward};
use app::meetings::form::{AttendanceForm, AttendantRow, ItemForm, MeetingForm, StepForm};
use app::meetings::items;
use app::meetings::queries::{ItemLine, PointLine, show};
use app::regions::entity::organisation;
use app::regions::file::parse;
use app::regions::load::load;
use app::regions::vision::body;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");
const OTHER: &str = include_str!("../../../server/regions/twente.toml");
const SECRETARY: &str = "Gemeente Oosterzijl";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// The items on the agenda, without proposals.
async fn items_on(request: &Request, meeting: Uuid) -> Vec<ItemLine> {
    let points = show(request, meeting).await.unwrap().points.into_iter();
    let item = |point| match point {
        PointLine::Item(item) => Some(item),
        PointLine::Proposal(_) => None,
    };
    points.filter_map(item).collect()
}

/// The test region, whose body has a secretary and seats.
fn region() -> String {
    let body = "meetings_per_year = 4\n";
    assert!(REGION.contains(body));
    REGION.replace(
        body,
        &format!(
            "{body}secretary = \"{SECRETARY}\"\nsecretary_function = \"Bestuurssecretaris\"\n\
             seats = [{{ organisation = \"{SECRETARY}\", function = \"Wethouder wonen\" }}, \
             {{ organisation = \"Zorgkantoor Merenveld\" }}]\n"
        ),
    )
}

async fn load_region(database: &DatabaseConnection) {
    let (region, again) = (parse(&region()).unwrap(), parse(&region()).unwrap());
    load(database, &region, now()).await.unwrap();
    assert!(load(database, &again, now()).await.unwrap().is_unchanged());
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

/// The only body of the test region.
async fn table(database: &DatabaseConnection) -> Uuid {
    let named = body::Entity::find().filter(body::Column::Name.eq("Bestuurlijke tafel Merenveld"));
    named.one(database).await.unwrap().unwrap().id
}

async fn planned(request: &Request, day: &str) -> Uuid {
    let body = table(request.database()).await.to_string();
    let form =
        MeetingForm { body, date: day.to_owned(), place: "Stadhuis Oosterzijl".to_owned(), ..Default::default() };
    in_address(saved(create(request, &form).await.unwrap()), "/overleggen/")
}

fn item_form(meeting: Uuid, title: &str) -> ItemForm {
    let purpose = "informeren".to_owned();
    ItemForm { id: meeting.to_string(), title: title.to_owned(), purpose, ..Default::default() }
}

async fn add_item(request: &Request, meeting: Uuid, title: &str) {
    saved(items::add(request, &item_form(meeting, title)).await.unwrap());
}

fn step(meeting: Uuid, version: i32, to: &str) -> StepForm {
    StepForm { id: meeting.to_string(), version: version.to_string(), to: to.to_owned(), ..Default::default() }
}

/// A meeting of this day, held, with one item.
async fn held(request: &Request, day: &str) -> Uuid {
    let id = planned(request, day).await;
    add_item(request, id, "Voortgang").await;
    saved(step_forward(request, &step(id, 1, "stukken-rond")).await.unwrap());
    let row = AttendantRow {
        organisation: organisation_id(request.database(), SECRETARY).await.to_string(),
        function: "Wethouder wonen".to_owned(),
        presence: "aanwezig".to_owned(),
    };
    let form =
        AttendanceForm { id: id.to_string(), version: "2".to_owned(), attendance: vec![row], ..Default::default() };
    saved(save_attendance(request, &form).await.unwrap());
    saved(step_forward(request, &step(id, 3, "gehouden")).await.unwrap());
    id
}

async fn decision_form(database: &DatabaseConnection, meeting: Uuid, text: &str, due: Option<&str>) -> DecisionForm {
    DecisionForm {
        id: meeting.to_string(),
        kind: "besluit".to_owned(),
        text: text.to_owned(),
        owner: organisation_id(database, "Stichting Plaswonen").await.to_string(),
        due: due.unwrap_or_default().to_owned(),
        no_date: if due.is_some() { vec![] } else { vec![YES.to_owned()] },
        ..Default::default()
    }
}

/// Records a decision, and finds its id on the page of its meeting.
async fn decided(request: &Request, meeting: Uuid, text: &str, due: Option<&str>) -> Uuid {
    let form = decision_form(request.database(), meeting, text, due).await;
    saved(record(request, &form).await.unwrap());
    let page = show(request, meeting).await.unwrap();
    page.decisions.iter().find(|line| line.text == text).unwrap().id
}

/// The address where the person goes on.
fn saved(reply: FormReply) -> String {
    match reply {
        FormReply::Done { location } => location,
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

fn in_address(address: String, before: &str) -> Uuid {
    address.trim_start_matches(before).split(['?', '/']).next().unwrap().parse().unwrap()
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
