//! What recurs: each occurrence is told of on its own, and the first of which nothing was told is what is due.

use app::audit::entity::audit_entry;
use app::commitments::commands::{change as change_commitment, create};
use app::commitments::entity::commitment;
use app::commitments::filter::{DueFilter, Filter};
use app::commitments::form::CommitmentForm;
use app::commitments::occurrences::commands::report;
use app::commitments::occurrences::form::OccurrenceForm;
use app::commitments::occurrences::queries::{one, page};
use app::commitments::queries::{list, show};
use app::error::AppError;
use app::request::Request;
use app::tasks::queries::tasks;
use app::tasks::wanted::Wanted;
use app::ui::form::FormReply;
use chrono::NaiveDate;
use domain::audit::Event;
use domain::organisations::Role;
use domain::tasks::TaskKind;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::{filled, form_to_change, rejected, saved};
use super::{load_region, request_of};

async fn yearly_since_2025(database: &DatabaseConnection, official: &Request) -> Uuid {
    let form = CommitmentForm { start: "2025".to_owned(), due: "elk jaar".to_owned(), ..filled(database).await };
    saved(create(official, &form).await.unwrap())
}

fn told(id: Uuid, occurrence: &str, version: i32) -> OccurrenceForm {
    OccurrenceForm {
        id: id.to_string(),
        occurrence: occurrence.to_owned(),
        version: version.to_string(),
        outcome: "gedaan".to_owned(),
        done_on: "3-12-2025".to_owned(),
        note: String::new(),
    }
}

async fn due(database: &DatabaseConnection, id: Uuid) -> Option<NaiveDate> {
    commitment::Entity::find_by_id(id).one(database).await.unwrap().unwrap().due_last_day
}

fn end_of(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

fn went_on(reply: FormReply) {
    assert!(matches!(&reply, FormReply::Done { .. }), "{reply:?}");
}

async fn late(request: &Request, id: Uuid) -> Vec<String> {
    let sections = tasks(request, Wanted::default()).await.unwrap();
    let overdue = sections.into_iter().filter(|section| section.kind == TaskKind::Overdue);
    let hrefs = overdue.flat_map(|section| section.tasks).map(|task| task.href);
    hrefs.filter(|href| href.contains(&id.to_string())).collect()
}

on_both_databases!(an_occurrence_is_late_until_it_is_told_of, async |database| {
    load_region(database).await;
    let official = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = yearly_since_2025(database, &official).await;
    assert_eq!(due(database, id).await, end_of(2025));
    assert!(show(&official, id).await.unwrap().row.overdue);
    assert_eq!(late(&official, id).await, [format!("/afspraken/{id}/keren/2025")]);
    let filter = Filter { due: Some(DueFilter::Overdue), ..Filter::default() };
    let listed = async || {
        let visibility = official.visibility();
        let page = list(&database.connection, &visibility, &filter, official.reckoning()).await.unwrap();
        page.rows.iter().any(|row| row.id == id)
    };
    assert!(listed().await);

    let version = show(&official, id).await.unwrap().version;
    went_on(report(&official, &told(id, "2025", 0)).await.unwrap());
    assert_eq!(due(database, id).await, end_of(2026));
    let shown = show(&official, id).await.unwrap();
    assert!(!shown.row.overdue && !listed().await && late(&official, id).await.is_empty());
    assert_eq!((shown.version, shown.timeline[0].event), (version, Event::OccurrenceReported));
    let card = shown.beside.iter().find(|card| card.anchor == "keren").unwrap();
    let lines: Vec<_> = card.lines.iter().map(|line| (line.text.as_str(), line.below.as_str())).collect();
    assert_eq!(lines, [("2026", "Nog te doen"), ("2025", "Gedaan op 03-12-2025")]);
});

on_both_databases!(what_was_told_can_be_put_right_by_who_saw_it, async |database| {
    load_region(database).await;
    let official = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = yearly_since_2025(database, &official).await;
    went_on(report(&official, &told(id, "2025", 0)).await.unwrap());
    let not_done = |version| OccurrenceForm {
        outcome: "niet-gedaan".to_owned(),
        done_on: String::new(),
        note: "Het geld was er niet.".to_owned(),
        ..told(id, "2025", version)
    };
    let old = rejected(report(&official, &not_done(0)).await.unwrap());
    assert_eq!(old.status, 409);
    went_on(report(&official, &not_done(1)).await.unwrap());
    let (_, line) = one(&official, id, "2025").await.unwrap();
    assert_eq!((line.told(), line.version), ("Niet gedaan".to_owned(), 2));
    // Told once more it changes nothing.
    went_on(report(&official, &not_done(2)).await.unwrap());
    let of_it = audit_entry::Entity::find().filter(audit_entry::Column::SubjectId.eq(id));
    let entries = of_it.filter(audit_entry::Column::Event.eq(Event::OccurrenceReported.code()));
    assert_eq!(entries.count(&database.connection).await.unwrap(), 2);
});

on_both_databases!(what_cannot_be_told_is_refused, async |database| {
    load_region(database).await;
    let official = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = yearly_since_2025(database, &official).await;
    let fields = async |form: OccurrenceForm| {
        let rejection = rejected(report(&official, &form).await.unwrap());
        assert_eq!(rejection.status, 422);
        rejection.problems.into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(told(id, "2027", 0)).await, ["outcome"]);
    assert_eq!(fields(told(id, "2026-H1", 0)).await, ["outcome"]);
    assert_eq!(fields(OccurrenceForm { outcome: String::new(), ..told(id, "2025", 0) }).await, ["outcome"]);
    assert_eq!(fields(OccurrenceForm { done_on: "1-1-2099".to_owned(), ..told(id, "2025", 0) }).await, ["done_on"]);
    assert_eq!(report(&official, &told(id, "onzin", 0)).await.unwrap_err(), AppError::NotFound);
    assert_eq!(one(&official, id, "2027").await.unwrap_err(), AppError::NotFound);

    let once = saved(create(&official, &filled(database).await).await.unwrap());
    let today = OccurrenceForm { done_on: "21-11-2026".to_owned(), ..told(once, "2026", 0) };
    assert_eq!(fields(today).await, ["outcome"]);
    assert_eq!(fields(OccurrenceForm { done_on: "1-1-2024".to_owned(), ..told(id, "2025", 0) }).await, ["done_on"]);
    assert!(!page(&official, once).await.unwrap().recurs);

    let reader = request_of(database, "Stichting Plaswonen", Role::Reader).await;
    assert_eq!(report(&reader, &told(id, "2025", 0)).await.unwrap_err(), AppError::Forbidden);
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    assert_eq!(report(&stranger, &told(id, "2025", 0)).await.unwrap_err(), AppError::NotFound);
    assert_eq!(due(database, id).await, end_of(2025));
});

on_both_databases!(what_recurs_more_often_from_now_on_keeps_what_was_told, async |database| {
    load_region(database).await;
    let official = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = yearly_since_2025(database, &official).await;
    went_on(report(&official, &told(id, "2025", 0)).await.unwrap());
    let form = form_to_change(&official, id).await;
    went_on(change_commitment(&official, &CommitmentForm { due: "elk halfjaar".to_owned(), ..form }).await.unwrap());
    assert_eq!(due(database, id).await, NaiveDate::from_ymd_opt(2026, 6, 30));
    let labels: Vec<String> =
        page(&official, id).await.unwrap().lines.iter().map(|line| line.occurrence.label()).collect();
    assert_eq!(labels, ["2e helft 2026", "1e helft 2026", "2025"]);
});
