//! Success factors of both regions.

use app::regions::vision::success_factor;
use sea_orm::{DatabaseConnection, EntityTrait};

use crate::things::Thing;
use crate::world::World;

/// One of each region.
pub async fn success_factors(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    for row in success_factor::Entity::find().all(database).await.unwrap() {
        let region = row.region_id.into();
        if !things.iter().any(|thing| matches!(thing, Thing::SuccessFactor(other, _) if *other == region)) {
            things.push(Thing::SuccessFactor(region, row.id));
        }
    }
    assert_eq!(things.len(), 2, "each region has success factors");
    things
}

impl World {
    /// That of the region of the gemeente in every address: another region has no such gemeente.
    pub fn success_factor_of_slug(&self) -> Thing {
        let of_slug =
            |thing: &&Thing| matches!(thing, Thing::SuccessFactor(region, _) if *region == self.region_of_slug);
        self.success_factors.iter().find(of_slug).cloned().expect("its region has a success factor")
    }
}
