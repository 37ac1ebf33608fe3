//! Deadlines of both regions.

use app::deadlines::entity::deadline;
use app::deadlines::records::rights_of;
use sea_orm::{DatabaseConnection, EntityTrait};

use crate::things::Thing;
use crate::world::World;

/// One of each region.
pub async fn deadlines(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    for row in deadline::Entity::find().all(database).await.unwrap() {
        let rights = rights_of(&row);
        let known = things.iter().any(|thing| matches!(thing, Thing::Deadline(other, _) if *other == rights));
        if !known {
            things.push(Thing::Deadline(rights, row.id));
        }
    }
    assert_eq!(things.len(), 2, "each region has deadlines");
    things
}

impl World {
    /// That of the region of the gemeente in every address: another region has no such gemeente.
    pub fn deadline_of_slug(&self) -> Thing {
        let of_slug =
            |thing: &&Thing| matches!(thing, Thing::Deadline(rights, _) if rights.region == self.region_of_slug);
        self.deadlines.iter().find(of_slug).cloned().expect("its region has a deadline")
    }
}
