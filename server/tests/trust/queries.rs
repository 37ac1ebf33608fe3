//! Hostile text in addresses and in what the browser part asks.

use std::collections::BTreeSet;

use app::commitments::api::ListCommitments;
use app::commitments::filter::Filter;
use app::dashboard::api::LoadDashboard;
use app::municipalities::api::ShowMunicipality;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use leptos::server_fn::ServerFn;
use sea_orm::DbBackend;
use serde::Serialize;
use server::http::routes;

use crate::common::on_both_databases;
use crate::html::{Page, without_query};
use crate::payloads::{self, harm, leads_to_this_site};
use crate::visitors::{visit, world_with_guest};
use crate::world::{DRIVER, PASSWORD, World};

/// What pages read from their address, and a name that none does; those in links and search forms are added.
const PARAMETERS: [&str; 34] = [
    "zoek",
    "gemeente",
    "partij",
    "opgave",
    "status",
    "voortgang",
    "termijn",
    "trekker",
    "bron",
    "succesfactor",
    "document",
    "sorteer",
    "pagina",
    "melding",
    "stap",
    "vanaf",
    "alles",
    "gewijzigd",
    "over",
    "terug",
    "scenario",
    "kaart",
    "gebeurtenis",
    "gebruiker",
    "onderwerp",
    "van",
    "prioriteit",
    "soort",
    "op",
    "kleur",
    "hardheid",
    "zorg",
    "organisatie",
    "functie",
];

fn query(names: &BTreeSet<String>, value: &str) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for name in names {
        text.append_pair(name, value);
    }
    text.finish()
}

on_both_databases!(hostile_text_in_addresses_is_only_text, async |database| {
    let world = world_with_guest(database).await;
    let nothing_known = BTreeSet::new();
    let (mut tried, mut wrong) = (0, Vec::new());
    for page in routes::pages() {
        let (mut browser, path) = visit(&world, page.path).await;
        let usual = Page::read(&browser.get(&path).await.body);
        let own: BTreeSet<String> = named_in(&usual).into_iter().chain(["anders".to_owned()]).collect();
        let mut names: BTreeSet<String> = PARAMETERS.iter().map(|&name| name.to_owned()).collect();
        names.extend(own.iter().cloned());
        let scripts = usual.named("script").count();
        for payload in payloads::all() {
            // All at once; and what the page itself names also alone, where one could keep another from being read. That is the same
            // on every database.
            let mut addresses = vec![format!("{path}?{}", query(&names, &payload.text))];
            if payload.name == "attribute" && database.connection.get_database_backend() == DbBackend::Sqlite {
                addresses.extend(
                    own.iter().map(|name| format!("{path}?{}", query(&BTreeSet::from([name.clone()]), &payload.text))),
                );
            }
            // The longest go beyond what an address may be.
            for address in addresses.iter().filter(|address| address.len() < 60_000) {
                let answer = browser.get(address).await;
                tried += 1;
                let read = Page::read(&answer.body);
                let more_scripts = answer.status.is_success() && read.named("script").count() != scripts;
                if let Some(harm) = harm(&answer, &nothing_known) {
                    wrong.push(format!("{} at {path}: {harm}", payload.name));
                } else if more_scripts {
                    wrong.push(format!("{} at {path}: another number of scripts", payload.name));
                }
            }
        }
    }
    println!("{tried} hostile addresses");
    assert!(wrong.is_empty(), "{} of {tried} are wrong:\n{}", wrong.len(), wrong.join("\n"));
});

/// The names in the queries of a page's links, and in its search forms.
fn named_in(page: &Page) -> Vec<String> {
    let own = |href: &&str| href.starts_with(['/', '?']);
    let links = page.named("a").filter_map(|link| link.get("href")).filter(own);
    let queries = links.filter_map(|href| href.split_once('?').map(|(_, query)| query.split('#').next().unwrap()));
    let mut names: Vec<String> = queries
        .flat_map(|query| {
            form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned()).collect::<Vec<_>>()
        })
        .collect();
    let searched = page.elements.iter().filter_map(|element| element.get("name"));
    names.extend(searched.filter(|name| !name.contains('[')).map(str::to_owned));
    names.retain(|name| name.chars().all(|c| c.is_ascii_lowercase()));
    names
}

on_both_databases!(hostile_text_in_questions_of_the_browser_part_is_only_text, async |database| {
    let world = World::on(database).await;
    let mut browser = world.logged_in(DRIVER).await;
    for payload in payloads::all() {
        let text = payload.text.clone();
        let some = Some(text.clone());
        let filter = |filter: Filter| postcard::to_allocvec(&filter).unwrap();
        let asks = [
            (ListCommitments::PATH, filter(Filter { search: text.clone(), ..Filter::default() })),
            (ListCommitments::PATH, filter(Filter { municipality: some.clone(), ..Filter::default() })),
            (ListCommitments::PATH, filter(Filter { challenge: some.clone(), ..Filter::default() })),
            (ListCommitments::PATH, filter(Filter { page: u64::MAX, ..Filter::default() })),
            (ShowMunicipality::PATH, postcard(&text)),
            (LoadDashboard::PATH, postcard(&(some.clone(), some.clone()))),
            // And what is no question at all.
            (ListCommitments::PATH, text.clone().into_bytes()),
            (LoadDashboard::PATH, text.into_bytes()),
        ];
        for (path, body) in asks {
            let request = Request::post(path).header(CONTENT_TYPE, "application/x-postcard");
            let answer = browser.send(request.body(Body::from(body)).unwrap()).await;
            assert!(!answer.status.is_server_error(), "{} to {path}: {}", payload.name, answer.status);
            assert!(!answer.header("content-type").starts_with("text/html"), "{path}");
        }
    }
});

fn postcard(arguments: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(arguments).unwrap()
}

#[tokio::test]
async fn logging_in_leads_to_this_site_only() {
    crate::common::on_sqlite(async |database| {
        let world = World::on(database).await;
        let own = [
            "https://elders.example",
            "//elders.example",
            "/\\elders.example",
            "/\t/elders.example",
            "\\\\elders.example",
        ];
        let all = payloads::all().into_iter().map(|payload| payload.text);
        for address in own.iter().map(|&address| address.to_owned()).chain(all) {
            world.forget_guesses().await;
            let mut browser = world.browser();
            let asked = query(&BTreeSet::from(["terug".to_owned()]), &address);
            let page = browser.get(&format!("/inloggen?{asked}")).await;
            if page.status.is_success() {
                let read = Page::read(&page.body);
                let actions: Vec<&str> = read.named("form").filter_map(|form| form.get("action")).collect();
                assert!(actions.iter().all(|action| without_query(action) == "/inloggen"), "{actions:?}");
            }
            let pairs = [("form[email]", DRIVER), ("form[password]", PASSWORD), ("form[return_to]", &address)];
            let answer = browser.post("/inloggen", &pairs).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert!(leads_to_this_site(answer.location()), "{address:?} leads to {:?}", answer.location());
        }
    })
    .await;
}
