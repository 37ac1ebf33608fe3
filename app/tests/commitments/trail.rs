//! What saving and trying leave in the trail, and in which order it is read.

use std::collections::BTreeSet;

use app::audit::entity::audit_entry;
use app::audit::verify::verify;
use app::commitments::commands::{change, create};
use app::commitments::form::CommitmentForm;
use app::commitments::queries::show;
use app::error::AppError;
use app::request::{Clock, Request};
use chrono::TimeDelta;
use domain::audit::Event;
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

use super::common::on_both_databases;
use super::saving::{filled, form_to_change, rejected, saved};
use super::{load_region, now, request_of};

fn hours_before(request: &Request, hours: i64) -> Request {
    let mut earlier = request.clone();
    earlier.state.clock = Clock::Fixed(now() - TimeDelta::hours(hours));
    earlier
}

async fn is_sound(database: &DatabaseConnection) -> bool {
    verify(database, BTreeSet::new()).await.unwrap().is_sound()
}

on_both_databases!(a_clock_that_is_set_back_reorders_nothing, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let opened = form_to_change(&official, id).await;
    for (hours, title) in [(2, "Eerst"), (1, "Dan"), (3, "Ten slotte")] {
        let form = CommitmentForm { title: title.to_owned(), ..form_to_change(&official, id).await };
        saved(change(&hours_before(&official, hours), &form).await.unwrap());
    }
    // The last one to save had the earliest clock, and is the one who is named.
    let other = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let form = CommitmentForm { title: "Van de corporatie".to_owned(), ..form_to_change(&official, id).await };
    saved(change(&hours_before(&other, 4), &form).await.unwrap());
    let titles: Vec<String> =
        show(&official, id).await.unwrap().timeline.into_iter().map(|entry| entry.changes[0].after.clone()).collect();
    assert_eq!(titles, ["Van de corporatie", "Ten slotte", "Dan", "Eerst", "24 hofwoningen"]);
    let late = CommitmentForm { title: "Te laat".to_owned(), ..opened };
    let conflict = rejected(change(&official, &late).await.unwrap()).conflict.unwrap();
    assert_eq!(conflict.by, other.user.name);
    assert!(is_sound(database).await);
});

on_both_databases!(who_tries_what_they_may_not_is_in_the_log_and_not_in_the_timeline, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let reader = request_of(database, "Gemeente Oosterzijl", Role::Reader).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let opened = form_to_change(&official, id).await;
    let form = CommitmentForm { title: "Anders".to_owned(), ..opened.clone() };
    assert_eq!(change(&reader, &form).await.unwrap_err(), AppError::Forbidden);

    let attempts = audit_entry::Entity::find().filter(audit_entry::Column::Event.eq(Event::Denied.code()));
    let attempts = attempts.all(&database.connection).await.unwrap();
    assert_eq!(attempts.len(), 1);
    assert_eq!((attempts[0].user_id, attempts[0].subject_id), (Some(reader.actor().user.0), id));
    assert_eq!(attempts[0].changes, r#"[{"field":"attempt","before":"","after":"Gewijzigd"}]"#);
    assert_eq!(show(&official, id).await.unwrap().timeline.len(), 1);

    // Nor is it the attempt that a conflict names.
    saved(change(&official, &CommitmentForm { title: "Nieuw".to_owned(), ..opened.clone() }).await.unwrap());
    assert_eq!(change(&reader, &form).await.unwrap_err(), AppError::Forbidden);
    let conflict = rejected(change(&official, &form).await.unwrap()).conflict.unwrap();
    assert_eq!(conflict.by, official.user.name);
});

on_both_databases!(those_who_record_and_those_who_change_do_not_wait_for_each_other_for_ever, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = filled(database).await;
    let mut writers = Vec::new();
    for number in 0..12 {
        let id = saved(create(&official, &form).await.unwrap());
        let changed = CommitmentForm { title: format!("Versie {number}"), ..form_to_change(&official, id).await };
        let request = official.clone();
        writers.push(tokio::spawn(async move { saved(change(&request, &changed).await.unwrap()) }));
        let (request, form) = (official.clone(), form.clone());
        writers.push(tokio::spawn(async move { saved(create(&request, &form).await.unwrap()) }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(is_sound(database).await);
});
