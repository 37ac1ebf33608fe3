//! Writing projects: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use chrono::NaiveDate;
use domain::Problem;
use domain::audit::Event;
use domain::ids::MunicipalityId;
use domain::policy::{Action, ProjectRights, ProjectVerb, may_create_projects};
use domain::projects::Content;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::PATH;
use super::entity::project;
use super::form::{ProjectForm, in_order_of_the_form};
use super::names::Names;
use super::queries::one;
use super::records::{NewProject, content_of, insert_project, replace_content};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::commitments::links::stored_count;
use crate::deliveries::records::Book;
use crate::error::AppError;
use crate::request::Request;
use crate::scope::seen;
use crate::storage::begin_write;
use crate::ui::form::FormReply;

pub async fn create(request: &Request, form: &ProjectForm) -> Result<FormReply, AppError> {
    if !may_create_projects(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let transaction = begin_write(request.database()).await?;
    let names = Names::of(&transaction, &request.visibility()).await?;
    let (municipality, content) = match read(request, form, &names) {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Some(problem) = twice(&transaction, request, municipality, &content, None).await? {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let told = names.told(municipality, &content);
    let region_id = request.actor().region.into();
    let new = NewProject { region_id, municipality_id: municipality.into(), content, example: false };
    let id = insert_project(&transaction, new, &told, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}/{id}?melding=project-vastgelegd")))
}

/// Changes a project, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &ProjectForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    // SQLite has locked the whole database by now; PostgreSQL locks the row.
    project::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let (row, rights) = one(&transaction, &request.visibility(), id).await?;
    let action = Action::Project(ProjectVerb::Edit, &rights);
    let transaction = allowed(transaction, request, action, Event::Changed, Subject::Project(id)).await?;
    let names = Names::of(&transaction, &request.visibility()).await?;
    let in_place = ProjectForm { municipality: row.municipality_id.to_string(), ..form.clone() };
    let (municipality, content) = match read(request, &in_place, &names) {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Some(problem) = twice(&transaction, request, municipality, &content, Some(&row)).await? {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let there = Book::of(&transaction, id).await?.ledger.there();
    if let Some(problem) = fewer_than_delivered(there, stored_count(row.dwellings), content.dwellings) {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let saved = content_of(&transaction, &row, rights.parties).await?;
    let changes = names.changes(&saved, &content);
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if changes.is_empty() {
        return Ok(FormReply::done(format!("{PATH}/{id}")));
    }
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let author = Author::of(request);
    replace_content(&transaction, &row, &content, &author).await?;
    audit::record(&transaction, &author, Event::Changed, Subject::Project(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}/{id}?melding=opgeslagen")))
}

/// What the form says, when this person may keep a project that says so; or everything that is wrong with it.
pub fn read(request: &Request, form: &ProjectForm, names: &Names) -> Result<(MunicipalityId, Content), Vec<Problem>> {
    let (municipality, content) = told(form, names, request.today())?;
    let rights = ProjectRights {
        region: request.actor().region,
        municipality,
        confidentiality: content.confidentiality,
        parties: content.parties.clone(),
    };
    if request.allow(Action::Project(ProjectVerb::Create, &rights)).is_err() {
        return Err(vec![Problem::new(
            "parties",
            "U legt projecten vast in uw eigen gemeente, of als ontwikkelaar of corporatie. Voeg uw organisatie toe met \
             haar rol, of kies een andere gemeente.",
        )]);
    }
    Ok((municipality, content))
}

/// What the form says, whoever asks; or everything that is wrong with it.
pub fn told(form: &ProjectForm, names: &Names, today: NaiveDate) -> Result<(MunicipalityId, Content), Vec<Problem>> {
    let mut problems = Vec::new();
    let municipality = form.municipality.parse::<MunicipalityId>().ok();
    let municipality = municipality.filter(|id| names.municipalities.contains_key(&id.0));
    if municipality.is_none() {
        problems.push(Problem::new("municipality", "Kies in welke gemeente het project is."));
    }
    let content = form.content().map_err(|wrong| problems.extend(wrong)).ok();
    let (Some(municipality), Some(content)) = (municipality, content) else {
        return Err(in_order_of_the_form(problems));
    };
    problems.extend(unknown_references(names, &content));
    problems.extend(content.intent.problem(today));
    if problems.is_empty() { Ok((municipality, content)) } else { Err(in_order_of_the_form(problems)) }
}

/// What the form refers to and this region does not have.
fn unknown_references(names: &Names, content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    let measures = content.counts.iter().filter_map(|(line, _)| line.dwelling_type.measure());
    if measures.into_iter().any(|id| names.measures.iter().all(|(known, _)| *known != id.0)) {
        problems.push(Problem::new("counts", "Deze soort woning bestaat niet. Kies er een uit de lijst."));
    }
    let wrong = "Deze organisatie bestaat niet. Kies er een uit de lijst.";
    if content.parties.iter().any(|(_, id)| !names.organisations.contains_key(&id.0)) {
        problems.push(Problem::new("parties", wrong));
    }
    if content.cost_shares.keys().any(|id| !names.organisations.contains_key(&id.0)) {
        problems.push(Problem::new("cost_shares", wrong));
    }
    problems
}

/// Another project of the gemeente that this person may see has the same mark, or their organisation gave it to one. What others
/// call a project that this person may not see, is nothing to them. A mark that stays is nobody else's business.
async fn twice(
    transaction: &DatabaseTransaction,
    request: &Request,
    municipality: MunicipalityId,
    content: &Content,
    itself: Option<&project::Model>,
) -> Result<Option<Problem>, DbErr> {
    use project::Column as C;
    let Some(mark) = content.external_id.as_deref() else { return Ok(None) };
    if itself.is_some_and(|row| row.external_id.as_deref() == Some(mark)) {
        return Ok(None);
    }
    let marked = Condition::all().add(C::MunicipalityId.eq(municipality.0)).add(C::ExternalId.eq(mark));
    let marked = marked.add_option(itself.map(|row| C::Id.ne(row.id)));
    let by_them = C::MarkedBy.eq(request.actor().organisation.0);
    let own = project::Entity::find().filter(marked.clone().add(by_them)).count(transaction).await?;
    let visible = seen::<project::Entity>(&request.visibility()).filter(marked).count(transaction).await?;
    Ok((own + visible > 0).then(|| Problem::new("external_id", MARK_TAKEN)))
}

pub const MARK_TAKEN: &str =
    "Een ander project in deze gemeente heeft dit kenmerk al. Controleer of het hetzelfde project is.";

/// A project cannot be made smaller than what was delivered of it.
pub fn fewer_than_delivered(there: u64, before: u32, after: u32) -> Option<Problem> {
    let message = || format!("Van dit project zijn al {there} woningen opgeleverd. Het kan er niet minder tellen.");
    (there > u64::from(after) && before > after).then(|| Problem::new("dwellings", message()))
}
