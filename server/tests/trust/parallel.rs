//! Many at the same moment: of fifty that want the same, one gets it, and the others are told.

use std::collections::BTreeSet;

use app::audit::entity::audit_entry;
use app::auth::api::Login;
use app::auth::links;
use app::commitments::api::SaveCommitment;
use app::commitments::entity::{commitment, party};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::accounts::LinkPurpose;
use domain::audit::Event;
use domain::organisations::Role;
use leptos::server_fn::ServerFn;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::common::on_both_databases;
use crate::html::{Field, Page};
use crate::world::{ADMINISTRATOR, Answer, Browser, CODE, DRIVER, PASSWORD, World, form, start};

const MANY: usize = 50;

/// Sends them all before any is answered; the answers in the order of the requests.
async fn all_at_once(requests: Vec<(Browser, Request<Body>)>) -> Vec<(Browser, Answer)> {
    let mut sending = JoinSet::new();
    for (number, (mut browser, request)) in requests.into_iter().enumerate() {
        sending.spawn(async move {
            let answer = browser.send(request).await;
            (number, browser, answer)
        });
    }
    let mut answers = sending.join_all().await;
    answers.sort_by_key(|(number, ..)| *number);
    answers.into_iter().map(|(_, browser, answer)| (browser, answer)).collect()
}

fn count(answers: &[(Browser, Answer)], status: StatusCode) -> usize {
    answers.iter().filter(|(_, answer)| answer.status == status).count()
}

async fn entries(world: &World, subject: Uuid, event: Event) -> u64 {
    use audit_entry::Column as C;
    let found = audit_entry::Entity::find().filter(C::SubjectId.eq(subject)).filter(C::Event.eq(event.code()));
    found.count(&world.database).await.unwrap()
}

on_both_databases!(of_fifty_saves_of_one_version_one_wins_and_the_others_are_told, async |database| {
    let world = World::on(database).await;
    let before = world.commitment("Acht hofwoningen in Lindewaard").await;
    let path = format!("/afspraken/{}/bewerken", before.id);
    let mut browser = world.logged_in(DRIVER).await;
    let page = Page::read(&browser.get(&path).await.body);
    let fields: Vec<_> = page.form(&path).unwrap().into_iter().filter(|field| field.posted).collect();
    let saves = (0..MANY).map(|number| {
        let mine = |field: &Field| {
            let contribution = field.name.ends_with("contribution]") && !field.value.is_empty();
            contribution || matches!(field.name.as_str(), "form[title]" | "form[description]")
        };
        let value = |field: &Field| if mine(field) { text_of(number) } else { field.value.clone() };
        let pairs: Vec<(&str, String)> = fields.iter().map(|field| (field.name.as_str(), value(field))).collect();
        // With and without JavaScript.
        let address = if number % 2 == 0 { path.as_str() } else { SaveCommitment::PATH };
        (browser.clone(), form(address, &pairs))
    });
    let answers = all_at_once(saves.collect()).await;

    // With whatever notice: parties who were asked are asked again.
    let saved = format!("/afspraken/{}?melding=", before.id);
    let won = |answer: &Answer| answer.location().starts_with(&saved) || answer.body.contains(&saved);
    let winners: Vec<usize> = (0..MANY).filter(|&number| won(&answers[number].1)).collect();
    let &[winner] = winners.as_slice() else { panic!("{winners:?} won") };
    for (number, (_, answer)) in answers.iter().enumerate().filter(|(number, _)| *number != winner) {
        // What is saved now, and what was typed.
        assert!(answer.body.contains(&text_of(winner)), "{number} is not shown what won: {}", answer.body);
        assert!(answer.body.contains(&text_of(number)), "{number} lost its text: {}", answer.body);
        let told = if number % 2 == 0 { StatusCode::CONFLICT } else { StatusCode::OK };
        assert_eq!(answer.status, told);
        assert!(number % 2 == 0 || answer.body.contains("conflict"), "{}", answer.body);
    }

    // All of the winner's, nothing of anybody else's.
    let after = commitment::Entity::find_by_id(before.id).one(&world.database).await.unwrap().unwrap();
    assert_eq!((after.title, after.version), (text_of(winner), before.version + 1));
    assert_eq!(after.description, Some(text_of(winner)));
    let parties = party::Entity::find().filter(party::Column::CommitmentId.eq(before.id));
    let parties = parties.all(&world.database).await.unwrap();
    let contributions: BTreeSet<String> = parties.into_iter().filter_map(|party| party.contribution).collect();
    assert_eq!(contributions, BTreeSet::from([text_of(winner)]));
    assert_eq!(entries(&world, before.id, Event::AskedAgain).await, 1);
});

