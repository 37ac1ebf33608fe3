//! The region reads its meetings; of what decisions are about everybody sees their own part, and no page asks more when there
//! is more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::commitments::entity::commitment;
use app::decisions::commands::{change, record};
use app::decisions::filter::Filter as DecisionFilter;
use app::decisions::form::DecisionForm;
use app::decisions::queries::{change_page, decisions_of, list as list_decisions, show as show_decision};
use app::error::AppError;
use app::meetings::filter::Filter;
use app::meetings::form::MeetingForm;
use app::meetings::queries::{edit_page, list, show};
use app::regions::entity::{municipality, organisation};
use app::request::Request;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    SECRETARY, add_item, decided, decision_form, fields, held, load_other_region, load_region, planned, rejected,
    request_of, saved,
};

/// A commitment of the test region in the agenda of a gemeente. A concept that quotes nothing is seen by its gemeente and the
/// aanjagers only.
pub async fn commitment_of(database: &DatabaseConnection, number: &str, agenda: &str, state: LifeCycle) -> Uuid {
    let place = municipality::Entity::find().filter(municipality::Column::Name.eq(agenda));
    let place = place.one(database).await.unwrap().unwrap();
    let (id, title) = (Uuid::now_v7(), format!("Woningen van {number}"));
    let row = commitment::ActiveModel {
        id: Set(id),
        region_id: Set(place.region_id),
        municipality_id: Set(Some(place.id)),
        number: Set(number.to_owned()),
        search_text: Set(format!("{number}\n{title}").to_lowercase()),
        title: Set(title),
        life_cycle: Set(state.code().to_owned()),
        example: Set(false),
        version: Set(1),
        created_at: Set(super::now()),
        updated_at: Set(super::now()),
        ..Default::default()
    };
    row.insert(database).await.unwrap();
    id
}

on_both_databases!(a_concept_of_others_is_in_no_word_of_a_decision, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let open = commitment_of(database, "K-01", "Oosterzijl", LifeCycle::Proposed).await;
    let hidden = commitment_of(database, "K-99", "Lindewaard", LifeCycle::Draft).await;
    let meeting = held(&driver, "1-9-2026").await;
    let form = decision_form(database, meeting, "Einddatum naar 2028", None).await;
    saved(record(&driver, &DecisionForm { search: "K-01, K-99".to_owned(), ..form.clone() }).await.unwrap());
    let id = show(&driver, meeting).await.unwrap().decisions[0].id;
    assert_eq!(show_decision(&driver, id).await.unwrap().line.commitments.len(), 2);

    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let beheerder = request_of(database, SECRETARY, Role::Administrator).await;
    for request in [&staff, &beheerder] {
        let (page, one) = (show(request, meeting).await.unwrap(), show_decision(request, id).await.unwrap());
        let all = list_decisions(request, &DecisionFilter::default()).await.unwrap();
        let log = search(&database.connection, &request.visibility(), &LogFilter::default()).await.unwrap();
        for text in [format!("{page:?}"), format!("{one:?}"), format!("{all:?}"), format!("{log:?}")] {
            assert!(!text.contains("K-99") && !text.contains(&hidden.to_string()), "{text}");
        }
        assert_eq!(one.line.commitments.iter().map(|linked| linked.id).collect::<Vec<_>>(), [open]);
    }
    let about = decisions_of(&staff, open).await.unwrap();
    assert_eq!(about.iter().map(|decided| decided.id).collect::<Vec<_>>(), [id]);
    assert_eq!(decisions_of(&staff, hidden).await.unwrap(), []);
    // Neither found nor kept by who guesses it; what an editor cannot see survives.
    let guess = DecisionForm { search: "K-99".to_owned(), ..form };
    assert_eq!(fields(&rejected(record(&staff, &guess).await.unwrap())), ["search"]);
    let form = change_page(&staff, meeting, id).await.unwrap().form;
    assert_eq!(form.commitments, [open.to_string()]);
    saved(change(&staff, &DecisionForm { commitments: vec![], ..form }).await.unwrap());
    let left = show_decision(&driver, id).await.unwrap().line.commitments;
    assert_eq!(left.iter().map(|linked| linked.id).collect::<Vec<_>>(), [hidden]);
});

