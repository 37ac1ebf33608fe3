//! All deliveries, filtered and page by page: the dwellings of each report, and where they stand.
#![expect(clippy::disallowed_methods, reason = "deliveries are read by their project, which was found through `seen`")]

use chrono::NaiveDate;
use domain::coded_enum;
use domain::dutch;
use domain::policy::Visibility;
use leptos_router::params::ParamsMap;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Select,
};
use uuid::Uuid;

use super::super::PATH;
use super::super::entity::{delivery, lot};
use crate::commitments::links::stored_count;
use crate::error::AppError;
use crate::projects::entity::project;
use crate::projects::names::Names;
use crate::regions::entity::{municipality, organisation};
use crate::request::Request;
use crate::scope::seen;
use crate::ui::{Choice, LeftOut, address, page_number, parsed};

const PAGE_SIZE: u64 = 25;

coded_enum! {
    /// Of which there is something in a report.
    State {
        Waiting = "te-controleren", "Te controleren";
        Returned = "teruggegeven", "Teruggegeven";
        Verified = "geverifieerd", "Geverifieerd";
    }
}

/// What the address holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By slug.
    pub municipality: Option<String>,
    pub state: Option<State>,
    pub page: u64,
}

impl Filter {
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self { page: 1, ..Self::default() };
        let left_out = LeftOut::read(query, |name, value| match name {
            "gemeente" => {
                filter.municipality = Some(value.to_owned());
                true
            }
            "stand" => parsed(value, &mut filter.state),
            "pagina" => page_number(value).map(|page| filter.page = page).is_some(),
            "melding" => true,
            _ => false,
        });
        (filter, left_out)
    }

    pub fn address(&self) -> String {
        let pairs = [
            ("gemeente", self.municipality.clone()),
            ("stand", self.state.map(|state| state.code().to_owned())),
            ("pagina", (self.page > 1).then(|| self.page.to_string())),
        ];
        address(PATH, pairs)
    }

    pub fn on_page(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }

    pub const fn filters(&self) -> bool {
        self.municipality.is_some() || self.state.is_some()
    }
}

/// The dwellings of one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub project: Uuid,
    pub name: String,
    pub municipality: String,
    pub kind: String,
    pub delivered_on: String,
    pub reported_by: String,
    pub waiting: u32,
    pub verified: u32,
    pub returned: u32,
    pub example: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveriesPage {
    pub lines: Vec<Line>,
    pub total: u64,
    /// Of all that the filter chooses: waiting, verified, returned.
    pub sums: (i64, i64, i64),
    pub page: u64,
    pub pages: u64,
    pub unknown: Vec<String>,
    /// By slug.
    pub municipalities: Vec<Choice>,
}

#[derive(FromQueryResult)]
struct Record {
    project: Uuid,
    name: String,
    example: bool,
    municipality: String,
    measure_id: Option<Uuid>,
    delivered_on: NaiveDate,
    reported_by: String,
    waiting: i32,
    verified: i32,
    returned: i32,
}

/// One page of what the filter chooses, the newest deliveries first.
///
/// # Errors
/// When the database fails.
pub async fn deliveries(request: &Request, filter: &Filter) -> Result<DeliveriesPage, AppError> {
    let (database, visibility) = (request.database(), &request.visibility());
    let municipalities =
        seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(database).await?;
    let (chosen, unknown) = chosen(visibility, filter, &municipalities);
    let (total, sums) = totals(database, chosen.clone()).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = filter.page.clamp(1, pages);
    let names = Names::of(database, visibility).await?;
    let records = records(database, chosen, page).await?;
    Ok(DeliveriesPage {
        lines: records.into_iter().map(|record| record.into_line(&names)).collect(),
        total,
        sums,
        page,
        pages,
        unknown,
        municipalities: municipalities.into_iter().map(|row| Choice::new(row.slug, row.name)).collect(),
    })
}

