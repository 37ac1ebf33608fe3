//! Doing what a line says, and undoing it.
#![expect(clippy::disallowed_methods, reason = "what an import wrote is found by the id that it kept")]

use std::collections::BTreeMap;

use domain::audit::Event;
use domain::differences::FieldChange;
use domain::projects::Content;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::imports::kinds::{AT_ONCE, Done};
use crate::projects::entity::project;
use crate::projects::form::ProjectForm;
use crate::projects::names::Names;
use crate::projects::records::{NewProject, ProjectRows, contents_of_many, replace_content};
use crate::request::Request;
use crate::storage::new_id;

#[derive(Clone, Debug)]
pub enum Write {
    Add(Box<NewProject>, Vec<FieldChange>),
    Change(Box<Change>, Vec<FieldChange>),
}

/// What a project becomes, and the form that says what it was.
#[derive(Clone, Debug)]
pub struct Change {
    pub row: project::Model,
    pub content: Content,
    pub before: ProjectForm,
}

impl Write {
    /// What two rows of a file may not share: the project, or what will be its mark.
    pub fn key(&self) -> (Uuid, String) {
        match self {
            Self::Add(new, _) => (new.municipality_id, new.content.external_id.clone().unwrap_or_default()),
            Self::Change(change, _) => {
                let mark = change.content.external_id.clone().unwrap_or_else(|| change.row.id.to_string());
                (change.row.municipality_id, mark)
            }
        }
    }
}

/// Does all of it: what is new is added many a statement, because a file holds thousands of projects.
pub async fn save_all(
    transaction: &DatabaseTransaction,
    author: &Author,
    writes: Vec<Write>,
) -> Result<Vec<Done>, DbErr> {
    let mut rows = ProjectRows::default();
    let (mut all, mut entries) = (Vec::with_capacity(writes.len()), Vec::with_capacity(writes.len()));
    for write in writes {
        let (subject, before, event, changes) = match write {
            Write::Add(new, told) => {
                let id = new_id();
                rows.add(id, &new, author.at, author.organisation)?;
                (id, None, Event::Created, told)
            }
            Write::Change(change, changes) => {
                let Change { row, content, before } = *change;
                replace_content(transaction, &row, &content, author).await?;
                let before = serde_json::to_string(&before).map_err(|error| DbErr::Custom(error.to_string()))?;
                (row.id, Some(before), Event::Changed, changes)
            }
        };
        let (id, author) = (new_id(), *author);
        entries.push(audit::NewEntry { id, author, event, subject: Subject::Project(subject), changes });
        all.push(Done { subject, audit_entry: id, before });
    }
    rows.write(transaction).await?;
    audit::record_all(transaction, author.region, entries).await?;
    Ok(all)
}

/// What these rows did, put back: the newest first.
///
/// # Errors
/// The database refuses to remove a project that something else refers to by now.
pub async fn undo(
    transaction: &DatabaseTransaction,
    request: &Request,
    rows: Vec<import_row::Model>,
) -> Result<(), AppError> {
    let names = Names::of(transaction, &request.visibility()).await?;
    let author = Author::of(request);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.subject_id).collect();
    let mut projects = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let of_them = project::Entity::find().filter(project::Column::Id.is_in(some.iter().copied()));
        let found = of_them.all(transaction).await?;
        let mut contents = contents_of_many(transaction, &found).await?;
        projects.extend(found.into_iter().filter_map(|row| Some((row.id, (contents.remove(&row.id)?, row)))));
    }
    for done in rows.into_iter().rev() {
        let (saved, row) = projects.remove(&done.subject_id).ok_or(AppError::Internal)?;
        let changes = match &done.before {
            None => {
                project::Entity::delete_by_id(row.id).exec(transaction).await?;
                let told = names.told(row.municipality_id.into(), &saved);
                told.into_iter().map(|told| FieldChange { before: told.after, after: told.before, ..told }).collect()
            }
            Some(before) => {
                let form: ProjectForm = serde_json::from_str(before).map_err(|_| AppError::Internal)?;
                let content = form.content().map_err(|_| AppError::Internal)?;
                replace_content(transaction, &row, &content, &author).await?;
                names.changes(&saved, &content)
            }
        };
        audit::record(transaction, &author, Event::ImportUndone, Subject::Project(row.id), &changes).await?;
    }
    Ok(())
}
