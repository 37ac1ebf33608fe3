//! Where a proposal goes: one body after the other, on the agendas of their meetings.

use app::dashboard::evening::next_meeting_again;
use app::error::AppError;
use app::meetings::commands::{cancel, change as change_meeting};
use app::meetings::form::{ItemForm, MeetingForm, MoveItemForm, StepForm as MeetingStep, UP};
use app::meetings::items::{self, shift};
use app::meetings::queries::{PointLine, edit_page as edit_meeting, show as show_meeting};
use app::proposals::form::StepForm;
use app::proposals::queries::{Turn, show, step_page};
use app::proposals::steps::{add, change, conclude, remove};
use app::request::Request;
use domain::audit::Event;
use domain::meetings::State;
use domain::organisations::Role;
use domain::routing::Standing;
use uuid::Uuid;

use super::common::on_both_databases;
use super::concluding::put;
use super::{
    OUTSIDER, SECRETARY, WONEN, WRITER, ZORG, conclusion, fields, lines_on, load_region, meeting, messages, rejected,
    removal, request_of, routed, saved, staff, step_form, written,
};

on_both_databases!(it_goes_from_body_to_body_in_order, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let id = written(&writer, "Regeling").await;
    routed(&writer, id, WONEN, "1-12-2026", "adviseren").await;
    let early = step_form(&writer, id, ZORG, "30-11-2026", "vaststellen").await;
    assert_eq!(fields(&rejected(add(&writer, &early).await.unwrap())), ["date"]);
    let second = routed(&writer, id, ZORG, "3-12-2026", "vaststellen").await;
    let page = show(&writer, id).await.unwrap();
    assert_eq!(page.place, format!("bij {WONEN}, 1 december 2026, ter advisering"));
    assert_eq!(page.steps.iter().map(|step| step.open).collect::<Vec<_>>(), [true, false]);
    assert_eq!(page.standing, Standing::Underway);

    let form = step_page(&writer, id, second).await.unwrap().form;
    let before_former = StepForm { date: "1-11-2026".to_owned(), ..form.clone() };
    assert_eq!(fields(&rejected(change(&writer, &before_former).await.unwrap())), ["date"]);
    saved(change(&writer, &StepForm { date: "1-12-2026".to_owned(), ..form.clone() }).await.unwrap());
    assert!(show(&writer, id).await.unwrap().steps.iter().all(|step| step.joint));
    let stale = StepForm { date: "5-12-2026".to_owned(), ..form };
    assert_eq!(rejected(change(&writer, &stale).await.unwrap()).status, 409);
    assert_eq!(rejected(add(&writer, &StepForm { step: String::new(), ..stale }).await.unwrap()).status, 409);
});

on_both_databases!(a_body_sees_what_it_needs_and_exists, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let id = written(&writer, "Regeling").await;
    let form = step_form(&writer, id, WONEN, "1-12-2026", "vaststellen").await;
    let nobody = StepForm { body: Uuid::nil().to_string(), ..form.clone() };
    assert_eq!(fields(&rejected(add(&writer, &nobody).await.unwrap())), ["body"]);
    let nothing = StepForm { id: id.to_string(), ..StepForm::default() };
    assert_eq!(fields(&rejected(add(&writer, &nothing).await.unwrap())), ["body", "date", "purpose"]);
    let text = app::proposals::queries::edit_page(&writer, id).await.unwrap().form;
    let without = app::proposals::form::ProposalForm { decision: String::new(), ..text };
    saved(app::proposals::commands::change(&writer, &without).await.unwrap());
    let refused = rejected(add(&writer, &form).await.unwrap());
    assert!(messages(&refused).contains("welk besluit u vraagt"), "{refused:?}");
    saved(add(&writer, &StepForm { purpose: "adviseren".to_owned(), ..form }).await.unwrap());
});

