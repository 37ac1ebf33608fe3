//! One meeting with everything on one page.

use chrono::NaiveDate;
use domain::meetings::{Presence, State};
use domain::policy::{Action, BodyVerb};
use domain::routing::Purpose;
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::super::entity::agenda_item;
use super::super::points::{Point, points_of};
use super::super::records::{Names, attendance_of, moved, state_of, unreadable};
use super::one;
use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::decisions::queries::{Line, of_meeting};
use crate::error::AppError;
use crate::notes::queries::Notes;
use crate::papers::queries::{PaperLink, counting};
use crate::proposals::queries::AgendaLine;
use crate::request::Request;

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemLine {
    pub id: Uuid,
    pub title: String,
    pub purpose: Purpose,
    pub note: Option<String>,
    pub oral: bool,
    pub papers: Vec<PaperLink>,
    pub version: i32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointLine {
    Item(ItemLine),
    Proposal(AgendaLine),
}

/// A meeting on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub id: Uuid,
    pub version: i32,
    pub body: String,
    /// With the function; none: there is none yet.
    pub secretary: Option<String>,
    /// The body, the day and the title.
    pub label: String,
    pub title: Option<String>,
    pub date: NaiveDate,
    pub place: Option<String>,
    pub state: State,
    pub minutes: Option<String>,
    pub minutes_adopted_on: Option<NaiveDate>,
    /// Why it will not be held.
    pub cancelled_reason: Option<String>,
    /// That it was on another day when people got its papers, and why.
    pub moved: Option<String>,
    pub example: bool,
    /// What is on the agenda, in its order.
    pub points: Vec<PointLine>,
    /// Those of the reader's organisation; none for who has no part in them.
    pub notes: Option<Notes>,
    pub body_id: Uuid,
    /// Organisation with function, and whether they were there.
    pub attendance: Vec<(String, Presence)>,
    /// Taken here.
    pub decisions: Vec<Line>,
    /// Of former meetings of the same body, and not reported back before this one.
    pub carried_over: Vec<Line>,
    pub timeline: Vec<TimelineEntry>,
    /// The day of which it looks at the state.
    pub frozen_on: Option<NaiveDate>,
    pub today: NaiveDate,
    pub may_prepare: bool,
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn show(request: &Request, id: Uuid) -> Result<Detail, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let found = one(database, visibility, id).await?;
    request.allow(Action::Body(BodyVerb::View, &found.rights))?;
    let label = found.label();
    let names = Names::of_region(database, found.row.region_id).await?;
    let points = points_of(database, id).await?;
    let mut papers = counting(database, &points.iter().map(Point::id).collect::<Vec<_>>()).await?;
    let with_papers = |point: Point| match point {
        Point::Item(row) => {
            let papers = papers.remove(&row.id).unwrap_or_default();
            line(row, papers).map(PointLine::Item)
        }
        Point::Proposal(line) => Ok(PointLine::Proposal(line)),
    };
    let points = points.into_iter().map(with_papers).collect::<Result<Vec<_>, _>>()?;
    let attendance = attendance_of(database, id).await?;
    let seat = |one: &domain::meetings::Attendant| names.seat(one.organisation.0, one.function.as_deref());
    let (decisions, carried_over) = of_meeting(request, &found, &names).await?;
    let about = Condition::all().add(audit_entry::Column::SubjectId.eq(id));
    let timeline = audit::timeline::timeline(database, about).await?;
    let frozen_on = found.snapshot.map(|snapshot| snapshot.reference_date);
    let row = found.row;
    Ok(Detail {
        id,
        version: row.version,
        secretary: found.body.secretary_id.map(|id| names.seat(id, found.body.secretary_function.as_deref())),
        body_id: found.body.id,
        body: found.body.name,
        label,
        date: row.date,
        state: state_of(&row)?,
        moved: moved(&row),
        title: row.title,
        place: row.place,
        minutes: row.minutes,
        minutes_adopted_on: row.minutes_adopted_on,
        cancelled_reason: row.cancelled_reason,
        example: row.example,
        points,
        notes: Notes::of(request, id, &found.rights).await?,
        attendance: attendance.iter().map(|one| (seat(one), one.presence)).collect(),
        decisions,
        carried_over,
        timeline: timeline.into_iter().map(|(_, entry)| entry).collect(),
        frozen_on,
        today: request.today(),
        may_prepare: request.allow(Action::Body(BodyVerb::Prepare, &found.rights)).is_ok(),
    })
}

fn line(row: agenda_item::Model, papers: Vec<PaperLink>) -> Result<ItemLine, sea_orm::DbErr> {
    Ok(ItemLine {
        id: row.id,
        purpose: row.purpose.parse().map_err(|_| unreadable("purpose"))?,
        title: row.title,
        note: row.note,
        oral: row.oral,
        papers,
        version: row.version,
    })
}
