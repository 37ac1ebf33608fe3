//! Reading waits. A wait between two commitments exists only for who may see both.
#![expect(
    clippy::disallowed_methods,
    reason = "waits are read by their commitment, which was found through `visible`, and their other side goes through it"
)]

use chrono::NaiveDate;
use domain::commitments::{LifeCycle, PartyRole};
use domain::dutch;
use domain::ids::OrganisationId;
use domain::policy::{Action, Verb, Visibility, WaitRights, allows};
use domain::waiting::{Over, is_open};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};
use uuid::Uuid;

use super::super::data::Named;
use super::super::entity::{commitment, party};
use super::super::names::{called, commitment_label};
use super::super::queries::conditions::{led_by, open};
use super::super::queries::{one_visible, organisations, visible, visible_ids};
use super::super::records::stored_life_cycle;
use super::data::{Other, WaitLine, Waiting, WaitingFor};
use super::entity::wait;
use crate::error::AppError;
use crate::regions::entity::{municipality, organisation};
use crate::request::Request;

/// The waits that exist for somebody, by id.
pub fn seen_ids(visibility: &Visibility) -> SelectStatement {
    wait::Entity::find()
        .select_only()
        .column(wait::Column::Id)
        .filter(wait::Column::CommitmentId.in_subquery(visible_ids(visibility)))
        .filter(other_seen(visibility))
        .into_query()
}

fn other_seen(visibility: &Visibility) -> Condition {
    Condition::any()
        .add(wait::Column::OtherId.is_null())
        .add(wait::Column::OtherId.in_subquery(visible_ids(visibility)))
}

/// A wait with its other side: what is waited for, or on the other page what waits.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Record {
    pub id: Uuid,
    reason: String,
    since: NaiveDate,
    pub resolved_on: Option<NaiveDate>,
    organisation_id: Option<Uuid>,
    other_lead: Option<Uuid>,
    commitment: Option<Uuid>,
    number: Option<String>,
    title: Option<String>,
    life_cycle: Option<String>,
    municipality: Option<String>,
    organisation: Option<String>,
}

impl Record {
    pub fn other(&self) -> Other {
        let label = match (&self.number, &self.title) {
            (Some(number), Some(title)) => commitment_label(number, title, self.municipality.as_deref()),
            _ => self.organisation.clone().unwrap_or_default(),
        };
        Other { label, commitment: self.commitment }
    }

    fn other_life_cycle(&self) -> Option<LifeCycle> {
        self.life_cycle.as_deref().map(stored_life_cycle)
    }

    /// Who has to do something first; of what waits on the other page, whoever that is.
    pub fn waited_for(&self) -> Option<OrganisationId> {
        self.organisation_id.or(self.other_lead).map(OrganisationId::from)
    }

    fn line(self, open: Result<(), Over>) -> WaitLine {
        let lapsed = open.is_ok() && self.other_life_cycle() == Some(LifeCycle::Lapsed);
        WaitLine {
            id: self.id,
            other: self.other(),
            waited_for: self.waited_for(),
            lapsed,
            reason: self.reason,
            since: dutch::date(self.since),
            over: open.err().map(over_label),
        }
    }
}

fn over_label(over: Over) -> String {
    match over {
        Over::Resolved(day) => format!("Opgelost op {}", dutch::date(day)),
        Over::OtherCompleted => "Niet meer nodig: afgerond".to_owned(),
        Over::WaitingClosed => "De afspraak die wachtte, is afgesloten".to_owned(),
    }
}

/// What a commitment waits for, as far as it exists for this person.
pub async fn waits_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    commitment: Uuid,
) -> Result<Vec<Record>, DbErr> {
    select(wait::Relation::Other)
        .filter(wait::Column::CommitmentId.eq(commitment))
        .filter(other_seen(visibility))
        .into_model::<Record>()
        .all(connection)
        .await
}

