//! Reading the success factors of a region and how its gemeenten are placed, through `seen`.

use std::collections::BTreeMap;

use domain::bottlenecks::State as BottleneckState;
use domain::policy::{Action, Visibility};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::data::{Cell, Factor, FactorPage, Line, Matrix, StatePage};
use super::entity::factor_state;
use super::form::StateForm;
use super::records::told_of;
use crate::bottlenecks::entity::bottleneck;
use crate::error::AppError;
use crate::municipalities::places::{Place, place_of, places, rights_of, timeline};
use crate::regions::vision::success_factor;
use crate::request::Request;
use crate::scope::seen;

/// All success factors with how every gemeente is placed, in four queries.
pub async fn matrix(connection: &impl ConnectionTrait, request: &Request) -> Result<Matrix, AppError> {
    let visibility = request.visibility();
    let rows = seen::<success_factor::Entity>(&visibility).order_by_asc(success_factor::Column::Position);
    let rows = rows.all(connection).await?;
    let places = places(connection, request).await?;
    let told = States::of(connection, &visibility, Condition::all()).await?;
    let open = open_bottlenecks(connection, &visibility, Condition::all()).await?;
    let line = |row: success_factor::Model| told.line(factor(row, &open), &places);
    let lines = rows.into_iter().map(line).collect::<Result<_, _>>()?;
    Ok(Matrix { places, lines })
}

fn factor(row: success_factor::Model, open: &BTreeMap<Uuid, usize>) -> Factor {
    Factor { bottlenecks: open.get(&row.id).copied().unwrap_or_default(), id: row.id, name: row.name }
}

/// How many there are of each success factor.
async fn open_bottlenecks(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    chosen: Condition,
) -> Result<BTreeMap<Uuid, usize>, DbErr> {
    use bottleneck::Column as C;
    let rows: Vec<(Uuid, i64)> = seen::<bottleneck::Entity>(visibility)
        .filter(C::State.eq(BottleneckState::Open.code()))
        .filter(chosen)
        .select_only()
        .column(C::SuccessFactorId)
        .column_as(C::Id.count(), "count")
        .group_by(C::SuccessFactorId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, count)| (id, usize::try_from(count).unwrap_or_default())).collect())
}

/// What gemeenten told, by success factor and gemeente.
struct States(BTreeMap<(Uuid, Uuid), factor_state::Model>);

impl States {
    async fn of(connection: &impl ConnectionTrait, visibility: &Visibility, chosen: Condition) -> Result<Self, DbErr> {
        let rows = seen::<factor_state::Entity>(visibility).filter(chosen).all(connection).await?;
        Ok(Self(rows.into_iter().map(|row| ((row.success_factor_id, row.municipality_id), row)).collect()))
    }

    fn line(&self, factor: Factor, places: &[Place]) -> Result<Line, DbErr> {
        let cell = |place: &Place| match self.0.get(&(factor.id, place.id)) {
            Some(row) => Ok(Cell { told: Some((told_of(row)?, row.told_on)), example: row.example }),
            None => Ok(Cell { told: None, example: false }),
        };
        let cells = places.iter().map(cell).collect::<Result<_, DbErr>>()?;
        Ok(Line { factor, cells })
    }
}

/// One success factor.
///
/// # Errors
/// `NotFound` when the region has none with this id.
pub async fn factor_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<success_factor::Model, AppError> {
    let named = seen::<success_factor::Entity>(visibility).filter(success_factor::Column::Id.eq(id));
    named.one(connection).await?.ok_or(AppError::NotFound)
}

/// What a gemeente told of a success factor.
pub async fn state_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    factor: Uuid,
    municipality: Uuid,
) -> Result<Option<factor_state::Model>, DbErr> {
    use factor_state::Column as C;
    let chosen = seen::<factor_state::Entity>(visibility)
        .filter(C::SuccessFactorId.eq(factor))
        .filter(C::MunicipalityId.eq(municipality));
    chosen.one(connection).await
}

async fn one(connection: &impl ConnectionTrait, visibility: &Visibility, id: Uuid) -> Result<Factor, AppError> {
    let row = factor_of(connection, visibility, id).await?;
    let chosen = Condition::all().add(bottleneck::Column::SuccessFactorId.eq(id));
    Ok(factor(row, &open_bottlenecks(connection, visibility, chosen).await?))
}

/// The page of one success factor.
///
/// # Errors
/// `NotFound` when the region has none with this id.
pub async fn factor_page(request: &Request, id: Uuid) -> Result<FactorPage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let factor = one(database, &visibility, id).await?;
    let places = places(database, request).await?;
    let told =
        States::of(database, &visibility, Condition::all().add(factor_state::Column::SuccessFactorId.eq(id))).await?;
    let of_places = places.iter().filter_map(|place| Some((told.0.get(&(id, place.id))?.id, place.name.as_str())));
    let timeline = timeline(database, id, &of_places.collect()).await?;
    let line = told.line(factor, &places)?;
    Ok(FactorPage { places, line, timeline })
}

/// The form of a gemeente.
///
/// # Errors
/// `NotFound` or `Forbidden`, as the policy says.
pub async fn state_page(request: &Request, id: Uuid, slug: &str) -> Result<StatePage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let factor = one(database, &visibility, id).await?;
    let place = place_of(database, &visibility, slug).await?;
    request.allow(Action::TellOfPlace(&rights_of(&place)))?;
    let saved = state_of(database, &visibility, id, place.id).await?;
    let saved = saved.map(|row| Ok::<_, DbErr>((row.version, told_of(&row)?))).transpose()?;
    Ok(StatePage { factor, municipality: place.name, form: StateForm::of(id, slug, saved) })
}
