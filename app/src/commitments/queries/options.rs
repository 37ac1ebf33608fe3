//! What filters and forms offer to choose from.

use domain::agendas::Years;
use domain::documents::label;
use domain::organisations::OrganisationType;
use domain::policy::Visibility;
use sea_orm::{ConnectionTrait, DbErr, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::super::data::{FilterOptions, Named, NamedChallenge};
use crate::agendas::entity::agenda;
use crate::documents::entity::document;
use crate::regions::entity::{municipality, organisation};
use crate::regions::vision::{challenge, success_factor, target_group};
use crate::scope::seen;
use crate::targets::entity::measure;

pub async fn filter_options(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<FilterOptions, DbErr> {
    let municipalities: Vec<(String, String)> = seen::<municipality::Entity>(visibility)
        .select_only()
        .columns([municipality::Column::Slug, municipality::Column::Name])
        .order_by_asc(municipality::Column::Name)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(FilterOptions {
        municipalities: municipalities.into_iter().map(|(value, name)| Named { value, name }).collect(),
        organisations: organisations(connection, visibility).await?,
        challenges: challenges(connection, visibility).await?,
        years: years(connection, visibility).await?,
        success_factors: success_factors(connection, visibility).await?,
        documents: documents(connection, visibility).await?,
        views: vec![],
    })
}

/// The years of the region's agendas, each once.
async fn years(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Years>, DbErr> {
    let rows: Vec<(i32, i32)> = seen::<agenda::Entity>(visibility)
        .select_only()
        .columns([agenda::Column::FirstYear, agenda::Column::LastYear])
        .distinct()
        .order_by_asc(agenda::Column::FirstYear)
        .order_by_asc(agenda::Column::LastYear)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|(first, last)| Years { first, last }).collect())
}

/// All parties of the region by name, the gemeenten first.
pub async fn organisations(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Named>, DbErr> {
    let rows: Vec<(Uuid, String, String)> = seen::<organisation::Entity>(visibility)
        .select_only()
        .columns([organisation::Column::Id, organisation::Column::Name, organisation::Column::OrganisationType])
        .order_by_asc(organisation::Column::Name)
        .into_tuple()
        .all(connection)
        .await?;
    let is_municipality = |kind: &str| kind == OrganisationType::Municipality.code();
    let (first, then): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, _, kind)| is_municipality(kind));
    let named = |(id, name, _): (Uuid, String, String)| Named { value: id.to_string(), name };
    Ok(first.into_iter().chain(then).map(named).collect())
}

pub async fn challenges(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<Vec<NamedChallenge>, DbErr> {
    let rows = seen::<challenge::Entity>(visibility).order_by_asc(challenge::Column::Position).all(connection).await?;
    Ok(rows.into_iter().map(named_challenge).collect())
}

pub fn named_challenge(row: challenge::Model) -> NamedChallenge {
    NamedChallenge { id: row.id, number: row.number, title: row.title, priority: row.priority }
}

pub async fn target_groups(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Named>, DbErr> {
    let rows =
        seen::<target_group::Entity>(visibility).order_by_asc(target_group::Column::Position).all(connection).await?;
    Ok(rows.into_iter().map(|row| Named { value: row.id.to_string(), name: row.name }).collect())
}

pub async fn success_factors(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Named>, DbErr> {
    let rows = seen::<success_factor::Entity>(visibility).order_by_asc(success_factor::Column::Position);
    let rows = rows.all(connection).await?.into_iter();
    Ok(rows.map(|row| Named { value: row.id.to_string(), name: row.name }).collect())
}

/// The types of dwellings, in the order of the region.
pub async fn measures(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Named>, DbErr> {
    let rows = seen::<measure::Entity>(visibility).order_by_asc(measure::Column::Position).all(connection).await?;
    Ok(rows.into_iter().map(|row| Named { value: row.id.to_string(), name: row.name }).collect())
}

pub async fn documents(connection: &impl ConnectionTrait, visibility: &Visibility) -> Result<Vec<Named>, DbErr> {
    let rows = seen::<document::Entity>(visibility)
        .order_by_asc(document::Column::Title)
        .order_by_asc(document::Column::Id)
        .all(connection)
        .await?;
    let named = |row: document::Model| Named {
        value: row.id.to_string(),
        name: label(&row.title, row.first_year, row.last_year),
    };
    Ok(rows.into_iter().map(named).collect())
}
