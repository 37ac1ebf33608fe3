//! Files that people add: what is taken, what is refused, and how they are given out.

use app::files::entity::file;
use app::files::records::sha256;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{Request, StatusCode};
use domain::audit::Event;
use domain::files::SIZE_MAX;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::common::{on_both_databases, on_sqlite};
use crate::html::Page;
use crate::visitors::{EXECUTIVE, visit, world_with_guest};
use crate::world::{Answer, Browser, World};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\0\0\0\0IEND\xaeB`\x82";
const LIMIT: &str = "er past ten hoogste 10 MB";

/// As a browser sends a form with a file.
fn upload(path: &str, pairs: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend(
            format!("--wzxqvjkp\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    let (called, content) = file.unwrap_or(("", b""));
    let head = format!(
        "--wzxqvjkp\r\nContent-Disposition: form-data; name=\"form[file]\"; filename=\"{called}\"\r\nContent-Type: text/html\r\n\r\n"
    );
    body.extend([head.as_bytes(), content, b"\r\n--wzxqvjkp--\r\n"].concat());
    let request = Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=wzxqvjkp");
    request.header("content-length", body.len()).body(Body::from(body)).unwrap()
}

/// Somebody before the form for files, and the commitment that it is about.
async fn at_the_form(world: &World) -> (Browser, String, String) {
    let (browser, path) = visit(world, "/afspraken/{id}/bewijs").await;
    let id = path.split('/').nth(2).unwrap().to_owned();
    (browser, path, id)
}

async fn stored(world: &World) -> Vec<file::Model> {
    file::Entity::find().all(&world.database).await.unwrap()
}

async fn send(browser: &mut Browser, path: &str, id: &str, name: &str, content: &[u8]) -> Answer {
    let pairs = [("form[id]", id), ("form[note]", "Foto’s van de oplevering"), ("form[report]", "")];
    browser.send(upload(path, &pairs, Some((name, content)))).await
}

on_both_databases!(a_file_goes_in_and_comes_out_as_it_was, async |database| {
    let world = world_with_guest(database).await;
    let (mut browser, path, id) = at_the_form(&world).await;
    let answer = send(&mut browser, &path, &id, "Oplevering – fase 1.PDF", PDF).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, &*format!("{path}?melding=bewijs")));
    let row = stored(&world).await.remove(0);
    assert_eq!((row.name.as_str(), row.kind.as_str(), row.size), ("Oplevering – fase 1.PDF", "pdf", PDF.len() as i64));
    assert_eq!((row.sha256.clone(), row.note.as_deref()), (sha256(PDF), Some("Foto’s van de oplevering")));

    let shown = browser.get(&format!("/afspraken/{id}")).await;
    let page = Page::read(&shown.body);
    let address = format!("{path}/{}/bestand", row.id);
    assert!(page.named("a").any(|link| link.get("href") == Some(&address)), "the card leads to it");
    assert!(page.text.contains("Bewijs toegevoegd") && page.text.contains(&row.sha256), "the timeline tells");

    let answer = browser.get(&address).await;
    assert_eq!((answer.status, answer.body.as_bytes()), (StatusCode::OK, PDF));
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-store");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; sandbox;"), "{policy}");
    let disposition = answer.header("content-disposition");
    let expected =
        "attachment; filename=\"Oplevering _ fase 1.PDF\"; filename*=UTF-8''Oplevering%20%E2%80%93%20fase%201%2EPDF";
    assert_eq!(disposition, expected);

    // Another commitment has no such file, and nobody else's browser gets it.
    let other = world.commitment("Acht hofwoningen in Lindewaard").await.id;
    assert_eq!(
        browser.get(&format!("/afspraken/{other}/bewijs/{}/bestand", row.id)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(world.browser().get(&address).await.status, StatusCode::SEE_OTHER);

    // Somebody changed it behind our back.
    world.files.remove(row.id).await.unwrap();
    assert_eq!(browser.get(&address).await.status, StatusCode::SERVICE_UNAVAILABLE);
    world.files.put(row.id, b"%PDF-1.7 iets anders %%EOF".to_vec()).await.unwrap();
    assert_eq!(browser.get(&address).await.status, StatusCode::INTERNAL_SERVER_ERROR);
});

#[tokio::test]
async fn what_is_no_file_that_is_taken_is_refused_and_what_was_typed_stays() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let (mut browser, path, id) = at_the_form(&world).await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>wzxqvjkp(1)</script></svg>";
        let html = b"<!doctype html><script>wzxqvjkp(1)</script>";
        for (name, content, told) in [
            ("plan.pdf", b"x".as_slice(), "geen volledige PDF"),
            ("plan.txt", b"\n", "zo goed als niets"),
            ("plan.pdf", b"", "leeg"),
            ("plan.pdf", PNG, "de inhoud is een PNG"),
            ("plan.svg", svg, "Dit soort bestand"),
            ("plan.html", html, "Dit soort bestand"),
            ("plan.txt", html, "een webpagina of tekening"),
            ("plan.png", svg, "een webpagina of tekening"),
            ("plan", PDF, "Dit soort bestand"),
            ("plan\u{202e}fdp.pdf", PDF, "onzichtbaar teken"),
        ] {
            let answer = send(&mut browser, &path, &id, name, content).await;
            let page = Page::read(&answer.body);
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", page.text);
            assert!(page.text.contains(told), "{name}: {}", page.text);
            assert!(page.text.contains("Foto’s van de oplevering"), "{name}: what was typed is gone");
        }
        let nothing = browser.send(upload(&path, &[("form[id]", &id)], None)).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.body.contains("Kies een bestand."), "{}", nothing.body);
        assert_eq!(stored(&world).await, vec![]);
    })
    .await;
}

#[tokio::test]
async fn what_is_too_large_is_told_on_the_page_and_only_where_files_are_taken() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let (mut browser, path, id) = at_the_form(&world).await;
        let mut large = PDF.to_vec();
        large.resize(11 * 1024 * 1024, b' ');
        let answer = send(&mut browser, &path, &id, "plan.pdf", &large).await;
        let page = Page::read(&answer.body);
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(page.text.contains("Dit bestand is 11 MB") && page.text.contains(LIMIT), "{}", page.text);
        assert!(page.text.contains("Foto’s van de oplevering"));

        let mut largest = PDF.to_vec();
        largest.resize(SIZE_MAX - 6, b' ');
        largest.extend_from_slice(b"%%EOF\n");
        assert_eq!(send(&mut browser, &path, &id, "plan.pdf", &largest).await.status, StatusCode::SEE_OTHER);

        large.resize(65 * 1024 * 1024, b' ');
        let answer = send(&mut browser, &path, &id, "plan.pdf", &large).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.body.contains("10 MB"), "{}", answer.body);
        // Without saying how much comes.
        let mut endless = upload(&path, &[("form[id]", &id)], Some(("plan.pdf", &large)));
        endless.headers_mut().remove("content-length");
        assert_eq!(browser.send(endless).await.status, StatusCode::PAYLOAD_TOO_LARGE);

        let mebibyte = vec![b'x'; 1024 * 1024];
        for path in ["/afspraken/nieuw", "/api/add_file", "/inloggen", &format!("/afspraken/{id}/reacties")] {
            let answer = browser.send(upload(path, &[("form[id]", &id)], Some(("plan.txt", &mebibyte)))).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        }
        assert_eq!(stored(&world).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_with_a_file_from_another_site_is_refused() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let (mut browser, path, id) = at_the_form(&world).await;
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("origin", "https://elders.example"), ("origin", "null")]
        {
            let mut request = upload(&path, &[("form[id]", &id)], Some(("plan.pdf", PDF)));
            request.headers_mut().insert(HOST, "agenda.example".parse().unwrap());
            request.headers_mut().insert(name, value.parse().unwrap());
            assert_eq!(browser.send(request).await.status, StatusCode::FORBIDDEN, "{name}: {value}");
        }
        assert_eq!(stored(&world).await, vec![]);
    })
    .await;
}

#[tokio::test]
async fn hostile_names_are_names() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let (mut browser, path, id) = at_the_form(&world).await;
        for name in [
            "../../etc/passwd.pdf",
            "..\\..\\boot.pdf",
            "<img src=x onerror=wzxqvjkp(1)>.pdf",
            "a%0d%0aSet-Cookie: wzxqvjkp=1.pdf",
            "%00.pdf",
            "=HYPERLINK(1).pdf",
            "CON.pdf",
            ".pdf",
            "{{7*7}}.pdf",
        ] {
            let answer = send(&mut browser, &path, &id, name, PDF).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", Page::read(&answer.body).text);
            let row = stored(&world).await.into_iter().max_by_key(|row| row.id).unwrap();
            let page = Page::read(&browser.get(&path).await.body);
            assert!(page.text.contains(&row.name) && page.named("img").count() == 0, "{name}");
            let answer = browser.get(&format!("{path}/{}/bestand", row.id)).await;
            assert_eq!(answer.status, StatusCode::OK, "{name}");
            let disposition = answer.header("content-disposition");
            assert!(
                disposition.starts_with("attachment; filename=\"") && !disposition.contains(['/', '\\']),
                "{disposition}"
            );
            assert_eq!(answer.header("set-cookie"), "");
        }
    })
    .await;
}

on_both_databases!(a_file_with_a_report_stands_with_it_and_a_wrong_one_keeps_the_report, async |database| {
    let world = world_with_guest(database).await;
    let (mut browser, path) = visit(&world, "/afspraken/{id}/voortgang").await;
    let id = path.split('/').nth(2).unwrap().to_owned();
    let fields = crate::forms::fields(&mut browser, &path).await;
    let seen = fields.iter().find(|field| field.name == "form[seen]").unwrap().value.clone();
    let report = [
        ("form[id]", id.as_str()),
        ("form[seen]", seen.as_str()),
        ("form[content]", "groen"),
        // Its time is over.
        ("form[planning]", "oranje"),
        ("form[money]", "groen"),
        ("form[cause]", "De vergunning duurt langer"),
        ("form[effect]", "Een jaar later klaar"),
        ("form[correction]", "Overleg met de gemeente"),
        ("form[note]", "Het dak zit erop"),
    ];
    let answer = browser.send(upload(&path, &report, Some(("dak.jpg", PNG)))).await;
    let page = Page::read(&answer.body);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("de inhoud is een PNG") && page.text.contains("Het dak zit erop"), "{}", page.text);
    let answer = browser.send(upload(&path, &report, Some(("dak.png", PNG)))).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", Page::read(&answer.body).text);
    let row = stored(&world).await.remove(0);
    assert!(row.progress_update_id.is_some());
    assert_eq!(world.files.get(row.id).await.unwrap(), PNG);
    let page = Page::read(&browser.get(&format!("/afspraken/{id}/bewijs")).await.body);
    assert!(page.text.contains("Bij de voortgang van"), "{}", page.text);
    // Without a file, the report is a report.
    let newest = Page::read(&browser.get(&path).await.body).form(&path).unwrap();
    let seen = newest.iter().find(|field| field.name == "form[seen]").unwrap().value.clone();
    let mut again = report;
    again[1].1 = &seen;
    assert_eq!(browser.send(upload(&path, &again, None)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(stored(&world).await.len(), 1);
});

on_both_databases!(a_file_that_is_withdrawn_is_gone_and_told, async |database| {
    let world = world_with_guest(database).await;
    let (mut browser, path, id) = at_the_form(&world).await;
    send(&mut browser, &path, &id, "cliënten.pdf", PDF).await;
    let row = stored(&world).await.remove(0);
    let page = format!("{path}/{}", row.id);
    let file = row.id.to_string();
    let fields =
        |reason| [("form[id]", id.clone()), ("form[file]", file.clone()), ("form[reason]", String::from(reason))];
    assert_eq!(browser.post(&page, &fields(" ")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.get(&format!("{page}/bestand")).await.status, StatusCode::OK);
    let answer = browser.post(&page, &fields("Er staan namen in")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&format!("{page}/bestand")).await.status, StatusCode::NOT_FOUND);
    assert!(world.files.get(row.id).await.is_err(), "its content is gone");
    for place in [&page, &format!("/afspraken/{id}/tijdlijn?soort=bewijs")] {
        let told = Page::read(&browser.get(place).await.body).text;
        assert!(told.contains("Er staan namen in") && told.contains("ingetrokken"), "{place}: {told}");
    }
    assert_eq!(entries(&world, Event::FileAdded).await + entries(&world, Event::FileWithdrawn).await, 2);
});

async fn entries(world: &World, event: Event) -> u64 {
    use app::audit::entity::audit_entry::{Column, Entity};
    Entity::find().filter(Column::Event.eq(event.code())).count(&world.database).await.unwrap()
}

#[tokio::test]
async fn who_may_not_report_adds_nothing_and_who_sees_nothing_finds_nothing() {
    on_sqlite(async |database| {
        let world = world_with_guest(database).await;
        let (mut driver, path, id) = at_the_form(&world).await;
        send(&mut driver, &path, &id, "plan.pdf", PDF).await;
        let file = stored(&world).await.remove(0).id;
        // Seen by the whole region.
        let open = world.commitment("Acht hofwoningen in Lindewaard").await.id.to_string();
        let mut executive = world.logged_in(EXECUTIVE).await;
        let answer = send(&mut executive, &format!("/afspraken/{open}/bewijs"), &open, "plan.pdf", PDF).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        // The file is in a concept of another gemeente.
        for place in [path.clone(), format!("{path}/{file}"), format!("{path}/{file}/bestand")] {
            assert_eq!(driver.get(&place).await.status, StatusCode::OK, "{place}");
            assert_eq!(executive.get(&place).await.status, StatusCode::NOT_FOUND, "{place}");
        }
        assert_eq!(send(&mut executive, &path, &id, "plan.pdf", PDF).await.status, StatusCode::NOT_FOUND);
        // Who was logged out keeps what was typed, and chooses the file once more.
        let answer = send(&mut world.browser(), &path, &id, "plan.pdf", PDF).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.body.contains("Foto’s van de oplevering"));
        assert_eq!(stored(&world).await.len(), 1);
    })
    .await;
}
