//! Writing commitments: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::Problem;
use domain::audit::Event;
use domain::commitments::{Content, LifeCycle, PartyRef, place_within, propose as rule_propose};
use domain::differences::{Field, FieldChange, differences};
use domain::ids::MunicipalityId;
use domain::policy::{Action, CommitmentRights, Verb};
use domain::progress::may_report;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{commitment, progress_update};
use super::filter::REGIONAL_AGENDA;
use super::form::{CommitmentForm, ProgressForm, ProposeForm};
use super::queries::one_visible;
use super::records::{
    Names, NewCommitment, content_of, describe_progress, insert_commitment, insert_progress, replace_content,
};
use crate::audit::{self, Author, Subject, allowed};
use crate::auth::entity::user;
use crate::error::AppError;
use crate::regions::entity::region;
use crate::request::{Request, moment_label};
use crate::storage::begin_write;
use crate::ui::form::{Conflict, ConflictField, FormReply};

const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft deze afspraak intussen gewijzigd. Lees wat er nu staat en stel haar dan opnieuw voor.";

/// Own numbers of an agenda: L-01, L-02 …; the letter keeps them apart from those of a loaded region file.
const OWN_NUMBERS: &str = "L-";

/// Adds a commitment, as a concept.
pub async fn create(request: &Request, form: &CommitmentForm) -> Result<FormReply, AppError> {
    let mut problems = Vec::new();
    let agenda = read_agenda(&form.agenda, &mut problems);
    let content = match form.content() {
        Ok(content) if problems.is_empty() => content,
        Ok(_) => return Ok(FormReply::invalid(problems)),
        Err(more) => {
            problems.extend(more);
            return Ok(FormReply::invalid(problems));
        }
    };

    let transaction = begin_write(request.database()).await?;
    let names = Names::of_region(&transaction, request.actor().region.into()).await?;
    let content = without_own_name(content, agenda, &names);
    let problems = unknown_references(&names, agenda, &content);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let rights = rights_of_new(request, agenda, &content);
    if request.allow(Action::Commitment(Verb::Create, &rights)).is_err() {
        return Ok(FormReply::invalid(vec![not_ones_own()]));
    }
    let new = NewCommitment {
        region_id: rights.region.into(),
        municipality_id: agenda.map(Into::into),
        number: next_number(&transaction, &rights).await?,
        content,
        life_cycle: LifeCycle::Draft,
        quotation: None,
        example: false,
    };
    let id = insert_commitment(&transaction, new, &names, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding=vastgelegd")))
}

/// Changes a commitment, unless somebody else did so since the form was opened.
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
    let saved = content_of(&transaction, &row).await?;
    let changes = differences(&names.describe(&saved), &names.describe(&content));
    if changes.is_empty() {
        return Ok(FormReply::done(format!("/afspraken/{id}")));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        return Ok(FormReply::conflict(conflict(&transaction, &row, changes).await?));
    }
    // Whoever gives away the lead may lose the right to edit: that is theirs to do.
    let author = Author::of(request);
    let version = row.version + 1;
    let mut active = row.into_active_model();
    active.version = Set(version);
    active.updated_at = Set(author.at);
    replace_content(&transaction, active, id, &content).await?;
    audit::record(&transaction, &author, Event::Changed, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding=opgeslagen")))
}

/// The step from concept to voorgesteld.
pub async fn propose(request: &Request, form: &ProposeForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::Propose, &rights);
    let transaction = allowed(transaction, request, action, Event::Proposed, Subject::Commitment(id)).await?;
    // Nobody proposes a text that they have not seen.
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let content = content_of(&transaction, &row).await?;
    let next = match rule_propose(rights.life_cycle, &content) {
        Ok(next) => next,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let author = Author::of(request);
    let version = row.version + 1;
    let mut active = row.into_active_model();
    active.life_cycle = Set(next.code().to_owned());
    active.version = Set(version);
    active.updated_at = Set(author.at);
    active.update(&transaction).await?;
    let change = FieldChange {
        field: Field::LifeCycle,
        before: rights.life_cycle.label().to_owned(),
        after: next.label().to_owned(),
    };
    audit::record(&transaction, &author, Event::Proposed, Subject::Commitment(id), &[change]).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding=voorgesteld")))
}

/// Adds a report of progress.
pub async fn report_progress(request: &Request, form: &ProgressForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    let (_, rights) = lock(&transaction, request, id).await?;
    let action = Action::Commitment(Verb::ReportProgress, &rights);
    let transaction = allowed(transaction, request, action, Event::ProgressReported, Subject::Commitment(id)).await?;
    let report = match form.report() {
        Ok(report) => report,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Err(problem) = may_report(rights.life_cycle) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let author = Author::of(request);
    let before = last_report(&transaction, id).await?;
    let before = before.as_ref().map(describe_progress).unwrap_or_default();
    let changes = differences(&before, &describe_progress(&report));
    insert_progress(&transaction, id, &report, author.at, &author).await?;
    audit::record(&transaction, &author, Event::ProgressReported, Subject::Commitment(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/afspraken/{id}?melding=voortgang")))
}

/// The row, kept from others until the transaction ends, when it exists for this person. SQLite has locked the whole
/// database by now; PostgreSQL locks the row.
async fn lock(
    transaction: &DatabaseTransaction,
    request: &Request,
    id: Uuid,
) -> Result<(commitment::Model, CommitmentRights), AppError> {
    commitment::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    let (row, _, rights) = one_visible(transaction, &request.visibility(), id).await?;
    Ok((row, rights))
}

fn read_agenda(value: &str, problems: &mut Vec<Problem>) -> Option<MunicipalityId> {
    if value == REGIONAL_AGENDA {
        return None;
    }
    let id = value.parse().ok();
    if id.is_none() {
        problems.push(Problem::new("agenda", "Kies in welke agenda de afspraak komt."));
    }
    id
}

fn without_own_name(content: Content, agenda: Option<MunicipalityId>, names: &Names) -> Content {
    let own = agenda.and_then(|id| names.municipalities.get(&id.0));
    match (&content.place, own) {
        (Some(place), Some(own)) => Content { place: place_within(place, own), ..content },
        _ => content,
    }
}

fn rights_of_new(request: &Request, agenda: Option<MunicipalityId>, content: &Content) -> CommitmentRights {
    let named = content.parties.iter().filter_map(|party| match party.who {
        PartyRef::Organisation(id) => Some(id),
        PartyRef::Group(_) => None,
    });
    CommitmentRights {
        region: request.actor().region,
        municipality: agenda,
        life_cycle: LifeCycle::Draft,
        published: false,
        lead: content.lead(),
        parties: named.collect(),
    }
}

fn not_ones_own() -> Problem {
    Problem::new(
        "agenda",
        "U kunt afspraken vastleggen in de agenda van uw eigen gemeente, of waarvan uw eigen organisatie de trekker is. \
         Kies een andere agenda of trekker.",
    )
}

/// What the form refers to and this region does not have: somebody else's ids, or ones that were removed meanwhile.
fn unknown_references(names: &Names, agenda: Option<MunicipalityId>, content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    if agenda.is_some_and(|id| !names.municipalities.contains_key(&id.0)) {
        problems.push(Problem::new("agenda", "Deze gemeente bestaat niet. Kies er een uit de lijst."));
    }
    for party in &content.parties {
        if let PartyRef::Organisation(id) = party.who
            && !names.organisations.contains_key(&id.0)
        {
            let field = if Some(id) == content.lead() { "lead" } else { "parties" };
            problems.push(Problem::new(field, "Deze organisatie bestaat niet. Kies er een uit de lijst."));
        }
    }
    if content.challenges.iter().any(|id| !names.challenges.contains_key(&id.0)) {
        problems.push(Problem::new("challenges", "Deze opgave bestaat niet. Kies uit de lijst."));
    }
    if content.target_groups.iter().any(|id| !names.target_groups.contains_key(&id.0)) {
        problems.push(Problem::new("target_groups", "Deze aandachtsgroep bestaat niet. Kies uit de lijst."));
    }
    problems
}

/// The number after the highest of the agenda's own. The region's row is locked until the transaction ends, so that two
/// people cannot be given the same one.
async fn next_number(transaction: &impl ConnectionTrait, rights: &CommitmentRights) -> Result<String, DbErr> {
    use commitment::Column as C;
    // No stronger: entries refer to the region's row, and who holds the end of the chain must not wait for it here.
    region::Entity::find_by_id(rights.region.0).lock(LockType::NoKeyUpdate).one(transaction).await?;
    let agenda = match rights.municipality {
        Some(id) => C::MunicipalityId.eq(id.0),
        None => C::MunicipalityId.is_null(),
    };
    let numbers: Vec<String> = commitment::Entity::find()
        .select_only()
        .column(C::Number)
        .filter(C::RegionId.eq(rights.region.0))
        .filter(agenda)
        .filter(C::Number.starts_with(OWN_NUMBERS))
        .into_tuple()
        .all(transaction)
        .await?;
    let highest = numbers.iter().filter_map(|number| number.strip_prefix(OWN_NUMBERS)?.parse::<u32>().ok()).max();
    Ok(format!("{OWN_NUMBERS}{:02}", highest.unwrap_or(0) + 1))
}

/// What is saved now beside what was typed, and who saved it.
async fn conflict(
    transaction: &DatabaseTransaction,
    row: &commitment::Model,
    changes: Vec<FieldChange>,
) -> Result<Conflict, DbErr> {
    use crate::audit::entity::audit_entry;
    let versions = Event::ALL.iter().filter(|event| event.makes_version()).map(|event| event.code());
    let newest = audit_entry::Entity::find()
        .find_also_related(user::Entity)
        .filter(audit_entry::Column::SubjectId.eq(row.id))
        .filter(audit_entry::Column::Event.is_in(versions))
        .order_by_desc(audit_entry::Column::Sequence)
        .one(transaction)
        .await?;
    let by = newest.and_then(|(_, user)| user).map_or_else(|| "Iemand".to_owned(), |user| user.name);
    let field = |change: FieldChange| ConflictField {
        label: change.field.label().to_owned(),
        saved: change.before,
        yours: change.after,
    };
    Ok(Conflict {
        version: row.version,
        by,
        at: moment_label(row.updated_at),
        fields: changes.into_iter().map(field).collect(),
    })
}

async fn last_report(
    transaction: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<domain::progress::ProgressReport>, DbErr> {
    let newest = progress_update::Entity::find()
        .filter(progress_update::Column::CommitmentId.eq(id))
        .order_by_desc(progress_update::Column::Id)
        .one(transaction)
        .await?;
    Ok(newest.and_then(|row| {
        Some(domain::progress::ProgressReport {
            status: row.status.parse().ok()?,
            note: row.note,
            cause: row.cause,
            effect: row.effect,
            correction: row.correction,
        })
    }))
}
