//! Between the tables and the domain: reading and writing what a commitment consists of.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::commitments::{Content, LifeCycle, Party, PartyRef, PartyRole};
use domain::differences::{Described, Field, differences};
use domain::ids::{ChallengeId, TargetGroupId};
use domain::organisations::OrganisationType;
use domain::policy::CommitmentRights;
use domain::progress::ProgressReport;
use domain::{Period, period};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{commitment, commitment_challenge, commitment_target_group, party, progress_update};
use crate::audit::{self, Author, Subject};
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::{challenge, target_group};
use crate::storage::new_id;

/// The words that a commitment's ids stand for, as the timeline writes them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub municipalities: BTreeMap<Uuid, String>,
    pub organisations: BTreeMap<Uuid, String>,
    /// Number and title.
    pub challenges: BTreeMap<Uuid, String>,
    pub target_groups: BTreeMap<Uuid, String>,
}

impl Names {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let municipalities: Vec<(Uuid, String)> = municipality::Entity::find()
            .select_only()
            .columns([municipality::Column::Id, municipality::Column::Name])
            .filter(municipality::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        let organisations: Vec<(Uuid, String)> = organisation::Entity::find()
            .select_only()
            .columns([organisation::Column::Id, organisation::Column::Name])
            .filter(organisation::Column::RegionId.eq(region))
            .into_tuple()
            .all(connection)
            .await?;
        let challenges =
            challenge::Entity::find().filter(challenge::Column::RegionId.eq(region)).all(connection).await?;
        let groups =
            target_group::Entity::find().filter(target_group::Column::RegionId.eq(region)).all(connection).await?;
        Ok(Self {
            municipalities: municipalities.into_iter().collect(),
            organisations: organisations.into_iter().collect(),
            challenges: challenges.into_iter().map(|row| (row.id, format!("{} {}", row.number, row.title))).collect(),
            target_groups: groups.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    fn party(&self, party: &Party) -> String {
        let name = match party.who {
            PartyRef::Organisation(id) => self.organisations.get(&id.0).cloned().unwrap_or_default(),
            PartyRef::Group(group) => group.group_label().to_owned(),
        };
        match &party.contribution {
            Some(contribution) => format!("{name} ({contribution})"),
            None => name,
        }
    }

    fn parties(&self, content: &Content, role: PartyRole) -> String {
        let names = content.parties.iter().filter(|party| party.role == role).map(|party| self.party(party));
        names.collect::<Vec<_>>().join("; ")
    }

    /// The content in the words of the screen, for the timeline and for comparing two versions.
    pub fn describe(&self, content: &Content) -> Vec<Described> {
        let listed = |names: &BTreeMap<Uuid, String>, ids: &mut dyn Iterator<Item = Uuid>| {
            let mut words: Vec<String> = ids.filter_map(|id| names.get(&id).cloned()).collect();
            words.sort();
            words.join("; ")
        };
        let when = |period: Option<Period>| period::label_or_unknown(period);
        vec![
            (Field::Title, content.title.clone()),
            (Field::Description, content.description.clone().unwrap_or_default()),
            (Field::Kind, content.kind.map(|kind| kind.label().to_owned()).unwrap_or_default()),
            (Field::Lead, self.parties(content, PartyRole::Lead)),
            (Field::Partners, self.parties(content, PartyRole::Partner)),
            (Field::Consulted, self.parties(content, PartyRole::Consulted)),
            (Field::Start, when(content.start)),
            (Field::Due, when(content.due)),
            (Field::Place, content.place.clone().unwrap_or_default()),
            (Field::Challenges, listed(&self.challenges, &mut content.challenges.iter().map(|id| id.0))),
            (Field::TargetGroups, listed(&self.target_groups, &mut content.target_groups.iter().map(|id| id.0))),
        ]
    }
}

/// Where a commitment is quoted from.
#[derive(Clone, Debug)]
pub struct Quotation {
    pub source_id: Uuid,
    pub detail: Option<String>,
    pub quote: Option<String>,
}

#[derive(Clone, Debug)]
pub struct NewCommitment {
    pub region_id: Uuid,
    /// The gemeente whose agenda it stands in; none for the region's.
    pub municipality_id: Option<Uuid>,
    pub number: String,
    pub content: Content,
    pub life_cycle: LifeCycle,
    pub quotation: Option<Quotation>,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds a commitment with its audit entry.
pub async fn insert_commitment(
    transaction: &DatabaseTransaction,
    new: NewCommitment,
    names: &Names,
    author: &Author,
    event: Event,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let NewCommitment { content, life_cycle, quotation, .. } = new;
    let mut row = commitment::ActiveModel {
        id: Set(id),
        region_id: Set(new.region_id),
        municipality_id: Set(new.municipality_id),
        number: Set(new.number),
        life_cycle: Set(life_cycle.code().to_owned()),
        source_id: Set(quotation.as_ref().map(|quotation| quotation.source_id)),
        source_detail: Set(quotation.as_ref().and_then(|quotation| quotation.detail.clone())),
        quote: Set(quotation.and_then(|quotation| quotation.quote)),
        example: Set(new.example),
        progress: Set(None),
        version: Set(1),
        created_at: Set(author.at),
        updated_at: Set(author.at),
        ..Default::default()
    };
    set_content(&mut row, &content);
    row.insert(transaction).await?;
    insert_parts(transaction, id, &content).await?;

    let place = new.municipality_id.and_then(|id| names.municipalities.get(&id)).cloned().unwrap_or_default();
    let mut described = names.describe(&content);
    described.push((Field::Municipality, place));
    described.push((Field::LifeCycle, life_cycle.label().to_owned()));
    audit::record(transaction, author, event, Subject::Commitment(id), &differences(&[], &described)).await?;
    Ok(id)
}

/// Replaces the content of a commitment; the caller has locked the row and raises its version.
pub async fn replace_content(
    transaction: &impl ConnectionTrait,
    mut row: commitment::ActiveModel,
    id: Uuid,
    content: &Content,
) -> Result<(), DbErr> {
    set_content(&mut row, content);
    row.update(transaction).await?;
    party::Entity::delete_many().filter(party::Column::CommitmentId.eq(id)).exec(transaction).await?;
    commitment_challenge::Entity::delete_many()
        .filter(commitment_challenge::Column::CommitmentId.eq(id))
        .exec(transaction)
        .await?;
    commitment_target_group::Entity::delete_many()
        .filter(commitment_target_group::Column::CommitmentId.eq(id))
        .exec(transaction)
        .await?;
    insert_parts(transaction, id, content).await
}

/// Adds a report of progress as of `at` and makes it the commitment's current status. Its audit entry is the caller's.
pub async fn insert_progress(
    transaction: &impl ConnectionTrait,
    commitment_id: Uuid,
    report: &ProgressReport,
    at: DateTime<Utc>,
    author: &Author,
) -> Result<(), DbErr> {
    let status = report.status.code().to_owned();
    let row = progress_update::ActiveModel {
        id: Set(new_id()),
        commitment_id: Set(commitment_id),
        user_id: Set(author.user),
        at: Set(at),
        status: Set(status.clone()),
        note: Set(report.note.clone()),
        cause: Set(report.cause.clone()),
        effect: Set(report.effect.clone()),
        correction: Set(report.correction.clone()),
    };
    row.insert(transaction).await?;
    let current = commitment::ActiveModel {
        id: Set(commitment_id),
        progress: Set(Some(status)),
        updated_at: Set(author.at),
        ..Default::default()
    };
    current.update(transaction).await?;
    Ok(())
}

/// A report in the words of the screen.
pub fn describe_progress(report: &ProgressReport) -> Vec<Described> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        (Field::Progress, report.status.colour().to_owned()),
        (Field::Note, text(&report.note)),
        (Field::Cause, text(&report.cause)),
        (Field::Effect, text(&report.effect)),
        (Field::Correction, text(&report.correction)),
    ]
}

fn set_content(row: &mut commitment::ActiveModel, content: &Content) {
    row.title = Set(content.title.clone());
    row.description = Set(content.description.clone());
    row.kind = Set(content.kind.map(|kind| kind.code().to_owned()));
    row.start = Set(content.start.map(|period| period.to_string()));
    row.due = Set(content.due.map(|period| period.to_string()));
    row.due_last_day = Set(content.due.and_then(Period::last_day));
    row.place = Set(content.place.clone());
    let quote = row.quote.clone().take().flatten();
    let number = row.number.clone().take();
    let parts =
        [number.as_ref(), Some(&content.title), content.description.as_ref(), content.place.as_ref(), quote.as_ref()];
    let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    row.search_text = Set(words.join("\n").to_lowercase());
}

async fn insert_parts(transaction: &impl ConnectionTrait, id: Uuid, content: &Content) -> Result<(), DbErr> {
    let parties = content.parties.iter().zip(0..).map(|(party, position)| party::ActiveModel {
        commitment_id: Set(id),
        position: Set(position),
        organisation_id: Set(match party.who {
            PartyRef::Organisation(organisation) => Some(organisation.into()),
            PartyRef::Group(_) => None,
        }),
        group_type: Set(match party.who {
            PartyRef::Organisation(_) => None,
            PartyRef::Group(group) => Some(group.code().to_owned()),
        }),
        role: Set(party.role.code().to_owned()),
        contribution: Set(party.contribution.clone()),
    });
    party::Entity::insert_many(parties).exec_without_returning(transaction).await?;
    let challenges = content.challenges.iter().map(|challenge| commitment_challenge::ActiveModel {
        commitment_id: Set(id),
        challenge_id: Set((*challenge).into()),
    });
    commitment_challenge::Entity::insert_many(challenges).exec_without_returning(transaction).await?;
    let groups = content.target_groups.iter().map(|group| commitment_target_group::ActiveModel {
        commitment_id: Set(id),
        target_group_id: Set((*group).into()),
    });
    commitment_target_group::Entity::insert_many(groups).exec_without_returning(transaction).await?;
    Ok(())
}

/// The parties of a commitment, in their order.
pub async fn parties_of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<Party>, DbErr> {
    let rows = party::Entity::find()
        .filter(party::Column::CommitmentId.eq(id))
        .order_by_asc(party::Column::Position)
        .all(connection)
        .await?;
    Ok(rows.into_iter().filter_map(to_party).collect())
}

/// The content of a commitment as the domain knows it.
pub async fn content_of(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<Content, DbErr> {
    let challenges: Vec<Uuid> = commitment_challenge::Entity::find()
        .select_only()
        .column(commitment_challenge::Column::ChallengeId)
        .filter(commitment_challenge::Column::CommitmentId.eq(row.id))
        .into_tuple()
        .all(connection)
        .await?;
    let groups: Vec<Uuid> = commitment_target_group::Entity::find()
        .select_only()
        .column(commitment_target_group::Column::TargetGroupId)
        .filter(commitment_target_group::Column::CommitmentId.eq(row.id))
        .into_tuple()
        .all(connection)
        .await?;
    let parties = parties_of(connection, row.id).await?;
    Ok(content_with(row, parties, challenges.into_iter().map(Into::into), groups.into_iter().map(Into::into)))
}

/// The content of a commitment whose parts were read already.
pub fn content_with(
    row: &commitment::Model,
    parties: Vec<Party>,
    challenges: impl Iterator<Item = ChallengeId>,
    target_groups: impl Iterator<Item = TargetGroupId>,
) -> Content {
    Content {
        title: row.title.clone(),
        description: row.description.clone(),
        kind: row.kind.as_deref().and_then(|code| code.parse().ok()),
        parties,
        start: stored_period(row.start.as_deref()),
        due: stored_period(row.due.as_deref()),
        place: row.place.clone(),
        challenges: challenges.collect(),
        target_groups: target_groups.collect(),
    }
}

/// What decides who may do what with a commitment of this row and these parties.
pub fn rights_of(row: &commitment::Model, parties: &[Party]) -> CommitmentRights {
    let organisation = |party: &Party| match party.who {
        PartyRef::Organisation(id) => Some(id),
        PartyRef::Group(_) => None,
    };
    CommitmentRights {
        region: row.region_id.into(),
        municipality: row.municipality_id.map(Into::into),
        life_cycle: stored_life_cycle(&row.life_cycle),
        published: row.source_id.is_some(),
        lead: parties.iter().filter(|party| party.role == PartyRole::Lead).find_map(organisation),
        parties: parties.iter().filter_map(organisation).collect(),
    }
}

pub fn stored_period(text: Option<&str>) -> Option<Period> {
    text.and_then(|text| text.parse().ok())
}

/// An unknown code cannot be stored by this program; if it is there all the same, it is the most private state.
pub fn stored_life_cycle(code: &str) -> LifeCycle {
    code.parse().unwrap_or(LifeCycle::Draft)
}

fn to_party(row: party::Model) -> Option<Party> {
    let who = match (row.organisation_id, row.group_type) {
        (Some(id), _) => PartyRef::Organisation(id.into()),
        (None, group) => PartyRef::Group(group?.parse::<OrganisationType>().ok()?),
    };
    Some(Party { who, role: row.role.parse().ok()?, contribution: row.contribution })
}
