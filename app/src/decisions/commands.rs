//! Writing decisions: in one transaction lock, ask the policy and the rules, write, and add the audit entries.
#![expect(
    clippy::disallowed_methods,
    reason = "a row is locked by its id, and then found through `seen`; its meeting is read by what was found"
)]

use std::collections::BTreeSet;

use domain::Problem;
use domain::audit::Event;
use domain::decisions::{Content, Due, Effect, check_due, check_moment};
use domain::differences::{Field, FieldChange, differences};
use domain::policy::Action;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, QuerySelect, Set};
use uuid::Uuid;

use super::entity::decision;
use super::form::{DecisionForm, ReportForm, in_order_of_the_form};
use super::links::{self, Change};
use super::points::{self, Point, PointId};
use super::queries::{self, report_day};
use super::records::{NewDecision, as_meeting, content_of, course_of, describe, due_of, insert_decision, with_content};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::error::AppError;
use crate::meetings::commands::{address, locked};
use crate::meetings::queries::{Found, one as one_meeting};
use crate::meetings::records::{Names, state_of};
use crate::request::Request;
use crate::storage::begin_write;
use crate::ui::form::{FormReply, optional};

const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft dit intussen gewijzigd. Bekijk wat er nu staat en verstuur dit formulier dan opnieuw.";

/// What a form says, with the point of the agenda at which it was taken and the commitments that it is about.
struct Read {
    content: Content,
    point: Option<Point>,
    commitments: BTreeSet<Uuid>,
    /// What it does to those that are new.
    effect: Effect,
}

/// What was saved; nothing of a new decision.
#[derive(Default)]
struct Before {
    point: Option<PointId>,
    commitments: BTreeSet<Uuid>,
    due: Option<Due>,
}

pub async fn record(request: &Request, form: &DecisionForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::Created).await?;
    let names = Names::of_region(&transaction, found.row.region_id).await?;
    let read = match read(&transaction, request, form, &found, &names, &Before::default()).await? {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    if let Err(problem) = check_moment(state_of(&found.row)?, found.row.date, request.today()) {
        return Ok(of_form(problem));
    }
    let label = found.label();
    let new = NewDecision { meeting: &found.row, label, content: read.content, point: read.point, example: false };
    let author = Author::of(request);
    let row = insert_decision(&transaction, new, &names, &author, Event::Created).await?;
    Change::adding(read.commitments, read.effect).write(&transaction, &row, &author).await?;
    transaction.commit().await?;
    // The next one comes at once: a meeting goes on.
    Ok(FormReply::done(format!("{}/besluiten?melding={}-vastgelegd", address(found.row.id), row.kind)))
}

/// Changes what was written down, until the minutes are adopted or it was reported back. What it is about and this person
/// may not see stays as it is.
pub async fn change(request: &Request, form: &DecisionForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::Changed).await?;
    let id: Uuid = form.decision.parse().map_err(|_| AppError::NotFound)?;
    let row = queries::of_this_meeting(&transaction, &request.visibility(), found.row.id, id).await?;
    let names = Names::of_region(&transaction, row.region_id).await?;
    let commitments = links::of_decision(&transaction, id).await?;
    let before = Before { point: PointId::of(&row), commitments, due: Some(due_of(&row)?) };
    let read = match read(&transaction, request, form, &found, &names, &before).await? {
        Ok(read) => read,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let point = points::of_decision(&transaction, &request.visibility(), before.point).await?;
    let saved = describe(&names, &content_of(&row)?, point.as_ref());
    let typed = describe(&names, &read.content, read.point.as_ref());
    let changes = differences(&saved, &typed);
    let link =
        Change::of(&transaction, &request.visibility(), &before.commitments, (&read.commitments, read.effect)).await?;
    if changes.is_empty() && link.is_empty() {
        return Ok(FormReply::done(address(found.row.id)));
    }
    if let Err(problem) = check_moment(state_of(&found.row)?, found.row.date, request.today()) {
        return Ok(of_form(problem));
    }
    if let Err(problem) = link.check(&transaction, id).await? {
        return Ok(FormReply::invalid(vec![problem]));
    }
    if row.report.is_some() {
        let message = "Dit is al teruggekoppeld. Er verandert niets meer aan.";
        return Ok(FormReply::invalid(vec![Problem::of_form(message)]));
    }
    let known_version = [&form.conflict_version, &form.version].into_iter().find_map(|text| text.parse::<i32>().ok());
    if known_version != Some(row.version) {
        let conflict = conflict(&transaction, versions_of(id), row.version, row.updated_at, changes).await?;
        return Ok(FormReply::conflict(conflict));
    }
    let author = Author::of(request);
    let changed = decision::ActiveModel {
        id: Set(id),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        ..with_content(&read.content, read.point.map(|point| point.id))
    };
    let row = changed.update(&transaction).await?;
    audit::record(&transaction, &author, Event::Changed, Subject::Decision(id), &changes).await?;
    link.write(&transaction, &row, &author).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{}?melding=opgeslagen", address(found.row.id))))
}

