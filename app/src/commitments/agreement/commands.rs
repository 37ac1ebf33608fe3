//! What parties answer: in one transaction lock, ask the policy and the rules, write, and add the audit entries.

use domain::agreement::{Agreement, Answer, Refusal};
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::differences::{Field, FieldChange, differences};
use domain::policy::{Action, CommitmentRights, Verb};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::form::{AnswerForm, LiftForm};
use super::records::{
    Outcome, agreement_of, close_version, content_of_version, save_answer, set_agreement, was_ever_asked,
};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::commands::lock;
use crate::commitments::entity::commitment;
use crate::commitments::names::Names;
use crate::commitments::records::{content_of, replace_content};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

/// Takes the answer of the person's own organisation.
pub async fn answer(request: &Request, form: &AnswerForm) -> Result<FormReply, AppError> {
    let (transaction, row, version) = match open(request, &form.id, &form.version, Event::Answered).await? {
        Open::At(transaction, row, version) => (transaction, row, version),
        Open::Refused(refusal) => return Ok(refused(refusal)),
    };
    let answer = match form.answer() {
        Ok(answer) => answer,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let mut agreement = agreement_of(&transaction, &row).await?;
    let before = given(&agreement, request);
    let ratified = match agreement.answer(request.actor().organisation, version, answer.clone()) {
        Ok(ratified) => ratified,
        Err(refusal) => return Ok(refused(refusal)),
    };
    let mut changes = differences(&describe(before.as_ref()), &describe(Some(&answer)));
    changes.push(to_version(version));
    let answered = Answered { agreement, version, answer, event: Event::Answered, changes, ratified };
    finish(request, transaction, *row, answered).await
}

/// The reservation of the person's own organisation does not hold any more.
pub async fn lift(request: &Request, form: &LiftForm) -> Result<FormReply, AppError> {
    let (transaction, row, version) = match open(request, &form.id, &form.version, Event::ReservationLifted).await? {
        Open::At(transaction, row, version) => (transaction, row, version),
        Open::Refused(refusal) => return Ok(refused(refusal)),
    };
    let mut agreement = agreement_of(&transaction, &row).await?;
    let before = given(&agreement, request);
    let ratified = match agreement.lift(request.actor().organisation, version) {
        Ok(ratified) => ratified,
        Err(refusal) => return Ok(refused(refusal)),
    };
    let Some(reserved) = before else { return Ok(refused(Refusal::NoReservation)) };
    let before = reserved.text.clone().unwrap_or_default();
    let lifted = FieldChange { field: Field::Reservation, before, after: "vervallen".to_owned() };
    let changes = vec![lifted, to_version(version)];
    let answer = Answer { lifted: true, ..reserved };
    let answered = Answered { agreement, version, answer, event: Event::ReservationLifted, changes, ratified };
    finish(request, transaction, *row, answered).await
}

enum Open {
    At(DatabaseTransaction, Box<commitment::Model>, i32),
    Refused(Refusal),
}

/// Locks the commitment for an answer to the version that was read.
async fn open(request: &Request, id: &str, version: &str, event: Event) -> Result<Open, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let version: Option<i32> = version.parse().ok();
    // Whoever may answer at all hears that it is another version now; a new one may not ask them any more.
    let answers = request.actor().role.may_confirm(request.actor().mandated);
    if answers && was_asked(&rights, row.newest_version, version) && version != row.asking {
        return Ok(Open::Refused(why_not(&rights, &row)));
    }
    // Who was asked before, and is left out of this version, hears that and not that others may.
    let own = request.actor().organisation;
    if answers && !rights.asked.contains(&own) && was_ever_asked(&transaction, id, own).await? {
        return Ok(Open::Refused(Refusal::NotAsked));
    }
    let action = Action::Commitment(Verb::Confirm, &rights);
    let transaction = allowed(transaction, request, action, event, Subject::Commitment(id)).await?;
    match version {
        Some(version) => Ok(Open::At(transaction, Box::new(row), version)),
        None => Ok(Open::Refused(Refusal::OtherVersion)),
    }
}

