//! Headers of security, on every kind of answer.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, HOST, ORIGIN};
use axum::http::{Request, StatusCode};

use crate::common::on_sqlite;
use crate::html::Page;
use crate::world::{Answer, DRIVER, World, form};

/// What browsers must be told with every answer.
fn check(place: &str, answer: &Answer) {
    for (name, expected) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ] {
        assert_eq!(answer.header(name), expected, "{name} of {place}");
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(part), "{place}: {policy}");
    }
    let allowed = policy.replace("'wasm-unsafe-eval'", "");
    for weak in ["unsafe", "*", "data:", "http:", "https:"] {
        assert!(!allowed.contains(weak), "{place}: {policy}");
    }
    assert!(!answer.header("cache-control").is_empty(), "{place}");
}

#[tokio::test]
async fn every_kind_of_answer_has_the_headers_of_security() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut member = world.logged_in(DRIVER).await;
        let draft = world.commitment("Starterswoning na de opvang").await.id;
        for (path, status) in [
            ("/".to_owned(), 200),
            ("/afspraken".to_owned(), 200),
            (format!("/afspraken/{draft}"), 200),
            ("/account".to_owned(), 200),
            ("/inloggen".to_owned(), 303),
            ("/beheer".to_owned(), 404),
            ("/afspraken/019a0000-0000-7000-8000-000000000000".to_owned(), 404),
            ("/bestaat-niet".to_owned(), 404),
            ("/api/login".to_owned(), 405),
            ("/uitloggen".to_owned(), 405),
            ("/pkg/bestaat-niet.js".to_owned(), 404),
            ("/healthz".to_owned(), 200),
            ("/readyz".to_owned(), 200),
            ("/afspraken?zoek=%00".to_owned(), 400),
        ] {
            let answer = member.get(&path).await;
            assert_eq!(answer.status.as_u16(), status, "{path}");
            check(&path, &answer);
        }
        let files = member.get("/robots.txt").await;
        check("a file", &files);

        let too_much = Request::post("/inloggen").header(CONTENT_LENGTH, "99999999").body(Body::empty());
        let forged = Request::post("/inloggen").header(ORIGIN, "https://elders.example").header(HOST, "agenda.example");
        let unread = Request::post("/api/list_commitments").body(Body::from("geen vraag"));
        for (request, status) in [
            (too_much.unwrap(), StatusCode::PAYLOAD_TOO_LARGE),
            (forged.body(Body::empty()).unwrap(), StatusCode::FORBIDDEN),
            (unread.unwrap(), StatusCode::NOT_FOUND),
            (form("/afspraken/nieuw", &[("form[title]", "")]), StatusCode::UNPROCESSABLE_ENTITY),
            (form("/bestaat-niet", &[("a", "b")]), StatusCode::NOT_FOUND),
            (form("/doelen", &[("a", "b")]), StatusCode::METHOD_NOT_ALLOWED),
            (form("/afspraken/nieuw", &[("form[parties]", "geen rijen")]), StatusCode::BAD_REQUEST),
        ] {
            let place = format!("{} {}", request.method(), request.uri());
            let answer = member.send(request).await;
            assert_eq!(answer.status, status, "{place}");
            check(&place, &answer);
        }
        let mut nobody = world.browser();
        check("the way to log in", &nobody.get("/afspraken").await);
        check("a form that is kept", &nobody.post("/afspraken/nieuw", &[("form[title]", "x")]).await);
    })
    .await;
}

#[tokio::test]
async fn a_nonce_is_of_one_answer() {
    on_sqlite(async |database| {
        let world = World::on(database).await;
        let mut member = world.logged_in(DRIVER).await;
        let mut nonces = Vec::new();
        for _ in 0..2 {
            let answer = member.get("/").await;
            let policy = answer.header("content-security-policy").to_owned();
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
            assert!(nonce.len() >= 22, "{nonce}");
            let page = Page::read(&answer.body);
            assert!(page.named("script").count() > 0);
            assert!(page.named("script").all(|script| script.get("nonce") == Some(&nonce)));
            nonces.push(nonce);
        }
        assert_ne!(nonces[0], nonces[1]);
    })
    .await;
}
