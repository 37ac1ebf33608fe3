//! What the form of a decision starts with.

use std::collections::BTreeSet;

use domain::decisions::{Due, Kind, check_moment};
use domain::policy::{Action, BodyVerb};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::super::entity::decision;
use super::super::form::{DecisionForm, YES};
use super::super::links::of_decisions;
use super::super::points::{PointId, of_meeting};
use super::super::records::content_of;
use super::super::standing::Linked;
use super::{Line, lines, of_this_meeting};
use crate::commitments::queries::organisations;
use crate::error::AppError;
use crate::meetings::queries::{Found, one as one_meeting};
use crate::meetings::records::{Names, state_of};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::Choice;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPage {
    pub meeting: String,
    pub form: DecisionForm,
    /// The items and proposals of the agenda.
    pub points: Vec<Choice>,
    pub organisations: Vec<Choice>,
    /// What it is about already, and this person may see.
    pub commitments: Vec<Linked>,
    /// Taken here before.
    pub taken: Vec<Line>,
    /// Why there is no form now.
    pub unfit: Option<String>,
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn record_page(request: &Request, meeting: Uuid) -> Result<RecordPage, AppError> {
    let found = preparing(request, meeting).await?;
    let form = DecisionForm { id: meeting.to_string(), kind: Kind::Decision.code().to_owned(), ..Default::default() };
    let names = Names::of_region(request.database(), found.row.region_id).await?;
    let of_it = seen::<decision::Entity>(&request.visibility()).filter(decision::Column::MeetingId.eq(meeting));
    let rows = of_it.order_by_desc(decision::Column::Id).all(request.database()).await?;
    let taken = lines(request, request.database(), rows, &names).await?;
    page(request, found, form, (vec![], None), taken).await
}

/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn change_page(request: &Request, meeting: Uuid, id: Uuid) -> Result<RecordPage, AppError> {
    let found = preparing(request, meeting).await?;
    let (database, visibility) = (request.database(), &request.visibility());
    let row = of_this_meeting(database, visibility, meeting, id).await?;
    let content = content_of(&row)?;
    let commitments = of_decisions(request, request.database(), vec![id]).await?.remove(&id).unwrap_or_default();
    let no_date = if content.due == Due::NoDate { vec![YES.to_owned()] } else { vec![] };
    let form = DecisionForm {
        id: meeting.to_string(),
        decision: id.to_string(),
        version: row.version.to_string(),
        conflict_version: String::new(),
        kind: content.kind.code().to_owned(),
        text: content.text,
        item: PointId::of(&row).map(|point| point.id().to_string()).unwrap_or_default(),
        owner: content.owner.organisation.to_string(),
        owner_function: content.owner.function.unwrap_or_default(),
        due: if no_date.is_empty() { content.due.label() } else { String::new() },
        no_date,
        commitments: commitments.iter().map(|linked| linked.id.to_string()).collect(),
        search: String::new(),
        effect: String::new(),
    };
    page(request, found, form, (commitments, PointId::of(&row)), vec![]).await
}

async fn preparing(request: &Request, meeting: Uuid) -> Result<Found, AppError> {
    let found = one_meeting(request.database(), &request.visibility(), meeting).await?;
    request.allow(Action::Body(BodyVerb::Prepare, &found.rights))?;
    Ok(found)
}

/// What it is about already, and at which point of the agenda it was taken, come from a decision that is changed.
async fn page(
    request: &Request,
    found: Found,
    form: DecisionForm,
    (commitments, before): (Vec<Linked>, Option<PointId>),
    taken: Vec<Line>,
) -> Result<RecordPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let points = of_meeting(database, visibility, found.row.id, before).await?;
    let organisations = organisations(database, visibility).await?.into_iter();
    // The members of the body first: they are who most things are for.
    let members: BTreeSet<String> = found.rights.members.iter().map(ToString::to_string).collect();
    let (first, then): (Vec<_>, Vec<_>) = organisations.partition(|named| members.contains(&named.value));
    let organisations = first.into_iter().chain(then).map(|named| Choice::new(named.value, named.name));
    Ok(RecordPage {
        meeting: found.label(),
        form,
        points: points.into_iter().map(|point| Choice::new(point.id.id(), point.label())).collect(),
        organisations: organisations.collect(),
        commitments,
        taken,
        unfit: check_moment(state_of(&found.row)?, found.row.date, request.today())
            .err()
            .map(|problem| problem.message),
    })
}
