//! Writing meetings: in one transaction lock, ask the policy and the rules, write, and add the audit entry.
#![expect(clippy::disallowed_methods, reason = "a row is locked by its id, and then found through `seen`")]

use chrono::NaiveDate;
use domain::Problem;
use domain::audit::Event;
use domain::differences::{Field, FieldChange, differences};
use domain::meetings::{Attendant, Move, Readiness, State, Step, attendance_problems, day_is_taken, minutes_problems};
use domain::policy::{Action, BodyVerb, may_plan_meetings};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QuerySelect, Set};
use uuid::Uuid;

use super::PATH;
use super::entity::{agenda_item, meeting};
use super::form::{AttendanceForm, MeetingForm, MinutesForm, StepForm};
use super::queries::{Found, body_of, one};
use super::records::{
    Names, NewMeeting, attendance_of, content_of, describe, insert_meeting, items_of, replace_attendance, state_of,
    to_item, update, with_content,
};
use crate::audit::timeline::{conflict, versions_of};
use crate::audit::{self, Author, Subject, allowed};
use crate::decisions::entity::decision;
use crate::decisions::queries::any as has_decisions;
use crate::error::AppError;
use crate::pack::agenda::current;
use crate::pack::kept::Papers;
use crate::papers::queries::counting;
use crate::proposals::agenda;
use crate::proposals::queries::of_meeting;
use crate::regions::vision::body;
use crate::request::Request;
use crate::since::commands::{before_holding, freeze_held};
use crate::since::keeping::Now;
use crate::storage::begin_write;
use crate::ui::form::{FormReply, optional};

const SEEN_ANOTHER_VERSION: &str =
    "Iemand heeft dit overleg intussen gewijzigd. Bekijk wat er nu staat en probeer het dan opnieuw.";

