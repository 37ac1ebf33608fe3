//! What stands beside a commitment and changes on its own: milestones, comments and files.

use std::sync::Arc;

use app::comments::commands::{add as comment, withdraw as withdraw_comment};
use app::comments::entity::comment;
use app::comments::form::{CommentForm, OneCommentForm};
use app::commitments::occurrences::commands::report;
use app::commitments::occurrences::entity::occurrence;
use app::commitments::occurrences::form::OccurrenceForm;
use app::commitments::steps::commands::{add, change, mark, remove};
use app::commitments::steps::entity::milestone;
use app::commitments::steps::form::{DoneForm, MilestoneForm, RemoveMilestoneForm};
use app::files::commands::{add as add_file, withdraw as withdraw_file};
use app::files::entity::file;
use app::files::form::{FileForm, WithdrawFileForm};
use app::files::upload::{Content, Upload};
use app::request::Request;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::cast::went_on;

const PDF: &[u8] = b"%PDF-1.7\ntrailer\n%%EOF\n";

/// The milestone of this title.
pub async fn milestone_called(database: &DatabaseConnection, title: &str) -> milestone::Model {
    let named = milestone::Entity::find().filter(milestone::Column::Title.eq(title));
    named.one(database).await.unwrap().unwrap()
}

pub async fn add_milestone(request: &Request, commitment: Uuid, title: &str, due: &str) -> Uuid {
    let form = MilestoneForm {
        id: commitment.to_string(),
        title: title.to_owned(),
        due: due.to_owned(),
        ..MilestoneForm::default()
    };
    went_on(add(request, &form).await.unwrap());
    milestone_called(request.database(), title).await.id
}

pub async fn move_milestone(request: &Request, row: &milestone::Model, due: &str) {
    let form = MilestoneForm {
        id: row.commitment_id.to_string(),
        milestone: row.id.to_string(),
        version: row.version.to_string(),
        title: row.title.clone(),
        due: due.to_owned(),
        ..MilestoneForm::default()
    };
    went_on(change(request, &form).await.unwrap());
}

/// An empty day: it is not done after all.
pub async fn mark_milestone(request: &Request, row: &milestone::Model, done_on: &str) {
    let form = DoneForm {
        id: row.commitment_id.to_string(),
        milestone: row.id.to_string(),
        version: row.version.to_string(),
        done_on: done_on.to_owned(),
    };
    went_on(mark(request, &form).await.unwrap());
}

pub async fn remove_milestone(request: &Request, row: &milestone::Model) {
    let form = RemoveMilestoneForm {
        id: row.commitment_id.to_string(),
        milestone: row.id.to_string(),
        version: row.version.to_string(),
        reason: "Hoort bij een andere afspraak".to_owned(),
    };
    went_on(remove(request, &form).await.unwrap());
}

pub async fn add_comment(request: &Request, commitment: Uuid) -> Uuid {
    let text = "Wanneer is de vergunning er?".to_owned();
    let form = CommentForm { id: commitment.to_string(), text, ..CommentForm::default() };
    went_on(comment(request, &form).await.unwrap());
    let newest = comment::Entity::find().order_by_desc(comment::Column::Id);
    newest.one(request.database()).await.unwrap().unwrap().id
}

pub async fn take_comment_back(request: &Request, commitment: Uuid, comment: Uuid) {
    let form = OneCommentForm { id: commitment.to_string(), comment: comment.to_string() };
    went_on(withdraw_comment(request, &form).await.unwrap());
}

pub async fn attach(request: &Request, commitment: Uuid, name: &str) -> Uuid {
    let form = FileForm { id: commitment.to_string(), ..FileForm::default() };
    let upload = Upload { name: name.to_owned(), content: Content::Whole(Arc::new(PDF.to_vec())) };
    went_on(add_file(request, &form, Some(upload)).await.unwrap());
    let newest = file::Entity::find().order_by_desc(file::Column::Id);
    newest.one(request.database()).await.unwrap().unwrap().id
}

pub async fn detach(request: &Request, commitment: Uuid, file: Uuid) {
    let reason = "Verkeerd besluit".to_owned();
    let form = WithdrawFileForm { id: commitment.to_string(), file: file.to_string(), reason };
    went_on(withdraw_file(request, &form).await.unwrap());
}

/// Of what is due every year: it was not done that year.
pub async fn miss_year(request: &Request, commitment: Uuid, year: i32, why: &str) {
    let known = occurrence::Entity::find_by_id((commitment, year.to_string())).one(request.database()).await.unwrap();
    let form = OccurrenceForm {
        id: commitment.to_string(),
        occurrence: year.to_string(),
        version: known.map_or(0, |row| row.version).to_string(),
        outcome: "niet-gedaan".to_owned(),
        done_on: String::new(),
        note: why.to_owned(),
    };
    went_on(report(request, &form).await.unwrap());
}
