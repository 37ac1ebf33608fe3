//! One commitment with everything that happened to it.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::Period;
use domain::commitments::{LifeCycle, Missing, is_one_sided};
use domain::documents::label;
use domain::organisations::OrganisationType;
use domain::policy::{Action, CommitmentRights, Verb, Visibility, allows};
use domain::progress::{Stoplight, may_report};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::super::data::{
    Detail, DocumentLine, DwellingLine, Named, NamedChallenge, PartyLine, ProgressLine, SideCard, SourceLine,
};
use super::super::entity::{
    commitment, commitment_challenge, commitment_document, commitment_dwelling, commitment_project,
    commitment_success_factor, commitment_target_group, party, progress_update,
};
use super::super::links::{Links, stored_count};
use super::super::occurrences;
use super::super::projects::queries::{line, served, told_of};
use super::super::records::content_with;
use super::super::steps::queries::milestones;
use super::super::waiting::data::Waiting;
use super::super::waiting::queries::around;
use super::super::waiting::records::timeline_subjects;
use super::list::{list_rows, party_name};
use super::options::named_challenge;
use super::{moment, one_visible, unreadable, visible};
use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::auth::entity::user;
use crate::bottlenecks::queries::bottlenecks_of;
use crate::comments;
use crate::commitments::agreement::queries::standing;
use crate::decisions::queries::decisions_of;
use crate::documents::entity::document;
use crate::error::AppError;
use crate::files;
use crate::regions::entity::{organisation, source};
use crate::regions::vision::{challenge, success_factor, target_group};
use crate::request::Request;
use crate::targets::entity::measure;

/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn show(request: &Request, id: Uuid) -> Result<Detail, AppError> {
    let database = request.database();
    let visibility = request.visibility();
    let (record, named, rights) = one_visible(database, &visibility, id).await?;
    let itself = visible(&visibility).filter(commitment::Column::Id.eq(id));
    let row = list_rows(database, itself, request.reckoning()).await?.pop().ok_or(AppError::NotFound)?;
    let challenges = challenges(database, id).await?;
    let groups = target_groups(database, id).await?;
    let dwellings = dwellings(database, id).await?;
    let factors = success_factors(database, id).await?;
    let documents = documents(database, id).await?;
    let links = Links {
        challenges: challenges.iter().map(|challenge| challenge.id.into()).collect(),
        target_groups: groups.iter().map(|(group, _)| (*group).into()).collect(),
        dwellings: dwellings.iter().map(|(measure, line)| ((*measure).into(), line.count)).collect(),
        success_factors: factors.iter().map(|(factor, _)| (*factor).into()).collect(),
        documents: documents.iter().map(|row| row.id.into()).collect(),
    };
    let content = content_with(&record, named, links);

    let agreement = standing(request, &record, &rights, &content).await?;
    let parties = parties(database, id).await?;
    let waiting = around(database, &visibility, id, rights.life_cycle).await?;
    let may_edit = allows(request.actor(), Action::Commitment(Verb::Edit, &rights)).is_ok();
    let concept = rights.life_cycle == LifeCycle::Draft;
    let missing = if concept { content.missing_for_proposal() } else { vec![] };
    let told = |missing: Missing| if may_edit { missing.instruction() } else { missing.label() };
    Ok(Detail {
        row,
        external_id: record.external_id.clone(),
        description: content.description,
        kind: content.kind,
        start: content.start.map(Period::label),
        one_sided: is_one_sided(parties.iter().map(|(line, kind)| (*kind, line.role, line.contribution.is_some()))),
        parties: parties.into_iter().map(|(line, _)| line).collect(),
        agreement,
        challenges,
        target_groups: groups.into_iter().map(|(_, name)| name).collect(),
        dwellings: dwellings.into_iter().map(|(_, line)| line).collect(),
        success_factors: factors.into_iter().map(|(id, name)| Named { value: id.to_string(), name }).collect(),
        documents: documents.into_iter().map(document_line).collect(),
        projects: served(database, &visibility, id).await?.into_iter().map(line).collect(),
        source: source_line(database, &record).await?,
        latest: latest_progress(database, id).await?,
        timeline: timeline(database, happened_to(&visibility, id, &waiting)).await?,
        milestones: milestones(database, id, rights.life_cycle, request.today()).await?,
        waiting,
        bottlenecks: bottlenecks_of(database, &visibility, id).await?,
        decisions: decisions_of(request, id).await?,
        beside: beside(request, &record, &rights).await?,
        missing: missing.into_iter().map(|missing| told(missing).to_owned()).collect(),
        may_edit,
        may_report: may_report(rights.life_cycle).is_ok()
            && allows(request.actor(), Action::Commitment(Verb::ReportProgress, &rights)).is_ok(),
        version: record.version,
        may_propose: concept && allows(request.actor(), Action::Commitment(Verb::Propose, &rights)).is_ok(),
    })
}