on_both_databases!(a_step_is_taken_away_until_it_has_its_conclusion, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let secretary = staff(database, SECRETARY).await;
    let id = written(&writer, "Regeling").await;
    let first = routed(&writer, id, WONEN, "1-11-2026", "adviseren").await;
    let second = routed(&writer, id, ZORG, "3-12-2026", "informeren").await;
    let mut stale = removal(&writer, id, second).await;
    stale.version = "1".to_owned();
    assert_eq!(rejected(remove(&writer, &stale).await.unwrap()).status, 409);
    saved(remove(&writer, &removal(&writer, id, second).await).await.unwrap());
    assert_eq!(remove(&writer, &removal(&writer, id, second).await).await.unwrap_err(), AppError::NotFound);
    saved(conclude(&secretary, &conclusion(&secretary, id, first, "Positief").await).await.unwrap());
    let refused = rejected(remove(&writer, &removal(&writer, id, first).await).await.unwrap());
    assert!(messages(&refused).contains("ligt daarmee vast"), "{refused:?}");
    let form = step_page(&writer, id, first).await.unwrap();
    assert!(form.unfit.is_some());
    let moved = StepForm { date: "2-11-2026".to_owned(), ..form.form };
    assert!(messages(&rejected(change(&writer, &moved).await.unwrap())).contains("ligt daarmee vast"));
});

on_both_databases!(only_its_own_staff_and_aanjagers_say_where_it_goes, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let id = written(&writer, "Regeling").await;
    let step = routed(&writer, id, WONEN, "1-12-2026", "adviseren").await;
    let secretary = staff(database, SECRETARY).await;
    let form = step_form(&secretary, id, ZORG, "3-12-2026", "adviseren").await;
    assert_eq!(add(&secretary, &form).await.unwrap_err(), AppError::Forbidden);
    assert_eq!(remove(&secretary, &removal(&secretary, id, step).await).await.unwrap_err(), AppError::Forbidden);
    let page = show(&secretary, id).await.unwrap();
    assert!(!page.may_edit && !page.may_route && !page.steps[0].may_change);
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    saved(add(&driver, &form).await.unwrap());
});

/// The titles on the agenda, with whether it is the body's turn.
async fn agenda(request: &app::request::Request, meeting: Uuid) -> Vec<(String, bool, Vec<String>)> {
    lines_on(request, meeting).await.into_iter().map(|line| (line.title, line.turn == Turn::Open, line.joint)).collect()
}

on_both_databases!(it_stands_on_the_agendas_of_both_bodies_and_moves_along, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let id = written(&writer, "Regeling").await;
    let wonen = meeting(&driver, WONEN, "3-12-2026").await;
    routed(&writer, id, WONEN, "3-12-2026", "vaststellen").await;
    let second = routed(&writer, id, ZORG, "3-12-2026", "vaststellen").await;
    // Planned after the step was.
    let zorg = meeting(&driver, ZORG, "3-12-2026").await;
    let title = || "Regeling".to_owned();
    assert_eq!(agenda(&writer, wonen).await, [(title(), true, vec![ZORG.to_owned()])]);
    assert_eq!(agenda(&writer, zorg).await, [(title(), false, vec![WONEN.to_owned()])]);
    // Who reads of the one the evening before, reads of the other.
    let evening = next_meeting_again(&writer).await.unwrap().unwrap();
    let beside: Vec<_> = evening.beside.iter().map(|link| (link.text.as_str(), link.address.clone())).collect();
    assert_eq!(evening.label, format!("{WONEN}, 3 december 2026"));
    assert_eq!(beside, [(format!("{ZORG}, 3 december 2026").as_str(), app::pack::address_of(zorg))]);

    let form = edit_meeting(&driver, zorg).await.unwrap().form;
    saved(change_meeting(&driver, &MeetingForm { date: "1-12-2026".to_owned(), ..form }).await.unwrap());
    assert_eq!(agenda(&writer, zorg).await, [(title(), false, vec![])]);
    let page = show(&writer, id).await.unwrap();
    assert!(page.steps[1].out_of_order && page.steps[1].meeting == Some(zorg));

    let version = show_meeting(&driver, zorg).await.unwrap().version.to_string();
    let off = MeetingStep { id: zorg.to_string(), version, reason: "Ziekte".to_owned(), ..Default::default() };
    saved(cancel(&driver, &off).await.unwrap());
    assert!(show(&writer, id).await.unwrap().steps[1].cancelled);
    let form = step_page(&writer, id, second).await.unwrap().form;
    saved(change(&writer, &StepForm { date: "10-12-2026".to_owned(), ..form }).await.unwrap());
    assert_eq!(agenda(&writer, zorg).await, []);
});

