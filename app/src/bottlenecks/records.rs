//! Between the tables and the domain: reading and writing what a bottleneck consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a bottleneck is read by its id, which was found through `seen`; names are those of its region"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::bottlenecks::risk::Blocked;
use domain::bottlenecks::{Content, Holder, Standing, Step, StepKind};
use domain::differences::{Described, Field, FieldChange, differences};
use domain::ids::SuccessFactorId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{bottleneck, bottleneck_commitment, bottleneck_entry, bottleneck_project, bottleneck_step};
use crate::audit::{self, Author, Subject};
use crate::regions::entity::organisation;
use crate::regions::vision::success_factor;
use crate::storage::new_id;

/// The words that a bottleneck's ids stand for, as the timeline writes them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub organisations: BTreeMap<Uuid, String>,
    pub success_factors: BTreeMap<Uuid, String>,
}

impl Names {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let organisations: Vec<(Uuid, String)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::Name])
            .filter(organisation::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        let success_factors: Vec<(Uuid, String)> = success_factor::Entity::find()
            .select_only()
            .columns([success_factor::Column::Id, success_factor::Column::Name])
            .filter(success_factor::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        Ok(Self {
            organisations: organisations.into_iter().collect(),
            success_factors: success_factors.into_iter().collect(),
        })
    }

    pub fn success_factor(&self, id: SuccessFactorId) -> String {
        self.success_factors.get(&id.0).cloned().unwrap_or_default()
    }

    /// The organisation, and in it the function.
    pub fn holder(&self, holder: &Holder) -> String {
        let organisation = self.organisations.get(&holder.organisation.0).cloned().unwrap_or_default();
        match &holder.function {
            Some(function) => format!("{organisation}, {function}"),
            None => organisation,
        }
    }

    /// The content in the words of the screen, for the timeline and for comparing two versions.
    pub fn describe(&self, content: &Content) -> Vec<Described> {
        vec![
            (Field::Title, content.title.clone()),
            (Field::Description, content.description.clone().unwrap_or_default()),
            (Field::SuccessFactor, self.success_factor(content.success_factor)),
            (Field::Owner, self.holder(&content.owner)),
            (Field::Action, content.action.clone()),
            (Field::Acting, self.holder(&content.acting)),
        ]
    }
}

pub fn content_of(row: &bottleneck::Model) -> Content {
    Content {
        title: row.title.clone(),
        description: row.description.clone(),
        success_factor: row.success_factor_id.into(),
        owner: Holder { organisation: row.owner_id.into(), function: row.owner_function.clone() },
        action: row.action.clone(),
        acting: Holder { organisation: row.acting_id.into(), function: row.acting_function.clone() },
    }
}

#[derive(Clone, Debug)]
pub struct NewBottleneck {
    pub region_id: Uuid,
    pub content: Content,
    pub blocked: Blocked,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds a bottleneck with its audit entries.
pub async fn insert_bottleneck(
    transaction: &DatabaseTransaction,
    new: NewBottleneck,
    names: &Names,
    author: &Author,
    event: Event,
) -> Result<bottleneck::Model, DbErr> {
    let NewBottleneck { region_id, content, blocked, example } = new;
    let row = bottleneck::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region_id),
        level: Set(Standing::NEW.level.code().to_owned()),
        state: Set(Standing::NEW.state.code().to_owned()),
        example: Set(example),
        version: Set(1),
        created_at: Set(author.at),
        updated_at: Set(author.at),
        ..with_content(&content)
    };
    let row = row.insert(transaction).await?;
    let links = Links::new(&row, &Blocked::default(), &blocked);
    links.write(transaction).await?;
    let mut described = names.describe(&content);
    described.push((Field::Level, Standing::NEW.level.label().to_owned()));
    described.push((Field::State, Standing::NEW.state.label().to_owned()));
    audit::record(transaction, author, event, Subject::Bottleneck(row.id), &differences(&[], &described)).await?;
    links.record(transaction, author).await?;
    Ok(row)
}

/// Replaces what is written down and what is blocked; the caller has locked the row.
pub async fn replace_content(
    transaction: &DatabaseTransaction,
    row: &bottleneck::Model,
    content: &Content,
    links: &Links,
    author: &Author,
) -> Result<(), DbErr> {
    let changed = bottleneck::ActiveModel {
        id: Set(row.id),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        ..with_content(content)
    };
    changed.update(transaction).await?;
    links.write(transaction).await
}

fn with_content(content: &Content) -> bottleneck::ActiveModel {
    bottleneck::ActiveModel {
        title: Set(content.title.clone()),
        description: Set(content.description.clone()),
        success_factor_id: Set(content.success_factor.into()),
        owner_id: Set(content.owner.organisation.into()),
        owner_function: Set(content.owner.function.clone()),
        action: Set(content.action.clone()),
        acting_id: Set(content.acting.organisation.into()),
        acting_function: Set(content.acting.function.clone()),
        ..Default::default()
    }
}

