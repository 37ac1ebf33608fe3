//! The gemeenten of a region, where each tells something of itself that all read.

use std::collections::BTreeMap;

use domain::differences::{Field, FieldChange};
use domain::policy::{Action, PlaceRights, Visibility, allows};
use leptos_router::params::ParamsMap;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::error::AppError;
use crate::regions::entity::municipality;
use crate::request::Request;
use crate::scope::seen;
use crate::ui::{LeftOut, address};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: Uuid,
    pub name: String,
    pub slug: String,
    /// The reader tells of it.
    pub may_set: bool,
}

/// Of which gemeente a page shows what was told. The address holds the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceFilter {
    /// A slug.
    pub municipality: Option<String>,
}

impl PlaceFilter {
    /// Reads an address; what it does not understand comes back beside the filter, to be told.
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut filter = Self::default();
        let left_out = LeftOut::read(query, |name, value| match name {
            "gemeente" => {
                filter.municipality = Some(value.to_owned());
                true
            }
            // Not a filter: what the last step did.
            "melding" => true,
            _ => false,
        });
        (filter, left_out)
    }

    /// Where the one that is asked for stands. One that the region does not have is told, and filters nothing.
    pub fn find(&mut self, places: &[Place], left_out: &mut LeftOut) -> Option<usize> {
        let slug = self.municipality.as_ref()?;
        let found = places.iter().position(|place| place.slug == *slug);
        if found.is_none() {
            left_out.unknown.push(format!("gemeente={slug}"));
            self.municipality = None;
        }
        found
    }

    pub fn address(&self, path: &str) -> String {
        address(path, [("gemeente", self.municipality.clone())])
    }
}

/// By name.
pub async fn places(connection: &impl ConnectionTrait, request: &Request) -> Result<Vec<Place>, DbErr> {
    let rows = seen::<municipality::Entity>(&request.visibility()).order_by_asc(municipality::Column::Name);
    let place = |row: municipality::Model| {
        let may_set = allows(request.actor(), Action::TellOfPlace(&rights_of(&row))).is_ok();
        Place { id: row.id, name: row.name, slug: row.slug, may_set }
    };
    Ok(rows.all(connection).await?.into_iter().map(place).collect())
}

/// The gemeente with this slug.
///
/// # Errors
/// `NotFound` when the region has none.
pub async fn place_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    slug: &str,
) -> Result<municipality::Model, AppError> {
    let named = seen::<municipality::Entity>(visibility).filter(municipality::Column::Slug.eq(slug));
    named.one(connection).await?.ok_or(AppError::NotFound)
}

pub fn rights_of(row: &municipality::Model) -> PlaceRights {
    PlaceRights { region: row.region_id.into(), municipality: row.id.into() }
}

/// What happened to a thing of the region, and what gemeenten told of it; the newest first. `told`: the name of the gemeente, by
/// the id of what it told.
pub async fn timeline(
    connection: &impl ConnectionTrait,
    thing: Uuid,
    told: &BTreeMap<Uuid, &str>,
) -> Result<Vec<TimelineEntry>, DbErr> {
    let subjects = told.keys().copied().chain([thing]);
    let chosen = Condition::all().add(audit_entry::Column::SubjectId.is_in(subjects));
    let entries = audit::timeline::timeline(connection, chosen).await?;
    let named = entries.into_iter().map(|(subject, mut entry)| {
        // The trail knows it by the subject.
        if let Some(place) = told.get(&subject) {
            let which = FieldChange { field: Field::Municipality, before: String::new(), after: (*place).to_owned() };
            entry.changes.insert(0, which);
        }
        entry
    });
    Ok(named.collect())
}
