//! A meeting that is called off.

use app::decisions::commands::{record, report_back};
use app::decisions::form::ReportForm;
use app::error::AppError;
use app::meetings::commands::{cancel, change, save_attendance, save_minutes, step_forward};
use app::meetings::form::{AttendanceForm, MeetingForm, MinutesForm, StepForm};
use app::meetings::items::add;
use app::meetings::queries::{edit_page, show};
use domain::meetings::State;
use domain::organisations::Role;

use super::common::on_both_databases;
use super::{
    SECRETARY, add_item, decided, decision_form, fields, held, item_form, load_region, messages, planned, rejected,
    request_of, saved, step,
};

const REASON: &str = "Te weinig aanmeldingen";

fn reason(step: StepForm) -> StepForm {
    StepForm { reason: REASON.to_owned(), ..step }
}

on_both_databases!(nothing_is_lost_and_the_next_one_hears_of_what_is_open, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let first = held(&staff, "1-9-2026").await;
    let decision = decided(&staff, first, "Einddatum naar 2028", None).await;
    let id = planned(&staff, "1-10-2026").await;
    let next = planned(&staff, "1-11-2026").await;
    add_item(&staff, id, "Voortgang").await;
    assert_eq!(fields(&rejected(cancel(&staff, &step(id, 1, "")).await.unwrap())), ["reason"]);
    assert_eq!(rejected(cancel(&staff, &reason(step(id, 7, ""))).await.unwrap()).status, 409);
    assert_eq!(show(&staff, id).await.unwrap().carried_over.len(), 1);
    saved(cancel(&staff, &reason(step(id, 1, ""))).await.unwrap());

    let page = show(&staff, id).await.unwrap();
    assert_eq!((page.state, page.cancelled_reason.as_deref()), (State::Cancelled, Some(REASON)));
    assert_eq!((page.points.len(), page.carried_over.len()), (1, 0));
    assert!(page.timeline[0].changes.iter().any(|change| change.after == REASON));
    assert_eq!(show(&staff, next).await.unwrap().carried_over.len(), 1);
    // Nobody was there to hear of it.
    assert!(
        app::decisions::queries::show(&staff, decision)
            .await
            .unwrap()
            .meetings
            .iter()
            .all(|choice| { choice.value != id.to_string() })
    );
    let version = app::decisions::queries::show(&staff, decision).await.unwrap().form.version;
    let report = ReportForm { id: decision.to_string(), version, meeting: id.to_string(), text: "Gedaan".to_owned() };
    assert_eq!(fields(&rejected(report_back(&staff, &report).await.unwrap())), ["meeting"]);
});

on_both_databases!(once_cancelled_nothing_changes_and_what_was_held_is_not_cancelled, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "20-11-2026").await;
    add_item(&staff, id, "Voortgang").await;
    saved(step_forward(&staff, &step(id, 1, "stukken-rond")).await.unwrap());
    saved(cancel(&staff, &reason(step(id, 2, ""))).await.unwrap());
    let of = id.to_string();
    let moved = MeetingForm { date: "1-12-2026".to_owned(), ..edit_page(&staff, id).await.unwrap().form };
    let attendance = AttendanceForm { id: of.clone(), version: "3".to_owned(), ..Default::default() };
    let minutes = MinutesForm { id: of, version: "3".to_owned(), minutes: "Niemand".to_owned(), ..Default::default() };
    let decision = decision_form(database, id, "Te laat", None).await;
    for reply in [
        change(&staff, &moved).await,
        add(&staff, &item_form(id, "Te laat")).await,
        save_attendance(&staff, &attendance).await,
        save_minutes(&staff, &minutes).await,
        record(&staff, &decision).await,
        step_forward(&staff, &step(id, 3, "gehouden")).await,
    ] {
        assert!(messages(&rejected(reply.unwrap())).contains("afgelast"));
    }
    let done = held(&staff, "1-9-2026").await;
    let refused = rejected(cancel(&staff, &reason(step(done, 4, ""))).await.unwrap());
    assert!(messages(&refused).contains("gehouden"), "{refused:?}");
    let stranger = request_of(database, "Zorgkantoor Merenveld", Role::Staff).await;
    let other = planned(&staff, "1-12-2026").await;
    assert_eq!(cancel(&stranger, &reason(step(other, 1, ""))).await.unwrap_err(), AppError::Forbidden);
});
