//! Putting back what a file did, by the same rules: a concept goes as its maker takes it away, and what was changed is
//! changed again. One that the rules do not let back keeps the whole file.

use std::collections::BTreeSet;

use domain::differences::FieldChange;
use domain::policy::{Action, Verb};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::existing::{Commitments, visible_by_id};
use super::plan::changed_mark;
use super::write::{Before, change};
use crate::audit::{self, Author, Subject};
use crate::commitments::agreement::steps::{because, remove_concept};
use crate::commitments::commands::{Editing, Saving};
use crate::commitments::entity::commitment;
use crate::commitments::names::Names;
use crate::error::AppError;
use crate::imports::entity::import_row;
use crate::request::Request;

/// What the timeline says about why.
const REASON: &str = "Invoer ongedaan gemaakt";

pub enum Back {
    Remove(Box<commitment::Model>),
    Change { row: Box<commitment::Model>, saving: Box<Saving>, mark: Option<String>, changes: Vec<FieldChange> },
}

/// How each of these rows is put back, the newest first; or why it cannot be, in words for who asked.
pub async fn plan(
    transaction: &DatabaseTransaction,
    request: &Request,
    rows: &[import_row::Model],
) -> Result<Result<Vec<Back>, String>, AppError> {
    let ids: BTreeSet<Uuid> = rows.iter().map(|row| row.subject_id).collect();
    let found = visible_by_id(transaction, request, ids).await?;
    let read = |row: &import_row::Model| {
        let before: Option<Before> = row.before.as_deref().map(serde_json::from_str).transpose()?;
        Ok::<_, serde_json::Error>((row.row, row.subject_id, before))
    };
    let rows: Vec<_> = rows.iter().map(read).collect::<Result<_, _>>().map_err(|_| AppError::Internal)?;
    let marks = rows.iter().filter_map(|(.., before)| before.as_ref()?.external_id.clone()).collect();
    let going_back = GoingBack {
        request,
        names: Names::of_region(transaction, request.actor().region.into()).await?,
        with_marks: Commitments::with_marks(transaction, request, marks).await?,
    };
    let back = rows.into_iter().rev().map(|(row, id, before)| {
        let gone = || "De afspraak bestaat niet meer voor u.".to_owned();
        let planned = found.get(&id).ok_or_else(gone).and_then(|editing| match before {
            None => going_back.remove(editing),
            Some(before) => going_back.change(editing, before),
        });
        planned.map_err(|why| told(row, &why))
    });
    Ok(back.collect())
}

fn told(row: i32, why: &str) -> String {
    format!("Wat rij {row} deed, kan niet worden teruggezet. {why} Daarom blijft alles zoals het is.")
}

struct GoingBack<'a> {
    request: &'a Request,
    names: Names,
    /// What has the marks of before now.
    with_marks: Commitments,
}

impl GoingBack<'_> {
    fn remove(&self, editing: &Editing) -> Result<Back, String> {
        self.may_edit(editing)?;
        editing.agreement.clone().remove().map_err(|refusal| refusal.to_string())?;
        Ok(Back::Remove(Box::new(editing.row.clone())))
    }

    fn change(&self, editing: &Editing, before: Before) -> Result<Back, String> {
        self.may_edit(editing)?;
        let Before { content, external_id: mark } = before;
        let row = &editing.row;
        let taken = |mark: &String| self.with_marks.marks.with(row.municipality_id, mark).any(|id| id != row.id);
        if mark.as_ref().filter(|_| mark != row.external_id).is_some_and(taken) {
            return Err("Een andere afspraak heeft het kenmerk van toen.".to_owned());
        }
        if let Some(problem) = editing.problems(&self.names, &content).into_iter().next() {
            return Err(problem.message);
        }
        let mut changes = editing.changes(&self.names, &content);
        changes.extend(changed_mark(row.external_id.as_deref(), mark.as_deref()));
        changes.push(because(REASON));
        let saving = editing.saving(content, Author::of(self.request));
        saving.outcome().map_err(|refusal| refusal.to_string())?;
        Ok(Back::Change { row: Box::new(row.clone()), saving: Box::new(saving), mark, changes })
    }

    fn may_edit(&self, editing: &Editing) -> Result<(), String> {
        let allowed = self.request.allow(Action::Commitment(Verb::Edit, &editing.rights));
        allowed.map_err(|_| "U mag deze afspraak niet meer wijzigen.".to_owned())
    }
}

pub async fn undo(transaction: &DatabaseTransaction, request: &Request, back: Vec<Back>) -> Result<(), AppError> {
    let author = Author::of(request);
    for one in back {
        match one {
            Back::Remove(row) => remove_concept(transaction, &author, &row, Some(REASON)).await?,
            Back::Change { row, saving, mark, changes } => {
                let subject = Subject::Commitment(row.id);
                let event = change(transaction, *row, *saving, mark, &author).await?;
                audit::record(transaction, &author, event, subject, &changes).await?;
            }
        }
    }
    Ok(())
}
