//! A mail program stops the weekly mail by itself (RFC 8058): it posts to the address, logged in as nobody.

use app::digest::{links, stop_path, wanted};
use axum::http::StatusCode;

use crate::common::on_both_databases;
use crate::visitors::{EXECUTIVE, world_with_guest};
use crate::world::start;

on_both_databases!(a_mail_program_stops_the_weekly_mail_with_one_post, async |database| {
    let world = world_with_guest(database).await;
    let user = world.account_of(EXECUTIVE).await.id;
    let token = links::issue(&world.database, user, start()).await.unwrap();
    let one_click = vec![("List-Unsubscribe".to_owned(), "One-Click".to_owned())];
    let mut program = world.browser();
    let wrong = program.post(&stop_path("0123456789abcdef"), &one_click).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    assert!(wanted(&world.database, user).await.unwrap());
    // Whoever only looks, such as a scanner of links, stops nothing.
    assert_eq!(program.get(&stop_path(&token)).await.status, StatusCode::OK);
    assert!(wanted(&world.database, user).await.unwrap());
    let answer = program.post(&stop_path(&token), &one_click).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(!wanted(&world.database, user).await.unwrap());
});
