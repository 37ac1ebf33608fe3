//! What is asked of whom, and that it goes when it is done; and how reports grow old.

use app::commitments::agreement::commands::lift;
use app::commitments::agreement::form::LiftForm;
use app::commitments::commands::report_progress;
use app::commitments::filter::Filter;
use app::commitments::progress_form::ProgressForm;
use app::commitments::queries::list;
use app::municipalities::queries::region_figures;
use app::request::{Clock, Request};
use app::tasks::queries::{Section, tasks, tasks_again};
use chrono::Duration;
use domain::agreement::Reply;
use domain::organisations::Role;
use domain::progress::Standing;
use domain::tasks::TaskKind;
use uuid::Uuid;

use super::agreeing::{cast, say};
use super::common::on_both_databases;
use super::saving::saved;
use super::{now, request_of};

/// What is kept is what is counted afresh, whoever asked before.
async fn asked(request: &Request) -> Vec<Section> {
    let fresh = tasks(request).await.unwrap();
    assert_eq!(tasks_again(request).await.unwrap(), fresh);
    fresh
}

/// The kinds of tasks that are about this commitment.
async fn about(request: &Request, id: Uuid) -> Vec<TaskKind> {
    let of_it = |section: &Section| section.tasks.iter().any(|task| task.href.contains(&id.to_string()));
    asked(request).await.iter().filter(|section| of_it(section)).map(|section| section.kind).collect()
}

fn weeks_later(request: &Request, weeks: i64) -> Request {
    let mut later = request.clone();
    later.state.clock = Clock::Fixed(now() + Duration::weeks(weeks));
    later
}

async fn report_green(request: &Request, id: Uuid) {
    let green = || "groen".to_owned();
    let form =
        ProgressForm { id: id.to_string(), content: green(), planning: green(), money: green(), ..Default::default() };
    saved(report_progress(request, &form).await.unwrap());
}

on_both_databases!(an_answer_is_asked_of_who_can_give_it_until_it_is_given, async |database| {
    let cast = cast(database).await;
    let id = cast.proposed(database).await;
    assert_eq!(about(&cast.care, id).await, [TaskKind::Confirm]);
    let staff = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    assert_eq!(about(&staff, id).await, []);
    let reader = request_of(database, "Zorggroep De Kade", Role::Reader).await;
    assert_eq!(asked(&reader).await.len(), 0);

    saved(say(&cast.care, id, 1, Reply::Reserved, "goedkeuring RvC").await.unwrap());
    assert_eq!(about(&cast.care, id).await, [TaskKind::LiftReservation]);
    // Who keeps the agenda sees who holds it up, and an aanjager does everywhere.
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let elsewhere = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    for keeper in [&cast.official, &driver, &elsewhere] {
        let sections = asked(keeper).await;
        let settle = sections.iter().find(|section| section.kind == TaskKind::Settle).unwrap();
        let task = settle.tasks.iter().find(|task| task.href == format!("/afspraken/{id}")).unwrap();
        assert_eq!(task.detail, "Zorggroep De Kade: bevestigd onder voorbehoud (goedkeuring RvC)");
    }
    saved(lift(&cast.care, &LiftForm { id: id.to_string(), version: "1".to_owned() }).await.unwrap());
    assert_eq!(about(&cast.care, id).await, []);
    assert_eq!(about(&cast.official, id).await, []);
});

on_both_databases!(a_report_is_asked_again_before_it_is_too_old_and_then_counts_as_such, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    assert_eq!(about(&lead, id).await, [TaskKind::Update], "nobody ever reported");
    report_green(&lead, id).await;
    assert_eq!(about(&lead, id).await, []);
    let term = i64::from(lead.user.freshness_weeks);
    assert_eq!(about(&weeks_later(&lead, term - 1), id).await, [TaskKind::Update], "soon too old");

    for (weeks, standing) in [(term, Standing::Green), (term + 1, Standing::Stale)] {
        let request = weeks_later(&lead, weeks);
        let (database, visibility) = (request.database(), request.visibility());
        let filter = Filter { progress: Some(standing), ..Filter::default() };
        let page = list(database, &visibility, &filter, request.reckoning()).await.unwrap();
        assert!(page.rows.iter().any(|row| row.id == id && row.progress == standing), "{standing:?}");
        let figures = region_figures(database, &visibility, request.reckoning()).await.unwrap().total();
        assert_eq!(figures.standing(standing), i64::try_from(page.total).unwrap());
    }
});

on_both_databases!(what_is_past_its_time_is_asked_of_its_lead, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let lead = weeks_later(&request_of(database, "Stichting Plaswonen", Role::Staff).await, 60);
    assert!(about(&lead, id).await.contains(&TaskKind::Overdue));
    let other = weeks_later(&request_of(database, "Gemeente Lindewaard", Role::Staff).await, 60);
    assert_eq!(about(&other, id).await, []);
});