/// What has pages of its own; a card that is empty is for who can fill it.
async fn beside(request: &Request, row: &commitment::Model, rights: &CommitmentRights) -> Result<Vec<SideCard>, DbErr> {
    let cards = [
        occurrences::queries::card(request, row, rights).await?,
        comments::queries::card(request, rights, row.id).await?,
        files::queries::card(request, rights, row.id).await?,
    ];
    Ok(cards.into_iter().flatten().collect())
}

#[derive(FromQueryResult)]
struct PartyRecord {
    organisation_id: Option<Uuid>,
    role: String,
    group_type: Option<String>,
    function: Option<String>,
    contribution: Option<String>,
    name: Option<String>,
    organisation_type: Option<String>,
}

/// The parties, each with the type of its organisation or group.
async fn parties(database: &DatabaseConnection, id: Uuid) -> Result<Vec<(PartyLine, OrganisationType)>, DbErr> {
    let records = party::Entity::find()
        .select_only()
        .columns([
            party::Column::OrganisationId,
            party::Column::Role,
            party::Column::GroupType,
            party::Column::Function,
            party::Column::Contribution,
        ])
        .columns([organisation::Column::Name, organisation::Column::OrganisationType])
        .join(JoinType::LeftJoin, party::Relation::Organisation.def())
        .filter(party::Column::CommitmentId.eq(id))
        .order_by_asc(party::Column::Position)
        .into_model::<PartyRecord>()
        .all(database)
        .await?;
    let line = |record: PartyRecord| {
        let kind = record.organisation_type.as_deref().or(record.group_type.as_deref())?.parse().ok()?;
        let line = PartyLine {
            organisation: record.organisation_id,
            name: party_name(record.name, record.group_type)?,
            role: record.role.parse().ok()?,
            function: record.function,
            contribution: record.contribution,
        };
        Some((line, kind))
    };
    records.into_iter().map(|record| line(record).ok_or_else(|| unreadable("party"))).collect()
}

async fn challenges(database: &DatabaseConnection, id: Uuid) -> Result<Vec<NamedChallenge>, DbErr> {
    let rows = challenge::Entity::find()
        .join(JoinType::InnerJoin, commitment_challenge::Relation::Challenge.def().rev())
        .filter(commitment_challenge::Column::CommitmentId.eq(id))
        .order_by_asc(challenge::Column::Position)
        .all(database)
        .await?;
    Ok(rows.into_iter().map(named_challenge).collect())
}

async fn target_groups(database: &DatabaseConnection, id: Uuid) -> Result<Vec<(Uuid, String)>, DbErr> {
    target_group::Entity::find()
        .select_only()
        .columns([target_group::Column::Id, target_group::Column::Name])
        .join(JoinType::InnerJoin, commitment_target_group::Relation::TargetGroup.def().rev())
        .filter(commitment_target_group::Column::CommitmentId.eq(id))
        .order_by_asc(target_group::Column::Position)
        .into_tuple()
        .all(database)
        .await
}

