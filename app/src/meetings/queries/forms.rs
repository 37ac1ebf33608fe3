//! What forms start with.

use domain::dutch;
use domain::meetings::State;
use domain::policy::{Action, BodyVerb, may_plan_meetings};
use uuid::Uuid;

use super::super::entity::agenda_item;
use super::super::form::{AttendanceForm, AttendantRow, ItemForm, MeetingForm, MinutesForm, StepForm, YES};
use super::super::points::{Point, points_of};
use super::super::records::{attendance_of, state_of};
use super::{Found, bodies, choices, members_of, one, prepared};
use crate::commitments::data::Named;
use crate::commitments::queries::organisations;
use crate::error::AppError;
use crate::request::Request;
use crate::ui::Choice;

/// What the form of a meeting offers, and what it starts with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage {
    pub title: String,
    pub form: MeetingForm,
    /// Those whose meetings this person prepares; empty: a meeting stays with its body.
    pub bodies: Vec<Choice>,
    /// A move of the day needs a reason.
    pub papers_ready: bool,
}

/// # Errors
/// `Forbidden` for who may prepare no meeting whatever.
pub async fn new_page(request: &Request) -> Result<FormPage, AppError> {
    if !may_plan_meetings(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let of_region = bodies(request.database(), &request.visibility()).await?;
    let bodies = choices(&prepared(request, of_region));
    Ok(FormPage { title: "Overleg plannen".to_owned(), form: MeetingForm::default(), bodies, papers_ready: false })
}

/// The meeting, when this person may prepare it.
async fn preparing(request: &Request, id: Uuid) -> Result<Found, AppError> {
    let found = one(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Body(BodyVerb::Prepare, &found.rights))?;
    Ok(found)
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn edit_page(request: &Request, id: Uuid) -> Result<FormPage, AppError> {
    let found = preparing(request, id).await?;
    let papers_ready = state_of(&found.row)? == State::PapersReady;
    let title = found.label();
    let row = found.row;
    let form = MeetingForm {
        id: id.to_string(),
        version: row.version.to_string(),
        date: dutch::date(row.date),
        title: row.title.unwrap_or_default(),
        place: row.place.unwrap_or_default(),
        ..MeetingForm::default()
    };
    Ok(FormPage { title, form, bodies: vec![], papers_ready })
}

/// One point of an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointPage {
    /// The meeting, and what that is called.
    pub id: Uuid,
    pub meeting: String,
    pub point: Uuid,
    pub title: String,
    /// From 0, of so many.
    pub place: usize,
    pub points: usize,
    /// Of an item; none: a proposal, whose text is changed on its own page.
    pub form: Option<ItemForm>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn point_page(request: &Request, id: Uuid, point: Uuid) -> Result<PointPage, AppError> {
    let found = preparing(request, id).await?;
    let all = points_of(request.database(), id).await?;
    let points = all.len();
    let (place, found_point) =
        all.into_iter().enumerate().find(|(_, other)| other.id() == point).ok_or(AppError::NotFound)?;
    let title = found_point.title().to_owned();
    let form = match found_point {
        Point::Item(row) => Some(form_of(row)),
        Point::Proposal(_) => None,
    };
    Ok(PointPage { id, meeting: found.label(), point, title, place, points, form })
}

fn form_of(row: agenda_item::Model) -> ItemForm {
    ItemForm {
        id: row.meeting_id.to_string(),
        item: row.id.to_string(),
        version: row.version.to_string(),
        conflict_version: String::new(),
        title: row.title,
        purpose: row.purpose,
        note: row.note.unwrap_or_default(),
        oral: if row.oral { vec![YES.to_owned()] } else { vec![] },
    }
}

/// Why the papers are not ready after all, or why it will not be held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPage {
    pub meeting: String,
    pub form: StepForm,
    pub fits: bool,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn step_page(request: &Request, id: Uuid, to: State) -> Result<StepPage, AppError> {
    let found = preparing(request, id).await?;
    let fits = state_of(&found.row)?.next().contains(&to);
    let form = StepForm { id: id.to_string(), version: found.row.version.to_string(), ..StepForm::default() };
    Ok(StepPage { meeting: found.label(), form, fits })
}

/// Who is asked whether they were there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendancePage {
    pub meeting: String,
    pub form: AttendanceForm,
    pub organisations: Vec<Named>,
    /// It is not there yet: until then people can only send regrets.
    pub to_come: bool,
}

/// Whoever was written down, then the members of the body who were not.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn attendance_page(request: &Request, id: Uuid) -> Result<AttendancePage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let found = preparing(request, id).await?;
    let written = attendance_of(database, id).await?.into_iter().map(|one| AttendantRow {
        organisation: one.organisation.to_string(),
        function: one.function.unwrap_or_default(),
        presence: one.presence.code().to_owned(),
    });
    let mut attendance: Vec<AttendantRow> = written.collect();
    for member in members_of(database, found.body.id).await? {
        let organisation = member.organisation_id.to_string();
        let function = member.function.unwrap_or_default();
        if attendance.iter().all(|row| row.organisation != organisation || row.function != function) {
            attendance.push(AttendantRow { organisation, function, presence: String::new() });
        }
    }
    let version = found.row.version.to_string();
    Ok(AttendancePage {
        meeting: found.label(),
        form: AttendanceForm { id: id.to_string(), version, attendance, ..AttendanceForm::default() },
        organisations: organisations(database, visibility).await?,
        to_come: found.row.date > request.today(),
    })
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinutesPage {
    pub meeting: String,
    pub form: MinutesForm,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn minutes_page(request: &Request, id: Uuid) -> Result<MinutesPage, AppError> {
    let found = preparing(request, id).await?;
    let meeting = found.label();
    let form = MinutesForm {
        id: id.to_string(),
        version: found.row.version.to_string(),
        conflict_version: String::new(),
        minutes: found.row.minutes.unwrap_or_default(),
    };
    Ok(MinutesPage { meeting, form })
}