/// Plans a meeting.
pub async fn create(request: &Request, form: &MeetingForm) -> Result<FormReply, AppError> {
    if !may_plan_meetings(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let transaction = begin_write(request.database()).await?;
    let body = match form.body.parse::<Uuid>() {
        Ok(id) => body_of(&transaction, &request.visibility(), id).await?,
        Err(_) => None,
    };
    let mut problems = Vec::new();
    match &body {
        None => problems.push(Problem::new("body", "Kies van welk overleg dit een bijeenkomst is.")),
        Some((_, rights)) if request.allow(Action::Body(BodyVerb::Prepare, rights)).is_err() => {
            let message = "Uw organisatie is van dit overleg niet de secretaris. Kies een ander overleg.";
            problems.push(Problem::new("body", message));
        }
        Some(_) => {}
    }
    let content = form.content().unwrap_or_else(|wrong| {
        problems.extend(wrong);
        content_of_nothing()
    });
    let Some((body, _)) = body.filter(|_| problems.is_empty()) else {
        return Ok(FormReply::invalid(problems));
    };
    if let Err(problem) = check_free_day(&transaction, body.id, content.date).await? {
        return Ok(FormReply::invalid(vec![problem]));
    }
    let new = NewMeeting { body: &body, content, example: false };
    let row = insert_meeting(&transaction, new, &Author::of(request), Event::Created).await?;
    transaction.commit().await?;
    Ok(done(row.id, "overleg-gepland"))
}

/// A proposal finds its meeting by body and day, so there is one. Two people who plan it at once wait for each other.
async fn check_free_day(
    transaction: &DatabaseTransaction,
    body: Uuid,
    date: NaiveDate,
) -> Result<Result<(), Problem>, DbErr> {
    body::Entity::find_by_id(body).lock_exclusive().one(transaction).await?;
    let taken = agenda::meeting_on(transaction, body, date).await?.is_some();
    Ok(if taken { Err(day_is_taken(date)) } else { Ok(()) })
}

/// Takes the place of what could not be read, while the rest is looked at.
fn content_of_nothing() -> domain::meetings::Content {
    domain::meetings::Content { title: None, date: NaiveDate::default(), place: None }
}

/// Changes when and where it is and how it is called, unless somebody else did so since the form was opened.
pub async fn change(request: &Request, form: &MeetingForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::Changed).await?;
    let row = found.row;
    let content = match form.content() {
        Ok(content) => content,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let mut changes = differences(&describe(&content_of(&row)), &describe(&content));
    if changes.is_empty() {
        return Ok(FormReply::done(address(row.id)));
    }
    let state = state_of(&row)?;
    if let Err(problem) = state.may_change_minutes() {
        return Ok(FormReply::invalid(vec![Problem::of_form(problem.message)]));
    }
    if let Some(reply) = refusal(&transaction, &row, [&form.conflict_version, &form.version], &changes).await? {
        return Ok(reply);
    }
    let reason = form.reason();
    let frozen_on = found.snapshot.as_ref().map(|snapshot| snapshot.reference_date);
    let decided = has_decisions(&transaction, decision::Column::MeetingId.eq(row.id)).await?;
    let moved = Move { state, before: row.date, after: content.date, reason: reason.as_deref(), frozen_on, decided };
    let said = moved.papers_say(row.moved_from);
    let problems = moved.problems(request.today());
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    if state == State::PapersReady && row.date != content.date {
        changes.extend(reason.map(|after| FieldChange { field: Field::Reason, before: String::new(), after }));
    }
    if row.date != content.date {
        if let Err(problem) = check_free_day(&transaction, row.body_id, content.date).await? {
            return Ok(FormReply::invalid(vec![problem]));
        }
        agenda::follow(&transaction, (row.id, row.body_id), content.date).await?;
    }
    let mut changed = with_content(&content);
    if row.date != content.date {
        let why = form.reason().or_else(|| row.moved_reason.clone());
        changed.moved_from = Set(said);
        changed.moved_reason = Set(why.filter(|_| said.is_some()));
        if let Some(papers) = Papers::of(&row)? {
            let papers = papers.on_another_day(&current(&transaction, row.id).await?);
            changed.kept_agenda = Set(Some(papers.stored()?));
        }
    }
    write(transaction, request, &row, changed, (Event::Changed, changes), "opgeslagen").await
}

/// A step forward.
pub async fn step_forward(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let event = match form.to.parse() {
        Ok(State::Held) => Event::MeetingHeld,
        Ok(State::MinutesAdopted) => Event::MinutesAdopted,
        _ => Event::PapersReady,
    };
    // Before the lock: reading all of a region keeps nobody waiting.
    let now = match event {
        Event::MeetingHeld => before_holding(request, &visible(request, &form.id).await?).await?,
        _ => None,
    };
    let (transaction, found) = locked(request, &form.id, event).await?;
    let step = match form.forward() {
        Ok(step) => step,
        Err(problem) => return Ok(FormReply::invalid(vec![problem])),
    };
    take(transaction, request, form, found.row, (&step, event), now).await
}

/// Back to preparing it.
pub async fn step_back(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::PapersReopened).await?;
    take(transaction, request, form, found.row, (&form.back(), Event::PapersReopened), None).await
}

/// It will not be held. Its agenda stays to be read; what was carried over to it waits for the next one.
pub async fn cancel(request: &Request, form: &StepForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::MeetingCancelled).await?;
    take(transaction, request, form, found.row, (&form.cancel(), Event::MeetingCancelled), None).await
}

/// The papers that people read from now on; none: as before.
async fn kept_from(
    transaction: &DatabaseTransaction,
    request: &Request,
    row: &meeting::Model,
    after: State,
) -> Result<Option<Option<String>>, AppError> {
    Ok(match after {
        State::PapersReady => Some(Some(Papers::now(request, transaction, row).await?.stored()?)),
        State::Preparing => Some(None),
        State::Held | State::MinutesAdopted | State::Cancelled => None,
    })
}

