//! The matrix of rights: every page, form and server function × everybody who could ask for it.
//!
//! What should happen is computed from the declared [`routes`](server::http::routes) and the policy; what does happen is
//! the answer of the real router. A page or server function that is not declared fails the first two tests, and is
//! unreachable besides.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]
#![allow(clippy::print_stdout, reason = "the number of pairs is what the test tells")]

mod beside;
mod deadlines;
mod expected;
mod imports;
mod meetings;
mod people;
mod projects;
mod proposals;
mod requests;
mod roles;
mod saved_views;
mod success_factors;
mod targets;
mod things;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::plain::PlainApp;
use app::root::App;
use axum::http::Method;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;
use server::http::routes::{self, Kind};

use expected::{Expected, expect, expect_form};
use people::Person;
use requests::Ask;
use world::World;

/// As axum writes addresses: `/afspraken/{id}`.
fn rendered(list: Vec<leptos_axum::AxumRouteListing>) -> BTreeSet<String> {
    list.into_iter().map(|route| route.path().to_owned()).collect()
}

#[tokio::test]
async fn every_page_is_declared_and_every_declared_page_exists() {
    let _ = any_spawner::Executor::init_tokio();
    let declared = |kind: Kind| -> BTreeSet<String> {
        routes::pages().into_iter().filter(|page| page.kind == kind).map(|page| page.path.to_owned()).collect()
    };
    assert_eq!(rendered(generate_route_list(App)), declared(Kind::Live));
    assert_eq!(rendered(generate_route_list(PlainApp)), declared(Kind::Plain));
}

#[test]
fn every_server_function_is_declared_and_changes_by_post_only() {
    let declared: BTreeSet<&str> = routes::functions().into_iter().map(|function| function.path).collect();
    let registered: BTreeSet<&str> = server_fn_paths().map(|(path, _)| path).collect();
    assert_eq!(registered, declared, "a server function needs a line in server/src/http/routes.rs");
    assert!(server_fn_paths().all(|(_, method)| method == Method::POST));
}

/// How many people ask at the same time.
const AT_ONCE: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn matrix_of_routes_and_people() {
    let world = Arc::new(World::new().await);
    let part = |number: usize| {
        let world = Arc::clone(&world);
        tokio::spawn(async move { try_as(&world, world.people.iter().skip(number).step_by(AT_ONCE)).await })
    };
    let parts: Vec<_> = (0..AT_ONCE).map(part).collect();
    let mut tried = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for part in parts {
        let (counts, messages) = part.await.unwrap();
        for (rule, count) in counts {
            *tried.entry(rule).or_default() += count;
        }
        wrong.extend(messages);
    }
    let total: usize = tried.values().sum();
    println!("{total} pairs of route and person ({} people) tried, by the rule behind them:", world.people.len());
    for (rule, count) in &tried {
        println!("  {count:>5}  {rule}");
    }
    assert!(wrong.is_empty(), "{} of {total} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Asks everything as each of these people: how much was asked by which rule, and what was answered wrong.
async fn try_as(world: &World, people: impl Iterator<Item = &Person>) -> (BTreeMap<String, usize>, Vec<String>) {
    let mut tried = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for person in people {
        for ask in requests::all(world) {
            let expected: Expected = match &ask {
                Ask::Page { page, thing, .. } => expect(page.access, page.rule, person, thing.as_ref(), world),
                Ask::Download { download, thing, .. } => {
                    expect(download.access, download.rule, person, thing.as_ref(), world)
                }
                Ask::Form { page, function, thing, .. } => expect_form(page, *function, person, thing.as_ref(), world),
                Ask::Function { function, thing, .. } => {
                    expect(function.access, function.rule, person, thing.as_ref(), world).of_a_function()
                }
            };
            let got = world.answer(person, &ask).await;
            *tried.entry(ask.rule()).or_default() += 1;
            if !expected.fits(&got) {
                wrong.push(format!("{} as {}: expected {expected:?}, got {got:?}", ask.name(), person.name));
            }
        }
    }
    (tried, wrong)
}
