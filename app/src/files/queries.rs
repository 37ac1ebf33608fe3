//! Reading files.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::files::{FileKind, size_label};
use domain::policy::{Action, CommitmentRights, FileRights, Verb};
use domain::progress::may_report;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};
use uuid::Uuid;

use super::entity::file;
use super::records::{kind_of, sha256};
use crate::audit::data::Moment;
use crate::auth::entity::user;
use crate::commitments::data::{SideCard, SideLine};
use crate::commitments::entity::progress_update;
use crate::commitments::names::called;
use crate::commitments::queries::{moment, one_visible};
use crate::error::AppError;
use crate::regions::entity::organisation;
use crate::request::{Request, moment_label};

/// A file in the list of its commitment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    pub id: Uuid,
    pub name: String,
    /// `PDF, 1,2 MB`
    pub what: String,
    pub sha256: String,
    pub note: Option<String>,
    /// When the report was made that it belongs to.
    pub report: Option<String>,
    pub at: Moment,
    /// The person, and on behalf of which organisation.
    pub by: String,
    pub withdrawn: Option<Withdrawn>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    pub at: Moment,
    pub by: String,
    pub reason: String,
}

#[derive(FromQueryResult)]
struct Record {
    id: Uuid,
    name: String,
    kind: String,
    size: i64,
    sha256: String,
    note: Option<String>,
    at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
    withdrawn_by: Option<Uuid>,
    withdrawn_reason: Option<String>,
    report_at: Option<DateTime<Utc>>,
    user: String,
    organisation: String,
}

fn with_names(chosen: Select<file::Entity>) -> Select<file::Entity> {
    use file::Column as C;
    chosen
        .select_only()
        .columns([C::Id, C::Name, C::Kind, C::Size, C::Sha256, C::Note, C::At])
        .columns([C::WithdrawnAt, C::WithdrawnBy, C::WithdrawnReason])
        .column_as(progress_update::Column::At, "report_at")
        .column_as(user::Column::Name, "user")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::LeftJoin, file::Relation::Report.def())
        .join(JoinType::InnerJoin, file::Relation::User.def())
        .join(JoinType::InnerJoin, file::Relation::Organisation.def())
        .order_by_desc(C::At)
        .order_by_desc(C::Id)
}

fn of_commitment(commitment: Uuid) -> Select<file::Entity> {
    file::Entity::find().filter(file::Column::CommitmentId.eq(commitment))
}

/// `PDF, 1,2 MB`
pub fn what(kind: &str, size: i64) -> Result<String, DbErr> {
    let kind: FileKind = kind.parse().map_err(|_| DbErr::Custom("unreadable file".to_owned()))?;
    Ok(format!("{}, {}", kind.label(), size_label(u64::try_from(size).unwrap_or_default())))
}

/// Newest first, in two queries.
pub async fn lines(connection: &impl ConnectionTrait, chosen: Select<file::Entity>) -> Result<Vec<FileLine>, DbErr> {
    let records: Vec<Record> = with_names(chosen).into_model().all(connection).await?;
    let names = withdrawers(connection, &records).await?;
    let line = |record: Record| {
        let by = record.withdrawn_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
        let reason = record.withdrawn_reason.unwrap_or_default();
        Ok(FileLine {
            id: record.id,
            what: what(&record.kind, record.size)?,
            name: record.name,
            sha256: record.sha256,
            note: record.note,
            report: record.report_at.map(moment_label),
            at: moment(record.at),
            by: format!("{}, namens {}", record.user, record.organisation),
            withdrawn: record.withdrawn_at.map(|at| Withdrawn { at: moment(at), by, reason }),
        })
    };
    records.into_iter().map(line).collect()
}

async fn withdrawers(connection: &impl ConnectionTrait, records: &[Record]) -> Result<BTreeMap<Uuid, String>, DbErr> {
    let ids: Vec<Uuid> = records.iter().filter_map(|record| record.withdrawn_by).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let named = user::Entity::find().select_only().columns([user::Column::Id, user::Column::Name]);
    let named: Vec<(Uuid, String)> = named.filter(user::Column::Id.is_in(ids)).into_tuple().all(connection).await?;
    Ok(named.into_iter().collect())
}

/// How many files the page of a commitment shows.
const ON_CARD: usize = 5;

