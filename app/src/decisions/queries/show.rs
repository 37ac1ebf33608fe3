//! One decision, and those that a meeting looks at.

use domain::decisions::carried_over;
use domain::meetings::State;
use domain::policy::{Action, BodyVerb, may_create_somewhere};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::super::entity::decision;
use super::super::form::ReportForm;
use super::super::records::as_meeting;
use super::{Line, lines, one};
use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::queries::Found;
use crate::meetings::records::{Names, content_of, state_of};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

/// A decision on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub line: Line,
    pub form: ReportForm,
    /// The meetings that can hear of it: of the same body, later than its own, and not to come. The last one first.
    pub meetings: Vec<Choice>,
    pub timeline: Vec<TimelineEntry>,
    pub may_report: bool,
    /// Its words can still be changed, by this person.
    pub may_change: bool,
    /// A commitment that it makes can be written, by this person.
    pub may_create: bool,
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn show(request: &Request, id: Uuid) -> Result<Detail, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let (row, taken_at, rights) = one(database, visibility, id).await?;
    request.allow(Action::Body(BodyVerb::View, &rights.body))?;
    let names = Names::of_region(database, row.region_id).await?;
    let open = row.report.is_none();
    let form = ReportForm { id: id.to_string(), version: row.version.to_string(), ..ReportForm::default() };
    let later = seen::<meeting::Entity>(visibility)
        .filter(meeting::Column::BodyId.eq(taken_at.body.id))
        .filter(meeting::Column::Date.between(taken_at.row.date, request.today()))
        .filter(meeting::Column::State.ne(State::Cancelled.code()))
        .order_by_desc(meeting::Column::Date)
        .order_by_desc(meeting::Column::Id);
    let rows = later.all(database).await?.into_iter();
    let meetings = rows
        .filter(|row| (row.date, row.id) > (taken_at.row.date, taken_at.row.id))
        .map(|row| Choice::new(row.id, content_of(&row).label(&taken_at.body.name)))
        .collect();
    let about = Condition::all().add(audit_entry::Column::SubjectId.eq(id));
    let timeline = audit::timeline::timeline(database, about).await?;
    let may_prepare = request.allow(Action::Body(BodyVerb::Prepare, &rights.body)).is_ok();
    let may_change = open && may_prepare && state_of(&taken_at.row)?.may_change_minutes().is_ok();
    let line = lines(request, database, vec![row], &names).await?.pop().ok_or(AppError::NotFound)?;
    Ok(Detail {
        line,
        form,
        meetings,
        timeline: timeline.into_iter().map(|(_, entry)| entry).collect(),
        may_report: open && request.allow(Action::ReportBack(&rights)).is_ok(),
        may_change,
        may_create: open && may_create_somewhere(request.actor()) && request.allow(Action::CarryOut(&rights)).is_ok(),
    })
}

/// What was taken at a meeting, and what is carried over to it from former ones.
pub async fn of_meeting(request: &Request, found: &Found, names: &Names) -> Result<(Vec<Line>, Vec<Line>), AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let until = seen::<meeting::Entity>(visibility)
        .filter(meeting::Column::BodyId.eq(found.body.id))
        .filter(meeting::Column::Date.lte(found.row.date))
        .select_only()
        .column(meeting::Column::Id)
        .into_query();
    // Settled long ago, and so on no agenda any more: the meeting that heard of it was before this one.
    let settled = seen::<meeting::Entity>(visibility)
        .filter(meeting::Column::BodyId.eq(found.body.id))
        .filter(meeting::Column::Date.lt(found.row.date))
        .select_only()
        .column(meeting::Column::Id)
        .into_query();
    let standing = Condition::any()
        .add(decision::Column::MeetingId.eq(found.row.id))
        .add(decision::Column::ReportedToId.is_null())
        .add(decision::Column::ReportedToId.not_in_subquery(settled));
    let rows = seen::<decision::Entity>(visibility)
        .filter(decision::Column::MeetingId.in_subquery(until))
        .filter(standing)
        .order_by_asc(decision::Column::Id)
        .all(database)
        .await?;
    let lines = lines(request, request.database(), rows, names).await?;
    let (here, former): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.taken_at.id == found.row.id);
    let courses: Vec<_> = former.iter().map(|line| line.course.clone()).collect();
    let order = carried_over(&courses, as_meeting(&found.row));
    let carried = order.into_iter().filter_map(|index| former.get(index).cloned()).collect();
    Ok((here, carried))
}

/// What was decided and promised about a proposal that was found through `seen`, the newest first.
pub async fn about_proposal(request: &Request, proposal: Uuid, names: &Names) -> Result<Vec<Line>, AppError> {
    let rows = seen::<decision::Entity>(&request.visibility())
        .filter(decision::Column::ProposalId.eq(proposal))
        .order_by_desc(decision::Column::Id)
        .all(request.database())
        .await?;
    if rows.is_empty() { Ok(vec![]) } else { lines(request, request.database(), rows, names).await }
}
