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
use domain::ids::OrganisationId;
use domain::organisations::OrganisationType;
use domain::policy::CommitmentRights;
use domain::{Period, occurrences};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    Set,
};
use uuid::Uuid;

use super::agreement::records::{contents_asked, first_agreement, insert_first_version, set_agreement};
use super::entity::{commitment, party};
use super::links::{Links, delete_links, insert_links, links_of_many};
use super::names::Names;
use super::occurrences::records::told_of;
use crate::audit::{self, Author, Subject};
use crate::request::day_of;
use crate::storage::new_id;

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
    /// The mark by which its writer knows it elsewhere.
    pub external_id: Option<String>,
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
    let told = differences(&[], &described_as_new(names, &new));
    let id = add_commitment(transaction, new, author).await?;
    audit::record(transaction, author, event, Subject::Commitment(id), &told).await?;
    Ok(id)
}

/// The same without the entry, which the caller adds.
pub async fn add_commitment(
    transaction: &DatabaseTransaction,
    new: NewCommitment,
    author: &Author,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let mut row = new_row(id, &new, author.at);
    row.marked_by = Set(author.organisation.filter(|_| new.external_id.is_some()));
    let NewCommitment { content, life_cycle, .. } = new;
    let agreement = first_agreement(life_cycle, &content)?;
    set_agreement(&mut row, &agreement);
    row.insert(transaction).await?;
    insert_parts(transaction, id, &content).await?;
    insert_first_version(transaction, id, &agreement, &content, author).await?;
    Ok(id)
}

/// The row of a new commitment, without where it stands between its parties.
pub fn new_row(id: Uuid, new: &NewCommitment, at: DateTime<Utc>) -> commitment::ActiveModel {
    let quotation = new.quotation.as_ref();
    let mut row = commitment::ActiveModel {
        id: Set(id),
        region_id: Set(new.region_id),
        municipality_id: Set(new.municipality_id),
        number: Set(new.number.clone()),
        external_id: Set(new.external_id.clone()),
        source_id: Set(quotation.map(|quotation| quotation.source_id)),
        source_detail: Set(quotation.and_then(|quotation| quotation.detail.clone())),
        quote: Set(quotation.and_then(|quotation| quotation.quote.clone())),
        example: Set(new.example),
        progress: Set(None),
        version: Set(1),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    };
    set_content(&mut row, &new.content, at, &[]);
    row
}

/// What the timeline tells of a new commitment.
pub fn described_as_new(names: &Names, new: &NewCommitment) -> Vec<Described> {
    let place = new.municipality_id.and_then(|id| names.municipalities.get(&id)).cloned().unwrap_or_default();
    let mut described = names.describe(&new.content);
    described.push((Field::Municipality, place));
    described.push((Field::LifeCycle, new.life_cycle.label().to_owned()));
    described.push((Field::ExternalId, new.external_id.clone().unwrap_or_default()));
    described
}

/// Replaces the content of a commitment; the caller has locked the row and raises its version.
pub async fn replace_content(
    transaction: &impl ConnectionTrait,
    mut row: commitment::ActiveModel,
    id: Uuid,
    content: &Content,
) -> Result<(), DbErr> {
    let recurs = content.due.is_some_and(Period::recurs);
    let told = if recurs { told_of(transaction, id).await? } else { vec![] };
    let created_at = row.created_at.clone().take().ok_or_else(|| DbErr::RecordNotFound(id.to_string()))?;
    set_content(&mut row, content, created_at, &told);
    row.update(transaction).await?;
    party::Entity::delete_many().filter(party::Column::CommitmentId.eq(id)).exec(transaction).await?;
    delete_links(transaction, id).await?;
    insert_parts(transaction, id, content).await
}

/// `told`: the occurrences of which something was told.
fn set_content(row: &mut commitment::ActiveModel, content: &Content, created_at: DateTime<Utc>, told: &[Period]) {
    let counts_from = content.start.and_then(Period::first_day).unwrap_or_else(|| day_of(created_at));
    row.title = Set(content.title.clone());
    row.description = Set(content.description.clone());
    row.kind = Set(content.kind.map(|kind| kind.code().to_owned()));
    row.start = Set(content.start.map(|period| period.to_string()));
    row.due = Set(content.due.map(|period| period.to_string()));
    row.due_last_day = Set(occurrences::last_day(content.due, counts_from, told));
    row.place = Set(content.place.clone());
    let quote = row.quote.clone().take().flatten();
    let marks = [row.number.clone().take(), row.external_id.clone().take().flatten()];
    row.search_text = Set(search_text(&marks, content, quote.as_deref()));
}

/// What is searched in. `marks`: our number of it, and the one under which its keeper knows it.
pub fn search_text(marks: &[Option<String>; 2], content: &Content, quote: Option<&str>) -> String {
    let parts = [Some(content.title.as_str()), content.description.as_deref(), content.place.as_deref(), quote];
    let marks = marks.iter().map(Option::as_deref);
    marks.chain(parts).flatten().collect::<Vec<_>>().join("\n").to_lowercase()
}

