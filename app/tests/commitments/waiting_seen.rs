//! Who may not see the other side of a wait sees nothing of it; and no page asks more when there is more to show.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::Author;
use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::commitments::entity::commitment;
use app::commitments::queries::conditions::{led_by, led_ones};
use app::commitments::queries::{show, visible};
use app::commitments::steps::queries::{overdue, page as milestones_page};
use app::commitments::steps::records::insert_milestone;
use app::commitments::waiting::commands::{add, resolve};
use app::commitments::waiting::form::{ResolveForm, WaitForm};
use app::commitments::waiting::queries::{in_vain, page, waiting_for};
use app::error::AppError;
use app::request::Request;
use app::storage::begin_write;
use domain::Period;
use domain::commitments::LifeCycle;
use domain::milestones::Milestone;
use domain::organisations::Role;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{ColumnTrait, DatabaseConnection};
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::rejected;
use super::seeing::{Sample, insert};
use super::waiting::{close, form, went_on};
use super::{load_region, municipality_id, organisation_id, request_of};

async fn proposed(database: &DatabaseConnection, number: usize) -> Uuid {
    let lead = organisation_id(database, "Stichting Plaswonen").await;
    proposed_by(database, number, lead).await
}

async fn proposed_by(database: &DatabaseConnection, number: usize, lead: Uuid) -> Uuid {
    let lead = Some(lead);
    let municipality = Some(municipality_id(database, "Oosterzijl").await);
    let life_cycle = LifeCycle::Proposed;
    insert(database, number, Sample { life_cycle, municipality, published: false, lead, partner: None }).await
}

/// One that only its lead, its gemeente and aanjagers see.
async fn concept(database: &DatabaseConnection, number: usize) -> Uuid {
    let lead = Some(organisation_id(database, "Zorggroep De Kade").await);
    let municipality = Some(municipality_id(database, "Lindewaard").await);
    let life_cycle = LifeCycle::Draft;
    insert(database, number, Sample { life_cycle, municipality, published: false, lead, partner: None }).await
}

/// Everything of waiting that somebody can come across.
async fn comes_across(request: &Request, id: Uuid) -> String {
    let shown = show(request, id).await.unwrap();
    let page = page(request, id, None).await.unwrap();
    let log = search(request.database(), &request.visibility(), &LogFilter::default()).await.unwrap();
    let wide = LogFilter { search: "afspraak 2".to_owned(), ..LogFilter::default() };
    let found = search(request.database(), &request.visibility(), &wide).await.unwrap();
    let about: Vec<_> =
        log.lines.iter().chain(&found.lines).filter(|line| line.event.code().starts_with("wacht")).collect();
    let mut lists = Vec::new();
    for organisation in ["Stichting Plaswonen", "Zorggroep De Kade"] {
        let organisation = organisation_id(request.database(), organisation).await;
        lists.push(waiting_for(request.database(), &request.visibility(), organisation.into()).await.unwrap());
    }
    format!("{:?} {:?} {:?} {about:?} {lists:?}", shown.waiting, shown.timeline, page.waiting)
}

on_both_databases!(a_wait_for_a_concept_does_not_exist_for_who_may_not_see_it, async |database| {
    load_region(database).await;
    let (open, hidden) = (proposed(database, 1).await, concept(database, 2).await);
    let aanjager = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    // Who may not see it cannot point at it, and it is told as what does not exist.
    for text in [format!("/afspraken/{hidden}"), "T-002".to_owned(), "Afspraak 2".to_owned()] {
        let pointed = WaitForm { commitment: text, ..form(open, hidden) };
        let rejection = rejected(add(&lead, &pointed).await.unwrap());
        assert!(rejection.problems[0].message.starts_with("Wij vinden geen afspraak"), "{rejection:?}");
    }
    let before = comes_across(&lead, open).await;
    went_on(add(&aanjager, &form(open, hidden)).await.unwrap());
    let wait = page(&aanjager, open, None).await.unwrap().waiting.waits_for.remove(0);
    assert!(comes_across(&aanjager, open).await.contains("T-002"));
    assert_eq!(comes_across(&lead, open).await, before);
    let resolved = ResolveForm { id: open.to_string(), wait: wait.id.to_string() };
    assert_eq!(resolve(&lead, &resolved).await.unwrap_err(), AppError::NotFound);
    assert_eq!(page(&lead, open, Some(wait.id)).await.unwrap_err(), AppError::NotFound);
    // The circle is refused all the same, without a name in between.
    let third = proposed(database, 3).await;
    went_on(add(&aanjager, &form(hidden, third)).await.unwrap());
    let rejection = rejected(add(&lead, &form(third, open)).await.unwrap());
    assert!(
        rejection.problems[0].message.contains("via andere afspraken") && !format!("{rejection:?}").contains("T-002")
    );

    // Once it is no concept any more, it is there for the whole region.
    close(database, hidden, LifeCycle::Proposed).await;
    assert!(comes_across(&lead, open).await.contains("T-002"));
});