/// What waits for a commitment, as far as it exists for this person.
async fn waiters_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    commitment: Uuid,
) -> Result<Vec<Record>, DbErr> {
    select(wait::Relation::Waiting)
        .filter(wait::Column::OtherId.eq(commitment))
        .filter(wait::Column::CommitmentId.in_subquery(visible_ids(visibility)))
        .into_model::<Record>()
        .all(connection)
        .await
}

/// Waits with the commitment on one side of them.
fn select(side: wait::Relation) -> sea_orm::Select<wait::Entity> {
    use commitment::Column as C;
    use wait::Column as W;
    wait::Entity::find()
        .select_only()
        .columns([W::Id, W::Reason, W::Since, W::ResolvedOn, W::OrganisationId])
        .expr_as(lead_of_the_other(), "other_lead")
        .column_as(C::Id, "commitment")
        .columns([C::Number, C::Title, C::LifeCycle])
        .column_as(municipality::Column::Name, "municipality")
        .column_as(organisation::Column::Name, "organisation")
        .join(JoinType::LeftJoin, side.def())
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .join(JoinType::LeftJoin, wait::Relation::Organisation.def())
        .order_by_asc(W::Since)
        .order_by_asc(W::Id)
}

/// The trekker of the commitment that is waited for.
fn lead_of_the_other() -> Expr {
    let lead = party::Entity::find()
        .select_only()
        .column(party::Column::OrganisationId)
        .filter(Expr::col((party::Entity, party::Column::CommitmentId)).equals((wait::Entity, wait::Column::OtherId)))
        .filter(party::Column::Role.eq(PartyRole::Lead.code()))
        .limit(1)
        .into_query();
    Expr::SubQuery(None, Box::new(lead.into()))
}

/// Both sides of a commitment, which was found through `visible`, in two queries. `life_cycle` is its own.
pub async fn around(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    commitment: Uuid,
    life_cycle: LifeCycle,
) -> Result<Waiting, DbErr> {
    let waits_for = waits_of(connection, visibility, commitment).await?.into_iter().map(|record| {
        let open = is_open(record.resolved_on, life_cycle, record.other_life_cycle());
        record.line(open)
    });
    let mut waits_for: Vec<WaitLine> = waits_for.collect();
    let waiters = waiters_of(connection, visibility, commitment).await?.into_iter().map(|record| {
        let waiting = record.other_life_cycle().unwrap_or(LifeCycle::Draft);
        let open = is_open(record.resolved_on, waiting, Some(life_cycle));
        record.line(open)
    });
    let mut waited_for_by: Vec<WaitLine> = waiters.collect();
    for lines in [&mut waits_for, &mut waited_for_by] {
        lines.sort_by_key(|line| line.over.is_some());
    }
    Ok(Waiting { waits_for, waited_for_by })
}

/// What the page of waiting shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPage {
    pub id: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    pub waiting: Waiting,
    pub may_edit: bool,
    /// Which waits this person may end, by id.
    pub may_end: Vec<Uuid>,
    /// To choose from, by id.
    pub organisations: Vec<Named>,
    pub today: String,
}

/// `wait`: in the address of the button that resolves one.
///
/// # Errors
/// `NotFound` when the commitment or the wait does not exist for this person.
pub async fn page(request: &Request, id: Uuid, wait: Option<Uuid>) -> Result<WaitingPage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let (row, _, rights) = one_visible(database, &visibility, id).await?;
    let waiting = around(database, &visibility, id, rights.life_cycle).await?;
    if wait.is_some_and(|wait| waiting.waits_for.iter().all(|line| line.id != wait)) {
        return Err(AppError::NotFound);
    }
    let open = waiting.waits_for.iter().filter(|line| line.over.is_none());
    let mine = |line: &&WaitLine| {
        let of_it = WaitRights { waiting: rights.clone(), waited_for: line.waited_for };
        allows(request.actor(), Action::EndWait(&of_it)).is_ok()
    };
    let may_end = open.filter(mine).map(|line| line.id).collect();
    Ok(WaitingPage {
        id,
        may_end,
        label: called(database, &row).await?,
        number: row.number,
        example: row.example,
        waiting,
        may_edit: allows(request.actor(), Action::Commitment(Verb::Edit, &rights)).is_ok(),
        organisations: organisations(database, &visibility).await?,
        today: dutch::date(request.today()),
    })
}

