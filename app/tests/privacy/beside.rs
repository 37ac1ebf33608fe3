//! A file and a comment that somebody left beside a commitment.

use app::auth::entity::user;
use app::comments::entity::comment;
use app::files::entity::file;
use app::storage::new_id;
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use uuid::Uuid;

use super::now;

pub async fn leave(database: &DatabaseConnection, account: &user::Model, commitment: Uuid, text: &str) {
    let row = file::ActiveModel {
        id: Set(new_id()),
        commitment_id: Set(commitment),
        user_id: Set(account.id),
        organisation_id: Set(account.organisation_id),
        at: Set(now()),
        name: Set(format!("{text}.pdf")),
        kind: Set("pdf".to_owned()),
        size: Set(1),
        sha256: Set("0".repeat(64)),
        ..Default::default()
    };
    row.insert(database).await.unwrap();
    let row = comment::ActiveModel {
        id: Set(new_id()),
        commitment_id: Set(commitment),
        user_id: Set(account.id),
        organisation_id: Set(account.organisation_id),
        at: Set(now()),
        text: Set(Some(text.to_owned())),
        ..Default::default()
    };
    row.insert(database).await.unwrap();
}
