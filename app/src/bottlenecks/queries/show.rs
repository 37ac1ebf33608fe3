//! One bottleneck with everything on one page.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a bottleneck is read by its id, which was found through `seen`; commitments through `visible`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::bottlenecks::risk::Blocked;
use domain::bottlenecks::{Level, Standing, State, Step, StepKind, at_risk};
use domain::differences::{Field, FieldChange};
use domain::ids::ProjectId;
use domain::policy::{Action, BottleneckRights, BottleneckVerb, Visibility};
use domain::projects::Status;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::super::entity::{bottleneck, bottleneck_entry, bottleneck_step};
use super::super::records::Names;
use super::risk::{self, Risk};
use super::{by_ids, one, stored_level, stored_state, unreadable};
use crate::audit;
use crate::audit::data::{Moment, TimelineEntry};
use crate::audit::entity::audit_entry;
use crate::audit::queries::seen_by;
use crate::choosing::Choosable;
use crate::commitments::data::{ProjectLine, Row as CommitmentRow};
use crate::commitments::entity::commitment;
use crate::commitments::queries::{list_rows, moment, visible};
use crate::error::AppError;
use crate::projects::choose::{self, project_lines};
use crate::regions::entity::organisation;
use crate::request::Request;

/// A commitment that is blocked, of those that the reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedCommitment {
    pub row: CommitmentRow,
    /// At risk with this commitment, in its projects and beyond.
    pub dwellings: u64,
    /// The projects that it serves, of those that the reader may see.
    pub serves: Vec<ProjectLine>,
}

/// A project that is blocked, of those that the reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedProject {
    pub project: ProjectLine,
    pub status: Status,
    /// Still to come.
    pub dwellings: u64,
}

/// One step of its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    pub at: Moment,
    /// On behalf of which organisation; empty when a region file brought it.
    pub organisation: String,
    pub kind: StepKind,
    /// The level after it.
    pub level: Level,
    pub reason: String,
}

/// A bottleneck on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    pub id: Uuid,
    pub title: String,
    pub description: Option<String>,
    pub success_factor: String,
    /// With the function.
    pub owner: String,
    pub action: String,
    /// Who is to move, with the function.
    pub acting: String,
    pub standing: Standing,
    pub example: bool,
    pub recorded: Moment,
    pub commitments: Vec<BlockedCommitment>,
    pub projects: Vec<BlockedProject>,
    /// Of both, each once.
    pub dwellings: u64,
    pub dwellings_at_risk: u64,
    /// The newest first.
    pub steps: Vec<StepLine>,
    pub timeline: Vec<TimelineEntry>,
    pub may_edit: bool,
    /// What may be done with it now, by this person.
    pub steps_open: Vec<StepKind>,
}

impl Detail {
    /// How often it came back.
    pub fn reopenings(&self) -> usize {
        self.steps.iter().filter(|step| step.kind == StepKind::Reopened).count()
    }

    /// How it was solved, while it is.
    pub fn solution(&self) -> Option<&StepLine> {
        let solved = self.steps.iter().find(|step| step.kind == StepKind::Solved);
        solved.filter(|_| self.standing.state == State::Solved)
    }
}

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn show(request: &Request, id: Uuid) -> Result<Detail, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let (row, rights) = one(database, visibility, id).await?;
    request.allow(Action::Bottleneck(BottleneckVerb::View, &rights))?;
    let names = Names::of_region(database, row.region_id).await?;
    let standing = Standing { state: stored_state(&row.state)?, level: stored_level(&row.level)? };
    let risk = risk::of_one(database, visibility, id).await?;
    let lines = project_lines(database, visibility, risk.dwellings.projects.keys().map(|id| id.0)).await?;
    let dwellings = risk.of(id);
    let content = super::super::records::content_of(&row);
    Ok(Detail {
        id,
        success_factor: names.success_factor(content.success_factor),
        owner: names.holder(&content.owner),
        acting: names.holder(&content.acting),
        title: content.title,
        description: content.description,
        action: content.action,
        standing,
        example: row.example,
        recorded: moment(row.created_at),
        dwellings,
        dwellings_at_risk: at_risk(standing.state, dwellings),
        commitments: commitments(request, id, &risk, &lines).await?,
        projects: projects(id, &risk, &lines),
        steps: steps(database, id).await?,
        timeline: timeline(database, visibility, &row).await?,
        may_edit: request.allow(Action::Bottleneck(BottleneckVerb::Edit, &rights)).is_ok(),
        steps_open: steps_open(request, standing, &rights),
    })
}

/// The steps that fit where it stands, and that this person may take.
fn steps_open(request: &Request, standing: Standing, rights: &BottleneckRights) -> Vec<StepKind> {
    StepKind::ALL.iter().copied().filter(|kind| fits(standing, *kind) && may_take(request, *kind, rights)).collect()
}

fn may_take(request: &Request, kind: StepKind, rights: &BottleneckRights) -> bool {
    request.allow(Action::Bottleneck(verb(kind), rights)).is_ok()
}

/// What of the policy allows a step.
pub const fn verb(kind: StepKind) -> BottleneckVerb {
    match kind {
        StepKind::Escalated => BottleneckVerb::Escalate,
        StepKind::Solved => BottleneckVerb::Solve,
        StepKind::Reopened => BottleneckVerb::Reopen,
    }
}

