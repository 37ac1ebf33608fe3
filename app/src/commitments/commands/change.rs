//! Changing what a commitment says, unless somebody else did so since the form was opened.

use domain::agreement::{Agreement, Effect, Nature, nature};
use domain::audit::Event;
use domain::commitments::Content;
use domain::differences::differences;
use domain::policy::{Action, Verb};
use sea_orm::{DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::lock;
use super::references::{unknown_references, without_own_name};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::agreement::records::{
    Outcome, agreement_of, close_version, correct_version, insert_asking, set_agreement,
};
use crate::commitments::entity::commitment;
use crate::commitments::form::CommitmentForm;
use crate::commitments::names::Names;
use crate::commitments::records::{Texts, replace_content};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

pub async fn change(request: &Request, form: &CommitmentForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::Edit, &rights);
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Commitment(id)).await?;
    let content = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let names = Names::of_region(&transaction, row.region_id).await?;
    let content = without_own_name(content, rights.municipality, &names);
    let mut problems = unknown_references(&names, rights.municipality, &content);
    problems.extend(content.problems_in(rights.life_cycle));
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let texts = Texts::of(&transaction, &row).await?;
    let changes = differences(&names.describe(texts.shown()), &names.describe(&content));
    if changes.is_empty() {
        return Ok(FormReply::done(format!("/afspraken/{id}")));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let agreement = agreement_of(&transaction, &row).await?;
    let author = Author::of(request);
    let saving = Saving { agreement, texts, content, correction: !form.correction.is_empty(), author };
    let event = match saving.save(&transaction, row).await {
        Ok(event) => event,
        Err(NotSaved::Refused(refusal)) => return Ok(FormReply::outdated(&refusal.to_string())),
        Err(NotSaved::Failed(error)) => return Err(error.into()),
    };
    audit::record(&transaction, &author, event, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding={}", notice(event))))
}

const fn notice(event: Event) -> &'static str {
    match event {
        Event::AskedAgain => "opnieuw-gevraagd",
        Event::Withdrawn => "intrekken",
        _ => "opgeslagen",
    }
}

enum NotSaved {
    Refused(domain::agreement::Refusal),
    Failed(DbErr),
}

impl From<DbErr> for NotSaved {
    fn from(error: DbErr) -> Self {
        Self::Failed(error)
    }
}

/// A change that may be made. Whoever gives away the lead by it may lose the right to edit: that is theirs to do.
struct Saving {
    agreement: Agreement,
    texts: Texts,
    content: Content,
    correction: bool,
    author: Author,
}

impl Saving {
    async fn save(self, transaction: &DatabaseTransaction, row: commitment::Model) -> Result<Event, NotSaved> {
        let Self { mut agreement, texts, content, correction, author } = self;
        let (id, asking, in_force) = (row.id, row.asking, row.in_force);
        let holds = in_force.is_some().then_some(&texts.row);
        let effect = agreement.effect_of_change(holds, texts.shown(), &content, correction);
        let wording = nature(texts.shown(), &content) == Nature::Wording;
        // While a version holds, the row keeps its text; only what binds nobody changes at once.
        let row_says = match (effect, holds) {
            (Effect::Saved, Some(_)) if asking.is_none() => content.clone(),
            (_, Some(holds)) => holds.with_links_of(&content),
            (_, None) => content.clone(),
        };
        let mut active = row.clone().into_active_model();
        let event = match effect {
            Effect::Saved => {
                if let Some(number) = asking.or(in_force) {
                    correct_version(transaction, id, number, &content).await?;
                }
                if correction && wording { Event::Corrected } else { Event::Changed }
            }
            Effect::AsksParties => {
                agreement.ask_again(content.confirming()).map_err(NotSaved::Refused)?;
                if let Some(number) = asking {
                    close_version(transaction, id, number, Outcome::Replaced, &author).await?;
                }
                insert_asking(transaction, id, &agreement, &content, &author).await?;
                Event::AskedAgain
            }
            Effect::Withdraws => {
                agreement.withdraw().map_err(NotSaved::Refused)?;
                if let Some(number) = asking {
                    close_version(transaction, id, number, Outcome::Withdrawn, &author).await?;
                }
                Event::Withdrawn
            }
        };
        set_agreement(&mut active, &agreement);
        active.version = Set(row.version + 1);
        active.updated_at = Set(author.at);
        replace_content(transaction, active, id, &row_says).await?;
        Ok(event)
    }
}
