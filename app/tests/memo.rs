//! Figures that are kept: only for who sees the same, and only until something happens.
#![cfg(feature = "ssr")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::sync::Arc;

use app::audit::{self, Author, Subject};
use app::auth::accounts::{NewUser, create_user, current_user};
use app::document::Assets;
use app::mail::Mailing;
use app::memo::remembered;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::{AppState, Clock, Request};
use app::storage::begin_write;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::audit::Event;
use domain::organisations::Role;

const REGION: &str = include_str!("../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 26, 10, 0, 0).unwrap()
}

async fn request_of(database: &TestDatabase, organisation: &str, role: Role) -> Request {
    let new = NewUser {
        mandated: false,
        email: format!("{}.{}@merenveld.example", role.code(), organisation.replace(' ', "-")),
        name: "Iemand".to_owned(),
        function: None,
        role,
        organisation: organisation.to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    let id = create_user(database, &new, now()).await.unwrap();
    let state = AppState {
        database: database.connection.clone(),
        clock: Clock::Fixed(now()),
        assets: Arc::new(Assets::default()),
        files: Arc::new(app::files::store::Nowhere),
        demo_logins: None,
        mailing: Arc::new(Mailing::none("http://127.0.0.1:3000")),
    };
    Request { state, user: current_user(database, id, false).await.unwrap().unwrap() }
}

async fn counted(request: &Request, figure: i64) -> i64 {
    remembered(request, "figure", async { Ok(figure) }).await.unwrap()
}

on_both_databases!(a_figure_is_counted_again_when_anything_happened, async |database: &TestDatabase| {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    assert_eq!((counted(&official, 1).await, counted(&official, 2).await), (1, 1));
    // Others see other things, and tomorrow more is late.
    assert_eq!(counted(&driver, 3).await, 3);
    let mut tomorrow = official.clone();
    tomorrow.state.clock = Clock::Fixed(now() + TimeDelta::days(1));
    assert_eq!(counted(&tomorrow, 4).await, 4);
    assert_eq!(counted(&official, 5).await, 1);

    let region = official.actor().region.0;
    let author = Author::nobody(region, now());
    let transaction = begin_write(database).await.unwrap();
    audit::record(&transaction, &author, Event::Changed, Subject::Region(region), &[]).await.unwrap();
    assert_eq!(counted(&official, 6).await, 1, "what is not committed has not happened");
    transaction.commit().await.unwrap();
    assert_eq!((counted(&official, 7).await, counted(&official, 8).await), (7, 7));
});