/// Whether some step of this kind can be taken from here: the rules are asked with a reason that says something.
pub fn fits(standing: Standing, kind: StepKind) -> bool {
    let reason = || "x".to_owned();
    match kind {
        StepKind::Escalated => {
            standing.level.above().any(|to| standing.after(&Step::Escalate { to, reason: reason() }).is_ok())
        }
        StepKind::Solved => standing.after(&Step::Solve { how: reason() }).is_ok(),
        StepKind::Reopened => standing.after(&Step::Reopen { reason: reason() }).is_ok(),
    }
}

async fn commitments(
    request: &Request,
    id: Uuid,
    risk: &Risk,
    lines: &BTreeMap<Uuid, ProjectLine>,
) -> Result<Vec<BlockedCommitment>, DbErr> {
    let blocked = risk.blocked_by(id).commitments;
    let chosen = visible(&request.visibility()).filter(commitment::Column::Id.is_in(blocked.iter().map(|id| id.0)));
    let mut rows = list_rows(request.database(), chosen, request.reckoning()).await?;
    let place = |row: &CommitmentRow| row.municipality.as_ref().map(|place| place.name.clone());
    rows.sort_by(|a, b| (place(a), &a.number, a.id).cmp(&(place(b), &b.number, b.id)));
    let line = |row: CommitmentRow| {
        let promise = risk.dwellings.commitments.get(&row.id.into());
        let serves = promise.into_iter().flat_map(|promise| &promise.serves);
        BlockedCommitment {
            dwellings: risk.dwellings.at_risk(&Blocked::commitment(row.id.into())),
            serves: serves.filter_map(|id| lines.get(&id.0).cloned()).collect(),
            row,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

fn projects(id: Uuid, risk: &Risk, lines: &BTreeMap<Uuid, ProjectLine>) -> Vec<BlockedProject> {
    let line = |id: &ProjectId| {
        Some(BlockedProject {
            project: lines.get(&id.0)?.clone(),
            status: risk.dwellings.projects.get(id)?.status,
            dwellings: risk.dwellings.at_risk(&Blocked::project(*id)),
        })
    };
    let mut projects: Vec<BlockedProject> = risk.blocked_by(id).projects.iter().filter_map(line).collect();
    projects.sort_by(|a, b| (&a.project.label, a.project.id).cmp(&(&b.project.label, b.project.id)));
    projects
}

async fn steps(database: &DatabaseConnection, id: Uuid) -> Result<Vec<StepLine>, DbErr> {
    let rows = bottleneck_step::Entity::find()
        .find_also_related(organisation::Entity)
        .filter(bottleneck_step::Column::BottleneckId.eq(id))
        .order_by_desc(bottleneck_step::Column::Id)
        .all(database)
        .await?;
    let line = |(row, organisation): (bottleneck_step::Model, Option<organisation::Model>)| {
        Ok(StepLine {
            at: moment(row.at),
            organisation: organisation.map(|row| row.name).unwrap_or_default(),
            kind: row.kind.parse().map_err(|_| unreadable("step"))?,
            level: stored_level(&row.level)?,
            reason: row.reason,
        })
    };
    rows.into_iter().map(line).collect()
}

/// Everything that happened to it. That something is blocked, or no longer, is told in entries about the commitment or
/// project, so that who may not see that one does not read of it here.
async fn timeline(
    database: &DatabaseConnection,
    visibility: &Visibility,
    row: &bottleneck::Model,
) -> Result<Vec<TimelineEntry>, DbErr> {
    let told_elsewhere = Query::select()
        .column(bottleneck_entry::Column::AuditEntryId)
        .from(bottleneck_entry::Entity)
        .and_where(bottleneck_entry::Column::BottleneckId.eq(row.id))
        .to_owned();
    let about_others =
        Condition::all().add(audit_entry::Column::Id.in_subquery(told_elsewhere)).add(seen_by(visibility));
    let chosen = Condition::any().add(audit_entry::Column::SubjectId.eq(row.id)).add(about_others);
    let entries = audit::timeline::timeline(database, chosen).await?;
    let subjects: BTreeSet<Uuid> = entries.iter().map(|(subject, _)| *subject).filter(|id| *id != row.id).collect();
    let found = by_ids(database, visibility, &subjects).await?;
    let mut names: BTreeMap<Uuid, String> = found.iter().map(|found| (found.id, found.label())).collect();
    let found = choose::by_ids(database, visibility, &subjects).await?;
    names.extend(found.iter().map(|found| (found.id, found.label())));
    let told = |(subject, entry): (Uuid, TimelineEntry)| match names.get(&subject) {
        Some(name) => TimelineEntry { changes: entry.changes.iter().map(|it| as_blocked(it, name)).collect(), ..entry },
        None => entry,
    };
    Ok(entries.into_iter().map(told).collect())
}

/// The entry of a commitment or project names the bottleneck; here it names that commitment or project.
fn as_blocked(change: &FieldChange, name: &str) -> FieldChange {
    let told = |text: &String| if text.is_empty() { String::new() } else { name.to_owned() };
    FieldChange { field: Field::Blocks, before: told(&change.before), after: told(&change.after) }
}