fn text_of(number: usize) -> String {
    format!("Versie {number} van vijftig")
}

on_both_databases!(of_fifty_that_bring_one_code_one_gets_in, async |database| {
    let world = World::on(database).await;
    let mut tries = Vec::new();
    for _ in 0..MANY {
        let mut half = world.browser();
        assert_eq!(half.log_in(ADMINISTRATOR, PASSWORD).await.location(), "/inloggen/code");
        tries.push((half, form("/inloggen/code", &[("form[code]", CODE)])));
    }
    let mut inside = 0;
    for (mut browser, _) in all_at_once(tries).await {
        inside += usize::from(browser.is_inside().await);
    }
    assert_eq!(inside, 1);
    let administrator = world.account_of(ADMINISTRATOR).await.id;
    assert_eq!(entries(&world, administrator, Event::LoggedIn).await, 1);
});

on_both_databases!(of_fifty_that_use_one_link_one_sets_the_password, async |database| {
    let world = World::on(database).await;
    let guest = world.account("gast@trust.example", Role::Staff).await;
    let token = links::issue(&world.database, guest, LinkPurpose::Invitation, start()).await.unwrap();
    let password = |number: usize| format!("drie koeien op dak {number}");
    let uses = (0..MANY).map(|number| {
        let password = password(number);
        let pairs = [("form[token]", &token), ("form[password]", &password), ("form[password_again]", &password)];
        (world.browser(), form(&links::path(&token), &pairs))
    });
    let answers = all_at_once(uses.collect()).await;
    assert_eq!(count(&answers, StatusCode::SEE_OTHER), 1);
    // For the others the link is over, and so is its page.
    assert_eq!(count(&answers, StatusCode::NOT_FOUND), MANY - 1);
    assert_eq!(entries(&world, guest, Event::PasswordReset).await, 1);
    let winner = answers.iter().position(|(_, answer)| answer.status == StatusCode::SEE_OTHER).unwrap();
    let answer = world.browser().log_in("gast@trust.example", &password(winner)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
});

on_both_databases!(of_two_hundred_guesses_at_once_ten_are_looked_at, async |database| {
    let world = World::on(database).await;
    let guesses = (0..200).map(|number| {
        let password = format!("verkeerd wachtwoord {number}");
        // With and without JavaScript, at a known and an unknown address.
        let email = if number % 2 == 0 { DRIVER } else { "niemand@trust.example" };
        let address = if number % 4 < 2 { "/inloggen" } else { Login::PATH };
        (world.browser(), form(address, &[("form[email]", email), ("form[password]", &password)]))
    });
    let answers = all_at_once(guesses.collect()).await;
    let (mut looked_at, mut kept_waiting) = ([0; 2], [0; 2]);
    for (number, (_, answer)) in answers.iter().enumerate() {
        let braked = answer.body.contains("te vaak geprobeerd");
        assert!(braked || answer.body.contains("klopt niet"), "{}", answer.body);
        if number % 4 < 2 {
            let status = if braked { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNAUTHORIZED };
            assert_eq!(answer.status, status);
        }
        let counted = if braked { &mut kept_waiting } else { &mut looked_at };
        counted[number % 2] += 1;
    }
    assert_eq!((looked_at, kept_waiting), ([10, 10], [90, 90]));
    // The right one has to wait as well, and then gets in.
    let answer = world.browser().log_in(DRIVER, PASSWORD).await;
    assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "60"));
    let mut later = world.browser().later(&world, chrono::TimeDelta::minutes(16));
    assert_eq!(later.log_in(DRIVER, PASSWORD).await.status, StatusCode::SEE_OTHER);
});
