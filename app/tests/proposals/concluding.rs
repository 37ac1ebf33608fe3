//! What bodies conclude: who writes it down, when, and in which order.

use app::error::AppError;
use app::meetings::entity::meeting;
use app::proposals::commands::change as change_text;
use app::proposals::form::ProposalForm;
use app::proposals::queries::{conclusion_page, edit_page, show};
use app::proposals::steps::conclude;
use domain::audit::Event;
use domain::differences::Field;
use domain::meetings::State;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, Set};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    OUTSIDER, SECRETARY, WONEN, WRITER, ZORG, conclusion, fields, load_region, meeting as planned, messages, rejected,
    request_of, routed, saved, staff, written,
};

on_both_databases!(the_next_step_opens_when_the_former_has_its_conclusion, async |database| {
    load_region(database).await;
    let (writer, secretary) = (staff(database, WRITER).await, staff(database, SECRETARY).await);
    let id = written(&writer, "Regeling").await;
    let first = routed(&writer, id, WONEN, "1-11-2026", "adviseren").await;
    let second = routed(&writer, id, ZORG, "2-11-2026", "vaststellen").await;
    // Its writer is the secretary of the second body, and it is not its turn.
    let early = rejected(conclude(&writer, &conclusion(&writer, id, second, "Akkoord").await).await.unwrap());
    assert!(messages(&early).contains("Een eerdere stap heeft nog geen conclusie"), "{early:?}");
    assert!(conclusion_page(&writer, id, second).await.unwrap().unfit.is_some());
    let empty = rejected(conclude(&secretary, &conclusion(&secretary, id, first, " … ").await).await.unwrap());
    assert_eq!(fields(&empty), ["conclusion"]);
    saved(conclude(&secretary, &conclusion(&secretary, id, first, "Positief 🏠 <b>سكن</b>").await).await.unwrap());
    let page = show(&secretary, id).await.unwrap();
    assert_eq!(page.place, format!("bij {ZORG}, 2 november 2026, ter vaststelling"));
    assert_eq!(page.steps[0].conclusion.as_deref(), Some("Positief 🏠 <b>سكن</b>"));
    assert_eq!((page.steps[0].concluded_version, page.steps[1].open), (Some(1), true));
    let entry = &page.timeline[0];
    assert_eq!(entry.event, Event::Concluded);
    let said = entry.changes.iter().find(|change| change.field == Field::Conclusion).unwrap();
    assert_eq!((said.before.as_str(), said.after.as_str()), ("", "Positief 🏠 <b>سكن</b>"));
    saved(conclude(&writer, &conclusion(&writer, id, second, "Vastgesteld").await).await.unwrap());
});

on_both_databases!(only_the_secretary_and_aanjagers_write_it_down, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let id = written(&writer, "Regeling").await;
    let step = routed(&writer, id, WONEN, "1-11-2026", "adviseren").await;
    for (organisation, role) in [
        (WRITER, Role::Staff),
        (OUTSIDER, Role::Staff),
        (SECRETARY, Role::Executive),
        (SECRETARY, Role::Reader),
        (SECRETARY, Role::Administrator),
    ] {
        let request = request_of(database, organisation, role).await;
        let form = conclusion(&request, id, step, "Akkoord").await;
        assert_eq!(conclude(&request, &form).await.unwrap_err(), AppError::Forbidden);
        assert_eq!(conclusion_page(&request, id, step).await.unwrap_err(), AppError::Forbidden);
        assert!(!show(&request, id).await.unwrap().steps[0].may_conclude);
    }
    let secretary = staff(database, SECRETARY).await;
    assert!(show(&secretary, id).await.unwrap().steps[0].may_conclude);
    saved(conclude(&secretary, &conclusion(&secretary, id, step, "Akkoord").await).await.unwrap());
});

pub async fn put(database: &sea_orm::DatabaseConnection, id: Uuid, state: State, adopted: bool) {
    let row = meeting::ActiveModel {
        id: Set(id),
        state: Set(state.code().to_owned()),
        minutes: Set(adopted.then(|| "Verslag".to_owned())),
        minutes_adopted_on: Set(adopted.then(|| crate::now().date_naive())),
        ..Default::default()
    };
    row.update(database).await.unwrap();
}