async fn insert_parts(transaction: &impl ConnectionTrait, id: Uuid, content: &Content) -> Result<(), DbErr> {
    party::Entity::insert_many(party_rows(id, content)).exec_without_returning(transaction).await?;
    insert_links(transaction, id, content).await
}

/// The rows of a commitment's parties, in their order.
pub fn party_rows(id: Uuid, content: &Content) -> impl Iterator<Item = party::ActiveModel> {
    content.parties.iter().zip(0..).map(move |(party, position)| party::ActiveModel {
        commitment_id: Set(id),
        position: Set(position),
        organisation_id: Set(party.organisation().map(Into::into)),
        group_type: Set(match party.who {
            PartyRef::Organisation(_) => None,
            PartyRef::Group(group) => Some(group.code().to_owned()),
        }),
        role: Set(party.role.code().to_owned()),
        function: Set(party.function.clone()),
        contribution: Set(party.contribution.clone()),
    })
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

/// The parties of several commitments, each in their order.
pub async fn parties_of_many(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Party>>, DbErr> {
    let mut parties: BTreeMap<Uuid, Vec<Party>> = BTreeMap::new();
    let found = party::Entity::find()
        .filter(party::Column::CommitmentId.is_in(ids.iter().copied()))
        .order_by_asc(party::Column::CommitmentId)
        .order_by_asc(party::Column::Position)
        .all(connection)
        .await?;
    for row in found {
        let id = row.commitment_id;
        parties.entry(id).or_default().extend(to_party(row));
    }
    Ok(parties)
}

/// The content of a commitment as the domain knows it.
pub async fn content_of(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<Content, DbErr> {
    Ok(contents_of(connection, std::slice::from_ref(row)).await?.remove(0))
}

/// The contents of commitments, in the order of their rows: one query for each table, however many there are.
async fn contents_of(connection: &impl ConnectionTrait, rows: &[commitment::Model]) -> Result<Vec<Content>, DbErr> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut links = links_of_many(connection, &ids).await?;
    let mut parties = parties_of_many(connection, &ids).await?;
    let content = |row: &commitment::Model| {
        content_with(row, parties.remove(&row.id).unwrap_or_default(), links.remove(&row.id).unwrap_or_default())
    };
    Ok(rows.iter().map(content).collect())
}

/// What a commitment says, and what is asked beside that.
#[derive(Clone, Debug)]
pub struct Texts {
    /// In its row: what holds, or else what is asked or drafted.
    pub row: Content,
    /// A change of what holds, which lies with the parties.
    pub change: Option<Content>,
}

impl Texts {
    pub async fn of(connection: &impl ConnectionTrait, row: &commitment::Model) -> Result<Self, DbErr> {
        Ok(Self::of_many(connection, std::slice::from_ref(row)).await?.remove(0))
    }

    /// Of many commitments at once, in the order of their rows.
    pub async fn of_many(connection: &impl ConnectionTrait, rows: &[commitment::Model]) -> Result<Vec<Self>, DbErr> {
        let changes = contents_asked(connection, rows).await?;
        let contents = contents_of(connection, rows).await?;
        let texts = |(row, content): (&commitment::Model, Content)| {
            let change = row.in_force.and(row.asking).map(|version| {
                let missing = || DbErr::RecordNotFound(format!("version {version} of a commitment"));
                changes.get(&(row.id, version)).cloned().ok_or_else(missing)
            });
            Ok(Self { row: content, change: change.transpose()? })
        };
        rows.iter().zip(contents).map(texts).collect()
    }

    /// The newest text: the one that its editors go on from.
    pub fn shown(&self) -> &Content {
        self.change.as_ref().unwrap_or(&self.row)
    }
}

/// The content of a commitment whose parts were read already.
pub fn content_with(row: &commitment::Model, parties: Vec<Party>, links: Links) -> Content {
    let Links { challenges, target_groups, dwellings, success_factors, documents } = links;
    Content {
        title: row.title.clone(),
        description: row.description.clone(),
        kind: row.kind.as_deref().and_then(|code| code.parse().ok()),
        parties,
        start: stored_period(row.start.as_deref()),
        due: stored_period(row.due.as_deref()),
        place: row.place.clone(),
        challenges,
        target_groups,
        dwellings,
        success_factors,
        documents,
    }
}

/// What decides who may do what with a commitment of this row and these parties, of which some are asked to confirm.
pub fn rights_of(row: &commitment::Model, parties: &[Party], asked: Vec<OrganisationId>) -> CommitmentRights {
    CommitmentRights {
        region: row.region_id.into(),
        municipality: row.municipality_id.map(Into::into),
        life_cycle: stored_life_cycle(&row.life_cycle),
        published: row.source_id.is_some(),
        lead: parties.iter().filter(|party| party.role == PartyRole::Lead).find_map(Party::organisation),
        parties: parties.iter().filter_map(Party::organisation).collect(),
        asked,
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
    Some(Party { who, role: row.role.parse().ok()?, function: row.function, contribution: row.contribution })
}
