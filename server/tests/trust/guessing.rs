//! Whether somebody has an account shows in no answer, nor in how long it takes.

use std::time::{Duration, Instant};

use app::auth::entity::user;
use axum::http::StatusCode;
use domain::organisations::Role;

use crate::world::{Answer, World};

const KNOWN: &str = "bekend@trust.example";
const UNKNOWN: &str = "vreemde@trust.example";
const DISABLED: &str = "weg@trust.example";
const INVITED: &str = "uitgenodigd@trust.example";

async fn world(database: &crate::common::TestDatabase) -> World {
    let world = World::on(database).await;
    world.account(KNOWN, Role::Staff).await;
    let disabled = world.account(DISABLED, Role::Staff).await;
    world.change_account(disabled, user::Column::Disabled, true.into()).await;
    let invited = world.account(INVITED, Role::Staff).await;
    world.change_account(invited, user::Column::PasswordHash, sea_orm::Value::String(None)).await;
    world
}

/// An answer without the address that was typed, and without what differs in every answer.
fn same(answer: &Answer, email: &str) -> (StatusCode, Vec<(String, String)>, String) {
    let differs = ["x-request-id", "set-cookie", "date"];
    let headers = answer.headers.iter().filter(|(name, _)| !differs.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), without_nonce(value.to_str().unwrap()))).collect();
    (answer.status, headers, without_nonce(&answer.body.replace(email, "ADDRESS")))
}

/// A nonce is 22 signs.
fn without_nonce(text: &str) -> String {
    let mut parts = ["nonce-", "nonce=\""].iter().fold(vec![text.to_owned()], |parts, before| {
        parts.iter().flat_map(|part| part.split(before).map(str::to_owned).collect::<Vec<_>>()).collect()
    });
    for part in parts.iter_mut().skip(1) {
        *part = part.chars().skip(22).collect();
    }
    parts.concat()
}

#[tokio::test]
async fn answers_do_not_tell_whether_there_is_an_account() {
    crate::common::on_sqlite(async |database| {
        let world = world(database).await;
        // The eleventh is braked, for all of them alike.
        for round in 1..=12 {
            let mut answers = Vec::new();
            for email in [UNKNOWN, KNOWN, DISABLED, INVITED] {
                answers.push(same(&world.browser().log_in(email, "verkeerd wachtwoord").await, email));
            }
            let expected = if round > 10 { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNAUTHORIZED };
            assert_eq!(answers[0].0, expected, "round {round}");
            assert!(answers.iter().all(|answer| *answer == answers[0]), "round {round}: {answers:#?}");
        }
        for _ in 1..=12 {
            let mut answers = Vec::new();
            for email in [UNKNOWN, KNOWN, DISABLED, INVITED] {
                let answer = world.browser().post("/wachtwoord-vergeten", &[("form[email]", email)]).await;
                answers.push(same(&answer, email));
            }
            assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
        }
    })
    .await;
}

/// Of the tries at each of them, half took longer than this.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}

async fn time_of(world: &World, email: &str) -> Duration {
    let begin = Instant::now();
    let answer = world.browser().log_in(email, "verkeerd wachtwoord").await;
    let took = begin.elapsed();
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    took
}

#[tokio::test]
#[ignore = "measures time: make soak"]
async fn times_do_not_tell_whether_there_is_an_account() {
    crate::common::on_sqlite(async |database| {
        let world = world(database).await;
        let people = [UNKNOWN, KNOWN, DISABLED, INVITED];
        let mut times = people.map(|_| Vec::new());
        for round in 0..205 {
            world.forget_guesses().await;
            for (times, email) in times.iter_mut().zip(people) {
                let took = time_of(&world, email).await;
                // The first few fill caches.
                if round >= 5 {
                    times.push(took);
                }
            }
        }
        let medians = times.map(median);
        for (email, median) in people.iter().zip(medians) {
            println!("{median:>8.1} ms  {email}");
        }
        let (least, most) =
            (medians.iter().copied().fold(f64::MAX, f64::min), medians.iter().copied().fold(0.0, f64::max));
        println!("{:>8.1} %   between the fastest and the slowest median of 200 tries", (most / least - 1.0) * 100.0);
        assert!(most <= least * 1.1, "{medians:?}");
    })
    .await;
}