/// Each with its measure, in the order of the region.
async fn dwellings(database: &DatabaseConnection, id: Uuid) -> Result<Vec<(Uuid, DwellingLine)>, DbErr> {
    let rows: Vec<(Uuid, i32, String)> = commitment_dwelling::Entity::find()
        .select_only()
        .columns([commitment_dwelling::Column::MeasureId, commitment_dwelling::Column::Count])
        .column(measure::Column::Name)
        .join(JoinType::InnerJoin, commitment_dwelling::Relation::Measure.def())
        .filter(commitment_dwelling::Column::CommitmentId.eq(id))
        .order_by_asc(measure::Column::Position)
        .into_tuple()
        .all(database)
        .await?;
    Ok(rows.into_iter().map(|(id, count, name)| (id, DwellingLine { name, count: stored_count(count) })).collect())
}

async fn success_factors(database: &DatabaseConnection, id: Uuid) -> Result<Vec<(Uuid, String)>, DbErr> {
    success_factor::Entity::find()
        .select_only()
        .columns([success_factor::Column::Id, success_factor::Column::Name])
        .join(JoinType::InnerJoin, commitment_success_factor::Relation::SuccessFactor.def().rev())
        .filter(commitment_success_factor::Column::CommitmentId.eq(id))
        .order_by_asc(success_factor::Column::Position)
        .into_tuple()
        .all(database)
        .await
}

async fn documents(database: &DatabaseConnection, id: Uuid) -> Result<Vec<document::Model>, DbErr> {
    document::Entity::find()
        .join(JoinType::InnerJoin, commitment_document::Relation::Document.def().rev())
        .filter(commitment_document::Column::CommitmentId.eq(id))
        .order_by_asc(document::Column::Title)
        .order_by_asc(document::Column::Id)
        .all(database)
        .await
}

fn document_line(row: document::Model) -> DocumentLine {
    DocumentLine { label: label(&row.title, row.first_year, row.last_year), url: row.url }
}

async fn source_line(database: &DatabaseConnection, record: &commitment::Model) -> Result<Option<SourceLine>, DbErr> {
    let Some(id) = record.source_id else { return Ok(None) };
    let source = source::Entity::find_by_id(id).one(database).await?.ok_or_else(|| unreadable("source"))?;
    Ok(Some(SourceLine {
        title: source.title,
        detail: record.source_detail.clone(),
        quote: record.quote.clone(),
        verified: source.verified,
    }))
}

pub async fn latest_progress(database: &DatabaseConnection, id: Uuid) -> Result<Option<ProgressLine>, DbErr> {
    let newest = progress_update::Entity::find()
        .find_also_related(user::Entity)
        .filter(progress_update::Column::CommitmentId.eq(id))
        // In the order in which they came: the newest is the one whose light the commitment carries.
        .order_by_desc(progress_update::Column::Id)
        .one(database)
        .await?;
    let Some((update, by)) = newest else { return Ok(None) };
    Ok(Some(ProgressLine {
        id: update.id,
        content: light(&update.content)?,
        planning: light(&update.planning)?,
        money: light(&update.money)?,
        expected: update.expected.as_deref().and_then(|text| text.parse().ok()).map(Period::label),
        unchanged: update.unchanged,
        note: update.note,
        cause: update.cause,
        effect: update.effect,
        correction: update.correction,
        at: moment(update.at),
        by: by.map(|user| user.name).unwrap_or_default(),
    }))
}

fn light(code: &str) -> Result<Stoplight, DbErr> {
    code.parse().map_err(|_| unreadable("progress"))
}

/// The entries about a commitment, its waits and its projects, as far as its reader may see those.
pub fn happened_to(visibility: &Visibility, id: Uuid, waiting: &Waiting) -> Condition {
    let subjects = timeline_subjects(id, waiting);
    Condition::any().add(audit_entry::Column::SubjectId.is_in(subjects)).add(told_of(
        visibility,
        commitment_project::Column::CommitmentId,
        id,
    ))
}

/// Newest first.
async fn timeline(database: &DatabaseConnection, of_it: Condition) -> Result<Vec<TimelineEntry>, DbErr> {
    Ok(audit::timeline::timeline(database, of_it).await?.into_iter().map(|(_, entry)| entry).collect())
}
