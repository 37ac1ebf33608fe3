//! Measures, scenarios, targets and the figures beside them.

/// What is counted, such as nultreden dwellings.
pub mod measure {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "measures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub key: String,
        pub position: i32,
        pub name: String,
        pub category: String,
        pub nests_in: Option<String>,
        pub needs_intent: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Under which assumption a target holds.
pub mod scenario {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "scenarios")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub key: String,
        pub position: i32,
        pub name: String,
        pub category: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A number to reach; the region's when it has no gemeente, and the gemeente's own when it has no organisation.
pub mod target {
    use domain::targets::HeldBy;
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, DeriveEntityModel)]
    #[sea_orm(table_name = "targets")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub measure_id: Uuid,
        pub scenario_id: Uuid,
        pub municipality_id: Option<Uuid>,
        /// A corporatie within that gemeente.
        pub organisation_id: Option<Uuid>,
        pub horizon_year: i32,
        pub value: i64,
        pub status: String,
        pub source_id: Option<Uuid>,
        pub source_detail: Option<String>,
        /// Why it was changed the last time.
        pub motivation: Option<String>,
        /// 0: as the region file says; from 1 on people set it.
        pub version: i32,
    }

    impl Model {
        pub fn held_by(&self) -> HeldBy {
            match (self.municipality_id, self.organisation_id) {
                (None, _) => HeldBy::Region,
                (Some(place), None) => HeldBy::Municipality(place.into()),
                (Some(place), Some(organisation)) => HeldBy::Corporation(place.into(), organisation.into()),
            }
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A figure about the region that explains the task.
pub mod context_value {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "context_values")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub position: i32,
        pub source_id: Option<Uuid>,
        pub source_detail: Option<String>,
        pub indicator: String,
        pub unit: String,
        pub area: String,
        pub year: i32,
        pub value: f64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a kind of dwelling is.
pub mod definition {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "definitions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub position: i32,
        pub source_id: Option<Uuid>,
        pub source_detail: Option<String>,
        pub code: String,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