/// The newest files, on the page of their commitment. One query.
pub async fn card(request: &Request, rights: &CommitmentRights, commitment: Uuid) -> Result<Option<SideCard>, DbErr> {
    let records: Vec<Record> = with_names(of_commitment(commitment)).into_model().all(request.database()).await?;
    if records.is_empty() && !may_add(request, rights) {
        return Ok(None);
    }
    let first = records.is_empty();
    let counting = records.into_iter().filter(|record| record.withdrawn_at.is_none()).collect::<Vec<_>>();
    let total = counting.len();
    let line = |record: Record| {
        let day = moment_label(record.at);
        Ok(SideLine {
            text: record.name,
            href: Some(format!("{}/bestand", page_of(commitment, record.id))),
            below: format!("{}; {}, {day}", what(&record.kind, record.size)?, record.organisation),
        })
    };
    let lines = counting.into_iter().take(ON_CARD).map(line).collect::<Result<_, DbErr>>()?;
    let link = match total {
        0 if first => "Bewijs toevoegen".to_owned(),
        0..=ON_CARD => "Bewijs bekijken".to_owned(),
        _ => format!("Alle {total} stukken bekijken"),
    };
    Ok(Some(SideCard {
        anchor: "bewijs".to_owned(),
        title: "Bewijs".to_owned(),
        nothing: "Nog geen bewijs.".to_owned(),
        lines,
        href: list_of(commitment),
        link,
    }))
}

fn list_of(commitment: Uuid) -> String {
    format!("/afspraken/{commitment}/bewijs")
}

fn page_of(commitment: Uuid, file: Uuid) -> String {
    format!("{}/{file}", list_of(commitment))
}

/// What the page of all files of a commitment shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilesPage {
    pub id: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    pub files: Vec<FileLine>,
    /// The reports that a new one can belong to, newest first: id, and when it was made.
    pub reports: Vec<(Uuid, String)>,
    pub may_add: bool,
}

/// Who proves something, proves something recent.
const REPORTS: u64 = 12;

/// # Errors
/// `NotFound` when the commitment does not exist for this person.
pub async fn page(request: &Request, id: Uuid) -> Result<FilesPage, AppError> {
    let database = request.database();
    let (row, _, rights) = one_visible(database, &request.visibility(), id).await?;
    let may_add = may_add(request, &rights);
    let reports = if may_add { reports(database, id).await? } else { vec![] };
    let files = lines(database, of_commitment(id)).await?;
    let label = called(database, &row).await?;
    Ok(FilesPage { id, number: row.number, label, example: row.example, files, reports, may_add })
}

fn may_add(request: &Request, rights: &CommitmentRights) -> bool {
    may_report(rights.life_cycle).is_ok() && request.allow(Action::Commitment(Verb::ReportProgress, rights)).is_ok()
}

async fn reports(connection: &impl ConnectionTrait, commitment: Uuid) -> Result<Vec<(Uuid, String)>, DbErr> {
    use progress_update::Column as C;
    let newest: Vec<(Uuid, DateTime<Utc>)> = progress_update::Entity::find()
        .select_only()
        .columns([C::Id, C::At])
        .filter(C::CommitmentId.eq(commitment))
        .order_by_desc(C::Id)
        .limit(REPORTS)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(newest.into_iter().map(|(id, at)| (id, moment_label(at))).collect())
}

/// What the page of one file shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePage {
    pub commitment: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    pub file: FileLine,
    pub may_withdraw: bool,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person, or does not have this file.
pub async fn one(request: &Request, commitment: Uuid, id: Uuid) -> Result<FilePage, AppError> {
    let database = request.database();
    let (row, _, rights) = one_visible(database, &request.visibility(), commitment).await?;
    let chosen = of_commitment(commitment).filter(file::Column::Id.eq(id));
    let organisation = chosen.clone().one(database).await?.ok_or(AppError::NotFound)?.organisation_id;
    let file = lines(database, chosen).await?.pop().ok_or(AppError::NotFound)?;
    let rights = FileRights { commitment: rights, organisation: organisation.into() };
    let may_withdraw = file.withdrawn.is_none() && request.allow(Action::WithdrawFile(&rights)).is_ok();
    let label = called(database, &row).await?;
    Ok(FilePage { commitment, number: row.number, label, example: row.example, file, may_withdraw })
}

/// A file as somebody takes it home.
#[derive(Debug)]
pub struct Download {
    pub name: String,
    pub kind: FileKind,
    pub content: Vec<u8>,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person, does not have this file, or it was withdrawn;
/// `Internal` when its content is not what was added.
pub async fn download(request: &Request, commitment: Uuid, id: Uuid) -> Result<Download, AppError> {
    let database = request.database();
    one_visible(database, &request.visibility(), commitment).await?;
    let chosen = of_commitment(commitment).filter(file::Column::Id.eq(id)).filter(file::Column::WithdrawnAt.is_null());
    let row = chosen.one(database).await?.ok_or(AppError::NotFound)?;
    content_of(request, row).await
}

/// What is in a file that counts.
///
/// # Errors
/// `Internal` when its content is not what was added.
pub async fn content_of(request: &Request, row: file::Model) -> Result<Download, AppError> {
    let content = request.state.files.get(row.id).await?;
    if sha256(&content) != row.sha256 {
        tracing::error!(id = %row.id, "the content of a file is not what was added");
        return Err(AppError::Internal);
    }
    Ok(Download { kind: kind_of(&row)?, name: row.name, content })
}
