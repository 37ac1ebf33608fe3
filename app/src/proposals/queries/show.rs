//! One proposal with everything on one page.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::meetings::State;
use domain::policy::{Action, ConclusionRights, ProposalVerb};
use domain::routing::proposal::Proposal;
use domain::routing::{Purpose, Route, Standing, check_held};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::super::entity::proposal_step;
use super::super::records::{content_of, purpose_of};
use super::{Found, one, states_of};
use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::decisions::queries::{Line, about_proposal};
use crate::error::AppError;
use crate::meetings::queries::{bodies, rights_of as rights_of_body};
use crate::meetings::records::Names;
use crate::regions::vision::body;
use crate::request::Request;

/// A body that it comes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    pub id: Uuid,
    pub body: String,
    pub date: NaiveDate,
    pub purpose: Purpose,
    pub meeting: Option<Uuid>,
    /// Its meeting was called off.
    pub cancelled: bool,
    pub conclusion: Option<String>,
    /// The version of the text that it is about.
    pub concluded_version: Option<i32>,
    /// It is this body's turn.
    pub open: bool,
    /// Another body sees it on the same day: one joint item.
    pub joint: bool,
    /// It comes before the step that it follows: its meeting was moved.
    pub out_of_order: bool,
    pub may_change: bool,
    pub may_conclude: bool,
    pub may_reword: bool,
}

/// A proposal on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub id: Uuid,
    pub content: Proposal,
    pub version: i32,
    pub organisation: String,
    pub standing: Standing,
    /// Where it is now.
    pub place: String,
    pub overdue: bool,
    pub example: bool,
    pub steps: Vec<StepLine>,
    /// Taken about it, the newest first.
    pub decisions: Vec<Line>,
    pub timeline: Vec<TimelineEntry>,
    /// The text.
    pub may_edit: bool,
    /// Where it goes.
    pub may_route: bool,
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn show(request: &Request, id: Uuid) -> Result<Detail, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let found = one(database, visibility, id).await?;
    request.allow(Action::Proposal(ProposalVerb::View, &found.rights))?;
    let may_route = request.allow(Action::Proposal(ProposalVerb::Edit, &found.rights)).is_ok();
    let bodies = bodies(database, visibility).await?;
    let bodies: BTreeMap<Uuid, body::Model> = bodies.into_iter().map(|body| (body.id, body)).collect();
    let states = states_of(database, visibility, &found.steps).await?;
    let organisations = Names::of_region(database, found.row.region_id).await?;
    let about = Condition::all().add(audit_entry::Column::SubjectId.eq(id));
    let timeline = audit::timeline::timeline(database, about).await?;
    let steps = found.steps.iter().enumerate().map(|(index, row)| {
        let state = row.meeting_id.and_then(|id| states.get(&id)).copied();
        line(request, &found, (index, row), bodies.get(&row.body_id), state, may_route)
    });
    let steps = steps.collect::<Result<Vec<_>, _>>()?;
    let route = &found.route;
    Ok(Detail {
        id,
        content: content_of(&found.row),
        version: found.row.version,
        organisation: organisations.organisation(found.row.organisation_id),
        standing: route.standing(),
        place: route.place().label(|body| bodies.get(&body.0).map(|body| body.name.clone()).unwrap_or_default()),
        overdue: route.is_overdue(request.today()),
        example: found.row.example,
        steps,
        decisions: about_proposal(request, id, &organisations).await?,
        timeline: timeline.into_iter().map(|(_, entry)| entry).collect(),
        may_edit: may_route && route.may_change_text().is_ok(),
        may_route,
    })
}

fn line(
    request: &Request,
    found: &Found,
    (index, row): (usize, &proposal_step::Model),
    body: Option<&body::Model>,
    meeting: Option<State>,
    may_route: bool,
) -> Result<StepLine, AppError> {
    // Its members have no part in writing down what it concluded.
    let rights = body.map(|body| ConclusionRights { proposal: found.rights, body: rights_of_body(body, &[]) });
    let writes = rights.is_some_and(|rights| request.allow(Action::Conclude(&rights)).is_ok());
    let route: &Route = &found.route;
    let (concluded, open) = (row.conclusion.is_some(), route.open() == Some(index));
    let others = || found.steps.iter().filter(|other| other.id != row.id);
    Ok(StepLine {
        id: row.id,
        body: body.map(|body| body.name.clone()).unwrap_or_default(),
        date: row.date,
        purpose: purpose_of(row)?,
        meeting: row.meeting_id,
        cancelled: meeting == Some(State::Cancelled),
        conclusion: row.conclusion.clone(),
        concluded_version: row.concluded_version,
        open,
        joint: others().any(|other| other.date == row.date && other.body_id != row.body_id),
        out_of_order: found.steps.iter().take(index).any(|former| former.date > row.date),
        may_change: may_route && !concluded,
        may_conclude: writes && open && check_held(row.date, meeting, request.today()).is_ok(),
        may_reword: writes && route.last_concluded() == Some(index) && meeting != Some(State::MinutesAdopted),
    })
}
