//! A concept exists for its own, what a body is to see for the region; another region has none of it; and no page asks more
//! when there is more.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::error::AppError;
use app::meetings::queries::show as show_meeting;
use app::proposals::commands::change;
use app::proposals::filter::Filter;
use app::proposals::form::ProposalForm;
use app::proposals::queries::{conclusion_page, edit_page, list, show};
use app::proposals::steps::conclude;
use app::request::Request;
use domain::audit::SubjectType;
use domain::organisations::Role;
use domain::routing::Standing;
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    OUTSIDER, SECRETARY, WONEN, WRITER, ZORG, body_id, conclusion, lines_on, load_other_region, load_region, meeting,
    request_of, routed, saved, staff, text, written,
};

async fn titles(request: &Request, filter: &Filter) -> Vec<String> {
    list(request, filter).await.unwrap().rows.into_iter().map(|row| row.title).collect()
}

async fn in_log(request: &Request) -> u64 {
    let filter = LogFilter { subject: Some(SubjectType::Proposal), ..LogFilter::default() };
    search(request.database(), &request.visibility(), &filter).await.unwrap().total
}

on_both_databases!(a_concept_exists_for_its_own_organisation_and_aanjagers, async |database| {
    load_region(database).await;
    let writer = staff(database, WRITER).await;
    let id = written(&writer, "Regeling").await;
    let (own, driver) =
        (request_of(database, WRITER, Role::Reader).await, request_of(database, OUTSIDER, Role::Driver).await);
    let others = [staff(database, SECRETARY).await, request_of(database, OUTSIDER, Role::Administrator).await];
    for request in [&own, &driver] {
        assert!(show(request, id).await.is_ok());
        assert_eq!((titles(request, &Filter::default()).await.len(), in_log(request).await), (1, 1));
    }
    for request in &others {
        assert_eq!(show(request, id).await.unwrap_err(), AppError::NotFound);
        assert_eq!(edit_page(request, id).await.unwrap_err(), AppError::NotFound);
        let form = ProposalForm { id: id.to_string(), ..text("Anders") };
        assert_eq!(change(request, &form).await.unwrap_err(), AppError::NotFound);
        assert_eq!(list(request, &Filter::default()).await.unwrap().total, 0);
        assert_eq!(in_log(request).await, 0);
    }
    routed(&writer, id, WONEN, "1-12-2026", "adviseren").await;
    for request in &others {
        assert!(!show(request, id).await.unwrap().may_edit);
        assert_eq!((titles(request, &Filter::default()).await.len(), in_log(request).await), (1, 2));
        assert_eq!(edit_page(request, id).await.unwrap_err(), AppError::Forbidden);
    }
});

on_both_databases!(another_region_has_none_of_it, async |database| {
    load_region(database).await;
    load_other_region(database).await;
    let writer = staff(database, WRITER).await;
    let id = written(&writer, "Regeling").await;
    let step = routed(&writer, id, WONEN, "1-11-2026", "adviseren").await;
    let stranger = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(show(&stranger, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(edit_page(&stranger, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(conclusion_page(&stranger, id, step).await.unwrap_err(), AppError::NotFound);
    let form = conclusion(&writer, id, step, "Akkoord").await;
    assert_eq!(conclude(&stranger, &form).await.unwrap_err(), AppError::NotFound);
    assert_eq!(list(&stranger, &Filter::default()).await.unwrap().total, 0);
    // Its bodies see nothing of here.
    let theirs = written(&stranger, "Van een ander").await;
    let form = crate::step_form(&stranger, theirs, WONEN, "1-12-2026", "adviseren").await;
    let refused = crate::rejected(app::proposals::steps::add(&stranger, &form).await.unwrap());
    assert_eq!(crate::fields(&refused), ["body"]);
});

on_both_databases!(the_list_begins_with_what_is_next_and_can_be_narrowed, async |database| {
    load_region(database).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let done = written(&driver, "Klaar").await;
    let step = routed(&driver, done, WONEN, "1-11-2026", "adviseren").await;
    saved(conclude(&driver, &conclusion(&driver, done, step, "Positief").await).await.unwrap());
    written(&driver, "Concept").await;
    for (title, body, day) in [("Later", ZORG, "3-12-2026"), ("Te laat", WONEN, "1-11-2026")] {
        let id = written(&driver, title).await;
        routed(&driver, id, body, day, "adviseren").await;
    }
    let page = list(&driver, &Filter::default()).await.unwrap();
    let rows: Vec<_> = page.rows.iter().map(|row| (row.title.as_str(), row.overdue)).collect();
    assert_eq!(rows, [("Te laat", true), ("Later", false), ("Concept", false), ("Klaar", false)]);
    assert_eq!(page.rows[1].place, format!("bij {ZORG}, 3 december 2026, ter advisering"));
    for (standing, expected) in [
        (Standing::Concept, vec!["Concept"]),
        (Standing::Underway, vec!["Te laat", "Later"]),
        (Standing::Done, vec!["Klaar"]),
    ] {
        let filter = Filter { standing: Some(standing), ..Filter::default() };
        assert_eq!(titles(&driver, &filter).await, expected);
    }
    let at = Filter { body: Some(body_id(database, WONEN).await), ..Filter::default() };
    assert_eq!(titles(&driver, &at).await, ["Te laat", "Klaar"]);
    let nowhere = Filter { body: Some(Uuid::nil()), ..Filter::default() };
    assert!(list(&driver, &nowhere).await.unwrap().unknown_body);
});

/// How many queries the list, a proposal and a meeting with proposals take.
async fn queries_of_pages(request: &Request, proposal: Uuid, meeting: Uuid) -> [usize; 3] {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    list(&watched, &Filter::default()).await.unwrap();
    let all = count.swap(0, Ordering::Relaxed);
    show(&watched, proposal).await.unwrap();
    let one = count.swap(0, Ordering::Relaxed);
    show_meeting(&watched, meeting).await.unwrap();
    [all, one, count.swap(0, Ordering::Relaxed)]
}

on_both_databases!(no_page_asks_more_when_there_is_more, async |database| {
    load_region(database).await;
    let driver = request_of(database, OUTSIDER, Role::Driver).await;
    let there = meeting(&driver, WONEN, "1-12-2026").await;
    let id = written(&driver, "Eerste").await;
    routed(&driver, id, WONEN, "1-12-2026", "adviseren").await;
    let few = queries_of_pages(&driver, id, there).await;
    for number in 2..10 {
        let other = written(&driver, &format!("Voorstel {number}")).await;
        routed(&driver, other, WONEN, "1-12-2026", "adviseren").await;
        meeting(&driver, ZORG, &format!("{number}-12-2026")).await;
        routed(&driver, id, ZORG, &format!("{number}-12-2026"), "informeren").await;
    }
    assert_eq!(queries_of_pages(&driver, id, there).await, few);
    assert_eq!(lines_on(&driver, there).await.len(), 9);
    assert!(few[..2].iter().all(|count| *count <= 8), "{few:?}");
});