on_both_databases!(what_waits_for_an_organisation_is_on_its_list, async |database| {
    load_region(database).await;
    let of_care = organisation_id(database, "Zorggroep De Kade").await;
    let ids = [
        proposed(database, 1).await,
        proposed(database, 2).await,
        concept(database, 3).await,
        proposed_by(database, 4, of_care).await,
    ];
    let aanjager = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let plaswonen = organisation_id(database, "Stichting Plaswonen").await;
    let on_organisation =
        WaitForm { commitment: String::new(), organisation: plaswonen.to_string(), ..form(ids[3], ids[3]) };
    for wait in [form(ids[2], ids[0]), on_organisation, form(ids[0], ids[1]), form(ids[3], ids[1])] {
        went_on(add(&aanjager, &wait).await.unwrap());
    }
    let list = async |request: &Request| {
        waiting_for(request.database(), &request.visibility(), plaswonen.into()).await.unwrap()
    };
    let lines = list(&aanjager).await;
    let pairs: Vec<(Uuid, Option<Uuid>)> =
        lines.iter().map(|line| (line.commitment, line.other.as_ref().and_then(|other| other.commitment))).collect();
    // What it leads and waits for another that it leads, keeps nobody else waiting.
    assert_eq!(pairs, [(ids[2], Some(ids[0])), (ids[3], None), (ids[3], Some(ids[1]))]);
    assert_eq!(lines[0].commitment_label, "T-003 Afspraak 3 (Lindewaard)");
    assert_eq!(lines[2].other.as_ref().unwrap().label, "T-002 Afspraak 2 (Oosterzijl)");
    // Its own staff does not see the concept that waits for it.
    let staff = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    assert_eq!(list(&staff).await, lines[1..]);
    close(database, ids[1], LifeCycle::Lapsed).await;
    assert_eq!(list(&staff).await, lines[1..2]);
    // Who waits for it is told, and nobody else.
    let led = |organisation: Uuid| commitment::Column::Id.in_subquery(led_by(organisation.into())).into_condition();
    for (organisation, waiting) in [(plaswonen, ids[0]), (of_care, ids[3])] {
        let vain = in_vain(staff.database(), &staff.visibility(), led(organisation)).await.unwrap();
        assert_eq!(vain.iter().map(|line| line.commitment).collect::<Vec<_>>(), [waiting]);
    }
    close(database, ids[0], LifeCycle::Completed).await;
    close(database, ids[3], LifeCycle::Completed).await;
    assert_eq!(list(&aanjager).await, vec![]);
});

/// How many queries the pages and the lists take.
async fn queries_of(request: &Request, id: Uuid) -> [usize; 5] {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let taken = || count.swap(0, Ordering::Relaxed);
    let organisation = watched.actor().organisation;
    show(&watched, id).await.unwrap();
    let shown = taken();
    milestones_page(&watched, id).await.unwrap();
    let milestones = taken();
    page(&watched, id, None).await.unwrap();
    let waiting = taken();
    overdue(watched.database(), led_ones(visible(&watched.visibility()), organisation), watched.today(), 25)
        .await
        .unwrap();
    let late = taken();
    waiting_for(watched.database(), &watched.visibility(), organisation).await.unwrap();
    [shown, milestones, waiting, late, taken()]
}

on_both_databases!(no_page_of_steps_asks_more_when_there_is_more, async |database| {
    load_region(database).await;
    let id = proposed(database, 1).await;
    let request = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let few = queries_of(&request, id).await;
    for number in 2..12 {
        let other = proposed(database, number).await;
        let wait = if number % 2 == 0 { form(id, other) } else { form(other, id) };
        went_on(add(&request, &wait).await.unwrap());
        let due = Period::Month { year: 2026, month: 9 };
        let milestone = Milestone { title: format!("Stap {number}"), due, done_on: None, note: None };
        let transaction = begin_write(database).await.unwrap();
        insert_milestone(&transaction, id, &milestone, &Author::of(&request)).await.unwrap();
        transaction.commit().await.unwrap();
    }
    assert_eq!(queries_of(&request, id).await, few);
    assert_eq!((few[1], few[2], few[3], few[4]), (4, 6, 1, 1), "{few:?}");
});
