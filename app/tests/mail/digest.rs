//! The weekly mail: to who is asked something and wants it, once a week, and without what it is about.

use std::sync::Arc;

use app::commitments::entity::commitment;
use app::digest::choosing::{choose, stop};
use app::digest::form::{ChoiceForm, YES};
use app::digest::sending::send;
use app::digest::wanted;
use app::mail::entity;
use app::regions::file::parse_with_users;
use app::regions::load::load;
use app::request::{AppState, Clock, Request};
use app::ui::form::FormReply;
use chrono::{DateTime, Duration, Utc};
use domain::mail::MailKind;
use domain::organisations::Role;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};

use super::common::asking::request_at;
use super::common::on_both_databases;
use super::mailing;

const TWENTE: &str = include_str!("../../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../../server/regions/twente-demo.toml");

/// A Monday.
fn monday() -> DateTime<Utc> {
    "2026-11-30T05:30:00Z".parse().unwrap()
}

/// Somebody of this role at the gemeente Enschede, of which answers are asked.
async fn somebody(database: &DatabaseConnection, role: Role) -> Request {
    let request = request_at(database, "Gemeente Enschede", role, monday()).await;
    let state = AppState { mailing: Arc::new(mailing()), ..request.state.clone() };
    Request { state, ..request }
}

async fn load_demo(database: &DatabaseConnection) {
    load(database, &parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap(), monday()).await.unwrap();
}

async fn mails(database: &DatabaseConnection) -> Vec<entity::Model> {
    entity::Entity::find().order_by_asc(entity::Column::CreatedAt).all(database).await.unwrap()
}

fn after_days(days: i64) -> DateTime<Utc> {
    monday() + Duration::days(days)
}

async fn sent(request: &Request, at: DateTime<Utc>) {
    let state = AppState { clock: Clock::Fixed(at), ..request.state.clone() };
    send(&state, at).await.unwrap();
}

on_both_databases!(who_is_asked_something_hears_how_much_once_a_week, async |database| {
    load_demo(database).await;
    let alderman = somebody(database, Role::Executive).await;
    somebody(database, Role::Reader).await;
    sent(&alderman, monday()).await;
    // Begun again, after it was cut off.
    sent(&alderman, monday() + Duration::minutes(20)).await;
    let first = mails(database).await;
    let [mail] = first.as_slice() else { panic!("{first:?}") };
    assert_eq!(mail.kind, MailKind::Digest.code());
    assert!(mail.text_body.contains("Te bevestigen: "), "{}", mail.text_body);
    assert!(mail.text_body.contains("https://agenda.regio.example/mijn-taken#bevestigen"), "{}", mail.text_body);
    for row in commitment::Entity::find().all(&database.connection).await.unwrap() {
        assert!(!mail.text_body.contains(&row.title), "{}", row.title);
    }
    sent(&alderman, after_days(7)).await;
    assert_eq!(mails(database).await.len(), 2);
});

on_both_databases!(who_wants_no_more_gets_no_more, async |database| {
    load_demo(database).await;
    let alderman = somebody(database, Role::Executive).await;
    let user = alderman.actor().user.0;
    sent(&alderman, monday()).await;
    let address = mails(database).await[0].unsubscribe.clone().unwrap();
    let token = address.strip_prefix("https://agenda.regio.example/overzicht/stoppen/").unwrap();
    let wrong = stop(&alderman.state, "0123456789abcdef").await.unwrap();
    assert!(matches!(wrong, FormReply::Rejected(_)), "{wrong:?}");
    assert!(wanted(&database.connection, user).await.unwrap());
    for _ in 0..2 {
        assert!(matches!(stop(&alderman.state, token).await.unwrap(), FormReply::Done { .. }));
    }
    assert!(!wanted(&database.connection, user).await.unwrap());
    sent(&alderman, after_days(7)).await;
    assert_eq!(mails(database).await.len(), 1);
    choose(&alderman, &ChoiceForm { wanted: vec![YES.to_owned()] }).await.unwrap();
    sent(&alderman, after_days(14)).await;
    assert_eq!(mails(database).await.len(), 2);
});

on_both_databases!(without_a_mail_server_nothing_waits, async |database| {
    load_demo(database).await;
    let alderman = request_at(database, "Gemeente Enschede", Role::Executive, monday()).await;
    sent(&alderman, monday()).await;
    assert_eq!(mails(database).await, vec![]);
});
