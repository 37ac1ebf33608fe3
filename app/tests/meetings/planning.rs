//! Planning a meeting, moving it, and its steps.

use app::error::AppError;
use app::meetings::commands::{cancel, change, create, save_attendance, save_minutes, step_back, step_forward};
use app::meetings::filter::Filter;
use app::meetings::form::{AttendanceForm, AttendantRow, MeetingForm, MinutesForm, StepForm};
use app::meetings::queries::{edit_page, list, new_page, show};
use app::request::Request;
use domain::meetings::State;
use domain::organisations::Role;
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    SECRETARY, add_item, decided, fields, held, load_region, messages, organisation_id, planned, rejected, request_of,
    saved, step, table,
};

on_both_databases!(aanjagers_and_the_staff_of_the_secretary_plan, async |database| {
    load_region(database).await;
    let people = [(SECRETARY, Role::Staff, "12-3-2027"), ("Stichting Plaswonen", Role::Driver, "13-3-2027")];
    for (organisation, role, day) in people {
        let request = request_of(database, organisation, role).await;
        assert!(list(&request, &Filter::default()).await.unwrap().may_plan);
        assert_eq!(new_page(&request).await.unwrap().bodies.len(), 1);
        let id = planned(&request, day).await;
        let page = show(&request, id).await.unwrap();
        assert_eq!((page.state, page.may_prepare, page.version), (State::Preparing, true, 1));
        let label = format!("Bestuurlijke tafel Merenveld, {} maart 2027", &day[..2]);
        assert_eq!(page.label, label);
        assert_eq!(page.secretary.as_deref(), Some("Gemeente Oosterzijl, Bestuurssecretaris"));
    }
    let form =
        MeetingForm { body: table(database).await.to_string(), date: "12-3-2027".to_owned(), ..Default::default() };
    for role in [Role::Reader, Role::Executive, Role::Administrator] {
        let request = request_of(database, SECRETARY, role).await;
        assert_eq!(create(&request, &form).await.unwrap_err(), AppError::Forbidden);
        assert_eq!(new_page(&request).await.unwrap_err(), AppError::Forbidden);
        assert!(!list(&request, &Filter::default()).await.unwrap().may_plan);
    }
    let other = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    assert_eq!(new_page(&other).await.unwrap().bodies, []);
    assert_eq!(fields(&rejected(create(&other, &form).await.unwrap())), ["body"]);
});

on_both_databases!(a_body_meets_once_on_a_day, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let first = planned(&staff, "12-3-2027").await;
    let form =
        MeetingForm { body: table(database).await.to_string(), date: "12-3-2027".to_owned(), ..Default::default() };
    let refused = rejected(create(&staff, &form).await.unwrap());
    assert_eq!(fields(&refused), ["date"]);
    assert!(messages(&refused).contains("Op 12 maart 2027 is er al een bijeenkomst"), "{refused:?}");
    let second = planned(&staff, "19-3-2027").await;
    let moved = MeetingForm { date: "12-3-2027".to_owned(), ..edit_page(&staff, second).await.unwrap().form };
    assert_eq!(fields(&rejected(change(&staff, &moved).await.unwrap())), ["date"]);
    // What was called off takes no day.
    let off = StepForm { reason: "Ziekte".to_owned(), ..step(first, 1, "") };
    saved(cancel(&staff, &off).await.unwrap());
    saved(change(&staff, &moved).await.unwrap());
});

on_both_databases!(what_is_to_come_stands_before_what_was, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let mut ids = Vec::new();
    for day in ["1-3-2027", "21-11-2026", "1-10-2026", "1-11-2026"] {
        ids.push(planned(&driver, day).await);
    }
    let of = |rows: &[app::meetings::queries::Row]| rows.iter().map(|row| row.id).collect::<Vec<Uuid>>();
    let page = list(&driver, &Filter::default()).await.unwrap();
    assert_eq!((of(&page.upcoming), of(&page.past)), (vec![ids[1], ids[0]], vec![ids[3], ids[2]]));
    let held = Filter { state: Some(State::Held), ..Filter::default() };
    assert_eq!(list(&driver, &held).await.unwrap().past_total, 0);
    let nowhere = Filter { body: Some(Uuid::nil()), ..Filter::default() };
    let page = list(&driver, &nowhere).await.unwrap();
    assert!(page.unknown_body && page.upcoming.len() == 2);
});

