//! What somebody left: a file and a comment beside a commitment, a view and a spreadsheet.

use app::auth::accounts::region_of;
use app::auth::entity::user;
use app::comments::entity::comment;
use app::files::entity::file;
use app::imports::entity::import;
use app::saved_views::entity::saved_view;
use app::storage::new_id;
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use uuid::Uuid;

use super::{NAME, now};

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

/// A view and a spreadsheet of their own, which name them.
pub async fn keep(database: &DatabaseConnection, account: &user::Model) {
    let region_id = region_of(database, account).await.unwrap();
    let view = saved_view::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region_id),
        user_id: Set(account.id),
        organisation_id: Set(account.organisation_id),
        name: Set(format!("Lijst van {NAME}")),
        filter: Set(r#"[["zoek","quispel"]]"#.to_owned()),
        shared: Set(false),
        version: Set(1),
        updated_at: Set(now()),
    };
    view.insert(database).await.unwrap();
    let file = import::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region_id),
        user_id: Set(account.id),
        organisation_id: Set(account.organisation_id),
        kind: Set("projecten".to_owned()),
        file_name: Set(format!("Projecten van {NAME}.xlsx")),
        content: Set(Some(format!(r#"{{"sheets":[{{"name":"{NAME}","rows":[]}}]}}"#))),
        choices: Set("{}".to_owned()),
        state: Set("geopend".to_owned()),
        opened_at: Set(now()),
        loaded_at: Set(None),
    };
    file.insert(database).await.unwrap();
}
