//! Escalating, solving and reopening.

use app::bottlenecks::commands::{escalate, reopen, solve};
use app::bottlenecks::entity::bottleneck_step;
use app::bottlenecks::form::StepForm;
use app::bottlenecks::queries::{show, step_page};
use app::error::AppError;
use app::request::Request;
use app::tasks::queries::tasks;
use app::tasks::wanted::Wanted;
use domain::audit::Event;
use domain::bottlenecks::{Level, State, StepKind};
use domain::differences::Field;
use domain::organisations::Role;
use domain::tasks::TaskKind;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{bottleneck, fields, load_region, rejected, request_of, saved};

async fn form(request: &Request, id: Uuid, kind: StepKind, level: &str, reason: &str) -> StepForm {
    let page = step_page(request, id, kind).await.unwrap();
    StepForm { level: level.to_owned(), reason: reason.to_owned(), ..page.form }
}

on_both_databases!(its_history_tells_every_step_and_who_took_it, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let id = bottleneck(&official, &[]).await;
    assert_eq!(show(&official, id).await.unwrap().steps_open, [StepKind::Escalated, StepKind::Solved]);

    let up = form(&driver, id, StepKind::Escalated, "bo", "Het AO kan dit niet").await;
    saved(escalate(&driver, &up).await.unwrap());
    let done = form(&official, id, StepKind::Solved, "", "Er is een batterij").await;
    saved(solve(&official, &done).await.unwrap());
    let page = show(&official, id).await.unwrap();
    assert_eq!(page.solution().unwrap().reason, "Er is een batterij");
    assert_eq!((page.standing.state, page.dwellings_at_risk), (State::Solved, 0));
    assert_eq!(page.steps_open, [StepKind::Reopened]);
    let back = form(&official, id, StepKind::Reopened, "", "De batterij is vol").await;
    saved(reopen(&official, &back).await.unwrap());

    let page = show(&official, id).await.unwrap();
    assert_eq!((page.standing.state, page.standing.level), (State::Open, Level::Executives));
    assert_eq!((page.reopenings(), page.solution()), (1, None));
    let steps: Vec<(StepKind, Level, &str)> =
        page.steps.iter().map(|step| (step.kind, step.level, step.organisation.as_str())).collect();
    assert_eq!(
        steps,
        [
            (StepKind::Reopened, Level::Executives, "Gemeente Oosterzijl"),
            (StepKind::Solved, Level::Executives, "Gemeente Oosterzijl"),
            (StepKind::Escalated, Level::Executives, "Stichting Plaswonen"),
        ]
    );
    assert_eq!(page.steps[2].at.label, "21-11-2026 11:00");
    let events: Vec<Event> = page.timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(events, [Event::Reopened, Event::Solved, Event::Escalated, Event::Created]);
    let changes: Vec<(Field, &str, &str)> = page.timeline[2]
        .changes
        .iter()
        .map(|change| (change.field, change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(changes, [(Field::Level, "Lokaal", "BO"), (Field::Reason, "", "Het AO kan dit niet")]);
});

on_both_databases!(a_step_that_does_not_fit_leaves_nothing_behind, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = bottleneck(&official, &[]).await;
    let up = form(&official, id, StepKind::Escalated, "bo", "Hogerop").await;
    for (wrong, field) in [
        (StepForm { level: String::new(), ..up.clone() }, "level"),
        (StepForm { level: "lokaal".to_owned(), ..up.clone() }, "level"),
        (StepForm { reason: " ".to_owned(), ..up.clone() }, "reason"),
        (StepForm { reason: "x".repeat(5_000), ..up.clone() }, "reason"),
    ] {
        let rejection = rejected(escalate(&official, &wrong).await.unwrap());
        assert_eq!((fields(&rejection), rejection.status), (vec![field], 422));
    }
    assert_eq!(fields(&rejected(reopen(&official, &up).await.unwrap())), ["state"]);
    assert_eq!(bottleneck_step::Entity::find().count(&database.connection).await.unwrap(), 0);

    saved(solve(&official, &form(&official, id, StepKind::Solved, "", "Klaar").await).await.unwrap());
    let late = form(&official, id, StepKind::Escalated, "bo", "Hogerop").await;
    assert!(!step_page(&official, id, StepKind::Escalated).await.unwrap().fits);
    assert_eq!(fields(&rejected(escalate(&official, &late).await.unwrap())), ["state"]);
    // What was opened before it was solved is out of date.
    let outdated = rejected(escalate(&official, &up).await.unwrap());
    assert_eq!((fields(&outdated), outdated.status), (vec![""], 409));
    assert_eq!(bottleneck_step::Entity::find().count(&database.connection).await.unwrap(), 1);
    assert_eq!(show(&official, id).await.unwrap().standing.level, Level::Local);
});

on_both_databases!(a_step_is_for_its_owner_and_for_aanjagers, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = bottleneck(&official, &[]).await;
    let up = form(&official, id, StepKind::Escalated, "bo", "Hogerop").await;
    for (organisation, role) in [("Zorggroep De Kade", Role::Staff), ("Gemeente Oosterzijl", Role::Reader)] {
        let request = request_of(database, organisation, role).await;
        assert_eq!(escalate(&request, &up).await.unwrap_err(), AppError::Forbidden);
        assert_eq!(solve(&request, &up).await.unwrap_err(), AppError::Forbidden);
        assert_eq!(reopen(&request, &up).await.unwrap_err(), AppError::Forbidden);
    }
    let alderman = request_of(database, "Gemeente Oosterzijl", Role::Executive).await;
    saved(escalate(&alderman, &up).await.unwrap());
    // Who is to move is asked to, and says when it is done; only its owner opens it again.
    let acting = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let asked = async || {
        let only = Wanted { kind: Some(TaskKind::Bottleneck), ..Wanted::default() };
        let sections = tasks(&acting, only).await.unwrap();
        sections.into_iter().flat_map(|section| section.tasks).map(|task| task.href).collect::<Vec<_>>()
    };
    assert_eq!(asked().await, [format!("/knelpunten/{id}")]);
    let done = form(&acting, id, StepKind::Solved, "", "De kabel ligt er").await;
    saved(solve(&acting, &done).await.unwrap());
    assert_eq!(asked().await, [""; 0]);
    assert_eq!(reopen(&acting, &done).await.unwrap_err(), AppError::Forbidden);
});
