//! A project that is built, and who is about it.

use std::collections::BTreeMap;

use crate::common::asking::request_at;
use app::deliveries::entity::lot;
use app::deliveries::form::{CorrectForm, ReportForm, VerifyForm};
use app::deliveries::queries::{LedgerPage, ledger};
use app::deliveries::records::Book;
use app::projects::commands::create;
use app::projects::form::{CountRow, PartyRow, ProjectForm};
use app::regions::entity::{municipality, organisation};
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use app::targets::entity::measure;
use app::tasks::queries::tasks;
use app::tasks::wanted::Wanted;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use domain::organisations::Role;
use domain::projects::DwellingType;
use domain::tasks::TaskKind;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use uuid::Uuid;

const REGION: &str = include_str!("../../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// A request by a new account of this organisation and role.
pub async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

/// A project in Oosterzijl of 60 dwellings, 24 of them with care, built by Stichting Plaswonen; and who is about it.
pub struct Cast {
    pub builder: Request,
    pub official: Request,
    pub project: Uuid,
    pub care: String,
}

pub async fn cast(database: &DatabaseConnection) -> Cast {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let place = municipality::Entity::find().filter(municipality::Column::Slug.eq("oosterzijl"));
    let corporatie = organisation::Entity::find().filter(organisation::Column::Name.eq("Stichting Plaswonen"));
    let care = measure::Entity::find().filter(measure::Column::NeedsIntent.eq(true));
    let care = care.one(database).await.unwrap().unwrap().id.to_string();
    let form = ProjectForm {
        name: "Hof van Noord".to_owned(),
        municipality: place.one(database).await.unwrap().unwrap().id.to_string(),
        confidentiality: "openbaar".to_owned(),
        status: "actief".to_owned(),
        dwellings: "60".to_owned(),
        planned: "2029".to_owned(),
        counts: vec![CountRow {
            kind: care.clone(),
            tenure: "sociale-huur".to_owned(),
            stock: "nieuwbouw".to_owned(),
            count: "24".to_owned(),
        }],
        parties: vec![PartyRow {
            role: "corporatie".to_owned(),
            organisation: corporatie.one(database).await.unwrap().unwrap().id.to_string(),
        }],
        ..ProjectForm::default()
    };
    let location = went_on(create(&builder, &form).await.unwrap());
    let id = location.trim_start_matches("/projecten/").split('?').next().unwrap();
    Cast { project: id.parse().unwrap(), builder, official, care }
}

impl Cast {
    pub async fn page(&self) -> LedgerPage {
        ledger(&self.official, self.project).await.unwrap()
    }

    /// A report as it is filled in by somebody who has just opened the form.
    pub async fn report(&self, count: &str) -> ReportForm {
        ReportForm {
            id: self.project.to_string(),
            seen: self.page().await.head.seen.to_string(),
            kind: self.care.clone(),
            count: count.to_owned(),
            delivered_on: "20-11-2026".to_owned(),
            address: "Zuidmolen 1 t/m 24".to_owned(),
            ..ReportForm::default()
        }
    }

    pub async fn verdict(&self, delivery: Uuid, verified: &str, returned: &str) -> VerifyForm {
        VerifyForm {
            id: self.project.to_string(),
            delivery: delivery.to_string(),
            seen: self.page().await.head.seen.to_string(),
            verified: verified.to_owned(),
            returned: returned.to_owned(),
            reason: "De douche heeft een drempel.".to_owned(),
        }
    }

    pub async fn correction(&self, delivery: Uuid, count: &str, into: &str) -> CorrectForm {
        CorrectForm {
            id: self.project.to_string(),
            delivery: delivery.to_string(),
            seen: self.page().await.head.seen.to_string(),
            count: count.to_owned(),
            into: into.to_owned(),
            reason: "Gelijkvloers, niet zorggeschikt.".to_owned(),
        }
    }
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

pub fn fields(reply: FormReply) -> Vec<String> {
    rejected(reply).problems.into_iter().map(|problem| problem.field).collect()
}

pub async fn newest_report(database: &DatabaseConnection) -> Uuid {
    let rows = lot::Entity::find().all(database).await.unwrap();
    rows.into_iter().map(|row| row.id).max().unwrap()
}

/// Per type: verified, waiting, returned, as the lots have it; which is what the entries add up to.
pub async fn standing(database: &DatabaseConnection, project: Uuid) -> BTreeMap<Option<Uuid>, (i32, i32, i32)> {
    let mut sums = BTreeMap::new();
    for row in lot::Entity::find().filter(lot::Column::ProjectId.eq(project)).all(database).await.unwrap() {
        let sum = sums.entry(row.measure_id).or_insert((0, 0, 0));
        *sum = (sum.0 + row.verified, sum.1 + row.waiting, sum.2 + row.returned);
    }
    let ledger = Book::of(database, project).await.unwrap().ledger;
    for (measure, sum) in &sums {
        let folded = ledger.of_type(DwellingType::from(measure.map(Into::into)));
        let folded = [folded.verified, folded.waiting, folded.returned].map(|count| i32::try_from(count).unwrap());
        assert_eq!([sum.0, sum.1, sum.2], folded);
    }
    sums
}

pub async fn kinds(request: &Request) -> Vec<TaskKind> {
    let of_deliveries = |kind: &TaskKind| matches!(kind, TaskKind::VerifyDelivery | TaskKind::CorrectDelivery);
    tasks(request, Wanted::default())
        .await
        .unwrap()
        .into_iter()
        .map(|section| section.kind)
        .filter(of_deliveries)
        .collect()
}
