//! What one gemeente told of one year, and what its form offers.

use std::collections::BTreeSet;

use domain::allocations::{Content, last_complete_year, parse_year, years};
use domain::audit::SubjectType;
use domain::ids::OrganisationId;
use domain::policy::{Action, AllocationRights, allows};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter};
use uuid::Uuid;

use super::entity::allocation_year;
use super::names::{Group, Names};
use super::records::content_of;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::audit::timeline::timeline;
use crate::error::AppError;
use crate::organisations::corporations::Activity;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::LeftOut;

/// A gemeente whose allocations are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub rights: AllocationRights,
    pub slug: String,
    pub name: String,
}

impl Place {
    /// # Errors
    /// `NotFound` when the region has no such gemeente.
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, slug: &str) -> Result<Self, AppError> {
        let named = seen::<municipality::Entity>(&request.visibility()).filter(municipality::Column::Slug.eq(slug));
        let row = named.one(connection).await?.ok_or(AppError::NotFound)?;
        let rights = AllocationRights { region: row.region_id.into(), municipality: row.id.into() };
        Ok(Self { rights, slug: row.slug, name: row.name })
    }

    /// None: it told nothing of that year yet.
    pub async fn told_of(
        &self,
        connection: &impl ConnectionTrait,
        request: &Request,
        year: i32,
    ) -> Result<Option<allocation_year::Model>, DbErr> {
        seen::<allocation_year::Entity>(&request.visibility())
            .filter(allocation_year::Column::MunicipalityId.eq(self.rights.municipality.0))
            .filter(allocation_year::Column::Year.eq(year))
            .one(connection)
            .await
    }

    /// The corporaties that are active there, and those of which something is told; by name.
    pub async fn corporations(
        &self,
        connection: &impl ConnectionTrait,
        names: &Names,
        content: &Content,
    ) -> Result<Vec<(OrganisationId, String)>, DbErr> {
        let here = self.rights.municipality.0;
        let activity = Activity::in_these(connection, [here]).await?;
        let told: BTreeSet<Uuid> =
            content.numbers.values().flat_map(|number| number.taken()).map(|(id, _)| id.0).collect();
        let rows = names.organisations.iter();
        let offered = rows.filter(|row| told.contains(&row.id) || activity.is_corporation_in(row, here));
        Ok(offered.map(|row| (row.id.into(), row.name.clone())).collect())
    }
}

/// The screen of one gemeente and year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearPage {
    pub place: Place,
    pub year: i32,
    /// Of which numbers can be given, the newest first.
    pub years: Vec<i32>,
    pub left_out: LeftOut,
    pub content: Content,
    /// Nought: nothing was told yet.
    pub version: i32,
    /// Invented, for the demo.
    pub example: bool,
    pub groups: Vec<Group>,
    pub corporations: Vec<(OrganisationId, String)>,
    pub may_set: bool,
    pub timeline: Vec<TimelineEntry>,
}

/// In a number of queries that does not depend on what was told.
///
/// # Errors
/// `NotFound` when the region has no such gemeente.
pub async fn page(request: &Request, slug: &str, query: &ParamsMap) -> Result<YearPage, AppError> {
    let (database, today) = (request.database(), request.today());
    let mut year = last_complete_year(today);
    let left_out = LeftOut::read(query, |name, value| match name {
        "jaar" => parse_year(value, today).map(|asked| year = asked).is_some(),
        "melding" => true,
        _ => false,
    });
    let place = Place::of(database, request, slug).await?;
    let names = Names::of_region(database, place.rights.region.0).await?;
    let row = place.told_of(database, request, year).await?;
    let (content, history) = match &row {
        Some(row) => (content_of(database, row).await?, history(database, row.id).await?),
        None => (Content::default(), vec![]),
    };
    let corporations = place.corporations(database, &names, &content).await?;
    Ok(YearPage {
        may_set: allows(request.actor(), Action::SetAllocations(&place.rights)).is_ok(),
        place,
        year,
        years: years(today).collect(),
        left_out,
        groups: names.asked(&content.numbers.keys().copied().collect()),
        content,
        version: row.as_ref().map_or(0, |row| row.version),
        example: row.is_some_and(|row| row.example),
        corporations,
        timeline: history,
    })
}

async fn history(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<TimelineEntry>, DbErr> {
    let of_it = Condition::all()
        .add(audit_entry::Column::SubjectId.eq(id))
        .add(audit_entry::Column::SubjectType.eq(SubjectType::Allocations.code()));
    Ok(timeline(connection, of_it).await?.into_iter().map(|(_, entry)| entry).collect())
}
