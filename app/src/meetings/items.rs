//! Writing the agenda of a meeting: in one transaction lock the meeting, ask the policy and the rules, write, and add the
//! audit entry. The meeting's own version stays what it is; each item has one.

use chrono::{DateTime, Utc};
use domain::Problem;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::meetings::items::{check_room, shifted};
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, Set};
use uuid::Uuid;

use super::commands::{done, locked};
use super::entity::agenda_item;
use super::form::{AWAY, DOWN, ItemForm, MoveItemForm, UP};
use super::points::{last_position, points_of};
use super::records::{insert_item, item_changes, items_of, state_of, to_item, which, with_item};
use crate::audit::entity::audit_entry;
use crate::audit::{self, Author, Subject};
use crate::decisions::entity::decision;
use crate::decisions::queries::any as has_decisions;
use crate::error::AppError;
use crate::papers::queries::counting;
use crate::request::Request;
use crate::ui::form::{Conflict, FormReply};

const CHANGED_MEANWHILE: &str = "De agenda is intussen gewijzigd. Kijk wat er nu staat en probeer het dan opnieuw.";

pub async fn add(request: &Request, form: &ItemForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::AgendaItemAdded).await?;
    let meeting = found.row;
    let item = match form.item(0) {
        Ok(item) => item,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let points = points_of(&transaction, meeting.id).await?;
    if let Err(problem) = state_of(&meeting)?.may_change_agenda().and_then(|()| check_room(points.len())) {
        return Ok(of_form(problem));
    }
    insert_item(&transaction, meeting.id, last_position(&points), &item, &Author::of(request)).await?;
    transaction.commit().await?;
    Ok(done(meeting.id, "agendapunt"))
}

/// Changes an item, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &ItemForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::AgendaItemChanged).await?;
    let meeting = found.row;
    let rows = items_of(&transaction, meeting.id).await?;
    let saved = find(&rows, &form.item)?;
    let papers = counting(&transaction, &[saved.id]).await?.values().map(Vec::len).sum();
    let after = match form.item(papers) {
        Ok(item) => item,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Err(problem) = state_of(&meeting)?.may_change_agenda() {
        return Ok(of_form(problem));
    }
    let before = to_item(saved, papers)?;
    let changes = item_changes(Some(&before), Some(&after));
    if changes.is_empty() {
        return Ok(FormReply::done(super::commands::address(meeting.id)));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(saved.version) {
        let conflict = conflict(&transaction, meeting.id, saved, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let author = Author::of(request);
    let row = agenda_item::ActiveModel {
        id: Set(saved.id),
        version: Set(saved.version + 1),
        updated_at: Set(author.at),
        ..with_item(&after)
    };
    row.update(&transaction).await?;
    audit::record(&transaction, &author, Event::AgendaItemChanged, Subject::Meeting(meeting.id), &changes).await?;
    transaction.commit().await?;
    Ok(done(meeting.id, "agendapunt"))
}

/// Puts a point a place up or down, or takes an item away.
pub async fn shift(request: &Request, form: &MoveItemForm) -> Result<FormReply, AppError> {
    let event = if form.way == AWAY { Event::AgendaItemRemoved } else { Event::AgendaItemMoved };
    let (transaction, found) = locked(request, &form.id, event).await?;
    let meeting = found.row;
    if let Err(problem) = state_of(&meeting)?.may_change_agenda() {
        return Ok(of_form(problem));
    }
    let author = Author::of(request);
    let refused = match form.way.as_str() {
        AWAY => remove(&transaction, meeting.id, form, &author).await?,
        UP | DOWN => put(&transaction, meeting.id, form, &author).await?,
        _ => Some(FormReply::invalid(vec![Problem::of_form("Kies wat er met het agendapunt gebeurt.")])),
    };
    if let Some(refused) = refused {
        return Ok(refused);
    }
    transaction.commit().await?;
    Ok(done(meeting.id, if form.way == AWAY { "agendapunt-verwijderd" } else { "agendapunt-verplaatst" }))
}

/// Takes an item away, unless something is lost with it; the timeline keeps what it was. A proposal goes where its own steps say.
async fn remove(
    transaction: &DatabaseTransaction,
    meeting: Uuid,
    form: &MoveItemForm,
    author: &Author,
) -> Result<Option<FormReply>, AppError> {
    let rows = items_of(transaction, meeting).await?;
    let row = find(&rows, &form.item)?;
    // Nobody removes what they have not seen.
    if form.version != row.version.to_string() {
        return Ok(Some(FormReply::outdated(CHANGED_MEANWHILE)));
    }
    let refused = |message| Ok(Some(FormReply::invalid(vec![Problem::of_form(message)])));
    if has_decisions(transaction, decision::Column::AgendaItemId.eq(row.id)).await? {
        return refused("Bij dit punt is een besluit of toezegging vastgelegd. Het blijft op de agenda staan.");
    }
    if !counting(transaction, &[row.id]).await?.is_empty() {
        return refused("Bij dit punt staan stukken. Trek ze eerst in, of laat het punt op de agenda staan.");
    }
    agenda_item::Entity::delete_by_id(row.id).exec(transaction).await?;
    let changes = item_changes(Some(&to_item(row, 0)?), None);
    audit::record(transaction, author, Event::AgendaItemRemoved, Subject::Meeting(meeting), &changes).await?;
    Ok(None)
}

/// Writes the places of the points that get another one.
async fn put(
    transaction: &DatabaseTransaction,
    meeting: Uuid,
    form: &MoveItemForm,
    author: &Author,
) -> Result<Option<FormReply>, AppError> {
    let points = points_of(transaction, meeting).await?;
    let id: Uuid = form.item.parse().map_err(|_| AppError::NotFound)?;
    let place = points.iter().position(|point| point.id() == id).ok_or(AppError::NotFound)?;
    if form.place != place.to_string() {
        return Ok(Some(FormReply::outdated(CHANGED_MEANWHILE)));
    }
    let order = shifted(points.len(), place, form.way == DOWN);
    for (point, position) in order.iter().zip(0..) {
        points[*point].put(transaction, position).await?;
    }
    let after = order.iter().position(|point| *point == place).unwrap_or(place);
    if after != place {
        let position =
            FieldChange { field: Field::Position, before: (place + 1).to_string(), after: (after + 1).to_string() };
        let changes = [which(points[place].title()), position];
        audit::record(transaction, author, Event::AgendaItemMoved, Subject::Meeting(meeting), &changes).await?;
    }
    Ok(None)
}

fn find<'r>(rows: &'r [agenda_item::Model], id: &str) -> Result<&'r agenda_item::Model, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    rows.iter().find(|row| row.id == id).ok_or(AppError::NotFound)
}

/// Who saved it stands in the timeline of the meeting, at the moment that the item keeps.
async fn conflict(
    transaction: &DatabaseTransaction,
    meeting: Uuid,
    saved: &agenda_item::Model,
    changes: Vec<FieldChange>,
) -> Result<Conflict, DbErr> {
    // One without a former title only says which item it is.
    let names_only = |change: &FieldChange| change.field == Field::AgendaItem && change.before.is_empty();
    let differing = changes.into_iter().filter(|change| !names_only(change)).collect();
    let at: DateTime<Utc> = saved.updated_at;
    let saving = Condition::all().add(audit_entry::Column::SubjectId.eq(meeting)).add(audit_entry::Column::At.eq(at));
    audit::timeline::conflict(transaction, saving, saved.version, at, differing).await
}

fn of_form(problem: Problem) -> FormReply {
    FormReply::invalid(vec![Problem::of_form(problem.message)])
}