/// Tells a meeting of the same body what came of it: then it is not open any more.
pub async fn report_back(request: &Request, form: &ReportForm) -> Result<FormReply, AppError> {
    let id: Uuid = form.id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    decision::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let (row, taken_at, rights) = queries::one(&transaction, &request.visibility(), id).await?;
    let action = Action::ReportBack(&rights);
    let transaction = allowed(transaction, request, action, Event::ReportedBack, Subject::Decision(id)).await?;
    let reported_on = report_day(&transaction, row.reported_to_id).await?;
    let mut course = course_of(&row, &taken_at.row, reported_on)?;
    // That it was reported back already is told by the rule, and better than that it changed.
    if form.version != row.version.to_string() && course.report.is_none() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let Ok(meeting) = form.meeting.parse::<Uuid>() else {
        return Ok(FormReply::invalid(vec![Problem::new("meeting", "Kies aan welk overleg u dit terugkoppelt.")]));
    };
    let heard = match one_meeting(&transaction, &request.visibility(), meeting).await {
        Ok(heard) => heard,
        Err(AppError::NotFound) => {
            let message = "Dit overleg bestaat niet. Kies er een uit de lijst.";
            return Ok(FormReply::invalid(vec![Problem::new("meeting", message)]));
        }
        Err(error) => return Err(error),
    };
    let text = optional(&form.text).unwrap_or_default();
    if let Err(problems) = course.report_back(as_meeting(&heard.row), &text, request.today()) {
        let named =
            |problem: Problem| if problem.field == "state" { Problem::of_form(problem.message) } else { problem };
        return Ok(FormReply::invalid(problems.into_iter().map(named).collect()));
    }
    let author = Author::of(request);
    let changed = decision::ActiveModel {
        id: Set(id),
        reported_to_id: Set(Some(meeting)),
        report: Set(Some(text.clone())),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        ..Default::default()
    };
    changed.update(&transaction).await?;
    let told = |field, after| FieldChange { field, before: String::new(), after };
    let changes = [told(Field::ReportedTo, heard.label()), told(Field::Report, text)];
    audit::record(&transaction, &author, Event::ReportedBack, Subject::Decision(id), &changes).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{}/{id}?melding=teruggekoppeld", super::PATH)))
}

async fn read(
    transaction: &DatabaseTransaction,
    request: &Request,
    form: &DecisionForm,
    found: &Found,
    names: &Names,
    before: &Before,
) -> Result<Result<Read, Vec<Problem>>, AppError> {
    let mut problems = Vec::new();
    let content = match form.content() {
        Ok(content) => Some(content),
        Err(wrong) => {
            problems.extend(wrong);
            None
        }
    };
    if content.as_ref().is_some_and(|content| !names.knows(content.owner.organisation.0)) {
        problems.push(Problem::new("owner", "Deze organisatie bestaat niet. Kies er een uit de lijst."));
    }
    // One that is late already is still worded otherwise.
    let new_due = content.as_ref().map(|content| content.due).filter(|due| before.due != Some(*due));
    problems.extend(new_due.and_then(|due| check_due(due, found.row.date).err()));
    let points = points::of_meeting(transaction, &request.visibility(), found.row.id, before.point).await?;
    let point = optional(&form.item).map(|id| points.into_iter().find(|point| point.id.id().to_string() == id));
    if point == Some(None) {
        problems.push(Problem::new("item", "Dit agendapunt staat niet op de agenda. Kies er een uit de lijst."));
    }
    let commitments =
        links::in_form(transaction, &request.visibility(), form, &before.commitments, &mut problems).await?;
    let effect = form.effect().unwrap_or(Effect::Amends);
    match content {
        Some(content) if problems.is_empty() => Ok(Ok(Read { content, point: point.flatten(), commitments, effect })),
        _ => Ok(Err(in_order_of_the_form(problems))),
    }
}

fn of_form(problem: Problem) -> FormReply {
    FormReply::invalid(vec![Problem::of_form(problem.message)])
}