#[derive(FromQueryResult)]
struct WaitingRecord {
    id: Uuid,
    commitment: Uuid,
    number: String,
    title: String,
    municipality: Option<String>,
    other: Option<Uuid>,
    other_number: Option<String>,
    other_title: Option<String>,
    other_municipality: Option<String>,
    reason: String,
    since: NaiveDate,
}

/// What waits for an organisation, or for an open commitment that it leads; longest first.
pub async fn waiting_for(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    organisation: OrganisationId,
) -> Result<Vec<WaitingFor>, DbErr> {
    use commitment::Column as C;
    use wait::Column as W;
    let led = visible(visibility)
        .filter(open())
        .filter(C::Id.in_subquery(led_by(organisation)))
        .select_only()
        .column(C::Id)
        .into_query();
    // Who waits for itself keeps nobody waiting.
    let of_others = C::Id.not_in_subquery(led_by(organisation));
    let which = Condition::any()
        .add(W::OrganisationId.eq(organisation.0))
        .add(Condition::all().add(W::OtherId.in_subquery(led)).add(of_others));
    open_waits(connection, visibility, which).await
}

/// What waits for a commitment that lapsed, and so in vain, among the commitments that are meant.
pub async fn in_vain(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    meant: Condition,
) -> Result<Vec<WaitingFor>, DbErr> {
    let lapsed = Expr::col((Alias::new(OTHER), commitment::Column::LifeCycle)).eq(LifeCycle::Lapsed.code());
    open_waits(connection, visibility, Condition::all().add(lapsed).add(meant)).await
}

const OTHER: &str = "other";

/// Those of open commitments that nobody resolved, longest first.
async fn open_waits(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    which: Condition,
) -> Result<Vec<WaitingFor>, DbErr> {
    use commitment::Column as C;
    use wait::Column as W;
    let (other, place) = (Alias::new(OTHER), Alias::new("place"));
    let records = visible(visibility)
        .filter(open())
        .join(JoinType::InnerJoin, wait::Relation::Waiting.def().rev())
        .join(JoinType::LeftJoin, commitment::Relation::Municipality.def())
        .join_as(JoinType::LeftJoin, wait::Relation::Other.def(), other.clone())
        .join_as(JoinType::LeftJoin, commitment::Relation::Municipality.def().from_alias(other.clone()), place.clone())
        .filter(W::ResolvedOn.is_null())
        .filter(other_seen(visibility))
        .filter(which)
        .select_only()
        .columns([W::Id, W::Reason, W::Since])
        .column_as(W::OtherId, "other")
        .column_as(C::Id, "commitment")
        .columns([C::Number, C::Title])
        .column_as(municipality::Column::Name, "municipality")
        .column_as(Expr::col((other.clone(), C::Number)), "other_number")
        .column_as(Expr::col((other, C::Title)), "other_title")
        .column_as(Expr::col((place, municipality::Column::Name)), "other_municipality")
        .order_by_asc(W::Since)
        .order_by_asc(W::Id)
        .into_model::<WaitingRecord>()
        .all(connection)
        .await?;
    Ok(records.into_iter().map(WaitingRecord::line).collect())
}

impl WaitingRecord {
    fn line(self) -> WaitingFor {
        let other = self.other_number.zip(self.other_title).map(|(number, title)| Other {
            label: commitment_label(&number, &title, self.other_municipality.as_deref()),
            commitment: self.other,
        });
        WaitingFor {
            id: self.id,
            commitment: self.commitment,
            commitment_label: commitment_label(&self.number, &self.title, self.municipality.as_deref()),
            other,
            reason: self.reason,
            since: dutch::date(self.since),
        }
    }
}
