//! Saved views of some of the people.

use app::saved_views::entity::saved_view;
use app::saved_views::records::rights_of;
use chrono::{DateTime, Utc};
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::people::Person;
use crate::things::Thing;

/// One's own and shared ones, of staff of each region and of a beheerder.
pub async fn made_by(database: &DatabaseConnection, people: &[Person], at: DateTime<Utc>) -> Vec<Thing> {
    let mut things = Vec::new();
    let makers =
        ["medewerker of Gemeente Oosterzijl", "beheerder of Gemeente Brinkerdam", "lezer of Gemeente Enschede"];
    for maker in makers {
        let maker = people.iter().find(|person| person.name == maker).and_then(|person| person.visitor).unwrap().actor;
        for shared in [false, true] {
            let row = saved_view::Model {
                id: Uuid::now_v7(),
                region_id: maker.region.into(),
                user_id: maker.user.into(),
                organisation_id: maker.organisation.into(),
                name: if shared { "Gedeeld" } else { "Eigen" }.to_owned(),
                filter: r#"[["voortgang","rood"]]"#.to_owned(),
                shared,
                version: 1,
                updated_at: at,
            };
            saved_view::Entity::insert(row.clone().into_active_model()).exec(database).await.unwrap();
            things.push(Thing::SavedView(rights_of(&row), row.id));
        }
    }
    things
}