/// `now`: how everything stands, for a meeting that is held.
async fn take(
    transaction: DatabaseTransaction,
    request: &Request,
    form: &StepForm,
    row: meeting::Model,
    (step, event): (&Step, Event),
    now: Option<Now>,
) -> Result<FormReply, AppError> {
    // Nobody decides on what they have not seen.
    if form.version != row.version.to_string() {
        return Ok(FormReply::outdated(SEEN_ANOTHER_VERSION));
    }
    let items = items_of(&transaction, row.id).await?;
    let papers = counting(&transaction, &items.iter().map(|item| item.id).collect::<Vec<_>>()).await?;
    let of = |item: &agenda_item::Model| to_item(item, papers.get(&item.id).map_or(0, Vec::len));
    let items = items.iter().map(of).collect::<Result<Vec<_>, _>>()?;
    let attendance = attendance_of(&transaction, row.id).await?;
    let has = Readiness {
        date: row.date,
        has_place: row.place.is_some(),
        items: &items,
        proposals: of_meeting(&transaction, row.id).await?.len(),
        attendance: &attendance,
        has_minutes: row.minutes.is_some(),
    };
    let before = state_of(&row)?;
    let after = match before.after(step, has, request.today()) {
        Ok(after) => after,
        Err(problems) => return Ok(FormReply::invalid(problems.into_iter().map(of_this_form).collect())),
    };
    let mut changes =
        vec![FieldChange { field: Field::State, before: before.label().to_owned(), after: after.label().to_owned() }];
    let mut changed = meeting::ActiveModel { state: Set(after.code().to_owned()), ..Default::default() };
    if let Some(kept) = kept_from(&transaction, request, &row, after).await? {
        changed.kept_agenda = Set(kept);
    }
    let mut add = |field, after: String| changes.push(FieldChange { field, before: String::new(), after });
    match step {
        Step::AdoptMinutes { on } => {
            changed.minutes_adopted_on = Set(Some(*on));
            add(Field::MinutesAdoptedOn, domain::dutch::date(*on));
        }
        Step::Reopen { reason } => add(Field::Reason, reason.clone()),
        Step::Cancel { reason } => {
            changed.cancelled_reason = Set(Some(reason.clone()));
            add(Field::Reason, reason.clone());
        }
        Step::Hold => freeze_held(&transaction, request, &row, now).await?,
        // These papers say the day that it is.
        Step::PapersReady => (changed.moved_from, changed.moved_reason) = (Set(None), Set(None)),
    }
    write(transaction, request, &row, changed, (event, changes), after.code()).await
}

/// What a step lacks stands elsewhere on the page; only the fields of the step's own form can be linked to.
fn of_this_form(problem: Problem) -> Problem {
    if matches!(problem.field.as_str(), "on" | "reason") { problem } else { Problem::of_form(problem.message) }
}

/// Says who was there, or will not be.
pub async fn save_attendance(request: &Request, form: &AttendanceForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::Changed).await?;
    let row = found.row;
    if let Err(problem) = state_of(&row)?.may_change_minutes() {
        return Ok(FormReply::invalid(vec![Problem::of_form(problem.message)]));
    }
    let names = Names::of_region(&transaction, row.region_id).await?;
    let after = match form.attendance() {
        Ok(attendance) => attendance,
        Err(problems) => return Ok(FormReply::invalid(problems)),
    };
    let mut problems = problems_by_name(&names, &after, attendance_problems(&after, row.date, request.today()));
    if after.iter().any(|one| !names.knows(one.organisation.0)) {
        problems.push(Problem::new("attendance", "Deze organisatie bestaat niet. Kies er een uit de lijst."));
    }
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let before = attendance_of(&transaction, row.id).await?;
    let described = |attendance: &[Attendant]| vec![(Field::Attendance, names.attendance(attendance))];
    let changes = differences(&described(&before), &described(&after));
    if changes.is_empty() {
        return Ok(FormReply::done(address(row.id)));
    }
    if let Some(reply) = refusal(&transaction, &row, [&form.conflict_version, &form.version], &changes).await? {
        return Ok(reply);
    }
    replace_attendance(&transaction, row.id, &after).await?;
    let unchanged = meeting::ActiveModel::default();
    write(transaction, request, &row, unchanged, (Event::Changed, changes), "aanwezigheid").await
}