on_both_databases!(a_move_after_the_papers_are_ready_asks_a_reason, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "12-3-2027").await;
    add_item(&staff, id, "Voortgang").await;
    let moved = MeetingForm { date: "19-3-2027".to_owned(), ..edit_page(&staff, id).await.unwrap().form };
    saved(change(&staff, &moved).await.unwrap());
    saved(step_forward(&staff, &step(id, 2, "stukken-rond")).await.unwrap());
    let page = edit_page(&staff, id).await.unwrap();
    assert!(page.papers_ready);
    let again = MeetingForm { date: "26-3-2027".to_owned(), ..page.form };
    assert_eq!(fields(&rejected(change(&staff, &again).await.unwrap())), ["reason"]);
    let past = MeetingForm { date: "1-1-2026".to_owned(), reason: "Vergissing".to_owned(), ..again.clone() };
    assert_eq!(fields(&rejected(change(&staff, &past).await.unwrap())), ["date"]);
    let reason = "De zaal is dicht".to_owned();
    saved(change(&staff, &MeetingForm { reason: reason.clone(), ..again }).await.unwrap());
    let mut page = show(&staff, id).await.unwrap();
    assert_eq!(page.moved.as_deref(), Some("Verzet: dit overleg was op 19 maart 2027. Reden: De zaal is dicht"));
    let newest = page.timeline.remove(0);
    assert!(newest.changes.iter().any(|change| change.after == reason), "{newest:?}");
    let back = edit_page(&staff, id).await.unwrap().form;
    let back = MeetingForm { date: "19-3-2027".to_owned(), reason: "Toch open".to_owned(), ..back };
    saved(change(&staff, &back).await.unwrap());
    assert_eq!(show(&staff, id).await.unwrap().moved, None, "it is on the day that people know");
    let move_to = async |date: &str, reason: &str| {
        let form = edit_page(&staff, id).await.unwrap().form;
        let form = MeetingForm { date: date.to_owned(), reason: reason.to_owned(), ..form };
        saved(change(&staff, &form).await.unwrap());
    };
    move_to("26-3-2027", "De zaal is weer dicht").await;
    let version = edit_page(&staff, id).await.unwrap().form.version.parse().unwrap();
    let back = StepForm { reason: "Een stuk ontbreekt".to_owned(), ..step(id, version, "") };
    saved(step_back(&staff, &back).await.unwrap());
    let told = show(&staff, id).await.unwrap().moved;
    assert_eq!(told.as_deref(), Some("Verzet: dit overleg was op 19 maart 2027. Reden: De zaal is weer dicht"));
    // Whoever still has the papers of that day has the right one.
    move_to("19-3-2027", "").await;
    assert_eq!(show(&staff, id).await.unwrap().moved, None);
});

on_both_databases!(a_meeting_that_decided_is_not_moved_to_a_day_to_come, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "21-11-2026").await;
    add_item(&staff, id, "Voortgang").await;
    saved(step_forward(&staff, &step(id, 1, "stukken-rond")).await.unwrap());
    decided(&staff, id, "Einddatum naar 2028", None).await;
    let to = |form: MeetingForm, date: &str| MeetingForm {
        date: date.to_owned(),
        reason: "De zaal is dicht".to_owned(),
        ..form
    };
    let form = edit_page(&staff, id).await.unwrap().form;
    let refused = rejected(change(&staff, &to(form, "28-11-2026")).await.unwrap());
    assert_eq!(fields(&refused), ["date"]);
    assert!(messages(&refused).contains("plan een nieuw overleg"), "{refused:?}");
    let back = StepForm { reason: "Een stuk ontbreekt".to_owned(), ..step(id, 2, "") };
    saved(step_back(&staff, &back).await.unwrap());
    let form = edit_page(&staff, id).await.unwrap().form;
    assert_eq!(fields(&rejected(change(&staff, &to(form.clone(), "28-11-2026")).await.unwrap())), ["date"]);
    // That it was earlier than was written down can still be put right.
    saved(change(&staff, &to(form, "20-11-2026")).await.unwrap());
});

