//! The dwellings at risk: each once, and only those in what the reader may see.

use app::bottlenecks::commands::solve;
use app::bottlenecks::filter::Filter;
use app::bottlenecks::form::StepForm;
use app::bottlenecks::queries::{ListPage, list, show, step_page};
use app::request::Request;
use domain::bottlenecks::{Level, State, StepKind};
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::common::on_both_databases;
use super::{bottleneck, commitment, dwellings, load_other_region, load_region, request_of, saved};

async fn page(request: &Request, filter: Filter) -> ListPage {
    list(request, &filter).await.unwrap()
}

/// Commitments and dwellings at risk of each line, in their order.
fn numbers(page: &ListPage) -> Vec<(Uuid, usize, u64)> {
    page.rows.iter().map(|row| (row.id, row.commitments, row.dwellings_at_risk)).collect()
}

/// Two that the region sees, of 24 and 10 dwellings, and a concept of Lindewaard of 100.
async fn three(database: &DatabaseConnection) -> [Uuid; 3] {
    let big = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let small = commitment(database, "K-02", None, LifeCycle::Proposed).await;
    let hidden = commitment(database, "K-03", Some("Lindewaard"), LifeCycle::Draft).await;
    dwellings(database, big, &[20, 4]).await;
    dwellings(database, small, &[10]).await;
    dwellings(database, hidden, &[100]).await;
    [big, small, hidden]
}

on_both_databases!(every_dwelling_counts_once_and_for_who_may_see_it, async |database| {
    load_region(database).await;
    load_other_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let [big, small, hidden] = three(database).await;
    let without = commitment(database, "K-04", None, LifeCycle::Proposed).await;
    let little = bottleneck(&driver, &[small, without]).await;
    let all = bottleneck(&driver, &[big, small, hidden]).await;
    let nothing = bottleneck(&driver, &[]).await;

    let seen = page(&driver, Filter::default()).await;
    assert_eq!(numbers(&seen), [(all, 3, 134), (little, 2, 10), (nothing, 0, 0)]);
    assert_eq!((seen.total, seen.dwellings_at_risk), (3, 134));
    let seen = page(&official, Filter::default()).await;
    assert_eq!(numbers(&seen), [(all, 2, 34), (little, 2, 10), (nothing, 0, 0)]);
    assert_eq!(seen.dwellings_at_risk, 34);
    let detail = show(&official, all).await.unwrap();
    let lines: Vec<(&str, u64)> = detail.commitments.iter().map(|it| (it.row.number.as_str(), it.dwellings)).collect();
    assert_eq!(lines, [("K-02", 10), ("K-01", 24)]);
    assert_eq!((detail.dwellings, detail.dwellings_at_risk), (34, 34));

    let stranger = request_of(database, "Gemeente Enschede", Role::Driver).await;
    let seen = page(&stranger, Filter::default()).await;
    assert_eq!((seen.total, seen.dwellings_at_risk), (0, 0));
});

on_both_databases!(what_is_solved_comes_last_and_puts_nothing_at_risk, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let [big, small, _] = three(database).await;
    let solved = bottleneck(&driver, &[big]).await;
    let open = bottleneck(&driver, &[small]).await;
    let form = step_page(&driver, solved, StepKind::Solved).await.unwrap().form;
    saved(solve(&driver, &StepForm { reason: "Klaar".to_owned(), ..form }).await.unwrap());
    let seen = page(&driver, Filter::default()).await;
    assert_eq!(numbers(&seen), [(open, 1, 10), (solved, 1, 0)]);
    assert_eq!(seen.dwellings_at_risk, 10);
    let seen = page(&driver, Filter { state: Some(State::Solved), ..Filter::default() }).await;
    assert_eq!((numbers(&seen).len(), seen.dwellings_at_risk), (1, 0));
});

on_both_databases!(the_filter_chooses_by_what_the_reader_may_see, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let [big, small, hidden] = three(database).await;
    let (here, there) = (bottleneck(&driver, &[big]).await, bottleneck(&driver, &[small, hidden]).await);
    let in_place = |slug: &str| Filter { municipality: Some(slug.to_owned()), ..Filter::default() };
    let ids = |page: &ListPage| numbers(page).into_iter().map(|(id, ..)| id).collect::<Vec<_>>();

    assert_eq!(ids(&page(&driver, in_place("oosterzijl")).await), [here]);
    assert_eq!(ids(&page(&driver, in_place("lindewaard")).await), [there]);
    assert_eq!(ids(&page(&driver, in_place("regio")).await), [there]);
    // That something of Lindewaard is blocked follows from a concept that this person may not see.
    assert_eq!(ids(&page(&official, in_place("lindewaard")).await), Vec::<Uuid>::new());
    assert_eq!(page(&driver, Filter { level: Some(Level::National), ..Filter::default() }).await.total, 0);

    let lost = page(&driver, in_place("atlantis")).await;
    assert_eq!((lost.total, lost.unknown), (0, vec!["gemeente=atlantis".to_owned()]));
    let factor = Uuid::now_v7();
    let lost = page(&driver, Filter { success_factor: Some(factor.into()), ..Filter::default() }).await;
    assert_eq!((lost.total, lost.unknown), (0, vec![format!("succesfactor={factor}")]));
    let beyond = page(&driver, Filter { page: 999, ..Filter::default() }).await;
    assert_eq!((beyond.page, beyond.rows.len()), (1, 2));
});
