//! A commitment on paper.

use app::commitments::commands::change;
use app::commitments::form::CommitmentForm;
use app::commitments::print::queries::{VersionLine, page};
use app::error::AppError;
use domain::agreement::Reply;
use domain::organisations::Role;
use uuid::Uuid;

use super::agreeing::{cast, say};
use super::common::on_both_databases;
use super::request_of;
use super::saving::{form_to_change, saved};

on_both_databases!(what_is_printed_says_as_of_when_and_which_versions_there_were, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    let form = CommitmentForm { due: "Q1 2028".to_owned(), ..form_to_change(&cast.official, id).await };
    saved(change(&cast.official, &form).await.unwrap());
    let printed = page(&cast.official, id).await.unwrap();
    assert_eq!(printed.as_of, "21-11-2026 11:00");
    assert_eq!(printed.detail.row.due, "3e kwartaal 2027", "what holds, as on its own page");
    let day = "21-11-2026".to_owned();
    let ratified = VersionLine { number: 1, asked_on: day.clone(), outcome: Some(("Bekrachtigd", day.clone())) };
    assert_eq!(printed.versions, [ratified.clone(), VersionLine { number: 2, asked_on: day.clone(), outcome: None }]);
    saved(say(&cast.corporatie, id, 2, Reply::Confirmed, "").await.unwrap());
    saved(say(&cast.care, id, 2, Reply::Confirmed, "").await.unwrap());
    let printed = page(&cast.official, id).await.unwrap();
    assert_eq!(printed.versions, [ratified.clone(), VersionLine { number: 2, ..ratified }]);
});

on_both_databases!(nobody_prints_what_they_may_not_see, async |database| {
    let cast = cast(database).await;
    let concept = cast.drafted(database).await;
    assert_eq!(page(&cast.official, concept).await.unwrap().versions, vec![]);
    let stranger = request_of(database, "Huurdersraad Brinkerdam", Role::Reader).await;
    assert_eq!(page(&stranger, concept).await.unwrap_err(), AppError::NotFound);
    assert_eq!(page(&stranger, Uuid::now_v7()).await.unwrap_err(), AppError::NotFound);
});
