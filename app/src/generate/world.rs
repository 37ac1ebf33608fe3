//! What generated commitments refer to: the region of the demo as it is loaded.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::collections::BTreeMap;

use domain::organisations::Role;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::auth::entity::user;
use crate::commitments::names::Names;
use crate::regions::entity::region;

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
    /// Who reports, each with their organisation.
    pub people: Vec<(Uuid, Uuid)>,
}

impl World {
    pub async fn of(connection: &impl ConnectionTrait, code: &str) -> Result<Self, DbErr> {
        let found = region::Entity::find().filter(region::Column::Code.eq(code)).one(connection).await?;
        let region = found.ok_or_else(|| DbErr::RecordNotFound("the demo's region".to_owned()))?.id;
        let names = Names::of_region(connection, region).await?;
        let working = [Role::Driver, Role::Staff].map(Role::code);
        let mut people = user::Entity::find().filter(user::Column::Role.is_in(working)).all(connection).await?;
        people.sort_by(|one, other| one.email.cmp(&other.email));
        let agendas = std::iter::once(None).chain(in_order(&names.municipalities).into_iter().map(Some)).collect();
        Ok(Self {
            region,
            agendas,
            organisations: in_order(&names.organisations),
            challenges: in_order(&names.challenges),
            target_groups: in_order(&names.target_groups),
            measures: names.measures.iter().map(|(id, _)| *id).collect(),
            success_factors: in_order(&names.success_factors),
            documents: in_order(&names.documents),
            people: people.into_iter().map(|row| (row.id, row.organisation_id)).collect(),
            names,
        })
    }
}

fn in_order(names: &BTreeMap<Uuid, String>) -> Vec<Uuid> {
    let mut named: Vec<(&String, Uuid)> = names.iter().map(|(id, name)| (name, *id)).collect();
    named.sort();
    named.into_iter().map(|(_, id)| id).collect()
}
