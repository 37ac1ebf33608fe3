//! What generated commitments refer to: the region of the demo as it is loaded.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::collections::BTreeMap;

use domain::organisations::{OrganisationType, Role};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::auth::entity::user;
use crate::commitments::names::Names;
use crate::projects::names::Names as ProjectNames;
use crate::regions::entity::{organisation, region};

/// Lists are in the order of their names, so that chance finds the same in every database.
pub struct World {
    pub region: Uuid,
    pub names: Names,
    /// None is the region's own.
    pub agendas: Vec<Option<Uuid>>,
    pub organisations: Vec<Uuid>,
    pub challenges: Vec<Uuid>,
    pub target_groups: Vec<Uuid>,
    pub measures: Vec<Uuid>,
    pub success_factors: Vec<Uuid>,
    pub documents: Vec<Uuid>,
    /// Aanjagers and medewerkers.
    pub people: Vec<Somebody>,
    /// Medewerkers of corporaties, who report what was delivered.
    pub builders: Vec<Somebody>,
    /// Medewerkers of gemeenten, who verify it. The demo has them in one gemeente; they do it for all.
    pub officials: Vec<Somebody>,
    pub municipalities: Vec<Uuid>,
    pub project_names: ProjectNames,
    types: BTreeMap<Uuid, String>,
}

/// A user and their organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Somebody {
    pub user: Uuid,
    pub organisation: Uuid,
}

impl World {
    pub async fn of(connection: &impl ConnectionTrait, code: &str) -> Result<Self, DbErr> {
        let found = region::Entity::find().filter(region::Column::Code.eq(code)).one(connection).await?;
        let region = found.ok_or_else(|| DbErr::RecordNotFound("the demo's region".to_owned()))?.id;
        let names = Names::of_region(connection, region).await?;
        let working = [Role::Driver, Role::Staff].map(Role::code);
        let mut people = user::Entity::find().filter(user::Column::Role.is_in(working)).all(connection).await?;
        people.sort_by(|one, other| one.email.cmp(&other.email));
        let of_region = organisation::Entity::find().filter(organisation::Column::RegionId.eq(region));
        let organisations = of_region.all(connection).await?;
        let types: BTreeMap<Uuid, String> =
            organisations.into_iter().map(|row| (row.id, row.organisation_type)).collect();
        let staff_of = |wanted: OrganisationType| {
            let staff = people.iter().filter(|row| row.role == Role::Staff.code());
            let of_type = staff.filter(|row| types.get(&row.organisation_id).is_some_and(|it| it == wanted.code()));
            of_type.map(somebody).collect::<Vec<_>>()
        };
        let municipalities = in_order(&names.municipalities);
        let agendas = std::iter::once(None).chain(municipalities.iter().copied().map(Some)).collect();
        Ok(Self {
            region,
            agendas,
            organisations: in_order(&names.organisations),
            challenges: in_order(&names.challenges),
            target_groups: in_order(&names.target_groups),
            measures: names.measures.iter().map(|(id, _)| *id).collect(),
            success_factors: in_order(&names.success_factors),
            documents: in_order(&names.documents),
            builders: staff_of(OrganisationType::HousingCorporation),
            officials: staff_of(OrganisationType::Municipality),
            people: people.iter().map(somebody).collect(),
            municipalities,
            project_names: ProjectNames::of_region(connection, region).await?,
            names,
            types,
        })
    }

    /// The organisations of a type, in the order of their names.
    pub fn of_type(&self, wanted: OrganisationType) -> Vec<Uuid> {
        let is_it = |id: &&Uuid| self.types.get(*id).is_some_and(|it| it == wanted.code());
        self.organisations.iter().filter(is_it).copied().collect()
    }
}

const fn somebody(row: &user::Model) -> Somebody {
    Somebody { user: row.id, organisation: row.organisation_id }
}

fn in_order(names: &BTreeMap<Uuid, String>) -> Vec<Uuid> {
    let mut named: Vec<(&String, Uuid)> = names.iter().map(|(id, name)| (name, *id)).collect();
    named.sort();
    named.into_iter().map(|(_, id)| id).collect()
}
