//! Setting what lines say, and putting the former numbers back.
#![expect(clippy::disallowed_methods, reason = "what an import wrote is found by the id that it kept")]

use domain::audit::Event;
use domain::policy::Action;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit::Author;
use crate::error::AppError;
use crate::imports::entity::{import, import_row};
use crate::imports::kinds::Done;
use crate::imports::queries::rows_of;
use crate::request::Request;
use crate::targets::changes::{Change, save};
use crate::targets::edit::Frame;
use crate::targets::entity::target;
use crate::targets::holder::Holder;

const UNDONE: &str = "De invoer van een bestand is ongedaan gemaakt.";

#[derive(Clone, Debug)]
pub struct Write {
    pub holder: Holder,
    pub change: Change,
    pub motivation: Option<String>,
}

/// What a row replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Before {
    former: target::Model,
    /// By nothing: it is not divided any more.
    removed: bool,
}

impl Before {
    fn of(row: &import_row::Model) -> Result<Option<Self>, DbErr> {
        let read = |text: &String| {
            serde_json::from_str(text).map_err(|_| DbErr::Custom(format!("unreadable row {} of an import", row.id)))
        };
        row.before.as_ref().map(read).transpose()
    }

    /// Whether somebody changed what the row left behind. `now`: the targets of the region.
    fn is_touched(before: Option<&Self>, subject: Uuid, now: &[target::Model]) -> bool {
        let version = now.iter().find(|row| row.id == subject).map(|row| row.version);
        match before {
            None => version != Some(1),
            Some(Self { former, removed: false }) => version != Some(former.version + 1),
            Some(Self { former, removed: true }) => now.iter().any(|row| is_same_number(row, former)),
        }
    }
}

fn is_same_number(one: &target::Model, other: &target::Model) -> bool {
    let key = |row: &target::Model| (row.held_by(), row.scenario_id, row.measure_id, row.horizon_year);
    key(one) == key(other)
}

impl Write {
    pub async fn save(self, transaction: &DatabaseTransaction, author: &Author) -> Result<Done, DbErr> {
        let Self { holder, change, motivation } = self;
        let event = Event::TargetsChanged;
        let changes = std::slice::from_ref(&change);
        let audit_entry = save(transaction, author, event, &holder, changes, motivation).await?;
        let before = change.saved().map(|former| Before { former: former.clone(), removed: change.after().is_none() });
        let before = before.map(|before| serde_json::to_string(&before)).transpose();
        let subject = change.after().or(change.saved()).map(|row| row.id).unwrap_or_default();
        Ok(Done { subject, audit_entry, before: before.map_err(|error| DbErr::Custom(error.to_string()))? })
    }
}

/// The rows whose number was set again since.
pub async fn touched(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<i32>, DbErr> {
    let region = Query::select()
        .column(import::Column::RegionId)
        .from(import::Entity)
        .and_where(import::Column::Id.eq(id))
        .to_owned();
    let now = target::Entity::find().filter(target::Column::RegionId.in_subquery(region)).all(connection).await?;
    let mut touched = Vec::new();
    for row in rows_of(connection, id).await? {
        if Before::is_touched(Before::of(&row)?.as_ref(), row.subject_id, &now) {
            touched.push(row.row);
        }
    }
    Ok(touched)
}

/// The former number, status and source of each row, put back with a reason.
///
/// # Errors
/// `Forbidden` for who may not set them any more.
pub async fn undo(
    transaction: &DatabaseTransaction,
    request: &Request,
    rows: Vec<import_row::Model>,
) -> Result<(), AppError> {
    let frame = Frame::of(transaction, &request.visibility()).await?;
    let author = Author::of(request);
    for row in rows.iter().rev() {
        let former = Before::of(row)?.map(|before| before.former);
        let saved = frame.targets().iter().find(|saved| saved.id == row.subject_id).cloned();
        let about = saved.as_ref().or(former.as_ref()).ok_or(AppError::Internal)?;
        let holder = frame.holder_of(about.held_by()).ok_or(AppError::NotFound)?;
        request.allow(Action::SetTargets(&holder.rights))?;
        let scenario = frame.scenarios.iter().find(|scenario| scenario.id == about.scenario_id);
        let key = scenario.map(|scenario| scenario.key.clone()).ok_or(AppError::NotFound)?;
        let page = frame.page(&holder, &key).ok_or(AppError::NotFound)?;
        let change = Change::back(&page, about.measure_id, saved, former);
        let reason = Some(UNDONE.to_owned());
        save(transaction, &author, Event::ImportUndone, &holder, &[change], reason).await?;
    }
    Ok(())
}
