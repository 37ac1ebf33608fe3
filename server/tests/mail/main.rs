//! Mail from the outbox to a mail server, which may be away, slow or unwilling.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../../../app/tests/common/mod.rs"]
mod common;
mod delivery;
mod process;
mod sink;
mod trouble;

use std::net::SocketAddr;
use std::time::Duration;

use app::mail::{Action, Address, Mailing, Message, entity, outbox};
use app::request::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use domain::mail::MailKind;
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait};
use server::mail::{Smtp, SmtpSettings, Worker};
use server::stop::Stop;

const SECRET: &str = "geheim-dat-een-keer-werkt";

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

fn after(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn mailing() -> Mailing {
    Mailing {
        public_url: "https://agenda.regio.example".to_owned(),
        from: "Woonzorgagenda <agenda@regio.example>".to_owned(),
        delivers: true,
    }
}

fn message(number: usize) -> Message {
    let url = mailing().link(&format!("/wachtwoord/{SECRET}-{number}"));
    Message {
        to: Address { email: format!("lezer{number}@enschede.example"), name: "Renée Vos".to_owned() },
        kind: MailKind::PasswordReset,
        subject: "Kies een nieuw wachtwoord voor één account".to_owned(),
        greeting: "Beste Renée Vos,".to_owned(),
        paragraphs: vec!["U hebt een nieuw wachtwoord gevraagd.".to_owned()],
        action: Some(Action { label: "Wachtwoord kiezen".to_owned(), url }),
        items: vec![],
        stop: None,
        closing: "Hebt u dit niet gevraagd? Dan hoeft u niets te doen.".to_owned(),
    }
}

async fn enqueue(connection: &impl ConnectionTrait, count: usize) {
    for number in 0..count {
        outbox::enqueue(connection, &mailing(), &message(number), start()).await.unwrap();
    }
}

/// A worker whose clock stands at `now`, and whose mail server is at this address.
fn worker_with(database: &DatabaseConnection, smtp: &str, now: DateTime<Utc>) -> Worker {
    let settings = SmtpSettings::parse(smtp, None).unwrap();
    let smtp = Smtp::new(settings, mailing().from.parse().unwrap(), mailing().host()).unwrap();
    Worker::new(database.clone(), Clock::Fixed(now), smtp.with_patience(Duration::from_secs(2)))
}

fn worker(database: &DatabaseConnection, server: SocketAddr, now: DateTime<Utc>) -> Worker {
    worker_with(database, &format!("smtp://{server}"), now)
}

/// Delivers what is due at `now`; says how many were sent.
async fn deliver(database: &DatabaseConnection, server: SocketAddr, now: DateTime<Utc>) -> usize {
    let (_teller, stop) = Stop::pair();
    worker(database, server, now).deliver_due(&stop).await.unwrap()
}

async fn rows(database: &DatabaseConnection) -> Vec<entity::Model> {
    entity::Entity::find().all(database).await.unwrap()
}

async fn only_row(database: &DatabaseConnection) -> entity::Model {
    let mut rows = rows(database).await;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// What is kept of a mail when all is done.
fn assert_blank(row: &entity::Model) {
    assert_eq!((row.text_body.as_str(), row.html_body.as_str()), ("", ""));
    assert_eq!((row.next_attempt_at, row.lease_until, row.leased_by), (None, None, None));
}
