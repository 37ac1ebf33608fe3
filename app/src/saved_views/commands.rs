//! Writing saved views: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `usable`")]

use domain::Problem;
use domain::audit::Event;
use domain::policy::{Action, SavedViewVerb};
use domain::saved_views::{NAME_TAKEN, may_save_another};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::PATH;
use super::entity::saved_view;
use super::form::{RemoveForm, SavedViewForm};
use super::queries::{has_another, one, saved_by};
use super::records::{Side, address_of, recorded, rights_of};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::auth::entity::user;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::{begin_write, new_id};
use crate::ui::form::FormReply;

/// Saves one's own view: whoever may read the list may keep an address of it.
pub async fn create(request: &Request, form: &SavedViewForm) -> Result<FormReply, AppError> {
    let actor = request.actor();
    let (name, filter) = match (form.name(), form.filter()) {
        (Ok(name), Ok(filter)) => (name, filter),
        (Err(problems), _) | (_, Err(problems)) => return Ok(FormReply::invalid(problems)),
    };
    let transaction = begin_write(request.database()).await?;
    // Two that are saved at once count each other.
    let maker = user::Entity::find_by_id(actor.user.0).lock(LockType::NoKeyUpdate);
    maker.one(&transaction).await?.ok_or(AppError::LoggedOut)?;
    if let Err(problem) = may_save_another(saved_by(&transaction, actor.user.0).await?) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    if has_another(&transaction, actor.user.0, &name, None).await? {
        return Ok(FormReply::invalid(vec![Problem::new("name", NAME_TAKEN)]));
    }
    let row = saved_view::Model {
        id: new_id(),
        region_id: actor.region.into(),
        user_id: actor.user.into(),
        organisation_id: actor.organisation.into(),
        name,
        filter,
        shared: form.shared(),
        version: 1,
        updated_at: request.now(),
    };
    saved_view::Entity::insert(row.clone().into_active_model()).exec_without_returning(&transaction).await?;
    let changes = recorded(None, Some(Side::of(&row)));
    audit::record(&transaction, &Author::of(request), Event::Created, Subject::SavedView(row.id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(address_of(&row.filter, "/afspraken")))
}

/// Renames it, shares it or keeps it for its maker, unless somebody else changed it since the form was opened.
pub async fn change(request: &Request, form: &SavedViewForm) -> Result<FormReply, AppError> {
    let (transaction, row) = open(request, &form.id, Event::Changed).await?;
    let name = match form.name() {
        Ok(name) => name,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if has_another(&transaction, row.user_id, &name, Some(row.id)).await? {
        return Ok(FormReply::invalid(vec![Problem::new("name", NAME_TAKEN)]));
    }
    let (before, after) = (Side::of(&row), Side { name: &name, filter: &row.filter, shared: form.shared() });
    let differs = after.differs_from(before);
    if differs.is_empty() {
        return Ok(FormReply::done(PATH));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(row.id), row.version, row.updated_at, differs).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let changes = recorded(Some(before), Some(after));
    let changed = saved_view::ActiveModel {
        id: sea_orm::Unchanged(row.id),
        name: Set(name.clone()),
        shared: Set(form.shared()),
        version: Set(row.version + 1),
        updated_at: Set(request.now()),
        ..Default::default()
    };
    changed.update(&transaction).await?;
    audit::record(&transaction, &Author::of(request), Event::Changed, Subject::SavedView(row.id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}?melding=opgeslagen")))
}

pub async fn remove(request: &Request, form: &RemoveForm) -> Result<FormReply, AppError> {
    let (transaction, row) = open(request, &form.id, Event::ViewRemoved).await?;
    if form.version.parse() != Ok(row.version) {
        return Ok(FormReply::outdated("Deze weergave is intussen gewijzigd. Bekijk haar voordat u haar verwijdert."));
    }
    let changes = recorded(Some(Side::of(&row)), None);
    let subject = Subject::SavedView(row.id);
    row.delete(&transaction).await?;
    audit::record(&transaction, &Author::of(request), Event::ViewRemoved, subject, &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}?melding=weergave-verwijderd")))
}

/// The views that were somebody's own; what they shared is in use by others.
pub async fn forget(transaction: &DatabaseTransaction, user: Uuid) -> Result<(), DbErr> {
    use saved_view::Column as C;
    let own = saved_view::Entity::delete_many().filter(C::UserId.eq(user)).filter(C::Shared.eq(false));
    own.exec(transaction).await.map(|_| ())
}

/// Locks a view for who may change it.
async fn open(request: &Request, id: &str, event: Event) -> Result<(DatabaseTransaction, saved_view::Model), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    // SQLite has locked the whole database by now; PostgreSQL locks the row.
    saved_view::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let row = one(&transaction, request.actor(), id).await?;
    let rights = rights_of(&row);
    let action = Action::SavedView(SavedViewVerb::Change, &rights);
    let transaction = allowed(transaction, request, action, event, Subject::SavedView(id)).await?;
    Ok((transaction, row))
}
