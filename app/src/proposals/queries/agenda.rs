//! The proposals on the agenda of one meeting.
#![expect(
    clippy::disallowed_methods,
    reason = "a proposal that some body is to see is read by its whole region, as the meeting is that was found through `seen`"
)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::routing::Purpose;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationTrait,
};
use uuid::Uuid;

use super::super::entity::{proposal, proposal_step};
use crate::meetings::records::unreadable;
use crate::regions::vision::body;

/// Whether it is for this meeting to say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Another body, by name, has to conclude before, on an earlier day.
    After(String),
    /// It looks at it together with another body, by name, which concludes first.
    With(String),
    Open,
    Concluded(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaLine {
    pub id: Uuid,
    pub step: Uuid,
    /// Its place among the items; none: after everything that has one.
    pub position: Option<i32>,
    pub title: String,
    pub purpose: Purpose,
    pub turn: Turn,
    /// The bodies that see it on the same day: one joint item.
    pub joint: Vec<String>,
    pub example: bool,
}

impl AgendaLine {
    /// That other bodies see it on the same day.
    pub fn joint_text(&self) -> Option<String> {
        let bodies = self.joint.join(" en ");
        (!bodies.is_empty()).then(|| format!("Gezamenlijk punt: dezelfde dag ook bij {bodies}."))
    }
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    proposal_id: Uuid,
    meeting_id: Option<Uuid>,
    agenda_position: Option<i32>,
    date: NaiveDate,
    purpose: String,
    conclusion: Option<String>,
    title: String,
    example: bool,
    body: String,
}

/// In the order in which they were written.
pub async fn of_meeting(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<AgendaLine>, DbErr> {
    use proposal_step::Column as C;
    let here = proposal_step::Entity::find().select_only().column(C::ProposalId).filter(C::MeetingId.eq(meeting));
    let records = proposal_step::Entity::find()
        .select_only()
        .columns([C::Id, C::ProposalId, C::MeetingId, C::AgendaPosition, C::Date, C::Purpose, C::Conclusion])
        .columns([proposal::Column::Title, proposal::Column::Example])
        .column_as(body::Column::Name, "body")
        .join(JoinType::InnerJoin, proposal_step::Relation::Proposal.def())
        .join(JoinType::InnerJoin, proposal_step::Relation::Body.def())
        .filter(C::ProposalId.in_subquery(here.into_query()))
        .order_by_asc(C::ProposalId)
        .order_by_asc(C::Position)
        .order_by_asc(C::Id)
        .into_model::<Record>()
        .all(connection)
        .await?;
    let mut by_proposal: BTreeMap<Uuid, Vec<Record>> = BTreeMap::new();
    for record in records {
        by_proposal.entry(record.proposal_id).or_default().push(record);
    }
    let lines = by_proposal.values().flat_map(|steps| {
        let of_it = steps.iter().enumerate().filter(|(_, step)| step.meeting_id == Some(meeting));
        of_it.map(|(index, step)| line(steps, index, step))
    });
    lines.collect()
}

fn line(steps: &[Record], index: usize, step: &Record) -> Result<AgendaLine, DbErr> {
    let waits_for = steps.iter().take(index).find(|former| former.conclusion.is_none());
    let turn = match (&step.conclusion, waits_for) {
        (Some(conclusion), _) => Turn::Concluded(conclusion.clone()),
        (None, Some(former)) if former.date == step.date => Turn::With(former.body.clone()),
        (None, Some(former)) => Turn::After(former.body.clone()),
        (None, None) => Turn::Open,
    };
    let same_day = steps.iter().filter(|other| other.id != step.id && other.date == step.date);
    Ok(AgendaLine {
        id: step.proposal_id,
        step: step.id,
        position: step.agenda_position,
        title: step.title.clone(),
        purpose: step.purpose.parse().map_err(|_| unreadable("purpose"))?,
        turn,
        joint: same_day.map(|other| other.body.clone()).filter(|name| *name != step.body).collect(),
        example: step.example,
    })
}
