//! Telling what was allocated: in one transaction lock the region, ask the policy and the rules, write, and add the audit entry.

use domain::Problem;
use domain::allocations::{Content, FIRST_YEAR, REASON_MISSING, parse_year};
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::policy::Action;
use sea_orm::DatabaseTransaction;

use super::PATH;
use super::edit::Place;
use super::form::AllocationsForm;
use super::names::Names;
use super::records::{NewYear, content_of, insert_year, replace_content};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::commands::lock_region;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

/// Saves what the form says, unless somebody else told something of that year since it was opened.
pub async fn set(request: &Request, form: &AllocationsForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    // Of a year that is not there yet, there is no row to lock.
    lock_region(&transaction, request.actor().region).await?;
    let place = Place::of(&transaction, request, &form.municipality).await?;
    let year = parse_year(&form.year, request.today());
    let row = match year {
        Some(year) => place.told_of(&transaction, request, year).await?,
        None => None,
    };
    let event = if row.is_some() { Event::Changed } else { Event::Created };
    let subject = Subject::Allocations(row.as_ref().map_or(place.rights.municipality.0, |row| row.id));
    let transaction = allowed(transaction, request, Action::SetAllocations(&place.rights), event, subject).await?;
    let Some(year) = year else {
        return Ok(FormReply::invalid(vec![wrong_year(request)]));
    };
    let content = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let names = Names::of_region(&transaction, place.rights.region.0).await?;
    let saved = match &row {
        Some(row) => content_of(&transaction, row).await?,
        None => Content::default(),
    };
    if let Some(problem) = unknown_references(&transaction, &place, &names, &saved, &content).await? {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let mut told = names.changes(&saved, &content);
    if told.is_empty() {
        return Ok(nothing_new(&saved, &content, year));
    }
    if let Some(row) = row.as_ref().filter(|row| form.known_version() != Some(row.version)) {
        let conflict = conflict(&transaction, versions_of(row.id), row.version, row.updated_at, told).await?;
        return Ok(FormReply::conflict(conflict));
    }
    if saved.needs_reason(&content) && form.reason().is_none() {
        return Ok(FormReply::invalid(vec![Problem::new("reason", REASON_MISSING)]));
    }
    told.extend(form.reason().map(|after| FieldChange { field: Field::Reason, before: String::new(), after }));
    let author = Author::of(request);
    match row {
        Some(row) => {
            replace_content(&transaction, &row, &content, &author).await?;
            audit::record(&transaction, &author, event, subject, &told).await?;
        }
        None => {
            let (region_id, municipality_id) = (place.rights.region.0, place.rights.municipality.0);
            let new = NewYear { region_id, municipality_id, year, content, example: false };
            insert_year(&transaction, new, &told, &author, event).await?;
        }
    }
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}?jaar={year}&melding=toewijzingen")))
}

fn nothing_new(saved: &Content, content: &Content, year: i32) -> FormReply {
    if saved.is_empty() && content.is_empty() {
        return FormReply::invalid(vec![Problem::of_form("Vul ten minste één aantal in, of een toelichting.")]);
    }
    FormReply::done(format!("{PATH}?jaar={year}"))
}

fn wrong_year(request: &Request) -> Problem {
    let last = domain::allocations::years(request.today()).next().unwrap_or(FIRST_YEAR);
    Problem::of_form(format!("Kies een jaar van {FIRST_YEAR} tot en met {last} en vul de aantallen daar in."))
}

/// What the form refers to and the gemeente has not.
async fn unknown_references(
    transaction: &DatabaseTransaction,
    place: &Place,
    names: &Names,
    saved: &Content,
    content: &Content,
) -> Result<Option<Problem>, AppError> {
    let asked = names.asked(&saved.numbers.keys().copied().collect());
    let corporations = place.corporations(transaction, names, saved).await?;
    let known = content.numbers.iter().all(|(group, number)| {
        asked.iter().any(|known| known.id == *group)
            && number.taken().all(|(id, _)| corporations.iter().any(|(known, _)| *known == id))
    });
    let message = "De doelgroepen of corporaties van deze gemeente zijn intussen andere. Open de pagina opnieuw en vul de aantallen daar in.";
    Ok((!known).then(|| Problem::of_form(message)))
}
