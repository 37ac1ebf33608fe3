//! Writing how a gemeente is placed: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use domain::audit::Event;
use domain::differences::differences;
use domain::policy::Action;
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::PATH;
use super::form::StateForm;
use super::queries::{factor_of, state_of};
use super::records::{NewState, describe, insert, replace, told_of};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{Author, Subject, allowed};
use crate::error::AppError;
use crate::municipalities::places::{place_of, rights_of};
use crate::regions::vision::success_factor;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

/// Says how a gemeente is placed, unless somebody else did so since the form was opened.
pub async fn set_state(request: &Request, form: &StateForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    // Of a gemeente that told nothing yet there is no row to lock; the success factor is there.
    success_factor::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let factor = factor_of(&transaction, &request.visibility(), id).await?;
    let place = place_of(&transaction, &request.visibility(), &form.municipality).await?;
    let row = state_of(&transaction, &request.visibility(), factor.id, place.id).await?;
    let subject = Subject::FactorState(row.as_ref().map_or(factor.id, |row| row.id));
    let action = Action::TellOfPlace(&rights_of(&place));
    let transaction = allowed(transaction, request, action, Event::FactorStateSet, subject).await?;
    let told = match form.told() {
        Ok(told) => told,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let page = format!("{PATH}/{}", factor.id);
    let author = Author::of(request);
    if let Some(row) = row {
        let changes = differences(&describe(&told_of(&row)?), &describe(&told));
        if changes.is_empty() {
            return Ok(FormReply::done(page));
        }
        if [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse().ok()) != Some(row.version) {
            let conflict = conflict(&transaction, versions_of(row.id), row.version, row.updated_at, changes).await?;
            return Ok(FormReply::conflict(conflict));
        }
        replace(&transaction, row, told, &changes, &author).await?;
    } else {
        let (region_id, success_factor_id, municipality_id) = (factor.region_id, factor.id, place.id);
        let new = NewState { region_id, success_factor_id, municipality_id, told, example: false };
        insert(&transaction, new, &author, Event::FactorStateSet).await?;
    }
    transaction.commit().await?;
    Ok(FormReply::done(format!("{page}?melding=opgeslagen")))
}
