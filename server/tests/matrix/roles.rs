//! Roles of organisations, with a text and without one.

use app::audit::Author;
use app::regions::entity::organisation;
use app::roles::queries::rights_of;
use app::roles::records::{NewRole, insert_role};
use app::storage::begin_write;
use domain::audit::Event;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

use crate::things::Thing;
use crate::world::now;

/// Of a gemeente, a corporatie, an organisation that wrote nothing, and one of the other region.
pub async fn roles(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things = Vec::new();
    for name in ["Gemeente Oosterzijl", "Stichting Plaswonen", "Zorggroep De Kade", "Gemeente Enschede"] {
        let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
        let row = named.one(database).await.unwrap().unwrap();
        if name != "Zorggroep De Kade" {
            let (region_id, organisation_id, text) = (row.region_id, row.id, "Wij bouwen.".to_owned());
            let new = NewRole { region_id, organisation_id, text, acknowledged_on: None, example: false };
            let transaction = begin_write(database).await.unwrap();
            insert_role(&transaction, new, &Author::nobody(region_id, now()), Event::Created).await.unwrap();
            transaction.commit().await.unwrap();
        }
        things.push(Thing::Role(rights_of(&row)));
    }
    things
}