on_both_databases!(nothing_is_decided_about_what_is_done_or_lapsed, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let meeting = held(&driver, "1-9-2026").await;
    for (number, state) in [("K-02", LifeCycle::Lapsed), ("K-03", LifeCycle::Completed)] {
        commitment_of(database, number, "Oosterzijl", state).await;
        let form = decision_form(database, meeting, "Toch nog", None).await;
        let form = DecisionForm { search: number.to_owned(), ..form };
        assert_eq!(fields(&rejected(record(&driver, &form).await.unwrap())), ["search"]);
    }
});

on_both_databases!(another_region_has_none_of_it, async |database| {
    load_region(database).await;
    load_other_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let meeting = held(&driver, "1-9-2026").await;
    let id = decided(&driver, meeting, "Einddatum naar 2028", None).await;
    let stranger = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(show(&stranger, meeting).await.unwrap_err(), AppError::NotFound);
    assert_eq!(edit_page(&stranger, meeting).await.unwrap_err(), AppError::NotFound);
    assert_eq!(show_decision(&stranger, id).await.unwrap_err(), AppError::NotFound);
    let form = MeetingForm { id: meeting.to_string(), date: "1-1-2027".to_owned(), ..Default::default() };
    assert_eq!(app::meetings::commands::change(&stranger, &form).await.unwrap_err(), AppError::NotFound);
    let page = list(&stranger, &Filter::default()).await.unwrap();
    assert!(page.upcoming.is_empty() && page.past.is_empty());
    assert_eq!(list_decisions(&stranger, &DecisionFilter::default()).await.unwrap().total, 0);
    // Its organisations own nothing here.
    let enschede = organisation::Entity::find().filter(organisation::Column::Name.eq("Gemeente Enschede"));
    let owner = enschede.one(&database.connection).await.unwrap().unwrap().id.to_string();
    let form = DecisionForm { owner, ..decision_form(database, meeting, "Voor een ander", None).await };
    assert_eq!(fields(&rejected(record(&driver, &form).await.unwrap())), ["owner"]);
});

/// How many queries both lists, a meeting and a decision take.
async fn queries_of_pages(request: &Request, meeting: Uuid, decision: Uuid) -> [usize; 4] {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    list(&watched, &Filter::default()).await.unwrap();
    let meetings = count.swap(0, Ordering::Relaxed);
    list_decisions(&watched, &DecisionFilter::default()).await.unwrap();
    let decisions = count.swap(0, Ordering::Relaxed);
    show(&watched, meeting).await.unwrap();
    let one = count.swap(0, Ordering::Relaxed);
    show_decision(&watched, decision).await.unwrap();
    [meetings, decisions, one, count.swap(0, Ordering::Relaxed)]
}

on_both_databases!(no_page_asks_more_when_there_is_more, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    commitment_of(database, "K-01", "Oosterzijl", LifeCycle::Proposed).await;
    let first = held(&driver, "1-9-2026").await;
    let next = planned(&driver, "1-10-2026").await;
    let form = decision_form(database, first, "Besluit 0", None).await;
    saved(record(&driver, &DecisionForm { search: "K-01".to_owned(), ..form }).await.unwrap());
    let id = show(&driver, first).await.unwrap().decisions[0].id;
    let few = queries_of_pages(&driver, next, id).await;
    for number in 1..12 {
        add_item(&driver, next, &format!("Punt {number}")).await;
        planned(&driver, &format!("{number}-3-2027")).await;
        decided(&driver, first, &format!("Besluit {number}"), Some("2027")).await;
    }
    assert_eq!(queries_of_pages(&driver, next, id).await, few);
    assert!(few.iter().all(|count| *count <= 18), "{few:?}");
});
