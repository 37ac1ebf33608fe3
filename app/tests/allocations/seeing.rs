//! A year of the whole region.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::allocations::INHABITANTS;
use app::allocations::entity::allocation_year;
use app::allocations::queries::{Beside, overview};
use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::regions::entity::municipality;
use app::request::{AppState, Request};
use app::storage::new_id;
use app::targets::entity::context_value;
use domain::allocations::{Given, Share};
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter};

use crate::common::on_both_databases;
use crate::{asked, filled, load_regions, region_in, request_of, told, year_of};

/// Oosterzijl tells 12, of which Plaswonen took 8, and Brinkerdam 4, which it did not divide.
async fn two_of_three(database: &DatabaseConnection) -> Request {
    load_regions(database).await;
    for (place, slug, count, taken) in
        [("Gemeente Oosterzijl", "oosterzijl", "12", "8"), ("Gemeente Brinkerdam", "brinkerdam", "4", "")]
    {
        let official = request_of(database, place, Role::Staff).await;
        told(&official, &filled(&official, slug, 2025, count, taken).await).await;
    }
    request_of(database, "Zorggroep De Kade", Role::Reader).await
}

fn label(share: Option<Share>) -> Option<String> {
    share.map(Share::label)
}

on_both_databases!(what_is_not_given_is_not_nought_and_shares_are_of_what_is, async |database| {
    let reader = two_of_three(database).await;
    let year = region_in(&reader, 2025).await;
    let rows: Vec<_> = year.rows.iter().map(|row| (row.place.slug.as_str(), row.total, label(row.share))).collect();
    let expected = [
        ("brinkerdam", Some(4), Some("25,0 %".to_owned())),
        ("lindewaard", None, None),
        ("oosterzijl", Some(12), Some("75,0 %".to_owned())),
    ];
    assert_eq!(rows, expected);
    assert_eq!((year.total, year.totals.as_slice()), (16, [Some(16)].as_slice()));
    assert_eq!((year.that_gave(Given::Nothing), year.that_gave(Given::Some)), (vec!["Lindewaard"], vec![]));
    let takers: Vec<_> = year.takers.iter().map(|taker| (taker.name.as_deref(), taker.total)).collect();
    assert_eq!(takers, [(Some("Stichting Plaswonen"), 8), (None, 8)]);
    assert!(matches!(year.beside, Beside::Equal(2, equal) if equal.label() == "50,0 %"), "{:?}", year.beside);
    assert!(year.own.is_empty() && year.over);

    let elsewhere = request_of(database, "Gemeente Enschede", Role::Driver).await;
    let other = region_in(&elsewhere, 2025).await;
    assert_eq!((other.total, other.rows.len(), other.own.len()), (0, 14, 14));
    assert_eq!((other.groups.len(), other.beside), (6, Beside::Nothing));
});

on_both_databases!(the_last_whole_year_is_shown_and_years_are_chosen, async |database| {
    let reader = two_of_three(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    told(&official, &filled(&official, "oosterzijl", 2021, "2", "").await).await;
    let usual = overview(&reader, &asked("")).await.unwrap();
    assert_eq!((usual.year, usual.years.as_slice()), (2025, [2026, 2025, 2021].as_slice()));
    let running = region_in(&reader, 2026).await;
    assert!(!running.over && running.total == 0 && running.takers.is_empty());
    for wrong in ["2027", "1999", "vorig"] {
        let told = overview(&reader, &asked(wrong)).await.unwrap();
        assert_eq!((told.year, told.left_out.unknown), (2025, vec![format!("jaar={wrong}")]));
        let page = app::allocations::edit::page(&reader, "oosterzijl", &asked(wrong)).await.unwrap();
        assert_eq!((page.year, page.left_out.unknown.len()), (2025, 1));
    }
    let page = year_of(&official, "oosterzijl", 2026).await.unwrap();
    assert_eq!((page.years.first(), page.years.last(), page.version), (Some(&2026), Some(&2000), 0));
});

on_both_databases!(shares_stand_beside_those_of_the_inhabitants, async |database| {
    let reader = two_of_three(database).await;
    let region = reader.actor().region;
    let places = municipality::Entity::find().filter(municipality::Column::RegionId.eq(region.0));
    // Of 2026 one is missing: then it is not compared with.
    for (place, people) in places.all(&database.connection).await.unwrap().into_iter().zip([1_000.0, 3_000.0, 6_000.0])
    {
        for year in [2024, 2026] {
            if year == 2024 || people > 1_000.0 {
                let row = context_value::Model {
                    id: new_id(),
                    region_id: region.0,
                    position: 9,
                    source_id: None,
                    source_detail: None,
                    indicator: INHABITANTS.to_owned(),
                    unit: String::new(),
                    area: place.name.clone(),
                    year,
                    value: people,
                };
                row.into_active_model().insert(&database.connection).await.unwrap();
            }
        }
    }
    let figures = context_value::Entity::find().filter(context_value::Column::Indicator.eq(INHABITANTS));
    let figures = figures.filter(context_value::Column::Year.eq(2024)).all(&database.connection).await.unwrap();
    let people = |name: &str| figures.iter().find(|row| row.area == name).unwrap().value;
    let year = region_in(&reader, 2025).await;
    assert_eq!(year.beside, Beside::Inhabitants(2024));
    let gave = people("Oosterzijl") + people("Brinkerdam");
    for row in &year.rows {
        let expected = (row.given != Given::Nothing)
            .then(|| format!("{:.1} %", people(&row.place.name) * 100.0 / gave).replace('.', ","));
        assert_eq!(label(row.of_inhabitants), expected, "{}", row.place.name);
    }
});

on_both_databases!(the_log_says_of_which_gemeente_and_year, async |database| {
    two_of_three(database).await;
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let log = search(&database.connection, &driver.visibility(), &LogFilter::default()).await.unwrap();
    let subjects: Vec<&str> = log.lines.iter().map(|line| line.subject.label.as_str()).collect();
    assert!(subjects.contains(&"Oosterzijl, 2025"), "{subjects:?}");
});

/// How many queries the two screens take.
async fn queries_of(request: &Request) -> (usize, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let mut database = request.state.database.clone();
    let counting = Arc::clone(&count);
    database.set_metric_callback(move |_| {
        counting.fetch_add(1, Ordering::Relaxed);
    });
    let watched = Request { state: AppState { database, ..request.state.clone() }, ..request.clone() };
    region_in(&watched, 2025).await;
    let listed = count.swap(0, Ordering::Relaxed);
    year_of(&watched, "oosterzijl", 2025).await.unwrap();
    (listed, count.swap(0, Ordering::Relaxed))
}

on_both_databases!(more_numbers_take_no_more_queries, async |database| {
    two_of_three(database).await;
    let driver = request_of(database, "Zorggroep De Kade", Role::Driver).await;
    let few = queries_of(&driver).await;
    told(&driver, &filled(&driver, "lindewaard", 2025, "40", "").await).await;
    for year in 2001..2020 {
        told(&driver, &filled(&driver, "oosterzijl", year, "1", "1").await).await;
    }
    assert_eq!(allocation_year::Entity::find().all(&database.connection).await.unwrap().len(), 22);
    assert_eq!(queries_of(&driver).await, few);
});
