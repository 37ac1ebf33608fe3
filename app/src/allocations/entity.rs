//! The tables of urgent allocations.

/// What one gemeente tells of one year.
pub mod allocation_year {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "allocation_years")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub municipality_id: Uuid,
        pub year: i32,
        pub note: Option<String>,
        /// Invented, for the demo.
        pub example: bool,
        pub version: i32,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::entity::municipality::Entity",
            from = "Column::MunicipalityId",
            to = "crate::regions::entity::municipality::Column::Id"
        )]
        Municipality,
    }

    impl Related<crate::regions::entity::municipality::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Municipality.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A part of the number of one target group: what a corporatie took, or, of none, what is not divided. Every number that was
/// given has the latter, be it nought.
pub mod allocation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "allocations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub allocation_year_id: Uuid,
        pub target_group_id: Uuid,
        pub organisation_id: Option<Uuid>,
        pub count: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::allocation_year::Entity",
            from = "Column::AllocationYearId",
            to = "super::allocation_year::Column::Id"
        )]
        Year,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