/// How what a bottleneck blocks changes.
#[derive(Clone, Debug)]
pub struct Links {
    bottleneck: Uuid,
    /// As the entries of what it blocks name it.
    title: String,
    added: Blocked,
    removed: Blocked,
}

impl Links {
    pub fn new(row: &bottleneck::Model, before: &Blocked, after: &Blocked) -> Self {
        Self {
            bottleneck: row.id,
            title: row.title.clone(),
            added: after.without(before),
            removed: before.without(after),
        }
    }

    async fn write(&self, transaction: &impl ConnectionTrait) -> Result<(), DbErr> {
        use {bottleneck_commitment as commitment, bottleneck_project as project};
        commitment::Entity::delete_many()
            .filter(commitment::Column::BottleneckId.eq(self.bottleneck))
            .filter(commitment::Column::CommitmentId.is_in(self.removed.commitments.iter().map(|id| id.0)))
            .exec(transaction)
            .await?;
        project::Entity::delete_many()
            .filter(project::Column::BottleneckId.eq(self.bottleneck))
            .filter(project::Column::ProjectId.is_in(self.removed.projects.iter().map(|id| id.0)))
            .exec(transaction)
            .await?;
        let commitments = self
            .added
            .commitments
            .iter()
            .map(|id| commitment::ActiveModel { bottleneck_id: Set(self.bottleneck), commitment_id: Set(id.0) });
        let projects = self
            .added
            .projects
            .iter()
            .map(|id| project::ActiveModel { bottleneck_id: Set(self.bottleneck), project_id: Set(id.0) });
        commitment::Entity::insert_many(commitments).exec_without_returning(transaction).await?;
        project::Entity::insert_many(projects).exec_without_returning(transaction).await?;
        Ok(())
    }

    /// Adds an entry about each commitment and project, which the bottleneck's timeline shows to who may see that one.
    pub async fn record(&self, transaction: &DatabaseTransaction, author: &Author) -> Result<(), DbErr> {
        let change = |before: &str, after: &str| FieldChange {
            field: Field::Bottleneck,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let added = subjects(&self.added).map(|about| (about, Event::Blocked, change("", &self.title)));
        let removed = subjects(&self.removed).map(|about| (about, Event::Unblocked, change(&self.title, "")));
        for (about, event, change) in added.chain(removed) {
            let entry = audit::record_entry(transaction, author, event, about, &[change]).await?;
            let told =
                bottleneck_entry::ActiveModel { audit_entry_id: Set(entry), bottleneck_id: Set(self.bottleneck) };
            bottleneck_entry::Entity::insert(told).exec_without_returning(transaction).await?;
        }
        Ok(())
    }
}

fn subjects(blocked: &Blocked) -> impl Iterator<Item = Subject> {
    let commitments = blocked.commitments.iter().map(|id| Subject::Commitment(id.0));
    commitments.chain(blocked.projects.iter().map(|id| Subject::Project(id.0)))
}

/// Takes a step of which the rules said that it leads to `next`; the caller has locked the row.
pub async fn take_step(
    transaction: &DatabaseTransaction,
    row: bottleneck::Model,
    step: &Step,
    next: Standing,
    at: DateTime<Utc>,
    author: &Author,
) -> Result<bottleneck::Model, DbErr> {
    let id = row.id;
    let taken = bottleneck_step::ActiveModel {
        id: Set(new_id()),
        bottleneck_id: Set(id),
        at: Set(at),
        organisation_id: Set(author.organisation),
        kind: Set(step.kind().code().to_owned()),
        level: Set(next.level.code().to_owned()),
        reason: Set(step.reason().to_owned()),
    };
    taken.insert(transaction).await?;
    let before = standing_of(&row)?;
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.level = Set(next.level.code().to_owned());
    changed.state = Set(next.state.code().to_owned());
    changed.version = Set(version);
    changed.updated_at = Set(author.at);
    let row = changed.update(transaction).await?;
    let changes = differences(&described_standing(before), &described_step(step, next));
    audit::record(transaction, author, event_of(step.kind()), Subject::Bottleneck(id), &changes).await?;
    Ok(row)
}

/// How the trail calls a step.
pub const fn event_of(kind: StepKind) -> Event {
    match kind {
        StepKind::Escalated => Event::Escalated,
        StepKind::Solved => Event::Solved,
        StepKind::Reopened => Event::Reopened,
    }
}

pub fn standing_of(row: &bottleneck::Model) -> Result<Standing, DbErr> {
    Ok(Standing { state: super::queries::stored_state(&row.state)?, level: super::queries::stored_level(&row.level)? })
}

fn described_standing(standing: Standing) -> Vec<Described> {
    vec![(Field::Level, standing.level.label().to_owned()), (Field::State, standing.state.label().to_owned())]
}

fn described_step(step: &Step, next: Standing) -> Vec<Described> {
    let field = if step.kind() == StepKind::Solved { Field::Solution } else { Field::Reason };
    let mut described = described_standing(next);
    described.push((field, step.reason().to_owned()));
    described
}
