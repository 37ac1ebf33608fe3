//! Closing a commitment, opening it again, and taking back a change.

use domain::Problem;
use domain::agreement::{Agreement, Refusal, Unfinished, lapse_problems, reopen_problems};
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::policy::{Action, Verb};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use super::commands::refused;
use super::form::{Step, StepForm};
use super::records::{Outcome, agreement_of, close_version, set_agreement};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::commands::lock;
use crate::commitments::entity::commitment;
use crate::commitments::records::stored_period;
use crate::commitments::steps::queries::open_titles;
use crate::error::AppError;
use crate::files::commands::forget;
use crate::files::records::contents_of;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::{FormReply, optional};

const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft deze afspraak intussen gewijzigd. Lees wat er nu staat en kies dan opnieuw.";

impl Step {
    const fn event(self) -> Event {
        match self {
            Self::Complete => Event::Completed,
            Self::Reopen => Event::Reopened,
            Self::Withdraw => Event::Withdrawn,
            Self::Lapse => Event::Lapsed,
            Self::Remove => Event::Removed,
        }
    }

    fn take(self, agreement: &mut Agreement) -> Result<(), Refusal> {
        match self {
            Self::Complete => agreement.complete(),
            Self::Reopen => agreement.reopen(),
            Self::Withdraw => agreement.withdraw(),
            Self::Lapse => agreement.lapse(),
            Self::Remove => agreement.remove(),
        }
    }

    /// Empty when the reason will do.
    fn problems(self, reason: Option<&str>, unfinished: &Unfinished) -> Vec<Problem> {
        match self {
            Self::Complete => unfinished.problems(reason),
            Self::Reopen => reopen_problems(reason),
            Self::Lapse => lapse_problems(reason),
            Self::Withdraw | Self::Remove => vec![],
        }
    }

    const fn notice(self) -> &'static str {
        self.code()
    }
}

/// What the rules allow now.
pub fn possible(agreement: &Agreement) -> Vec<Step> {
    Step::ALL.iter().copied().filter(|step| step.take(&mut agreement.clone()).is_ok()).collect()
}

/// Takes a step with a whole commitment.
pub async fn take(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let step = form.step.parse::<Step>().ok();
    let event = step.map_or(Event::Changed, Step::event);
    let action = Action::Commitment(Verb::Edit, &rights);
    let transaction = allowed(transaction, request, action, event, Subject::Commitment(id)).await?;
    let Some(step) = step else {
        return Ok(FormReply::invalid(vec![Problem::new("step", "Kies wat u met deze afspraak wilt doen.")]));
    };
    let reason = optional(&form.reason);
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let problems = step.problems(reason.as_deref(), &unfinished(&transaction, &row).await?);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let mut agreement = agreement_of(&transaction, &row).await?;
    if let Err(refusal) = step.take(&mut agreement) {
        return Ok(refused(refusal));
    }
    let author = Author::of(request);
    if step == Step::Remove {
        return remove(request, transaction, row).await;
    }
    if let Some(version) = row.asking {
        let outcome = if step == Step::Lapse { Outcome::Lapsed } else { Outcome::Withdrawn };
        close_version(&transaction, id, version, outcome, &author).await?;
    }
    let changes = described(&row, &agreement, reason.as_deref());
    let version = row.version + 1;
    let mut active = row.into_active_model();
    set_agreement(&mut active, &agreement);
    active.version = Set(version);
    active.updated_at = Set(author.at);
    active.closing_reason = Set(reason.filter(|_| step == Step::Lapse));
    active.update(&transaction).await?;
    audit::record(&transaction, &author, event, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding={}", step.notice())))
}

/// What stands against calling it done.
pub async fn unfinished(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<Unfinished, DbErr> {
    Ok(Unfinished {
        milestones: open_titles(connection, row.id).await?,
        status: row.progress.as_deref().and_then(|code| code.parse().ok()),
        due: stored_period(row.due.as_deref()),
    })
}

fn described(row: &commitment::Model, after: &Agreement, reason: Option<&str>) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    let before = crate::commitments::records::stored_life_cycle(&row.life_cycle);
    if before != after.life_cycle {
        let (before, after) = (before.label().to_owned(), after.life_cycle.label().to_owned());
        changes.push(FieldChange { field: Field::LifeCycle, before, after });
    }
    changes.extend(reason.map(because));
    changes
}

/// A concept that nobody was ever asked about goes, with all that belongs to it; that it went stays in the log.
pub async fn remove_concept(
    transaction: &DatabaseTransaction,
    author: &Author,
    row: &commitment::Model,
    reason: Option<&str>,
) -> Result<(), DbErr> {
    let mut changes = vec![FieldChange { field: Field::Title, before: row.title.clone(), after: String::new() }];
    changes.extend(reason.map(because));
    commitment::Entity::delete_by_id(row.id).exec(transaction).await?;
    audit::record(transaction, author, Event::Removed, Subject::Commitment(row.id), &changes).await
}

/// Why it was done, among what was changed.
pub fn because(reason: &str) -> FieldChange {
    FieldChange { field: Field::Reason, before: String::new(), after: reason.to_owned() }
}

async fn remove(
    request: &Request,
    transaction: DatabaseTransaction,
    row: commitment::Model,
) -> Result<FormReply, AppError> {
    let contents = contents_of(&transaction, row.id).await?;
    remove_concept(&transaction, &Author::of(request), &row, None).await?;
    transaction.commit().await?;
    forget(request, &contents).await;
    Ok(FormReply::done("/afspraken?melding=verwijderd"))
}
