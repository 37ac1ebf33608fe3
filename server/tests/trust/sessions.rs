//! How sessions begin, what is known of them, and that what ended stays ended.

use std::pin::Pin;
use std::task::{Context, Poll};

use app::auth::entity::session;
use app::auth::sessions::end_all;
use app::commitments::api::ListCommitments;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use domain::organisations::Role;
use hyper::body::Frame;
use leptos::server_fn::ServerFn;
use sea_orm::EntityTrait;
use tokio::sync::oneshot;

use crate::common::{on_both_databases, on_sqlite};
use crate::html::Page;
use crate::world::{ADMINISTRATOR, Browser, CODE, DRIVER, PASSWORD, World};

const NAME: &str = "__Host-woonzorgagenda=";
const GUEST: &str = "gast@trust.example";

fn id(browser: &Browser) -> String {
    browser.cookie.as_ref().unwrap().strip_prefix(NAME).unwrap().to_owned()
}

#[tokio::test]
async fn a_cookie_is_for_this_host_over_https_and_no_script() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut browser = world.browser();
        let answer = browser.log_in(DRIVER, PASSWORD).await;
        let cookie = answer.header(SET_COOKIE.as_str());
        assert!(cookie.starts_with(NAME), "{cookie}");
        let attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(attributes.contains(&attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        // 22 signs of six bits hold 128.
        assert!(id(&browser).len() >= 22, "{cookie}");
        let rows = session::Entity::find().all(&world.database).await.unwrap();
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert!(row.id_hash.len() == 64 && !row.id_hash.contains(&id(&browser)) && !row.data.contains(&id(&browser)));
    })
    .await;
}

on_both_databases!(each_step_of_logging_in_gives_a_new_id, async |database| {
    let world = World::on(database).await;
    // Somebody plants their own session in another's browser, and waits.
    let planted = world.logged_in(DRIVER).await;
    let mut victim = world.browser();
    victim.cookie.clone_from(&planted.cookie);
    victim.log_in(ADMINISTRATOR, PASSWORD).await;
    let half = victim.clone();
    assert_ne!(id(&half), id(&planted));
    assert!(!half.clone().is_inside().await);
    assert!(!planted.clone().is_inside().await, "the session that it was is over");
    victim.post("/inloggen/code", &[("form[code]", CODE)]).await;
    assert_ne!(id(&victim), id(&half));
    assert!(victim.is_inside().await);
    assert!(!half.clone().is_inside().await);

    let mut driver = world.logged_in(DRIVER).await;
    let mut elsewhere = world.logged_in(DRIVER).await;
    let before = driver.clone();
    let new = "drie koeien op het dak";
    let pairs = [("form[current_password]", PASSWORD), ("form[password]", new), ("form[password_again]", new)];
    assert_eq!(driver.post("/account/wachtwoord", &pairs).await.status, StatusCode::SEE_OTHER);
    assert_ne!(id(&driver), id(&before));
    assert!(driver.is_inside().await);
    assert!(!before.clone().is_inside().await);
    assert!(!elsewhere.is_inside().await);
});

#[tokio::test]
async fn a_session_ends_after_half_an_hour_of_nothing_and_after_twelve_hours() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let minutes = TimeDelta::minutes;
        let browser = world.logged_in(DRIVER).await;
        assert!(browser.later(&world, minutes(29)).is_inside().await);
        // That was a click, half an hour before this one.
        assert!(browser.later(&world, minutes(58)).is_inside().await);
        let mut idle = browser.later(&world, minutes(88));
        assert_eq!(idle.get("/termijnen").await.location(), "/inloggen?terug=%2Ftermijnen");
        // Nor does it come back on an earlier clock.
        assert!(!browser.clone().is_inside().await);

        let busy = world.logged_in(DRIVER).await;
        for clicks in 1..=28 {
            assert!(busy.later(&world, minutes(25 * clicks)).is_inside().await, "click {clicks}");
        }
        assert!(busy.later(&world, minutes(719)).is_inside().await);
        let mut over = busy.later(&world, minutes(720));
        let question = Request::post(ListCommitments::PATH).header(CONTENT_TYPE, "application/x-postcard");
        assert_eq!(over.send(question.body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
        assert!(!over.is_inside().await);
    })
    .await;
}

/// The beheerder's form of the guest's account, with changes.
async fn change_guest(world: &World, changes: &[(&str, &str)]) {
    let guest = world.account_of(GUEST).await.id;
    let path = format!("/beheer/gebruikers/{guest}");
    let mut administrator = world.logged_in(ADMINISTRATOR).await;
    let page = Page::read(&administrator.get(&path).await.body);
    let fields = page.form(&path).unwrap();
    let kept = fields.iter().filter(|field| field.posted && changes.iter().all(|(name, _)| *name != field.name));
    let mut pairs: Vec<(&str, &str)> = kept.map(|field| (field.name.as_str(), field.value.as_str())).collect();
    pairs.extend(changes);
    let answer = administrator.post(&path, &pairs).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{pairs:?}");
}

on_both_databases!(what_changes_the_rights_ends_the_sessions, async |database| {
    let world = World::on(database).await;
    world.account(GUEST, Role::Staff).await;
    for changes in [&[("form[role]", "lezer")], &[("form[disabled][]", "ja")]] {
        let mut guest = world.logged_in(GUEST).await;
        assert!(guest.is_inside().await);
        change_guest(&world, changes).await;
        assert!(!guest.is_inside().await, "{changes:?}");
    }
    assert_eq!(world.browser().log_in(GUEST, PASSWORD).await.status, StatusCode::UNAUTHORIZED);

    let (mut here, mut there) = (world.logged_in(DRIVER).await, world.logged_in(DRIVER).await);
    let answer = here.post("/account", &[("form[sure]", "ja")]).await;
    assert_eq!(answer.location(), "/inloggen?melding=overal-uitgelogd");
    assert!(!here.is_inside().await && !there.is_inside().await);
    let mut out = world.logged_in(DRIVER).await;
    let before = out.clone();
    assert_eq!(out.post("/uitloggen", &[("a", "b")]).await.status, StatusCode::SEE_OTHER);
    assert!(!before.clone().is_inside().await);
});

/// A body that comes when somebody says so.
struct Later(oneshot::Receiver<Bytes>);

impl hyper::body::Body for Later {
    type Data = Bytes;
    type Error = oneshot::error::RecvError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.0.is_terminated() {
            return Poll::Ready(None);
        }
        Pin::new(&mut self.0).poll(context).map(|bytes| Some(bytes.map(Frame::data)))
    }
}

on_both_databases!(a_slow_request_does_not_bring_an_ended_session_back, async |database| {
    let world = World::on(database).await;
    let account = world.account_of(DRIVER).await;
    let browser = world.logged_in(DRIVER).await;
    // Late enough that the click is written down with the answer.
    let mut slow = browser.later(&world, TimeDelta::minutes(5));
    let (send, body) = oneshot::channel();
    let request = Request::post("/afspraken/nieuw").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::new(Later(body))).unwrap();
    let answering = tokio::spawn(async move { slow.send(request).await });
    // It is inside by now, and waits for the rest of the form.
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!answering.is_finished());
    end_all(&world.database, account.id).await.unwrap();
    send.send(Bytes::from("form[title]=")).unwrap();
    assert_eq!(answering.await.unwrap().status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!browser.clone().is_inside().await);
    assert!(session::Entity::find().all(&world.database).await.unwrap().is_empty());
});
