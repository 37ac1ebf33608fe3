//! The region sees a bottleneck; of what it blocks everybody sees their own part, and nothing more in any word of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::bottlenecks::commands::change;
use app::bottlenecks::entity::bottleneck_commitment;
use app::bottlenecks::filter::Filter;
use app::bottlenecks::form::BottleneckForm;
use app::bottlenecks::queries::{Posted, bottlenecks_of, edit_page, list, new_page, show};
use app::error::AppError;
use app::request::Request;
use domain::bottlenecks::risk::Blocked;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{bottleneck, commitment, dwellings, load_other_region, load_region, request_of, saved};

on_both_databases!(what_somebody_may_not_see_is_in_no_word_of_it, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let open = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let hidden = commitment(database, "K-99", Some("Lindewaard"), LifeCycle::Draft).await;
    dwellings(database, hidden, &[77]).await;
    let id = bottleneck(&driver, &[open, hidden]).await;
    assert!(format!("{:?}", show(&driver, id).await.unwrap()).contains("K-99"));
    for (organisation, role) in [
        ("Gemeente Oosterzijl", Role::Staff),
        ("Gemeente Oosterzijl", Role::Administrator),
        ("Zorggroep De Kade", Role::Reader),
    ] {
        let request = request_of(database, organisation, role).await;
        let (page, found) = (show(&request, id).await.unwrap(), list(&request, &Filter::default()).await.unwrap());
        assert_eq!((page.dwellings, found.dwellings_at_risk, found.rows[0].commitments), (0, 0, 1));
        let (page, found) = (format!("{page:?}"), format!("{found:?}"));
        let log = search(&database.connection, &request.visibility(), &LogFilter::default()).await.unwrap();
        let log = format!("{log:?}");
        for text in [&page, &found, &log] {
            assert!(!text.contains("K-99") && !text.contains(&hidden.to_string()), "{text}");
        }
        assert!(page.contains("K-01") && log.contains("Geen stroom"));
        let posted = Posted { search: "K-99".to_owned(), ..Posted::default() };
        if let Ok(form) = new_page(&request, Blocked::commitment(hidden.into()), posted).await {
            assert_eq!(form.commitments.choices, []);
        }
        assert_eq!(bottlenecks_of(&database.connection, &request.visibility(), hidden).await.unwrap(), []);
        let blocking = bottlenecks_of(&database.connection, &request.visibility(), open).await.unwrap();
        assert_eq!(blocking.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
    }
});

on_both_databases!(links_that_an_editor_cannot_see_survive, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let open = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let hidden = commitment(database, "K-99", Some("Lindewaard"), LifeCycle::Draft).await;
    let id = bottleneck(&driver, &[open, hidden]).await;

    let form = edit_page(&official, id, Posted::default()).await.unwrap().form;
    assert_eq!(form.commitments, [open.to_string()]);
    let form = BottleneckForm { commitments: vec![], title: "Weinig stroom".to_owned(), ..form };
    saved(change(&official, &form).await.unwrap());
    assert_eq!(show(&official, id).await.unwrap().commitments.len(), 0);
    let left: Vec<Uuid> = show(&driver, id).await.unwrap().commitments.iter().map(|it| it.row.id).collect();
    assert_eq!(left, [hidden]);
    assert_eq!(bottleneck_commitment::Entity::find().count(&database.connection).await.unwrap(), 1);
});

on_both_databases!(another_region_has_none_of_it, async |database| {
    load_region(database).await;
    load_other_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let open = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let id = bottleneck(&driver, &[open]).await;
    let stranger = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(show(&stranger, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(edit_page(&stranger, id, Posted::default()).await.unwrap_err(), AppError::NotFound);
    let form = BottleneckForm { id: id.to_string(), ..Default::default() };
    assert_eq!(change(&stranger, &form).await.unwrap_err(), AppError::NotFound);
    assert_eq!(bottlenecks_of(&database.connection, &stranger.visibility(), open).await.unwrap(), []);
});

/// How many queries the list, one bottleneck and its form take.
async fn queries_of_pages(request: &Request, id: Uuid) -> (usize, usize, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    list(&watched, &Filter::default()).await.unwrap();
    let for_list = count.swap(0, Ordering::Relaxed);
    show(&watched, id).await.unwrap();
    let for_one = count.swap(0, Ordering::Relaxed);
    edit_page(&watched, id, Posted { search: "K-01, K-02".to_owned(), ..Posted::default() }).await.unwrap();
    (for_list, for_one, count.swap(0, Ordering::Relaxed))
}

on_both_databases!(no_page_asks_more_when_there_is_more, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let first = commitment(database, "K-01", None, LifeCycle::Proposed).await;
    dwellings(database, first, &[3]).await;
    let id = bottleneck(&driver, &[first]).await;
    let few = queries_of_pages(&driver, id).await;
    let mut all = vec![first];
    for number in 2..20 {
        let one = commitment(database, &format!("K-{number:02}"), None, LifeCycle::Proposed).await;
        dwellings(database, one, &[3]).await;
        all.push(one);
        bottleneck(&driver, &[one]).await;
    }
    let form = edit_page(&driver, id, Posted::default()).await.unwrap().form;
    let all = all.iter().map(ToString::to_string).collect();
    saved(change(&driver, &BottleneckForm { commitments: all, ..form }).await.unwrap());
    assert_eq!(queries_of_pages(&driver, id).await, few);
    assert!(few.0 <= 10 && few.1 <= 14 && few.2 <= 8, "{few:?}");
});
