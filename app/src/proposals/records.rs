//! Between the tables and the domain: reading and writing what a proposal consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a proposal is read by its id, which was found through `seen`"
)]

use std::collections::BTreeMap;

use domain::audit::Event;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::dutch;
use domain::policy::ProposalRights;
use domain::routing::proposal::Proposal;
use domain::routing::{Purpose, Route, Step};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    Set,
};
use uuid::Uuid;

use super::entity::{proposal, proposal_step};
use crate::audit::{self, Author, Subject};
use crate::meetings::records::unreadable;
use crate::storage::new_id;

pub fn content_of(row: &proposal::Model) -> Proposal {
    Proposal {
        title: row.title.clone(),
        proposed: row.proposed.clone(),
        intended_effect: row.intended_effect.clone(),
        arguments: row.arguments.clone(),
        remarks: row.remarks.clone(),
        costs: row.costs.clone(),
        communication: row.communication.clone(),
        follow_up: row.follow_up.clone(),
        decision: row.decision.clone(),
    }
}

pub fn with_content(content: &Proposal) -> proposal::ActiveModel {
    proposal::ActiveModel {
        title: Set(content.title.clone()),
        proposed: Set(content.proposed.clone()),
        intended_effect: Set(content.intended_effect.clone()),
        arguments: Set(content.arguments.clone()),
        remarks: Set(content.remarks.clone()),
        costs: Set(content.costs.clone()),
        communication: Set(content.communication.clone()),
        follow_up: Set(content.follow_up.clone()),
        decision: Set(content.decision.clone()),
        ..Default::default()
    }
}

/// The text in the words of the screen, for the timeline and for comparing two versions.
pub fn describe(content: &Proposal) -> Vec<Described> {
    vec![
        (Field::Title, content.title.clone()),
        (Field::Proposed, content.proposed.clone()),
        (Field::IntendedEffect, content.intended_effect.clone()),
        (Field::Arguments, content.arguments.clone()),
        (Field::Remarks, content.remarks.clone()),
        (Field::Costs, content.costs.clone()),
        (Field::Communication, content.communication.clone()),
        (Field::FollowUp, content.follow_up.clone()),
        (Field::AskedDecision, content.decision.clone()),
    ]
}

/// In their order.
pub async fn steps_of(connection: &impl ConnectionTrait, proposal: Uuid) -> Result<Vec<proposal_step::Model>, DbErr> {
    Ok(steps_of_all(connection, vec![proposal]).await?.remove(&proposal).unwrap_or_default())
}

/// Of each proposal, in their order.
pub async fn steps_of_all(
    connection: &impl ConnectionTrait,
    proposals: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<proposal_step::Model>>, DbErr> {
    let rows = proposal_step::Entity::find()
        .filter(proposal_step::Column::ProposalId.is_in(proposals))
        .order_by_asc(proposal_step::Column::Position)
        .order_by_asc(proposal_step::Column::Id)
        .all(connection)
        .await?;
    let mut by_proposal: BTreeMap<Uuid, Vec<proposal_step::Model>> = BTreeMap::new();
    for row in rows {
        by_proposal.entry(row.proposal_id).or_default().push(row);
    }
    Ok(by_proposal)
}

pub fn purpose_of(row: &proposal_step::Model) -> Result<Purpose, DbErr> {
    row.purpose.parse().map_err(|_| unreadable("purpose"))
}

pub fn route_of(rows: &[proposal_step::Model]) -> Result<Route, DbErr> {
    let step = |row: &proposal_step::Model| {
        let (body, date, purpose) = (row.body_id.into(), row.date, purpose_of(row)?);
        Ok(Step { body, date, purpose, conclusion: row.conclusion.clone() })
    };
    let steps = rows.iter().map(step).collect::<Result<Vec<_>, DbErr>>()?;
    Route::of(steps).map_err(|_| unreadable("route"))
}

pub fn rights_of(row: &proposal::Model, steps: &[proposal_step::Model]) -> ProposalRights {
    ProposalRights { region: row.region_id.into(), organisation: row.organisation_id.into(), routed: !steps.is_empty() }
}

#[derive(Clone, Debug)]
pub struct NewProposal<'a> {
    pub region: Uuid,
    /// Whose it is, and what that is called.
    pub organisation: (Uuid, &'a str),
    pub content: Proposal,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds a proposal with its audit entry.
pub async fn insert_proposal(
    transaction: &DatabaseTransaction,
    new: NewProposal<'_>,
    author: &Author,
    event: Event,
) -> Result<proposal::Model, DbErr> {
    let NewProposal { region, organisation: (organisation, name), content, example } = new;
    let row = proposal::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region),
        organisation_id: Set(organisation),
        example: Set(example),
        version: Set(1),
        route_version: Set(1),
        created_at: Set(author.at),
        updated_at: Set(author.at),
        ..with_content(&content)
    };
    let row = row.insert(transaction).await?;
    let mut described = vec![(Field::Organisation, name.to_owned())];
    described.extend(describe(&content));
    audit::record(transaction, author, event, Subject::Proposal(row.id), &differences(&[], &described)).await?;
    Ok(row)
}

/// A step, as far as it is known before its meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub body: Uuid,
    /// What the body is called.
    pub name: String,
    pub meeting: Option<Uuid>,
    pub date: chrono::NaiveDate,
    pub purpose: Purpose,
}

impl Planned {
    pub fn describe(&self) -> Vec<Described> {
        vec![
            (Field::Body, self.name.clone()),
            (Field::Day, dutch::date(self.date)),
            (Field::Purpose, self.purpose.label().to_owned()),
        ]
    }

    pub fn row(&self) -> proposal_step::ActiveModel {
        proposal_step::ActiveModel {
            body_id: Set(self.body),
            meeting_id: Set(self.meeting),
            date: Set(self.date),
            purpose: Set(self.purpose.code().to_owned()),
            ..Default::default()
        }
    }
}

/// Adds a step at the end, with its audit entry; the caller raises the version of the steps.
pub async fn insert_step(
    transaction: &DatabaseTransaction,
    proposal: Uuid,
    position: i32,
    planned: &Planned,
    author: &Author,
) -> Result<proposal_step::Model, DbErr> {
    let row = proposal_step::ActiveModel {
        id: Set(new_id()),
        proposal_id: Set(proposal),
        position: Set(position),
        ..planned.row()
    };
    let row = row.insert(transaction).await?;
    let changes = differences(&[], &planned.describe());
    audit::record(transaction, author, Event::StepAdded, Subject::Proposal(proposal), &changes).await?;
    Ok(row)
}

/// Says which step something happened to.
pub fn which(body: &str, date: chrono::NaiveDate) -> FieldChange {
    FieldChange { field: Field::Step, before: String::new(), after: format!("{body}, {}", dutch::date(date)) }
}
