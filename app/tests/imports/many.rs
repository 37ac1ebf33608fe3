//! Files with many rows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::imports::groups::{Group, Pages};
use app::imports::queries::preview_at;
use domain::imports::Outcome;

use crate::cast::{counted, loaded, went_on};
use crate::common::on_both_databases;
use crate::deliveries::{builder, file, read};

on_both_databases!(every_row_of_a_group_can_be_seen_with_what_it_brings, async |database| {
    let builder = builder(database, &["P1"]).await;
    let marks: Vec<String> = (0..130).map(|number| format!("O-{number}")).collect();
    let lines: Vec<_> = marks.iter().map(|mark| ("P1", mark.as_str(), "1", "Gesplitst.")).collect();
    let first = read(&builder, &file(&lines)).await;
    assert_eq!((counted(&first), first.rows.len()), ([130, 0, 0, 0], 100));
    let Outcome::New(brings) = &first.rows[0].outcome else { panic!("{:?}", first.rows[0]) };
    let told: Vec<&str> = brings.iter().map(|change| change.after.as_str()).collect();
    assert_eq!(told, ["1 × Hofwoningen", "20-11-2026", "Zuidmolen 1", "O-0", "Gesplitst."]);
    for (page, rows) in [(2, 30), (9, 30)] {
        let query = std::iter::once(("nieuw".to_owned(), page.to_string())).collect();
        let shown = preview_at(&builder, first.id, Pages::from_query(&query).0).await.unwrap();
        assert_eq!(
            (shown.rows.len(), shown.rows[29].title.as_str(), shown.digest),
            (rows, "O-129", first.digest.clone())
        );
    }
    assert_eq!(first.pages.with(Group::New, 2), "?nieuw=2#nieuw");
});

on_both_databases!(more_rows_are_loaded_with_no_more_statements, async |database| {
    let builder = builder(database, &["P1", "P2"]).await;
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = builder.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let mut statements = Vec::new();
    for (project, rows) in [("P1", 3), ("P2", 60)] {
        let marks: Vec<String> = (0..rows).map(|number| format!("O-{number}")).collect();
        let lines: Vec<_> = marks.iter().map(|mark| (project, mark.as_str(), "1", "")).collect();
        let page = read(&builder, &file(&lines)).await;
        count.store(0, Ordering::Relaxed);
        went_on(loaded(&watched, &page).await);
        statements.push(count.load(Ordering::Relaxed));
    }
    assert_eq!(statements[0], statements[1]);
});