const fn why_not(rights: &CommitmentRights, row: &commitment::Model) -> Refusal {
    match row.asking {
        _ if !rights.life_cycle.is_open() => Refusal::Closed,
        None => Refusal::NothingAsked,
        Some(_) => Refusal::OtherVersion,
    }
}

/// Whether there was such a version, of what everybody in the region may read.
fn was_asked(rights: &CommitmentRights, newest: i32, version: Option<i32>) -> bool {
    rights.life_cycle != LifeCycle::Draft && version.is_some_and(|version| (1..=newest).contains(&version))
}

fn given(agreement: &Agreement, request: &Request) -> Option<Answer> {
    agreement.asking.as_ref()?.answers.get(&request.actor().organisation)?.clone()
}

/// Which version an answer is about.
fn to_version(version: i32) -> FieldChange {
    FieldChange { field: Field::Version, before: String::new(), after: version_label(version) }
}

fn version_label(version: i32) -> String {
    format!("versie {version}")
}

fn describe(answer: Option<&Answer>) -> Vec<(Field, String)> {
    let Some(answer) = answer else { return vec![] };
    vec![(Field::Reply, answer.reply.label().to_owned()), (Field::Reason, answer.text.clone().unwrap_or_default())]
}

/// An answer that the rules accept.
struct Answered {
    /// As it is with the answer.
    agreement: Agreement,
    version: i32,
    answer: Answer,
    event: Event,
    changes: Vec<FieldChange>,
    ratified: bool,
}

async fn finish(
    request: &Request,
    transaction: DatabaseTransaction,
    row: commitment::Model,
    answered: Answered,
) -> Result<FormReply, AppError> {
    let Answered { agreement, version, answer, event, changes, ratified } = answered;
    let author = Author::of(request);
    let subject = Subject::Commitment(row.id);
    let id = row.id;
    save_answer(&transaction, id, version, &answer, &author, request.user.function.clone()).await?;
    let came_into_force =
        if ratified { Some(ratify(&transaction, row, &agreement, version, &author).await?) } else { None };
    audit::record(&transaction, &author, event, subject, &changes).await?;
    if let Some(changes) = &came_into_force {
        audit::record(&transaction, &author, Event::Ratified, subject, changes).await?;
    }
    transaction.commit().await?;
    let notice = if came_into_force.is_some() { "bekrachtigd" } else { "beantwoord" };
    Ok(FormReply::done(format!("/afspraken/{id}?melding={notice}")))
}

/// All parties said yes: the version holds from now on. Returns what changed by that.
async fn ratify(
    transaction: &DatabaseTransaction,
    row: commitment::Model,
    agreement: &Agreement,
    version: i32,
    author: &Author,
) -> Result<Vec<FieldChange>, DbErr> {
    let (id, region) = (row.id, row.region_id);
    close_version(transaction, id, version, Outcome::Ratified, author).await?;
    let held_before = row.in_force;
    let before = match held_before {
        Some(_) => Some(content_of(transaction, &row).await?),
        None => None,
    };
    let row_version = row.version + 1;
    let mut active = row.into_active_model();
    set_agreement(&mut active, agreement);
    active.version = Set(row_version);
    active.updated_at = Set(author.at);
    let Some(before) = before else {
        active.update(transaction).await?;
        let (before, after) = (LifeCycle::Proposed.label().to_owned(), LifeCycle::Ratified.label().to_owned());
        return Ok(vec![FieldChange { field: Field::LifeCycle, before, after }]);
    };
    let after = content_of_version(transaction, id, version).await?;
    replace_content(transaction, active, id, &after).await?;
    let names = Names::of_region(transaction, region).await?;
    let mut changes = differences(&names.describe(&before), &names.describe(&after));
    let from = held_before.map(version_label).unwrap_or_default();
    changes.push(FieldChange { field: Field::Version, before: from, after: version_label(version) });
    Ok(changes)
}

pub(super) fn refused(refusal: Refusal) -> FormReply {
    FormReply::outdated(&refusal.to_string())
}
