//! What somebody left: a file and a comment beside a commitment, a view and a spreadsheet.

use app::audit::Author;
use app::auth::accounts::region_of;
use app::auth::entity::user;
use app::comments::entity::comment;
use app::files::entity::{file, paper};
use app::imports::entity::import;
use app::meetings::records::{NewMeeting, insert_item, insert_meeting};
use app::privacy::data::PersonalData;
use app::regions::vision::body;
use app::saved_views::entity::saved_view;
use app::storage::{begin_write, new_id};
use domain::audit::Event;
use domain::meetings::Content;
use domain::meetings::items::Item;
use domain::routing::Purpose;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, Set};
use uuid::Uuid;

use super::{NAME, now};

const PAPER: &str = "Stuk bij het overleg.odt";

/// With the only item of a meeting, which the whole region reads.
async fn paper(database: &DatabaseConnection, account: &user::Model) {
    let body = body::Entity::find().one(database).await.unwrap().unwrap();
    let author = Author::nobody(body.region_id, now());
    let transaction = begin_write(database).await.unwrap();
    let content = Content { title: None, date: now().date_naive(), place: None };
    let new = NewMeeting { body: &body, content, example: false };
    let meeting = insert_meeting(&transaction, new, &author, Event::Created).await.unwrap();
    let item = Item { title: "Voortgang".to_owned(), purpose: Purpose::Inform, note: None, papers: 0, oral: false };
    let item = insert_item(&transaction, meeting.id, 0, &item, &author).await.unwrap();
    let row = file::ActiveModel {
        id: Set(new_id()),
        commitment_id: Set(None),
        user_id: Set(account.id),
        organisation_id: Set(account.organisation_id),
        at: Set(now()),
        name: Set(PAPER.to_owned()),
        kind: Set("odt".to_owned()),
        size: Set(1),
        sha256: Set("0".repeat(64)),
        ..Default::default()
    };
    let row = row.insert(&transaction).await.unwrap();
    let row = paper::ActiveModel { file_id: Set(row.id), agenda_item_id: Set(item.id) };
    row.insert(&transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

pub async fn leave(database: &DatabaseConnection, account: &user::Model, commitment: Uuid, text: &str) {
    let row = file::ActiveModel {
        id: Set(new_id()),
        commitment_id: Set(Some(commitment)),
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
    paper(database, account).await;
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

/// What was left with this text, and nothing else.
pub fn is_all_there(data: &PersonalData, text: &str) {
    assert_eq!((data.files[0].name.clone(), data.files.len()), (format!("{text}.pdf"), 1));
    assert_eq!((data.papers[0].name.as_str(), data.papers.len()), (PAPER, 1));
    assert_eq!((data.comments[0].text.as_deref(), data.comments.len()), (Some(text), 1));
}