/// What is on the agenda, and the place of each.
async fn points(request: &Request, meeting: Uuid) -> Vec<(String, Uuid)> {
    let points = show_meeting(request, meeting).await.unwrap().points.into_iter();
    let named = |point| match point {
        PointLine::Item(item) => (item.title, item.id),
        PointLine::Proposal(line) => (line.title, line.step),
    };
    points.map(named).collect()
}

async fn shifted(request: &Request, meeting: Uuid, place: usize, way: &str) {
    let item = points(request, meeting).await[place].1.to_string();
    let form = MoveItemForm {
        id: meeting.to_string(),
        item,
        place: place.to_string(),
        way: way.to_owned(),
        ..Default::default()
    };
    saved(shift(request, &form).await.unwrap());
}

on_both_databases!(it_has_a_place_among_the_items, async |database| {
    load_region(database).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let there = meeting(&driver, WONEN, "3-12-2026").await;
    let add_item = async |title: &str| {
        let item = ItemForm {
            id: there.to_string(),
            title: title.to_owned(),
            purpose: "informeren".to_owned(),
            ..Default::default()
        };
        saved(items::add(&driver, &item).await.unwrap());
    };
    let titles = async || points(&driver, there).await.into_iter().map(|(title, _)| title).collect::<Vec<_>>();
    add_item("Opening").await;
    add_item("Rondvraag").await;
    let id = written(&driver, "Regeling").await;
    let step = routed(&driver, id, WONEN, "3-12-2026", "adviseren").await;
    assert_eq!(titles().await, ["Opening", "Rondvraag", "Regeling"]);
    shifted(&driver, there, 2, UP).await;
    add_item("Sluiting").await;
    assert_eq!(titles().await, ["Opening", "Regeling", "Rondvraag", "Sluiting"]);
    let detail = show_meeting(&driver, there).await.unwrap();
    let moved = detail.timeline.iter().find(|entry| entry.event == Event::AgendaItemMoved).unwrap();
    let told: Vec<_> = moved.changes.iter().map(|change| (change.before.as_str(), change.after.as_str())).collect();
    assert_eq!(told, [("", "Regeling"), ("3", "2")]);
    // On another agenda its place is another matter.
    let form = step_page(&driver, id, step).await.unwrap().form;
    let elsewhere = meeting(&driver, WONEN, "10-12-2026").await;
    saved(change(&driver, &StepForm { date: "10-12-2026".to_owned(), ..form }).await.unwrap());
    assert_eq!(titles().await, ["Opening", "Rondvraag", "Sluiting"]);
    let form = step_page(&driver, id, step).await.unwrap().form;
    saved(change(&driver, &StepForm { date: "3-12-2026".to_owned(), ..form }).await.unwrap());
    assert_eq!(titles().await, ["Opening", "Rondvraag", "Sluiting", "Regeling"]);
    assert!(points(&driver, elsewhere).await.is_empty());
});

on_both_databases!(nothing_is_put_before_a_meeting_that_was_held, async |database| {
    load_region(database).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let id = written(&driver, "Regeling").await;
    let there = meeting(&driver, WONEN, "20-11-2026").await;
    let later = routed(&driver, id, WONEN, "3-12-2026", "adviseren").await;
    put(database, there, State::Held, false).await;
    let too_late = step_form(&driver, id, WONEN, "20-11-2026", "adviseren").await;
    let refused = rejected(add(&driver, &too_late).await.unwrap());
    assert_eq!(fields(&refused), ["date"]);
    assert!(messages(&refused).contains("al gehouden"), "{refused:?}");
    let form = step_page(&driver, id, later).await.unwrap().form;
    let back = StepForm { date: "20-11-2026".to_owned(), ..form };
    assert_eq!(fields(&rejected(change(&driver, &back).await.unwrap())), ["date"]);
    assert!(points(&driver, there).await.is_empty());
});