on_both_databases!(a_conclusion_comes_after_the_meeting, async |database| {
    load_region(database).await;
    let (writer, secretary) = (staff(database, WRITER).await, staff(database, SECRETARY).await);
    let id = written(&writer, "Regeling").await;
    let step = routed(&writer, id, WONEN, "21-11-2026", "adviseren").await;
    let form = conclusion(&secretary, id, step, "Akkoord").await;
    let refused = rejected(conclude(&secretary, &form).await.unwrap());
    assert!(messages(&refused).contains("nog niet gehouden"), "{refused:?}");
    assert!(!show(&secretary, id).await.unwrap().steps[0].may_conclude);
    // On the day itself, once the meeting is known to be held.
    let meeting = planned(&secretary, WONEN, "21-11-2026").await;
    assert!(rejected(conclude(&secretary, &form).await.unwrap()).status == 422);
    put(database, meeting, State::Held, false).await;
    saved(conclude(&secretary, &form).await.unwrap());
    let again = conclusion(&secretary, id, step, "Akkoord, met kanttekening").await;
    saved(conclude(&secretary, &again).await.unwrap());
    let page = show(&secretary, id).await.unwrap();
    assert_eq!((page.timeline[0].event, page.timeline[1].event), (Event::ConclusionReworded, Event::Concluded));
    put(database, meeting, State::MinutesAdopted, true).await;
    let late = conclusion(&secretary, id, step, "Toch niet").await;
    assert!(messages(&rejected(conclude(&secretary, &late).await.unwrap())).contains("verslag is vastgesteld"));
    assert!(!show(&secretary, id).await.unwrap().steps[0].may_reword);
});

on_both_databases!(nobody_concludes_about_words_that_they_did_not_see, async |database| {
    load_region(database).await;
    let (writer, secretary) = (staff(database, WRITER).await, staff(database, SECRETARY).await);
    let id = written(&writer, "Regeling").await;
    let step = routed(&writer, id, WONEN, "1-11-2026", "adviseren").await;
    let form = conclusion_page(&secretary, id, step).await.unwrap().form;
    let text = edit_page(&writer, id).await.unwrap().form;
    saved(change_text(&writer, &ProposalForm { costs: "Eén ton".to_owned(), ..text }).await.unwrap());
    let form = app::proposals::form::ConclusionForm { conclusion: "Akkoord".to_owned(), ..form };
    assert_eq!(rejected(conclude(&secretary, &form).await.unwrap()).status, 409);
    let (first, second) =
        (conclusion(&secretary, id, step, "Akkoord").await, conclusion(&secretary, id, step, "Niet akkoord").await);
    saved(conclude(&secretary, &first).await.unwrap());
    // Two people at once: the second is told, and nothing is overwritten unseen.
    assert_eq!(rejected(conclude(&secretary, &second).await.unwrap()).status, 409);
    let page = show(&writer, id).await.unwrap();
    assert_eq!((page.steps[0].conclusion.as_deref(), page.steps[0].concluded_version), (Some("Akkoord"), Some(2)));
});

on_both_databases!(only_the_last_conclusion_can_be_worded_otherwise, async |database| {
    load_region(database).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let id = written(&driver, "Regeling").await;
    let first = routed(&driver, id, WONEN, "1-11-2026", "adviseren").await;
    let second = routed(&driver, id, ZORG, "1-11-2026", "adviseren").await;
    for step in [first, second] {
        saved(conclude(&driver, &conclusion(&driver, id, step, "Positief").await).await.unwrap());
    }
    let refused = rejected(conclude(&driver, &conclusion(&driver, id, first, "Anders").await).await.unwrap());
    assert!(messages(&refused).contains("Alleen de laatste conclusie"), "{refused:?}");
    let page = show(&driver, id).await.unwrap();
    assert_eq!(page.steps.iter().map(|step| step.may_reword).collect::<Vec<_>>(), [false, true]);
});