on_both_databases!(a_step_says_what_it_lacks_and_none_is_left_out, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "20-11-2026").await;
    let refused = rejected(step_forward(&staff, &step(id, 1, "stukken-rond")).await.unwrap());
    assert!(messages(&refused).contains("De agenda is leeg"), "{refused:?}");
    assert!(messages(&rejected(step_forward(&staff, &step(id, 1, "gehouden")).await.unwrap())).contains("in één stap"));
    add_item(&staff, id, "Voortgang").await;
    saved(step_forward(&staff, &step(id, 1, "stukken-rond")).await.unwrap());
    assert_eq!(rejected(step_forward(&staff, &step(id, 1, "gehouden")).await.unwrap()).status, 409);
    let back = StepForm { reason: "Een stuk ontbreekt".to_owned(), ..step(id, 2, "") };
    assert_eq!(fields(&rejected(step_back(&staff, &step(id, 2, "")).await.unwrap())), ["reason"]);
    saved(step_back(&staff, &back).await.unwrap());
    assert_eq!(show(&staff, id).await.unwrap().state, State::Preparing);
    saved(step_forward(&staff, &step(id, 3, "stukken-rond")).await.unwrap());
    let refused = rejected(step_forward(&staff, &step(id, 4, "gehouden")).await.unwrap());
    assert!(messages(&refused).contains("wie er was"), "{refused:?}");
});

on_both_databases!(after_the_minutes_are_adopted_nothing_changes, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = held(&staff, "20-11-2026").await;
    let adopt = |version, on: &str| StepForm { on: on.to_owned(), ..step(id, version, "verslag-vastgesteld") };
    let refused = rejected(step_forward(&staff, &adopt(4, "21-11-2026")).await.unwrap());
    assert!(messages(&refused).contains("nog geen verslag"), "{refused:?}");
    let text = "Er is gesproken.\n\nيتحدث 🏠 <script>".to_owned();
    let minutes = |version: &str, text: &str| MinutesForm {
        id: id.to_string(),
        version: version.to_owned(),
        minutes: text.to_owned(),
        ..Default::default()
    };
    saved(save_minutes(&staff, &minutes("4", &text)).await.unwrap());
    assert_eq!(fields(&rejected(step_forward(&staff, &adopt(5, "morgen")).await.unwrap())), ["on"]);
    assert_eq!(fields(&rejected(step_forward(&staff, &adopt(5, "1-1-2030")).await.unwrap())), ["on"]);
    saved(step_forward(&staff, &adopt(5, "21-11-2026")).await.unwrap());
    let page = show(&staff, id).await.unwrap();
    assert_eq!((page.state, page.minutes), (State::MinutesAdopted, Some(text)));
    assert!(page.minutes_adopted_on.is_some());
    let refused = rejected(save_minutes(&staff, &minutes("6", "Toch anders")).await.unwrap());
    assert!(messages(&refused).contains("vastgesteld"), "{refused:?}");
    let other = MeetingForm { place: "Elders".to_owned(), ..edit_page(&staff, id).await.unwrap().form };
    assert!(messages(&rejected(change(&staff, &other).await.unwrap())).contains("vastgesteld"));
});

on_both_databases!(until_its_day_people_can_only_send_regrets, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let id = planned(&staff, "12-3-2027").await;
    let form = async |presence: &str| AttendanceForm {
        id: id.to_string(),
        version: "1".to_owned(),
        attendance: vec![AttendantRow {
            organisation: organisation_id(database, "Zorgkantoor Merenveld").await.to_string(),
            presence: presence.to_owned(),
            ..Default::default()
        }],
        ..Default::default()
    };
    assert_eq!(fields(&rejected(save_attendance(&staff, &form("aanwezig").await).await.unwrap())), ["attendance"]);
    saved(save_attendance(&staff, &form("afgemeld").await).await.unwrap());
    let page = show(&staff, id).await.unwrap();
    assert_eq!(page.attendance[0].0, "Zorgkantoor Merenveld");
});

async fn both_open(request: &Request, id: Uuid) -> (MeetingForm, MeetingForm) {
    (edit_page(request, id).await.unwrap().form, edit_page(request, id).await.unwrap().form)
}

on_both_databases!(who_saves_second_is_told_and_may_choose, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let id = planned(&staff, "12-3-2027").await;
    let (first, second) = both_open(&staff, id).await;
    saved(change(&staff, &MeetingForm { place: "Raadzaal".to_owned(), ..first }).await.unwrap());
    let second = MeetingForm { place: "Online".to_owned(), ..second };
    let conflict = rejected(change(&driver, &second).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.fields[0].saved.as_str()), (2, "Raadzaal"));
    let over = MeetingForm { conflict_version: conflict.version.to_string(), ..second };
    saved(change(&driver, &over).await.unwrap());
    assert_eq!(show(&staff, id).await.unwrap().place.as_deref(), Some("Online"));
});
