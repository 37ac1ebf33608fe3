//! Decisions and pledges: recorded, carried over, reported back.

use app::decisions::commands::{change, record, report_back};
use app::decisions::entity::decision;
use app::decisions::filter::Filter;
use app::decisions::form::{DecisionForm, ReportForm, YES};
use app::decisions::queries::{change_page, list, show};
use app::error::AppError;
use app::meetings::queries::show as show_meeting;
use app::request::Request;
use chrono::NaiveDate;
use domain::decisions::State;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, Set};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    SECRETARY, add_item, decided, decision_form, fields, held, load_region, messages, planned, rejected, request_of,
    saved,
};

fn report(decision: Uuid, version: i32, meeting: Uuid, text: &str) -> ReportForm {
    let (id, version, meeting) = (decision.to_string(), version.to_string(), meeting.to_string());
    ReportForm { id, version, meeting, text: text.to_owned() }
}

async fn carried(request: &Request, meeting: Uuid) -> Vec<String> {
    show_meeting(request, meeting).await.unwrap().carried_over.into_iter().map(|line| line.text).collect()
}

on_both_databases!(it_is_carried_over_until_it_is_reported_back, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let first = held(&staff, "1-9-2026").await;
    let second = held(&staff, "1-10-2026").await;
    let third = planned(&staff, "1-12-2026").await;
    let id = decided(&staff, first, "Einddatum naar 2028", Some("maart 2027")).await;
    decided(&staff, first, "Cijfers aanleveren", None).await;
    decided(&staff, first, "Eerder klaar", Some("1-11-2026")).await;
    // What is due first comes first, what has no date last.
    let all = ["Eerder klaar", "Einddatum naar 2028", "Cijfers aanleveren"];
    assert_eq!(carried(&staff, second).await, all);
    assert_eq!(carried(&staff, third).await, all);
    assert_eq!(carried(&staff, first).await, Vec::<String>::new());

    for wrong in [report(id, 1, first, "Gedaan"), report(id, 1, third, "Gedaan")] {
        assert_eq!(fields(&rejected(report_back(&staff, &wrong).await.unwrap())), ["meeting"]);
    }
    assert_eq!(fields(&rejected(report_back(&staff, &report(id, 1, second, " ")).await.unwrap())), ["text"]);
    assert_eq!(rejected(report_back(&staff, &report(id, 7, second, "Gedaan")).await.unwrap()).status, 409);
    saved(report_back(&staff, &report(id, 1, second, "De raad is akkoord")).await.unwrap());
    // The meeting that hears of it has it on its agenda too; later ones do not.
    assert_eq!(carried(&staff, second).await, all);
    assert_eq!(carried(&staff, third).await, ["Eerder klaar", "Cijfers aanleveren"]);
    let twice = rejected(report_back(&staff, &report(id, 2, second, "Nog eens")).await.unwrap());
    assert!(messages(&twice).contains("al teruggekoppeld"), "{twice:?}");
});

on_both_databases!(the_list_begins_with_what_is_open_and_says_what_is_late, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let first = held(&staff, "1-9-2026").await;
    let second = held(&staff, "1-10-2026").await;
    let done = decided(&staff, first, "Gedaan", Some("1-10-2026")).await;
    decided(&staff, first, "Zonder dag", None).await;
    decided(&staff, second, "Te laat", Some("1-11-2026")).await;
    saved(report_back(&staff, &report(done, 1, second, "Klaar")).await.unwrap());
    let page = list(&staff, &Filter::default()).await.unwrap();
    let lines: Vec<_> = page.lines.iter().map(|line| (line.text.as_str(), line.overdue)).collect();
    assert_eq!(lines, [("Te laat", true), ("Zonder dag", false), ("Gedaan", false)]);
    let open = Filter { state: Some(State::Open), ..Filter::default() };
    assert_eq!(list(&staff, &open).await.unwrap().total, 2);
    let of_nobody = Filter { owner: Some(Uuid::nil()), ..Filter::default() };
    assert_eq!(list(&staff, &of_nobody).await.unwrap().unknown.len(), 1);
});

