//! Reading decisions. Every read starts from `seen`, and what they are about from `visible`; the number of queries does not
//! depend on the rows.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a decision is read by its id, which was found through `seen`"
)]

mod forms;
mod list;
mod open;
mod show;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::decisions::{Course, Kind, State};
use domain::policy::{DecisionRights, Visibility};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::data::Decided;
use super::entity::{decision, decision_commitment};
use super::links::of_decisions;
use super::points::{PointId, titles};
use super::records::{content_of, course_of};
use super::standing::{Linked, Turn, linked};
use super::views::excerpt;
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::queries::{Found, one as one_meeting};
use crate::meetings::records::{Names, content_of as content_of_meeting, unreadable};
use crate::regions::vision::body;
use crate::request::Request;
use crate::scope::seen;

pub use forms::{RecordPage, change_page, record_page};
pub use list::{Chosen, ListPage, chosen, in_order, list};
pub use open::{open_at, open_of};
pub use show::{Detail, about_proposal, of_meeting, show};
pub use tasks::{ToCarryOut, to_carry_out};

/// A decision with its meeting, and what decides the rights on it.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<(decision::Model, Found, DecisionRights), AppError> {
    let row = seen::<decision::Entity>(visibility).filter(decision::Column::Id.eq(id)).one(connection).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let taken_at = one_meeting(connection, visibility, row.meeting_id).await?;
    let rights = DecisionRights { body: taken_at.rights.clone(), owner: row.owner_id.into() };
    Ok((row, taken_at, rights))
}

/// A decision that was taken at this meeting.
pub async fn of_this_meeting(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    meeting: Uuid,
    id: Uuid,
) -> Result<decision::Model, AppError> {
    let row = seen::<decision::Entity>(visibility)
        .filter(decision::Column::Id.eq(id))
        .filter(decision::Column::MeetingId.eq(meeting))
        .one(connection)
        .await?;
    row.ok_or(AppError::NotFound)
}

/// Whether there is one for which this holds, whoever asks.
pub async fn any(connection: &impl ConnectionTrait, holds: SimpleExpr) -> Result<bool, DbErr> {
    Ok(decision::Entity::find().filter(holds).count(connection).await? > 0)
}

/// The day of the meeting that heard what came of it.
pub async fn report_day(connection: &impl ConnectionTrait, to: Option<Uuid>) -> Result<Option<NaiveDate>, DbErr> {
    let Some(id) = to else { return Ok(None) };
    Ok(meeting::Entity::find_by_id(id).one(connection).await?.map(|row| row.date))
}

/// What was decided and promised about a commitment, the newest first. None for who may not see the commitment.
///
/// # Errors
/// When the database fails.
pub async fn decisions_of(request: &Request, commitment: Uuid) -> Result<Vec<Decided>, DbErr> {
    let database = request.database();
    let of_it = decision_commitment::Entity::find().filter(decision_commitment::Column::CommitmentId.eq(commitment));
    let linked = linked(request, database, of_it.all(database).await?).await?;
    let mut linked: BTreeMap<Uuid, Linked> = linked.into_iter().collect();
    if linked.is_empty() {
        return Ok(vec![]);
    }
    let rows = seen::<decision::Entity>(&request.visibility())
        .filter(decision::Column::Id.is_in(linked.keys().copied()))
        .order_by_desc(decision::Column::Id)
        .all(database)
        .await?;
    let mut line = |row: decision::Model| {
        let Some(link) = linked.remove(&row.id) else { return Ok(None) };
        let kind = content_of(&row)?.kind;
        let state = if row.report.is_some() { State::ReportedBack } else { State::Open };
        let stands = format!("{}: {}", link.effect.label(), link.standing);
        let about = format!("{}, {}. {stands}.", kind.label(), state.label().to_lowercase());
        let yours = state == State::Open && link.turn == Some(Turn::Yours);
        let amend = yours.then(|| link.amend_path(row.id));
        Ok(Some(Decided { id: row.id, text: excerpt(&row.text), about, version: link.version, amend }))
    };
    rows.into_iter().filter_map(|row| line(row).transpose()).collect()
}

/// A meeting by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingName {
    pub id: Uuid,
    pub label: String,
    pub date: NaiveDate,
}

/// A decision or pledge, ready to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: Uuid,
    pub kind: Kind,
    pub text: String,
    /// With the function.
    pub owner: String,
    pub course: Course,
    pub overdue: bool,
    pub taken_at: MeetingName,
    /// The title of the item or the proposal at which it was taken.
    pub item: Option<String>,
    /// The proposal with that title.
    pub proposal: Option<Uuid>,
    /// The meeting that heard what came of it.
    pub reported_to: Option<MeetingName>,
    /// Of what it is about, what the reader may see.
    pub commitments: Vec<Linked>,
    pub example: bool,
}

/// What these say, in their order.
pub async fn lines(
    request: &Request,
    connection: &impl ConnectionTrait,
    rows: Vec<decision::Model>,
    names: &Names,
) -> Result<Vec<Line>, AppError> {
    let visibility = &request.visibility();
    let meetings = rows.iter().flat_map(|row| std::iter::once(row.meeting_id).chain(row.reported_to_id));
    let meetings = meetings_by_id(connection, visibility, meetings.collect()).await?;
    let points: Vec<PointId> = rows.iter().filter_map(PointId::of).collect();
    let titles = titles(connection, visibility, &points).await?;
    let mut linked = of_decisions(request, connection, rows.iter().map(|row| row.id).collect()).await?;
    let today = request.today();
    let mut line = |row: decision::Model| -> Result<Line, DbErr> {
        let (taken_at, taken_name) = meetings.get(&row.meeting_id).ok_or_else(|| unreadable("meeting"))?;
        let reported_to = row.reported_to_id.and_then(|id| meetings.get(&id)).map(|(_, name)| name.clone());
        let course = course_of(&row, taken_at, reported_to.as_ref().map(|name| name.date))?;
        let content = content_of(&row)?;
        Ok(Line {
            id: row.id,
            kind: content.kind,
            owner: names.holder(&content.owner),
            overdue: course.is_overdue(today),
            text: content.text,
            course,
            taken_at: taken_name.clone(),
            item: PointId::of(&row).and_then(|point| titles.get(&point.id()).cloned()),
            proposal: row.proposal_id.filter(|id| titles.contains_key(id)),
            reported_to,
            commitments: linked.remove(&row.id).unwrap_or_default(),
            example: row.example,
        })
    };
    Ok(rows.into_iter().map(&mut line).collect::<Result<_, _>>()?)
}

async fn meetings_by_id(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, (meeting::Model, MeetingName)>, DbErr> {
    let found = seen::<meeting::Entity>(visibility).filter(meeting::Column::Id.is_in(ids));
    let rows = found.find_also_related(body::Entity).all(connection).await?;
    Ok(rows.into_iter().map(|(row, body)| (row.id, named(row, body))).collect())
}

fn named(row: meeting::Model, body: Option<body::Model>) -> (meeting::Model, MeetingName) {
    let body = body.map(|body| body.name).unwrap_or_default();
    let name = MeetingName { id: row.id, label: content_of_meeting(&row).label(&body), date: row.date };
    (row, name)
}
