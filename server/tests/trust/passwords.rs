//! Passwords, and the links with which they are chosen.

use app::auth::entity::user;
use app::auth::links;
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::accounts::LinkPurpose;
use domain::organisations::Role;
use uuid::Uuid;

use crate::common::on_sqlite;
use crate::html::Page;
use crate::world::{Answer, Browser, PASSWORD, SECRET, World, start};

const GUEST: &str = "gast@trust.example";
/// [`PASSWORD`], hashed with less memory and one pass.
const HASH_OF_BEFORE: &str =
    "$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$vYz/EovdtyVGKsUwYbfy84/vTWRledys7Y+ZsIXMoPA";
const TODAY: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

async fn link(world: &World, user: Uuid, purpose: LinkPurpose) -> String {
    links::path(&links::issue(&world.database, user, purpose, start()).await.unwrap())
}

async fn choose(browser: &mut Browser, path: &str, password: &str) -> Answer {
    let token = path.rsplit('/').next().unwrap();
    let pairs = [("form[token]", token), ("form[password]", password), ("form[password_again]", password)];
    browser.post(path, &pairs).await
}

async fn works(world: &World, path: &str, after: TimeDelta) -> bool {
    let page = world.browser().later(world, after).get(path).await;
    Page::read(&page.body).form(path).is_some()
}

#[tokio::test]
async fn a_password_has_twelve_to_a_hundred_and_twenty_eight_characters_of_any_kind() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let guest = world.account(GUEST, Role::Staff).await;
        let longest: String = "koe in mijn wei é🐄 ".chars().cycle().take(127).chain(['!']).collect();
        let too_long = format!("{longest}!");
        for (password, good) in [
            ("paard accu", false),
            (too_long.as_str(), false),
            ("wachtwoord12", false),
            ("Woonzorgagenda1", false),
            ("gast@trust.example", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("qwertyuiopas", false),
            ("tuba kiezel fjord", true),
            (longest.as_str(), true),
        ] {
            let path = link(&world, guest, LinkPurpose::Reset).await;
            let answer = choose(&mut world.browser(), &path, password).await;
            let expected = if good { StatusCode::SEE_OTHER } else { StatusCode::UNPROCESSABLE_ENTITY };
            assert_eq!(answer.status, expected, "{password}");
            if good {
                assert!(world.account_of(GUEST).await.password_hash.unwrap().starts_with(TODAY));
                assert_eq!(world.browser().log_in(GUEST, password).await.status, StatusCode::SEE_OTHER, "{password}");
            }
        }
        // All of it counts.
        let almost: String = longest.chars().take(127).chain(['?']).collect();
        assert_eq!(world.browser().log_in(GUEST, &almost).await.status, StatusCode::UNAUTHORIZED);
    })
    .await;
}

#[tokio::test]
async fn a_password_may_be_pasted_and_filled_in_by_a_manager() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let guest = world.account(GUEST, Role::Staff).await;
        let path = link(&world, guest, LinkPurpose::Reset).await;
        for (path, purpose) in [("/inloggen", "current-password"), (path.as_str(), "new-password")] {
            let page = Page::read(&world.browser().get(path).await.body);
            let fields: Vec<_> = page.named("input").filter(|input| input.get("type") == Some("password")).collect();
            assert!(!fields.is_empty());
            for field in fields {
                assert_eq!(field.get("autocomplete"), Some(purpose));
                assert!(field.get("maxlength").is_none() && field.get("pattern").is_none());
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_hash_of_before_is_renewed_at_login() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let guest = world.account(GUEST, Role::Staff).await;
        assert!(world.account_of(GUEST).await.password_hash.unwrap().starts_with(TODAY));
        world.change_account(guest, user::Column::PasswordHash, HASH_OF_BEFORE.into()).await;
        assert_eq!(world.browser().log_in(GUEST, "verkeerd wachtwoord").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(world.account_of(GUEST).await.password_hash.unwrap(), HASH_OF_BEFORE);
        for _ in 0..2 {
            assert_eq!(world.browser().log_in(GUEST, PASSWORD).await.status, StatusCode::SEE_OTHER);
            assert!(world.account_of(GUEST).await.password_hash.unwrap().starts_with(TODAY));
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_password_by_link_leaves_the_second_factor() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let guest = world.account(GUEST, Role::Staff).await;
        world.give_second_factor(guest).await;
        let mut before = world.logged_in(GUEST).await;
        let path = link(&world, guest, LinkPurpose::Reset).await;
        let mut browser = world.browser();
        assert_eq!(choose(&mut browser, &path, "tuba kiezel fjord").await.location(), "/inloggen?melding=wachtwoord");
        assert!(!browser.is_inside().await);
        assert!(!before.is_inside().await, "whoever knew the old password is out");
        assert_eq!(world.account_of(GUEST).await.totp_secret.as_deref(), Some(SECRET));
        assert_eq!(browser.log_in(GUEST, "tuba kiezel fjord").await.location(), "/inloggen/code");
        assert!(!browser.is_inside().await);
    })
    .await;
}

#[tokio::test]
async fn a_link_works_once_and_not_for_long() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let guest = world.account(GUEST, Role::Staff).await;
        let moment = TimeDelta::seconds(1);
        for (purpose, lasts) in
            [(LinkPurpose::Invitation, TimeDelta::hours(48)), (LinkPurpose::Reset, TimeDelta::hours(1))]
        {
            let path = link(&world, guest, purpose).await;
            assert!(works(&world, &path, lasts - moment).await, "{purpose:?}");
            assert!(!works(&world, &path, lasts).await, "{purpose:?}");
            let mut late = world.browser().later(&world, lasts);
            assert_eq!(choose(&mut late, &path, "tuba kiezel fjord").await.status, StatusCode::NOT_FOUND);

            let newer = link(&world, guest, purpose).await;
            assert!(!works(&world, &path, TimeDelta::zero()).await, "a newer one replaces it");
            let mut browser = world.browser();
            assert_eq!(choose(&mut browser, &newer, "tuba kiezel fjord").await.status, StatusCode::SEE_OTHER);
            let again = choose(&mut browser, &newer, "zeven grijze tafels").await;
            assert_eq!(again.status, StatusCode::NOT_FOUND);
            assert_eq!(world.browser().log_in(GUEST, "tuba kiezel fjord").await.status, StatusCode::SEE_OTHER);
        }
        // Of a disabled account none works.
        let path = link(&world, guest, LinkPurpose::Reset).await;
        world.change_account(guest, user::Column::Disabled, true.into()).await;
        assert!(!works(&world, &path, TimeDelta::zero()).await);
    })
    .await;
}