on_both_databases!(a_date_or_none_is_said_and_the_rest_is_told, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = held(&staff, "20-11-2026").await;
    let form = decision_form(database, id, "Besluit", None).await;
    for (wrong, field) in [
        (DecisionForm { no_date: vec![], ..form.clone() }, "due"),
        (DecisionForm { due: "maart 2027".to_owned(), no_date: vec![YES.to_owned()], ..form.clone() }, "due"),
        (DecisionForm { text: "lang 🏠".repeat(10_000), ..form.clone() }, "text"),
        (DecisionForm { owner: Uuid::nil().to_string(), ..form.clone() }, "owner"),
        (DecisionForm { item: Uuid::nil().to_string(), ..form.clone() }, "item"),
        (DecisionForm { search: "bestaat-niet".to_owned(), ..form.clone() }, "search"),
    ] {
        assert_eq!(fields(&rejected(record(&staff, &wrong).await.unwrap())), [field]);
    }
    let early = planned(&staff, "12-3-2027").await;
    add_item(&staff, early, "Later").await;
    let early = decision_form(database, early, "Te vroeg", None).await;
    assert!(messages(&rejected(record(&staff, &early).await.unwrap())).contains("nog niet rond"));
});

on_both_databases!(it_is_not_to_be_ready_before_it_was_decided, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let meeting = held(&staff, "20-11-2026").await;
    let early = decision_form(database, meeting, "Te vroeg", Some("19-11-2026")).await;
    assert_eq!(fields(&rejected(record(&staff, &early).await.unwrap())), ["due"]);
    // In the same month may be after it.
    let id = decided(&staff, meeting, "Op tijd", Some("november 2026")).await;
    // One from before this was asked can be worded otherwise.
    let before = decision::ActiveModel {
        id: Set(id),
        due: Set(Some("2026-10".to_owned())),
        due_last_day: Set(NaiveDate::from_ymd_opt(2026, 10, 31)),
        ..Default::default()
    };
    before.update(&database.connection).await.unwrap();
    let form = change_page(&staff, meeting, id).await.unwrap().form;
    let worded = DecisionForm { text: "Anders gezegd".to_owned(), ..form };
    saved(change(&staff, &worded).await.unwrap());
    let form = change_page(&staff, meeting, id).await.unwrap().form;
    let early = DecisionForm { due: "september 2026".to_owned(), ..form };
    assert_eq!(fields(&rejected(change(&staff, &early).await.unwrap())), ["due"]);
});

on_both_databases!(it_can_be_put_right_until_it_is_reported_back, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let first = held(&staff, "1-9-2026").await;
    let second = held(&staff, "1-10-2026").await;
    let id = decided(&staff, first, "Eindatum naar 2028", Some("maart 2027")).await;
    let form = change_page(&staff, first, id).await.unwrap().form;
    let right = DecisionForm { text: "Einddatum naar 2028".to_owned(), ..form.clone() };
    saved(change(&staff, &right).await.unwrap());
    assert_eq!(show(&staff, id).await.unwrap().line.text, "Einddatum naar 2028");
    let conflict =
        rejected(change(&staff, &DecisionForm { text: "Anders".to_owned(), ..form }).await.unwrap()).conflict;
    assert_eq!(conflict.unwrap().version, 2);
    saved(report_back(&staff, &report(id, 2, second, "Gedaan")).await.unwrap());
    let form = change_page(&staff, first, id).await.unwrap().form;
    let late = rejected(change(&staff, &DecisionForm { text: "Te laat".to_owned(), ..form }).await.unwrap());
    assert!(messages(&late).contains("teruggekoppeld"), "{late:?}");
    // It belongs to the meeting in its address, and to no other.
    assert_eq!(change_page(&staff, second, id).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(who_carries_it_reports_back_and_others_only_read, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let first = held(&staff, "1-9-2026").await;
    let second = held(&staff, "1-10-2026").await;
    let id = decided(&staff, first, "Einddatum naar 2028", None).await;
    for (organisation, role) in [
        ("Stichting Plaswonen", Role::Reader),
        ("Zorgkantoor Merenveld", Role::Staff),
        (SECRETARY, Role::Administrator),
    ] {
        let request = request_of(database, organisation, role).await;
        let page = show(&request, id).await.unwrap();
        assert!(!page.may_report && !page.may_change);
        let form = report(id, 1, second, "Gedaan");
        assert_eq!(report_back(&request, &form).await.unwrap_err(), AppError::Forbidden);
        let form = decision_form(database, first, "Ook dit", None).await;
        assert_eq!(record(&request, &form).await.unwrap_err(), AppError::Forbidden);
    }
    let owner = request_of(database, "Stichting Plaswonen", Role::Executive).await;
    let page = show(&owner, id).await.unwrap();
    assert!(page.may_report && !page.may_change);
    assert_eq!(page.meetings.len(), 1);
    saved(report_back(&owner, &report(id, 1, second, "Gedaan")).await.unwrap());
});
