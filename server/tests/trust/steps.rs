//! A milestone and a wait for the pages that are about one, and what becomes of their forms without a commitment.

use app::comments::entity::{comment, mention};
use app::commitments::entity::commitment;
use app::commitments::steps::entity::milestone;
use app::commitments::waiting::entity::wait;
use app::files::entity::file;
use app::regions::entity::organisation;
use axum::http::StatusCode;
use chrono::Datelike;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use server::http::routes::{self, Kind};
use uuid::Uuid;

use crate::common::on_both_databases;
use crate::forms::fields;
use crate::visitors::{visit, world_with_guest};
use crate::world::{DRIVER, World, start};

/// The address with this pattern at a commitment, whose milestone and wait are made when they are not there (any more).
pub async fn address(world: &World, pattern: &str, commitment: Uuid) -> String {
    let mut path = pattern.replace("{id}", &commitment.to_string());
    if pattern.contains("{milestone}") {
        path = path.replace("{milestone}", &milestone_of(world, commitment).await.to_string());
    } else if pattern.ends_with("/mijlpalen") {
        // A commitment has only so many.
        let all = milestone::Entity::delete_many().filter(milestone::Column::CommitmentId.eq(commitment));
        all.exec(&world.database).await.unwrap();
    }
    if pattern.ends_with("/reacties") {
        // Its page holds them all.
        let all = comment::Entity::delete_many().filter(comment::Column::CommitmentId.eq(commitment));
        all.exec(&world.database).await.unwrap();
    }
    if pattern.contains("{file}") {
        path = path.replace("{file}", &file_of(world, Some(commitment)).await.to_string());
    }
    if pattern.contains("{comment}") {
        path = path.replace("{comment}", &comment_of(world, commitment).await.to_string());
    }
    if pattern.contains("{occurrence}") {
        path = path.replace("{occurrence}", &occurrence_of(world, commitment).await);
    }
    if pattern.contains("{wait}") {
        path = path.replace("{wait}", &wait_of(world, commitment).await.to_string());
    }
    path
}

async fn milestone_of(world: &World, commitment: Uuid) -> Uuid {
    let known = milestone::Entity::find().filter(milestone::Column::CommitmentId.eq(commitment));
    if let Some(row) = known.one(&world.database).await.unwrap() {
        return row.id;
    }
    let row = milestone::ActiveModel {
        id: Set(Uuid::now_v7()),
        commitment_id: Set(commitment),
        title: Set("Stap".to_owned()),
        due: Set("2033".to_owned()),
        due_last_day: Set(chrono::NaiveDate::from_ymd_opt(2033, 12, 31).unwrap()),
        done_on: Set(None),
        note: Set(None),
        version: Set(1),
        updated_at: Set(start()),
    };
    row.insert(&world.database).await.unwrap().id
}

/// The one that runs, of a commitment that is made to recur.
async fn occurrence_of(world: &World, commitment: Uuid) -> String {
    let yearly = commitment::ActiveModel {
        id: Set(commitment),
        start: Set(None),
        due: Set(Some("every year".to_owned())),
        ..Default::default()
    };
    yearly.update(&world.database).await.unwrap();
    start().year().to_string()
}

async fn wait_of(world: &World, commitment: Uuid) -> Uuid {
    let open = wait::Column::ResolvedOn.is_null();
    let known = wait::Entity::find().filter(wait::Column::CommitmentId.eq(commitment)).filter(open);
    if let Some(row) = known.one(&world.database).await.unwrap() {
        return row.id;
    }
    let named = organisation::Column::Name.eq("Gemeente Oosterzijl");
    let organisation = organisation::Entity::find().filter(named).one(&world.database).await.unwrap().unwrap().id;
    let row = wait::ActiveModel {
        id: Set(Uuid::now_v7()),
        commitment_id: Set(commitment),
        other_id: Set(None),
        organisation_id: Set(Some(organisation)),
        reason: Set("Eerst de grond".to_owned()),
        since: Set(start().date_naive()),
        resolved_on: Set(None),
    };
    row.insert(&world.database).await.unwrap().id
}

/// One that still counts.
pub async fn file_of(world: &World, commitment: Option<Uuid>) -> Uuid {
    let driver = world.account_of(DRIVER).await;
    let row = file::ActiveModel {
        id: Set(Uuid::now_v7()),
        commitment_id: Set(commitment),
        user_id: Set(driver.id),
        organisation_id: Set(driver.organisation_id),
        at: Set(start()),
        name: Set("plan.pdf".to_owned()),
        kind: Set("pdf".to_owned()),
        size: Set(1),
        sha256: Set("0".repeat(64)),
        ..Default::default()
    };
    row.insert(&world.database).await.unwrap().id
}

/// One that asks something of the organisation of who wrote it.
async fn comment_of(world: &World, commitment: Uuid) -> Uuid {
    let driver = world.account_of(DRIVER).await;
    let row = comment::ActiveModel {
        id: Set(Uuid::now_v7()),
        commitment_id: Set(commitment),
        user_id: Set(driver.id),
        organisation_id: Set(driver.organisation_id),
        at: Set(start()),
        text: Set(Some("Wanneer?".to_owned())),
        ..Default::default()
    };
    let id = row.insert(&world.database).await.unwrap().id;
    let asked = mention::ActiveModel {
        comment_id: Set(id),
        position: Set(0),
        organisation_id: Set(driver.organisation_id),
        ..Default::default()
    };
    asked.insert(&world.database).await.unwrap();
    id
}

on_both_databases!(a_form_whose_commitment_is_gone_is_answered_with_a_page_that_says_so, async |database| {
    let world = world_with_guest(database).await;
    let pages = routes::pages().into_iter().filter(|page| page.kind == Kind::Plain && page.form.is_some());
    let mut open = Vec::new();
    for page in pages.filter(|page| page.path.starts_with("/afspraken/{id}/")) {
        let (mut browser, path) = visit(&world, page.path).await;
        let filled = fields(&mut browser, &path).await;
        let posted = filled.into_iter().filter(|field| field.posted);
        let pairs: Vec<(String, String)> = posted.map(|field| (field.name, field.value)).collect();
        open.push((browser, path, pairs));
    }
    assert!(open.len() >= 11, "{}", open.len());
    for (_, path, _) in &open {
        let id: Uuid = path.split('/').nth(2).unwrap().parse().unwrap();
        commitment::Entity::delete_by_id(id).exec(&world.database).await.unwrap();
    }
    for (mut browser, path, pairs) in open {
        let answer = browser.post(&path, &pairs).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("Deze pagina bestaat niet"), "{path}");
    }
});
