//! In which gemeenten a corporatie is active.
#![expect(
    clippy::disallowed_methods,
    reason = "where organisations are active is read by gemeenten that were found through `seen`"
)]

use std::collections::BTreeSet;

use domain::organisations::OrganisationType;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::regions::entity::{organisation, organisation_municipality};

/// Which organisations are active where, in some gemeenten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity(BTreeSet<(Uuid, Uuid)>);

impl Activity {
    pub async fn in_these(
        connection: &impl ConnectionTrait,
        municipalities: impl IntoIterator<Item = Uuid>,
    ) -> Result<Self, DbErr> {
        let here = organisation_municipality::Column::MunicipalityId.is_in(municipalities);
        let links = organisation_municipality::Entity::find().filter(here).all(connection).await?;
        Ok(Self(links.into_iter().map(|link| (link.organisation_id, link.municipality_id)).collect()))
    }

    /// Whether this is a corporatie that works there.
    pub fn is_corporation_in(&self, row: &organisation::Model, municipality: Uuid) -> bool {
        let is_there = row.active_everywhere || self.0.contains(&(row.id, municipality));
        is_there && row.organisation_type == OrganisationType::HousingCorporation.code()
    }
}
