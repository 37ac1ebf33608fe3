//! Changing many commitments: all that still are as they were shown, in one transaction.

use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use uuid::Uuid;

use super::form::{APPLY, Asked, ManyForm};
use super::plan::{Fate, Planned, lock_all, plan};
use super::queries::PATH;
use crate::audit::{self, Author, Subject};
use crate::commitments::commands::NotSaved;
use crate::commitments::filter::Filter;
use crate::error::AppError;
use crate::request::Request;
use crate::saved_views::records::filter_of;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

pub async fn change_many(request: &Request, form: &ManyForm) -> Result<FormReply, AppError> {
    match form.asked() {
        Err(problems) => Ok(FormReply::invalid(problems)),
        Ok(asked) if form.step == APPLY => apply(request, form, &asked).await,
        // Looking first, or going back to choose: the page comes back and shows it.
        Ok(_) => Ok(FormReply::again()),
    }
}

/// What the audit trail tells of one commitment.
type Entry = (Uuid, Event, Vec<FieldChange>);

async fn apply(request: &Request, form: &ManyForm, asked: &Asked) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    lock_all(&transaction, asked).await?;
    let planned = plan(&transaction, request, asked).await?;
    let author = Author::of(request);
    let mut entries: Vec<Entry> = Vec::new();
    let mut left_out: Vec<Uuid> = Vec::new();
    for (id, Planned { row, fate, .. }) in planned {
        let as_shown = asked.chosen.get(&id).copied().flatten() == Some(row.version);
        match fate {
            Fate::Changes(change) if as_shown => match change.saving.save(&transaction, row).await {
                Ok(event) => entries.push((id, event, change.changes)),
                Err(NotSaved::Refused(_)) => left_out.push(id),
                Err(NotSaved::Failed(error)) => return Err(error.into()),
            },
            Fate::MayNot => {
                let tried = Event::Changed.label().to_owned();
                let attempt = FieldChange { field: Field::Attempt, before: String::new(), after: tried };
                entries.push((id, Event::Denied, vec![attempt]));
                left_out.push(id);
            }
            // The preview said so.
            Fate::Same | Fate::Cannot(_) if as_shown => {}
            _ => left_out.push(id),
        }
    }
    // Last: from the first entry on, others who add to the same chain wait.
    for (id, event, changes) in &entries {
        audit::record(&transaction, &author, *event, Subject::Commitment(*id), changes).await?;
    }
    transaction.commit().await?;
    let changed = entries.iter().filter(|(_, event, _)| *event != Event::Denied).count();
    Ok(FormReply::done(after(&filter_of(&form.filter), changed, &left_out)))
}

/// Where it is told what was changed, and what was not.
fn after(filter: &Filter, changed: usize, left_out: &[Uuid]) -> String {
    let left_out: Vec<String> = left_out.iter().map(Uuid::to_string).collect();
    let left_out = if left_out.is_empty() { String::new() } else { format!("&over={}", left_out.join(",")) };
    let path = filter.address_at(PATH);
    format!("{path}{}gewijzigd={changed}{left_out}", if path.contains('?') { '&' } else { '?' })
}