/// What the filter chooses, and its parts that name nothing and are left out.
pub fn chosen(
    visibility: &Visibility,
    filter: &Filter,
    municipalities: &[municipality::Model],
) -> (Select<lot::Entity>, Vec<String>) {
    let mut unknown = Vec::new();
    let mut projects = seen::<project::Entity>(visibility);
    if let Some(slug) = filter.municipality.as_deref() {
        match municipalities.iter().find(|row| row.slug == slug) {
            Some(row) => projects = projects.filter(project::Column::MunicipalityId.eq(row.id)),
            None => unknown.push(format!("gemeente={slug}")),
        }
    }
    (of_projects(projects, filter.state), unknown)
}

fn of_projects(projects: Select<project::Entity>, state: Option<State>) -> Select<lot::Entity> {
    use lot::Column as C;
    use sea_orm::EntityTrait;
    let ids = projects.select_only().column(project::Column::Id).into_query();
    let something = Condition::any().add(C::Waiting.gt(0)).add(C::Verified.gt(0)).add(C::Returned.gt(0));
    let of_state = state.map(|state| match state {
        State::Waiting => C::Waiting.gt(0),
        State::Returned => C::Returned.gt(0),
        State::Verified => C::Verified.gt(0),
    });
    let all = Condition::all().add(C::ProjectId.in_subquery(ids)).add(something).add_option(of_state);
    lot::Entity::find().filter(all)
}

/// The newest first.
pub fn in_order(chosen: Select<lot::Entity>) -> Select<lot::Entity> {
    chosen.order_by(lot::Column::DeliveredOn, Order::Desc).order_by(lot::Column::Id, Order::Desc)
}

async fn totals(
    connection: &impl ConnectionTrait,
    chosen: Select<lot::Entity>,
) -> Result<(u64, (i64, i64, i64)), DbErr> {
    use lot::Column as C;
    type Sums = (i64, Option<i64>, Option<i64>, Option<i64>);
    let sums: Option<Sums> = chosen
        .select_only()
        .column_as(C::Id.count(), "lots")
        .column_as(C::Waiting.sum(), "waiting")
        .column_as(C::Verified.sum(), "verified")
        .column_as(C::Returned.sum(), "returned")
        .into_tuple()
        .one(connection)
        .await?;
    let (lots, waiting, verified, returned) = sums.unwrap_or_default();
    let sums = (waiting.unwrap_or_default(), verified.unwrap_or_default(), returned.unwrap_or_default());
    Ok((u64::try_from(lots).unwrap_or_default(), sums))
}

async fn records(
    connection: &impl ConnectionTrait,
    chosen: Select<lot::Entity>,
    page: u64,
) -> Result<Vec<Record>, DbErr> {
    use lot::Column as C;
    in_order(chosen)
        .select_only()
        .columns([C::MeasureId, C::DeliveredOn, C::Waiting, C::Verified, C::Returned])
        .column_as(project::Column::Id, "project")
        .columns([project::Column::Name, project::Column::Example])
        .column_as(municipality::Column::Name, "municipality")
        .column_as(organisation::Column::Name, "reported_by")
        .join(JoinType::InnerJoin, lot::Relation::Project.def())
        .join(JoinType::InnerJoin, project::Relation::Municipality.def())
        .join(JoinType::InnerJoin, lot::Relation::Delivery.def())
        .join(JoinType::InnerJoin, delivery::Relation::Organisation.def())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .into_model::<Record>()
        .all(connection)
        .await
}

impl Record {
    fn into_line(self, names: &Names) -> Line {
        Line {
            project: self.project,
            name: self.name,
            municipality: self.municipality,
            kind: names.dwelling_type(self.measure_id.map(Into::into).into()),
            delivered_on: dutch::date(self.delivered_on),
            reported_by: self.reported_by,
            waiting: stored_count(self.waiting),
            verified: stored_count(self.verified),
            returned: stored_count(self.returned),
            example: self.example,
        }
    }
}
