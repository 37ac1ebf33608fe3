//! What is asked of whom, and that it goes when it is done; and how reports grow old.

use app::comments::commands::add as comment;
use app::comments::form::CommentForm;
use app::commitments::agreement::commands::lift;
use app::commitments::agreement::form::LiftForm;
use app::commitments::commands::{change, report_progress};
use app::commitments::filter::{Filter, ReplyFilter};
use app::commitments::form::CommitmentForm;
use app::commitments::progress_form::ProgressForm;
use app::commitments::queries::list;
use app::municipalities::queries::region_figures;
use app::request::{Clock, Request};
use app::tasks::queries::{Section, tasks, tasks_again};
use app::tasks::wanted::Wanted;
use chrono::Duration;
use domain::agreement::Reply;
use domain::organisations::Role;
use domain::progress::Standing;
use domain::tasks::TaskKind;
use uuid::Uuid;

use super::agreeing::{cast, say};
use super::common::on_both_databases;
use super::saving::{filled, form_to_change, rejected, saved};
use super::waiting::{proposed, went_on};
use super::{now, request_of};

/// What is kept is what is counted afresh, whoever asked before.
async fn asked(request: &Request) -> Vec<Section> {
    let fresh = tasks(request, Wanted::default()).await.unwrap();
    assert_eq!(tasks_again(request, Wanted::default()).await.unwrap(), fresh);
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

on_both_databases!(who_is_left_out_of_a_change_is_told_while_it_is_asked, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let mut form = form_to_change(&cast.official, id).await;
    let partner = form.parties.remove(0);
    saved(change(&cast.official, &form).await.unwrap());
    assert_eq!(about(&cast.care, id).await, [TaskKind::LeftOut]);
    assert_eq!(about(&cast.corporatie, id).await, [TaskKind::Confirm]);
    // Also when it is changed once more, until it says what it thinks of that.
    let later = CommitmentForm { due: "Q1 2028".to_owned(), ..form_to_change(&cast.official, id).await };
    saved(change(&cast.official, &later).await.unwrap());
    assert_eq!(about(&cast.care, id).await, [TaskKind::LeftOut]);
    let refused = rejected(say(&cast.care, id, 3, Reply::Confirmed, "").await.unwrap());
    assert!(refused.problems[0].message.contains("geen trekker of partner"), "{refused:?}");
    let text = "Wij blijven graag meedoen.".to_owned();
    went_on(comment(&cast.care, &CommentForm { id: id.to_string(), text, ..CommentForm::default() }).await.unwrap());
    assert_eq!(about(&cast.care, id).await, []);
    let again = CommitmentForm { parties: vec![partner], ..form_to_change(&cast.official, id).await };
    saved(change(&cast.official, &again).await.unwrap());
    assert_eq!(about(&cast.care, id).await, [TaskKind::Confirm]);
});

on_both_databases!(what_names_ones_function_comes_first_and_can_stand_alone, async |database| {
    let cast = cast(database).await;
    let mut of_nurse = Vec::new();
    for _ in 0..2 {
        of_nurse.push(cast.proposed(database).await);
    }
    let mut form = filled(database).await;
    form.parties[0].function = "Directeur".to_owned();
    form.due = "Q1 2027".to_owned();
    let other = proposed(&cast.official, &form).await;
    form.parties[0].function = String::new();
    let of_all = proposed(&cast.official, &form).await;
    let as_function = |function: &str| {
        let mut request = cast.care.clone();
        request.user.function = Some(function.to_owned());
        request
    };
    let confirm = async |request: &Request, only_mine: bool| {
        let wanted = Wanted { kind: Some(TaskKind::Confirm), only_mine };
        let tasks = tasks(request, wanted).await.unwrap().into_iter().flat_map(|section| section.tasks);
        let id = |href: &str| href.split('/').nth(2).unwrap().parse::<Uuid>().unwrap();
        let asked = tasks.map(|task| (id(&task.href), task.function));
        // The region begins with one that is asked of everybody.
        asked.filter(|(id, _)| of_nurse.contains(id) || [other, of_all].contains(id)).collect::<Vec<_>>()
    };
    let nurse = as_function("Wijkverpleegkundige");
    let all = confirm(&nurse, false).await;
    let ids: Vec<Uuid> = all.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [of_nurse[0], of_nurse[1], other, of_all], "though the others are due first");
    assert_eq!(all[2].1.as_deref(), Some("Directeur"));
    let mine: Vec<Uuid> = confirm(&nurse, true).await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(mine, [of_nurse[0], of_nurse[1], of_all], "what names no function is everybody's");
    let director: Vec<Uuid> = confirm(&as_function("directeur"), true).await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(director, [other, of_all]);
});

