//! Reading milestones.
#![expect(
    clippy::disallowed_methods,
    reason = "a milestone is read by its commitment, which was found through `visible`"
)]

use chrono::NaiveDate;
use domain::commitments::LifeCycle;
use domain::policy::{Action, CommitmentRights, Verb, allows};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::entity::commitment;
use super::super::names::{called, commitment_label};
use super::super::queries::conditions::open;
use super::super::queries::one_visible;
use super::super::records::stored_period;
use super::data::{MilestoneLine, OverdueMilestone};
use super::entity::milestone;
use super::records::to_milestone;
use crate::error::AppError;
use crate::regions::entity::municipality;
use crate::request::Request;

/// The milestones of a commitment, by date. `life_cycle` is the commitment's, which was found through `visible`.
pub async fn milestones(
    connection: &impl ConnectionTrait,
    commitment: Uuid,
    life_cycle: LifeCycle,
    today: NaiveDate,
) -> Result<Vec<MilestoneLine>, DbErr> {
    let rows = milestone::Entity::find()
        .filter(milestone::Column::CommitmentId.eq(commitment))
        .order_by_asc(milestone::Column::DueLastDay)
        .order_by_asc(milestone::Column::Id)
        .all(connection)
        .await?;
    rows.into_iter().map(|row| line(row, life_cycle, today)).collect()
}

/// What the milestones of a commitment are called that are not done.
pub async fn open_titles(connection: &impl ConnectionTrait, commitment: Uuid) -> Result<Vec<String>, DbErr> {
    milestone::Entity::find()
        .select_only()
        .column(milestone::Column::Title)
        .filter(milestone::Column::CommitmentId.eq(commitment))
        .filter(milestone::Column::DoneOn.is_null())
        .order_by_asc(milestone::Column::DueLastDay)
        .order_by_asc(milestone::Column::Id)
        .into_tuple()
        .all(connection)
        .await
}

fn line(row: milestone::Model, life_cycle: LifeCycle, today: NaiveDate) -> Result<MilestoneLine, DbErr> {
    let milestone = to_milestone(&row)?;
    Ok(MilestoneLine {
        id: row.id,
        overdue: milestone.is_overdue(life_cycle, today),
        title: milestone.title,
        due: milestone.due.label(),
        done_on: milestone.done_on.map(domain::dutch::date),
        note: milestone.note,
    })
}

/// What somebody may do with the milestones of a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct May {
    pub edit: bool,
    pub report: bool,
}

impl May {
    fn of(request: &Request, rights: &CommitmentRights) -> Self {
        let may = |verb| allows(request.actor(), Action::Commitment(verb, rights)).is_ok();
        Self { edit: may(Verb::Edit), report: may(Verb::ReportProgress) }
    }
}

/// What the page of all milestones shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestonesPage {
    pub id: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    /// When the commitment itself is due.
    pub due: String,
    pub milestones: Vec<MilestoneLine>,
    pub may: May,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person.
pub async fn page(request: &Request, id: Uuid) -> Result<MilestonesPage, AppError> {
    let (row, _, rights) = one_visible(request.database(), &request.visibility(), id).await?;
    Ok(MilestonesPage {
        id,
        label: called(request.database(), &row).await?,
        number: row.number,
        example: row.example,
        due: domain::period::label_or_unknown(stored_period(row.due.as_deref())),
        milestones: milestones(request.database(), id, rights.life_cycle, request.today()).await?,
        may: May::of(request, &rights),
    })
}

/// What the page of one milestone shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestonePage {
    pub commitment: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    pub milestone: MilestoneLine,
    pub version: i32,
    pub may: May,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person, or does not have this milestone.
pub async fn one(request: &Request, commitment: Uuid, id: Uuid) -> Result<MilestonePage, AppError> {
    let (row, _, rights) = one_visible(request.database(), &request.visibility(), commitment).await?;
    let of_it = milestone::Entity::find_by_id(id).filter(milestone::Column::CommitmentId.eq(commitment));
    let found = of_it.one(request.database()).await?.ok_or(AppError::NotFound)?;
    Ok(MilestonePage {
        commitment,
        label: called(request.database(), &row).await?,
        number: row.number,
        example: row.example,
        version: found.version,
        milestone: line(found, rights.life_cycle, request.today())?,
        may: May::of(request, &rights),
    })
}

#[derive(FromQueryResult)]
struct OverdueRecord {
    id: Uuid,
    title: String,
    due: String,
    commitment: Uuid,
    number: String,
    example: bool,
    commitment_title: String,
    municipality: Option<String>,
}

/// The milestones that are late in open commitments out of `led`: the first `limit`, the latest first, and how many there
/// are.
pub async fn overdue(
    connection: &impl ConnectionTrait,
    led: Select<commitment::Entity>,
    today: NaiveDate,
    limit: u64,
) -> Result<(Vec<OverdueMilestone>, u64), DbErr> {
    use milestone::Column as C;
    let late = led
        .filter(open())
        .join(JoinType::InnerJoin, milestone::Relation::Commitment.def().rev())
        .filter(C::DoneOn.is_null())
        .filter(C::DueLastDay.lt(today));
    let records = late
        .clone()
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .select_only()
        .columns([C::Id, C::Title, C::Due])
        .column_as(commitment::Column::Id, "commitment")
        .columns([commitment::Column::Number, commitment::Column::Example])
        .column_as(commitment::Column::Title, "commitment_title")
        .column_as(municipality::Column::Name, "municipality")
        .order_by_asc(C::DueLastDay)
        .order_by_asc(C::Id)
        .limit(limit)
        .into_model::<OverdueRecord>()
        .all(connection)
        .await?;
    let shown = records.len() as u64;
    let total = if shown < limit { shown } else { late.select_only().column(C::Id).count(connection).await? };
    let line = |record: OverdueRecord| OverdueMilestone {
        id: record.id,
        title: record.title,
        due: domain::period::label_or_unknown(stored_period(Some(&record.due))),
        commitment: record.commitment,
        example: record.example,
        commitment_label: commitment_label(&record.number, &record.commitment_title, record.municipality.as_deref()),
    };
    Ok((records.into_iter().map(line).collect(), total))
}