/// The form has one place for all rows: there each problem says which row it means.
fn problems_by_name(names: &Names, attendance: &[Attendant], problems: Vec<Problem>) -> Vec<Problem> {
    let named = |problem: Problem| {
        let index = problem.field.strip_prefix("attendance-").and_then(|index| index.parse::<usize>().ok());
        let message = match index.and_then(|index| attendance.get(index)) {
            Some(one) => format!("{}: {}", names.organisation(one.organisation.0), problem.message),
            None => problem.message,
        };
        Problem::new("attendance", message)
    };
    problems.into_iter().map(named).collect()
}

/// Writes down what was discussed.
pub async fn save_minutes(request: &Request, form: &MinutesForm) -> Result<FormReply, AppError> {
    let (transaction, found) = locked(request, &form.id, Event::Changed).await?;
    let row = found.row;
    if let Err(problem) = state_of(&row)?.may_change_minutes() {
        return Ok(FormReply::invalid(vec![Problem::of_form(problem.message)]));
    }
    let minutes = optional(&form.minutes);
    let problems = minutes_problems(minutes.as_deref());
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems));
    }
    let described = |text: Option<&String>| vec![(Field::Minutes, text.cloned().unwrap_or_default())];
    let changes = differences(&described(row.minutes.as_ref()), &described(minutes.as_ref()));
    if changes.is_empty() {
        return Ok(FormReply::done(address(row.id)));
    }
    if let Some(reply) = refusal(&transaction, &row, [&form.conflict_version, &form.version], &changes).await? {
        return Ok(reply);
    }
    let changed = meeting::ActiveModel { minutes: Set(minutes), ..Default::default() };
    write(transaction, request, &row, changed, (Event::Changed, changes), "verslag").await
}

async fn visible(request: &Request, id: &str) -> Result<meeting::Model, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    Ok(one(request.database(), &request.visibility(), id).await?.row)
}

/// The meeting, kept from others until the transaction ends, when this person may prepare it. SQLite has locked the whole
/// database by now; PostgreSQL locks the row.
pub async fn locked(request: &Request, id: &str, event: Event) -> Result<(DatabaseTransaction, Found), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    meeting::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let found = one(&transaction, &request.visibility(), id).await?;
    let action = Action::Body(BodyVerb::Prepare, &found.rights);
    let transaction = allowed(transaction, request, action, event, Subject::Meeting(id)).await?;
    Ok((transaction, found))
}

/// The reply to who began from another version; none for who saw the one that is there, or chose to save over it.
async fn refusal(
    transaction: &DatabaseTransaction,
    row: &meeting::Model,
    versions: [&String; 2],
    changes: &[FieldChange],
) -> Result<Option<FormReply>, DbErr> {
    let known = versions.into_iter().find_map(|text| text.parse::<i32>().ok());
    if known == Some(row.version) {
        return Ok(None);
    }
    let versions = versions_of(row.id);
    let conflict = conflict(transaction, versions, row.version, row.updated_at, changes.to_vec()).await?;
    Ok(Some(FormReply::conflict(conflict)))
}

async fn write(
    transaction: DatabaseTransaction,
    request: &Request,
    row: &meeting::Model,
    changed: meeting::ActiveModel,
    (event, changes): (Event, Vec<FieldChange>),
    notice: &str,
) -> Result<FormReply, AppError> {
    let author = Author::of(request);
    update(&transaction, row, changed, &author).await?;
    audit::record(&transaction, &author, event, Subject::Meeting(row.id), &changes).await?;
    transaction.commit().await?;
    Ok(done(row.id, notice))
}

pub fn address(meeting: Uuid) -> String {
    format!("{PATH}/{meeting}")
}

pub fn done(meeting: Uuid, notice: &str) -> FormReply {
    FormReply::done(format!("{}?melding={notice}", address(meeting)))
}
