//! Requests that another website makes a browser send, and fields that no form has.

use app::commitments::entity::commitment;
use axum::body::Body;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{Method, Request, StatusCode};
use sea_orm::EntityTrait;
use server::http::routes;

use crate::common::on_sqlite;
use crate::html::Page;
use crate::visitors::{GUEST, visit, world_with_guest};
use crate::world::{ADMINISTRATOR, DRIVER, PASSWORD, World, form};

const SITE: &str = "agenda.example";

/// How browsers say that a request comes from elsewhere: new ones, old ones, and a page in a frame without an origin.
const FROM_ELSEWHERE: [(&str, &str); 4] = [
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
    ("origin", "https://elders.example"),
    ("origin", "null"),
];

#[tokio::test]
async fn a_post_from_another_site_is_refused_everywhere() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let mut addresses = vec![(world.logged_in(DRIVER).await, "/uitloggen".to_owned())];
        for page in routes::pages().into_iter().filter(|page| page.form.is_some()) {
            addresses.push(visit(&world, page.path).await);
        }
        let administrator = world.logged_in(ADMINISTRATOR).await;
        addresses.extend(routes::functions().iter().map(|function| (administrator.clone(), function.path.to_owned())));
        for (browser, path) in &mut addresses {
            for (name, value) in FROM_ELSEWHERE {
                let mut request = form(path, &[("form[sure]", "ja")]);
                request.headers_mut().insert(HOST, SITE.parse().unwrap());
                request.headers_mut().insert(name, value.parse().unwrap());
                let answer = browser.send(request).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} with {name}: {value}");
            }
        }
        println!("{} addresses, each from elsewhere in {} ways", addresses.len(), FROM_ELSEWHERE.len());
        // From here it is taken.
        let mut request = form("/uitloggen", &[("a", "b")]);
        request.headers_mut().insert(HOST, SITE.parse().unwrap());
        request.headers_mut().insert(ORIGIN, format!("https://{SITE}").parse().unwrap());
        assert_eq!(addresses[0].0.send(request).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn what_changes_something_is_no_link() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut browser = world.logged_in(ADMINISTRATOR).await;
        let functions = routes::functions();
        for path in functions.iter().map(|function| function.path).chain(["/uitloggen"]) {
            for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH] {
                let request = Request::builder().method(method.clone()).uri(path).body(Body::empty()).unwrap();
                assert_eq!(browser.send(request).await.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            }
        }
        // Reading a page with the fields of its form in the address does nothing either.
        let answer = browser.get("/account?form[sure]=ja").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(browser.is_inside().await);
    })
    .await;
}

/// What a form of the page posts as it stands, and then what no form has.
async fn with_more(world: &World, pattern: &str, more: &[(&str, &str)]) -> StatusCode {
    let (mut browser, path) = visit(world, pattern).await;
    let page = Page::read(&browser.get(&path).await.body);
    let fields = page.form(&path).unwrap();
    let mut pairs: Vec<(String, String)> = Vec::new();
    for field in fields.iter().filter(|field| field.posted) {
        let value = match field.name.as_str() {
            "form[title]" => "Een andere titel",
            "form[name]" => "Een andere naam",
            "form[current_password]" => PASSWORD,
            "form[password]" | "form[password_again]" => "tuba kiezel fjord",
            _ => field.value.as_str(),
        };
        pairs.push((field.name.clone(), value.to_owned()));
    }
    pairs.extend(more.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())));
    browser.post(&path, &pairs).await.status
}

#[tokio::test]
async fn fields_that_no_form_has_are_not_obeyed() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let before = world.commitment("Starterswoning na de opvang").await;
        let stranger = uuid::Uuid::nil().to_string();
        let more = [
            ("form[life_cycle]", "voorgesteld"),
            ("form[status]", "groen"),
            ("form[number]", "X-99"),
            ("form[region]", &stranger),
            ("form[region_id]", &stranger),
            ("form[municipality_id]", &stranger),
            ("form[published]", "true"),
            ("form[example]", "false"),
            ("life_cycle", "voorgesteld"),
        ];
        assert_eq!(with_more(&world, "/afspraken/{id}/bewerken", &more).await, StatusCode::SEE_OTHER);
        let after = commitment::Entity::find_by_id(before.id).one(&world.database).await.unwrap().unwrap();
        assert_eq!(after.title, "Een andere titel");
        let expected = commitment::Model {
            title: after.title.clone(),
            version: before.version + 1,
            updated_at: after.updated_at,
            search_text: after.search_text.clone(),
            ..before
        };
        assert_eq!(after, expected);

        let (driver, guest) = (world.account_of(DRIVER).await, world.account_of(GUEST).await);
        let id = guest.id.to_string();
        let more = [
            ("form[role]", "beheerder"),
            ("form[id]", &id),
            ("form[user]", &id),
            ("form[mandated][]", "ja"),
            ("form[organisation]", &stranger),
            ("form[email]", "elders@trust.example"),
        ];
        assert_eq!(with_more(&world, "/account/wachtwoord", &more).await, StatusCode::SEE_OTHER);
        let changed = world.account_of(DRIVER).await;
        assert_ne!(changed.password_hash, driver.password_hash);
        assert!(changed == app::auth::entity::user::Model { password_hash: changed.password_hash.clone(), ..driver });
        assert!(world.account_of(GUEST).await == guest, "somebody else's password");

        let more = [
            ("form[email]", "elders@trust.example"),
            ("form[password]", "tuba kiezel fjord"),
            ("form[password_hash]", "x"),
            ("form[totp_secret]", ""),
            ("form[region]", &stranger),
        ];
        assert_eq!(with_more(&world, "/beheer/gebruikers/{id}", &more).await, StatusCode::SEE_OTHER);
        let changed = world.account_of(GUEST).await;
        let (name, version) = ("Een andere naam".to_owned(), guest.version + 1);
        assert!(changed == app::auth::entity::user::Model { name, version, ..guest });
    })
    .await;
}