on_both_databases!(the_list_shows_what_parties_said, async |database| {
    let cast = cast(database).await;
    let (open, reserved, declined) =
        (cast.proposed(database).await, cast.proposed(database).await, cast.proposed(database).await);
    saved(say(&cast.care, reserved, 1, Reply::Reserved, "RvC").await.unwrap());
    saved(say(&cast.care, declined, 1, Reply::Declined, "geen personeel").await.unwrap());
    let with = async |reply: ReplyFilter| {
        let filter = Filter { reply: Some(reply), ..Filter::default() };
        let request = &cast.official;
        let page = list(request.database(), &request.visibility(), &filter, request.reckoning()).await.unwrap();
        page.rows.into_iter().map(|row| row.id).filter(|id| [open, reserved, declined].contains(id)).collect::<Vec<_>>()
    };
    assert_eq!(with(ReplyFilter::Reserved).await, [reserved]);
    assert_eq!(with(ReplyFilter::Declined).await, [declined]);
    assert_eq!(with(ReplyFilter::Missing).await, [open, reserved, declined], "the trekker has not answered yet");
    saved(lift(&cast.care, &LiftForm { id: reserved.to_string(), version: "1".to_owned() }).await.unwrap());
    assert!(with(ReplyFilter::Reserved).await.is_empty());
});

on_both_databases!(what_is_closed_has_no_colour_and_counts_for_none, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    report_green(&lead, id).await;
    saved(cast.step(id, "afronden", "").await);
    let (database, visibility, reckoning) = (lead.database(), lead.visibility(), lead.reckoning());
    let figures = region_figures(database, &visibility, reckoning).await.unwrap().total();
    for standing in Standing::ALL {
        let filter = Filter { progress: Some(*standing), ..Filter::default() };
        let page = list(database, &visibility, &filter, reckoning).await.unwrap();
        assert_eq!(figures.standing(*standing), i64::try_from(page.total).unwrap(), "{standing:?}");
        assert_eq!(page.rows.iter().any(|row| row.id == id), *standing == Standing::Closed, "{standing:?}");
    }
});

on_both_databases!(a_report_does_not_contradict_the_agreement, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let report = |planning: &str, expected: &str| {
        let green = || "groen".to_owned();
        ProgressForm {
            id: id.to_string(),
            content: green(),
            planning: planning.to_owned(),
            money: green(),
            expected: expected.to_owned(),
            cause: "c".to_owned(),
            effect: "e".to_owned(),
            correction: "b".to_owned(),
            ..ProgressForm::default()
        }
    };
    let field = async |form: ProgressForm| {
        let rejection = rejected(report_progress(&lead, &form).await.unwrap());
        rejection.problems.into_iter().map(|problem| problem.field).collect::<Vec<_>>()
    };
    assert_eq!(field(report("groen", "Q1 2028")).await, ["planning"]);
    assert_eq!(field(report("oranje", "Q1 2026")).await, ["expected"]);
    saved(report_progress(&lead, &report("oranje", "Q1 2028")).await.unwrap());
});

on_both_databases!(what_is_past_its_time_is_asked_of_its_lead, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let lead = weeks_later(&request_of(database, "Stichting Plaswonen", Role::Staff).await, 60);
    assert!(about(&lead, id).await.contains(&TaskKind::Overdue));
    let other = weeks_later(&request_of(database, "Gemeente Lindewaard", Role::Staff).await, 60);
    assert_eq!(about(&other, id).await, []);
    // A later time that lies with the parties is what can be done about it.
    let later = CommitmentForm { due: "Q1 2030".to_owned(), ..form_to_change(&lead, id).await };
    saved(change(&lead, &later).await.unwrap());
    assert!(!about(&lead, id).await.contains(&TaskKind::Overdue));
});
