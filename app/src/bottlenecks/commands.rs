//! Writing bottlenecks: in one transaction lock, ask the policy and the rules, write, and add the audit entries.
#![expect(
    clippy::disallowed_methods,
    reason = "a row is locked by its id, and then found through `seen`; its links are those of the found row"
)]

use domain::Problem;
use domain::audit::Event;
use domain::bottlenecks::{Content, Step, StepKind};
use domain::differences::differences;
use domain::policy::{Action, BottleneckRights, BottleneckVerb, may_create_bottlenecks};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::blocking::{Named, only_search};
use super::entity::{bottleneck, bottleneck_entry};
use super::form::{BottleneckForm, StepForm, in_order_of_the_form};
use super::queries::{blocked_by, one, step_verb};
use super::records::{
    Links, Names, NewBottleneck, content_of, event_of, insert_bottleneck, replace_content, standing_of, take_step,
};
use crate::audit::entity::audit_entry;
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft dit knelpunt intussen gewijzigd. Bekijk wat er nu staat en verstuur dit formulier dan opnieuw.";

/// Adds a bottleneck, open and at the lowest level.
pub async fn create(request: &Request, form: &BottleneckForm) -> Result<FormReply, AppError> {
    if !may_create_bottlenecks(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let transaction = begin_write(request.database()).await?;
    if let Some(reply) = only_search(&transaction, &request.visibility(), form).await? {
        return Ok(reply);
    }
    let names = Names::of_region(&transaction, request.actor().region.into()).await?;
    let (content, named) = match read(&transaction, request, form, &names).await? {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let new =
        NewBottleneck { region_id: request.actor().region.into(), content, blocked: named.blocked(), example: false };
    let row = insert_bottleneck(&transaction, new, &names, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/knelpunten/{}?melding=knelpunt-vastgelegd", row.id)))
}

/// Changes a bottleneck, unless somebody else did so since the form was opened. What it blocks and this person may not
/// see stays as it is.
pub async fn change(request: &Request, form: &BottleneckForm) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, &form.id).await?;
    let id = row.id;
    let action = Action::Bottleneck(BottleneckVerb::Edit, &rights);
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Bottleneck(id)).await?;
    if let Some(reply) = only_search(&transaction, &request.visibility(), form).await? {
        return Ok(reply);
    }
    let names = Names::of_region(&transaction, row.region_id).await?;
    let (content, named) = match read(&transaction, request, form, &names).await? {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let blocked = blocked_by(&transaction, id).await?;
    let seen = Named::of(&transaction, &request.visibility(), &blocked).await?;
    let (saved, typed) = (names.describe(&content_of(&row)), names.describe(&content));
    let written = differences(&saved, &typed);
    let mut changes = written.clone();
    changes.extend(differences(&[seen.described()], &[named.described()]));
    if changes.is_empty() {
        return Ok(FormReply::done(format!("/knelpunten/{id}")));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions(id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let author = Author::of(request);
    let after = blocked.without(&seen.blocked()).and(&named.blocked());
    let links = Links::new(&row, &blocked, &after);
    replace_content(&transaction, &row, &content, &links, &author).await?;
    // What is blocked is told in entries of its own.
    if !written.is_empty() {
        audit::record(&transaction, &author, Event::Changed, Subject::Bottleneck(id), &written).await?;
    }
    links.record(&transaction, &author).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/knelpunten/{id}?melding=opgeslagen")))
}

/// Takes it to a higher level.
pub async fn escalate(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    step(request, form, StepKind::Escalated, StepForm::escalate).await
}

/// Closes it, with how it was solved.
pub async fn solve(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    step(request, form, StepKind::Solved, |form| Ok(form.solve())).await
}

/// Opens it again, because it is back.
pub async fn reopen(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    step(request, form, StepKind::Reopened, |form| Ok(form.reopen())).await
}

async fn step(
    request: &Request,
    form: &StepForm,
    kind: StepKind,
    read: impl FnOnce(&StepForm) -> Result<Step, Problem>,
) -> Result<FormReply, AppError> {
    let transaction = begin_write(request.database()).await?;
    let (row, rights) = lock(&transaction, request, &form.id).await?;
    let id = row.id;
    let action = Action::Bottleneck(step_verb(kind), &rights);
    let transaction = allowed(transaction, request, action, event_of(kind), Subject::Bottleneck(id)).await?;
    // Nobody decides on a text that they have not seen.
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let step = match read(form) {
        Ok(step) => step,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    let next = match standing_of(&row)?.after(&step) {
        Ok(next) => next,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let author = Author::of(request);
    take_step(&transaction, row, &step, next, author.at, &author).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("/knelpunten/{id}?melding={}", kind.code())))
}

/// The row, kept from others until the transaction ends, when it exists for this person. SQLite has locked the whole
/// database by now; PostgreSQL locks the row.
async fn lock(
    transaction: &DatabaseTransaction,
    request: &Request,
    id: &str,
) -> Result<(bottleneck::Model, BottleneckRights), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    bottleneck::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    one(transaction, &request.visibility(), id).await
}

/// What the form says, and the commitments and projects that it names; or everything that is wrong with it.
async fn read(
    transaction: &DatabaseTransaction,
    request: &Request,
    form: &BottleneckForm,
    names: &Names,
) -> Result<Result<(Content, Named), Vec<Problem>>, AppError> {
    let mut problems = Vec::new();
    let content = match form.content() {
        Ok(content) => {
            problems.extend(unknown_references(names, &content));
            Some(content)
        }
        Err(wrong) => {
            problems.extend(wrong);
            None
        }
    };
    if let Some(content) = &content
        && problems.is_empty()
    {
        let rights = BottleneckRights {
            region: request.actor().region,
            owner: content.owner.organisation,
            acting: content.acting.organisation,
        };
        if request.allow(Action::Bottleneck(BottleneckVerb::Create, &rights)).is_err() {
            problems.push(Problem::new("owner", "U kunt alleen uw eigen organisatie eigenaar maken."));
        }
    }
    let named = Named::in_form(transaction, &request.visibility(), form, &mut problems).await?;
    match content {
        Some(content) if problems.is_empty() => Ok(Ok((content, named))),
        _ => Ok(Err(in_order_of_the_form(problems))),
    }
}

/// What the form refers to and this region does not have.
fn unknown_references(names: &Names, content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !names.success_factors.contains_key(&content.success_factor.0) {
        problems.push(Problem::new("success_factor", "Deze succesfactor bestaat niet. Kies er een uit de lijst."));
    }
    for (field, holder) in [("owner", &content.owner), ("acting", &content.acting)] {
        if !names.organisations.contains_key(&holder.organisation.0) {
            problems.push(Problem::new(field, "Deze organisatie bestaat niet. Kies er een uit de lijst."));
        }
    }
    problems
}

/// The entries that made its versions: its own, and those that tell what it blocks.
fn versions(id: Uuid) -> Condition {
    let told = Query::select()
        .column(bottleneck_entry::Column::AuditEntryId)
        .from(bottleneck_entry::Entity)
        .and_where(bottleneck_entry::Column::BottleneckId.eq(id))
        .to_owned();
    Condition::any().add(versions_of(id)).add(audit_entry::Column::Id.in_subquery(told))
}
