//! The outbox in the database, and the weekly mail.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod digest;

use app::mail::{Address, Mailing, Message, entity, outbox};
use app::storage::begin_write;
use chrono::{DateTime, TimeDelta, Utc};
use common::{TestDatabase, on_both_databases};
use domain::mail::MailKind;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use uuid::Uuid;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn after_hours(hours: i64) -> DateTime<Utc> {
    start() + TimeDelta::hours(hours)
}

fn mailing() -> Mailing {
    Mailing { delivers: true, ..Mailing::none("https://agenda.regio.example") }
}

fn message() -> Message {
    Message {
        to: Address { email: "j.jansen@enschede.example".to_owned(), name: "J. Jansen".to_owned() },
        kind: MailKind::Invitation,
        subject: "U bent uitgenodigd".to_owned(),
        greeting: "Beste J. Jansen,".to_owned(),
        paragraphs: vec!["Welkom.".to_owned()],
        action: None,
        items: vec![],
        stop: None,
        closing: String::new(),
    }
}

async fn enqueue(database: &DatabaseConnection, at: DateTime<Utc>) {
    outbox::enqueue(database, &mailing(), &message(), at).await.unwrap();
}

async fn count(database: &TestDatabase) -> u64 {
    entity::Entity::find().count(&database.connection).await.unwrap()
}

on_both_databases!(a_mail_exists_exactly_when_its_reason_does, async |database| {
    let transaction = begin_write(database).await.unwrap();
    outbox::enqueue(&transaction, &mailing(), &message(), start()).await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(count(database).await, 0);

    let transaction = begin_write(database).await.unwrap();
    outbox::enqueue(&transaction, &mailing(), &message(), start()).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!(count(database).await, 1);
});

on_both_databases!(without_a_mail_server_nothing_is_kept, async |database| {
    let none = Mailing::none("https://agenda.regio.example");
    outbox::enqueue(&database.connection, &none, &message(), start()).await.unwrap();
    assert_eq!(count(database).await, 0);
});

on_both_databases!(a_mail_is_taken_by_one_and_in_order, async |database| {
    enqueue(database, after_hours(1)).await;
    enqueue(database, start()).await;
    let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
    let first = outbox::take(&database.connection, one, after_hours(1)).await.unwrap().unwrap();
    assert_eq!((first.created_at, first.attempts), (start(), 1));
    let second = outbox::take(&database.connection, other, after_hours(1)).await.unwrap().unwrap();
    assert_eq!(second.created_at, after_hours(1));
    assert!(outbox::take(&database.connection, one, after_hours(1)).await.unwrap().is_none());

    // Who lost the lease decides nothing any more.
    let much_later = after_hours(2);
    assert_eq!(outbox::take(&database.connection, other, much_later).await.unwrap().unwrap().id, first.id);
    outbox::mark_failed(&database.connection, (first.id, one), "late", None, much_later).await.unwrap();
    let row = entity::Entity::find_by_id(first.id).one(&database.connection).await.unwrap().unwrap();
    assert_eq!((row.leased_by, row.failed_at, row.attempts), (Some(other), None, 2));
});

on_both_databases!(nothing_is_sent_that_is_too_old_to_be_of_use, async |database| {
    enqueue(database, start()).await;
    outbox::clean(&database.connection, after_hours(47)).await.unwrap();
    let worker = Uuid::now_v7();
    assert!(outbox::take(&database.connection, worker, after_hours(48)).await.unwrap().is_none());
    outbox::clean(&database.connection, after_hours(48)).await.unwrap();
    let row = entity::Entity::find().one(&database.connection).await.unwrap().unwrap();
    assert_eq!((row.failed_at, row.next_attempt_at), (Some(after_hours(48)), None));
    assert_eq!((row.text_body.as_str(), row.html_body.as_str()), ("", ""));
    assert_eq!(row.last_error.as_deref(), Some("nobody delivered it in time"));
});

on_both_databases!(what_was_finished_a_month_ago_is_removed, async |database| {
    enqueue(database, start()).await;
    let mail = outbox::take(&database.connection, Uuid::now_v7(), start()).await.unwrap().unwrap();
    outbox::mark_sent(&database.connection, mail.id, start()).await.unwrap();
    enqueue(database, after_hours(24)).await;
    for (days, left) in [(29, 2), (31, 1), (70, 0)] {
        outbox::clean(&database.connection, after_hours(24 * days)).await.unwrap();
        assert_eq!(count(database).await, left, "after {days} days");
    }
});
