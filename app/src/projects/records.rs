//! Between the tables and the domain: reading and writing what a project consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a project is read by its id, which was found through `seen`"
)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::Period;
use domain::audit::Event;
use domain::differences::FieldChange;
use domain::ids::OrganisationId;
use domain::policy::ProjectRights;
use domain::projects::{Content, Counts, DwellingType, Intent, Line, PartyRole};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, Set,
};
use uuid::Uuid;

use super::entity::{project, project_cost_share, project_count, project_party, project_phase};
use crate::audit::{self, Author, Subject};
use crate::commitments::links::stored_count;
use crate::storage::{insert_all, new_id};

fn unreadable(what: &str) -> DbErr {
    DbErr::Custom(format!("unreadable {what} of a project"))
}

/// A code of a closed list.
pub fn stored<T: std::str::FromStr>(code: &str, what: &str) -> Result<T, DbErr> {
    code.parse().map_err(|_| unreadable(what))
}

/// Who is what in a project.
pub async fn parties_of(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<BTreeSet<(PartyRole, OrganisationId)>, DbErr> {
    let rows = project_party::Entity::find().filter(project_party::Column::ProjectId.eq(id)).all(connection).await?;
    rows.into_iter().map(|row| Ok((stored(&row.role, "role")?, row.organisation_id.into()))).collect()
}

pub fn rights_of(row: &project::Model, parties: BTreeSet<(PartyRole, OrganisationId)>) -> Result<ProjectRights, DbErr> {
    Ok(ProjectRights {
        region: row.region_id.into(),
        municipality: row.municipality_id.into(),
        confidentiality: stored(&row.confidentiality, "confidentiality")?,
        parties,
    })
}

/// The same of many projects, in one query.
pub async fn rights_of_many(
    connection: &impl ConnectionTrait,
    rows: &[project::Model],
) -> Result<BTreeMap<Uuid, ProjectRights>, DbErr> {
    let ids = rows.iter().map(|row| row.id);
    let parties = project_party::Entity::find().filter(project_party::Column::ProjectId.is_in(ids));
    let mut of: BTreeMap<Uuid, BTreeSet<(PartyRole, OrganisationId)>> = BTreeMap::new();
    for row in parties.all(connection).await? {
        of.entry(row.project_id).or_default().insert((stored(&row.role, "role")?, row.organisation_id.into()));
    }
    rows.iter().map(|row| Ok((row.id, rights_of(row, of.remove(&row.id).unwrap_or_default())?))).collect()
}

/// Everything that is written down about a project, in three queries; its parties are known.
pub async fn content_of(
    connection: &impl ConnectionTrait,
    row: &project::Model,
    parties: BTreeSet<(PartyRole, OrganisationId)>,
) -> Result<Content, DbErr> {
    let parts = Parts {
        parties,
        counts: project_count::Entity::find()
            .filter(project_count::Column::ProjectId.eq(row.id))
            .all(connection)
            .await?,
        phases: project_phase::Entity::find()
            .filter(project_phase::Column::ProjectId.eq(row.id))
            .all(connection)
            .await?,
        shares: project_cost_share::Entity::find()
            .filter(project_cost_share::Column::ProjectId.eq(row.id))
            .all(connection)
            .await?,
    };
    parts.content(row)
}

/// The same of many projects, in four queries for all of them.
pub async fn contents_of_many(
    connection: &impl ConnectionTrait,
    rows: &[project::Model],
) -> Result<BTreeMap<Uuid, Content>, DbErr> {
    let ids = || rows.iter().map(|row| row.id);
    let mut parts: BTreeMap<Uuid, Parts> = ids().map(|id| (id, Parts::default())).collect();
    let parties = project_party::Entity::find().filter(project_party::Column::ProjectId.is_in(ids()));
    for row in parties.all(connection).await? {
        let party = (stored(&row.role, "role")?, row.organisation_id.into());
        parts.entry(row.project_id).or_default().parties.insert(party);
    }
    let counts = project_count::Entity::find().filter(project_count::Column::ProjectId.is_in(ids()));
    for row in counts.all(connection).await? {
        parts.entry(row.project_id).or_default().counts.push(row);
    }
    let phases = project_phase::Entity::find().filter(project_phase::Column::ProjectId.is_in(ids()));
    for row in phases.all(connection).await? {
        parts.entry(row.project_id).or_default().phases.push(row);
    }
    let shares = project_cost_share::Entity::find().filter(project_cost_share::Column::ProjectId.is_in(ids()));
    for row in shares.all(connection).await? {
        parts.entry(row.project_id).or_default().shares.push(row);
    }
    let content = |row: &project::Model| Ok((row.id, parts.remove(&row.id).unwrap_or_default().content(row)?));
    rows.iter().map(content).collect()
}

/// The rows that belong to one project.
#[derive(Default)]
struct Parts {
    parties: BTreeSet<(PartyRole, OrganisationId)>,
    counts: Vec<project_count::Model>,
    phases: Vec<project_phase::Model>,
    shares: Vec<project_cost_share::Model>,
}

impl Parts {
    fn content(self, row: &project::Model) -> Result<Content, DbErr> {
        let Self { parties, counts, phases, shares } = self;
        let phases = phases.into_iter().map(|row| Ok((stored(&row.phase, "phase")?, row.began)));
        Ok(Content {
            name: row.name.clone(),
            place: row.place.clone(),
            place_hidden: row.place_hidden,
            confidentiality: stored(&row.confidentiality, "confidentiality")?,
            status: stored(&row.status, "status")?,
            plan_status: row.plan_status.as_deref().map(|code| stored(code, "plan status")).transpose()?,
            phases: phases.collect::<Result<_, DbErr>>()?,
            dwellings: stored_count(row.dwellings),
            demolished: stored_count(row.demolished),
            counts: counts.into_iter().map(line).collect::<Result<_, _>>()?,
            planned: row.planned.as_deref().map(|text| stored::<Period>(text, "period")).transpose()?,
            parties,
            intent: Intent { signed_on: row.intent_signed_on, document: row.intent_document.clone() },
            cost_shares: shares.into_iter().map(|row| (row.organisation_id.into(), stored_count(row.share))).collect(),
            external_id: row.external_id.clone(),
            note: row.note.clone(),
        })
    }
}

fn line(row: project_count::Model) -> Result<(Line, u32), DbErr> {
    let line = Line {
        dwelling_type: DwellingType::from(row.measure_id.map(Into::into)),
        tenure: stored(&row.tenure, "tenure")?,
        stock: stored(&row.stock, "stock")?,
    };
    Ok((line, stored_count(row.count)))
}

/// A project that is not there yet.
#[derive(Clone, Debug)]
pub struct NewProject {
    pub region_id: Uuid,
    pub municipality_id: Uuid,
    pub content: Content,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds a project with its audit entry; `changes` tell what it is.
pub async fn insert_project(
    transaction: &DatabaseTransaction,
    new: NewProject,
    changes: &[FieldChange],
    author: &Author,
    event: Event,
) -> Result<Uuid, DbErr> {
    let id = add_project(transaction, new, author).await?;
    audit::record(transaction, author, event, Subject::Project(id), changes).await?;
    Ok(id)
}

/// The rows of a project; the caller adds the audit entry.
async fn add_project(transaction: &DatabaseTransaction, new: NewProject, author: &Author) -> Result<Uuid, DbErr> {
    let id = new_id();
    let mut rows = ProjectRows::default();
    rows.add(id, &new, author.at, author.organisation)?;
    rows.write(transaction).await?;
    Ok(id)
}

/// Projects that are not written yet.
#[derive(Default)]
pub struct ProjectRows {
    projects: Vec<project::ActiveModel>,
    counts: Vec<project_count::ActiveModel>,
    phases: Vec<project_phase::ActiveModel>,
    parties: Vec<project_party::ActiveModel>,
    shares: Vec<project_cost_share::ActiveModel>,
}

impl ProjectRows {
    /// `organisation`: on whose behalf it is added, and whose mark it has.
    pub fn add(
        &mut self,
        id: Uuid,
        new: &NewProject,
        at: DateTime<Utc>,
        organisation: Option<Uuid>,
    ) -> Result<(), DbErr> {
        self.projects.push(project::ActiveModel {
            id: Set(id),
            region_id: Set(new.region_id),
            municipality_id: Set(new.municipality_id),
            example: Set(new.example),
            marked_by: Set(organisation.filter(|_| new.content.external_id.is_some())),
            version: Set(1),
            created_at: Set(at),
            updated_at: Set(at),
            ..with_content(&new.content)?
        });
        self.add_parts(id, &new.content)
    }

    /// All that stands beside the row of a project.
    fn add_parts(&mut self, id: Uuid, content: &Content) -> Result<(), DbErr> {
        for (line, count) in content.counts.iter() {
            self.counts.push(project_count::ActiveModel {
                id: Set(new_id()),
                project_id: Set(id),
                measure_id: Set(line.dwelling_type.measure().map(Into::into)),
                tenure: Set(line.tenure.code().to_owned()),
                stock: Set(line.stock.code().to_owned()),
                count: Set(number(count)?),
            });
        }
        self.phases.extend(content.phases.iter().map(|(phase, began)| project_phase::ActiveModel {
            project_id: Set(id),
            phase: Set(phase.code().to_owned()),
            began: Set(*began),
        }));
        self.parties.extend(content.parties.iter().map(|(role, organisation)| project_party::ActiveModel {
            project_id: Set(id),
            role: Set(role.code().to_owned()),
            organisation_id: Set(organisation.0),
        }));
        for (organisation, share) in &content.cost_shares {
            self.shares.push(project_cost_share::ActiveModel {
                project_id: Set(id),
                organisation_id: Set(organisation.0),
                share: Set(number(*share)?),
            });
        }
        Ok(())
    }

    /// Writes them, and is empty again.
    pub async fn write(&mut self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
        let Self { projects, counts, phases, parties, shares } = std::mem::take(self);
        insert_all(connection, projects).await?;
        insert_all(connection, counts).await?;
        insert_all(connection, phases).await?;
        insert_all(connection, parties).await?;
        insert_all(connection, shares).await
    }
}

/// Replaces what is written down; the caller has locked the row.
pub async fn replace_content(
    transaction: &DatabaseTransaction,
    row: &project::Model,
    content: &Content,
    author: &Author,
) -> Result<(), DbErr> {
    let id = row.id;
    // Before the project holds fewer than they were.
    project_count::Entity::delete_many().filter(project_count::Column::ProjectId.eq(id)).exec(transaction).await?;
    let marked_by = match &content.external_id {
        None => None,
        same if *same == row.external_id => row.marked_by,
        Some(_) => author.organisation,
    };
    let changed = project::ActiveModel {
        id: Set(id),
        version: Set(row.version + 1),
        updated_at: Set(author.at),
        marked_by: Set(marked_by),
        ..with_content(content)?
    };
    changed.update(transaction).await?;
    project_phase::Entity::delete_many().filter(project_phase::Column::ProjectId.eq(id)).exec(transaction).await?;
    project_party::Entity::delete_many().filter(project_party::Column::ProjectId.eq(id)).exec(transaction).await?;
    let shares = project_cost_share::Entity::delete_many();
    shares.filter(project_cost_share::Column::ProjectId.eq(id)).exec(transaction).await?;
    let mut rows = ProjectRows::default();
    rows.add_parts(id, content)?;
    rows.write(transaction).await
}

fn with_content(content: &Content) -> Result<project::ActiveModel, DbErr> {
    Ok(project::ActiveModel {
        name: Set(content.name.clone()),
        place: Set(content.place.clone()),
        place_hidden: Set(content.place_hidden),
        confidentiality: Set(content.confidentiality.code().to_owned()),
        status: Set(content.status.code().to_owned()),
        plan_status: Set(content.plan_status.map(|status| status.code().to_owned())),
        dwellings: Set(number(content.dwellings)?),
        demolished: Set(number(content.demolished)?),
        planned: Set(content.planned.map(|period| period.to_string())),
        planned_last_day: Set(content.planned.and_then(Period::last_day)),
        intent_signed_on: Set(content.intent.signed_on),
        intent_document: Set(content.intent.document.clone()),
        external_id: Set(content.external_id.clone()),
        note: Set(content.note.clone()),
        search_text: Set(search_text(content)),
        ..Default::default()
    })
}

/// What a search looks in. A hidden place is not found by who may not read it.
fn search_text(content: &Content) -> String {
    let place = content.place.as_deref().filter(|_| !content.place_hidden);
    let parts = [Some(content.name.as_str()), place, content.external_id.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n").to_lowercase()
}

pub fn number(count: u32) -> Result<i32, DbErr> {
    i32::try_from(count).map_err(|_| DbErr::Custom("more dwellings than can be stored".to_owned()))
}

/// The totals per type of many projects at once.
pub async fn counts_of_many(connection: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Counts>, DbErr> {
    let of_them = project_count::Entity::find().filter(project_count::Column::ProjectId.is_in(ids.iter().copied()));
    let mut counts: BTreeMap<Uuid, Counts> = BTreeMap::new();
    for row in of_them.all(connection).await? {
        let project = row.project_id;
        let (line, count) = line(row)?;
        counts.entry(project).or_default().add(line, count);
    }
    Ok(counts)
}
