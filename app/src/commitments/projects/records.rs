//! Writing the links between commitments and projects.
#![expect(
    clippy::disallowed_methods,
    reason = "links of a commitment that was found through `visible`, to projects that were found through `seen`"
)]

use std::collections::BTreeMap;

use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use sea_orm::ActiveValue::Unchanged;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set,
};
use uuid::Uuid;

use super::super::entity::commitment_project;
use crate::audit::{self, Author, Subject};
use crate::storage::new_id;

/// A project by its id, and as the timeline calls it.
pub type Called = (Uuid, String);

/// Links that changed, to be told of when all else is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed(Vec<(Uuid, Event, String)>);

/// Links a commitment to projects and lets others go; of these the caller has seen to it that they were not linked yet, or
/// were.
pub async fn write_links(
    connection: &impl ConnectionTrait,
    commitment: Uuid,
    added: &[Called],
    removed: &[Called],
) -> Result<Changed, DbErr> {
    use commitment_project::Column as L;
    if added.is_empty() && removed.is_empty() {
        return Ok(Changed::default());
    }
    // A link that was undone before is taken up again: the pair has one row.
    let known = commitment_project::Entity::find().filter(L::CommitmentId.eq(commitment)).all(connection).await?;
    let known: BTreeMap<Uuid, Uuid> = known.into_iter().map(|row| (row.project_id, row.id)).collect();
    let added = added.iter().map(|called| (called, true, Event::ProjectLinked));
    let removed = removed.iter().map(|called| (called, false, Event::ProjectUnlinked));
    let mut changed = Vec::new();
    for ((project, label), linked, event) in added.chain(removed) {
        let id = match known.get(project) {
            Some(id) => {
                let row =
                    commitment_project::ActiveModel { id: Unchanged(*id), linked: Set(linked), ..Default::default() };
                row.update(connection).await?;
                *id
            }
            None => {
                let id = new_id();
                let row = commitment_project::ActiveModel {
                    id: Set(id),
                    commitment_id: Set(commitment),
                    project_id: Set(*project),
                    linked: Set(linked),
                };
                row.insert(connection).await?;
                id
            }
        };
        changed.push((id, event, label.clone()));
    }
    Ok(Changed(changed))
}

impl Changed {
    /// Adds an entry for each link. `commitment`: as the timeline calls it.
    pub async fn record(
        &self,
        transaction: &DatabaseTransaction,
        commitment: &str,
        author: &Author,
    ) -> Result<(), DbErr> {
        for (link, event, project) in &self.0 {
            let sides = [(Field::ForCommitment, commitment), (Field::Project, project)];
            let changes = sides.map(|(field, name)| {
                let (before, after) = match event {
                    Event::ProjectLinked => (String::new(), name.to_owned()),
                    _ => (name.to_owned(), String::new()),
                };
                FieldChange { field, before, after }
            });
            audit::record(transaction, author, *event, Subject::ProjectLink(*link), &changes).await?;
        }
        Ok(())
    }
}
