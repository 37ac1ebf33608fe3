//! Deadlines are data: with a source and a legal status that somebody keeps current.

/// A legal or administrative date.
pub mod deadline {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deadlines")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub position: i32,
        pub source_id: Option<Uuid>,
        pub source_detail: Option<String>,
        pub key: String,
        pub title: String,
        pub due: Option<String>,
        pub legal_status: Option<String>,
        pub note: Option<String>,
        /// When somebody last looked whether it still holds.
        pub checked_on: Option<Date>,
        /// From 1; after that, people keep it, and the region file has no say in it.
        pub version: i32,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How far a gemeente is with a deadline, as it was told last.
pub mod deadline_phase {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deadline_phases")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub deadline_id: Uuid,
        pub municipality_id: Uuid,
        pub phase: String,
        pub adopted_by: Option<String>,
        pub adopted_on: Option<Date>,
        pub told_on: Date,
        pub note: Option<String>,
        pub example: bool,
        pub version: i32,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::deadline::Entity",
            from = "Column::DeadlineId",
            to = "super::deadline::Column::Id"
        )]
        Deadline,
        #[sea_orm(
            belongs_to = "crate::regions::entity::municipality::Entity",
            from = "Column::MunicipalityId",
            to = "crate::regions::entity::municipality::Column::Id"
        )]
        Municipality,
    }

    impl Related<super::deadline::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Deadline.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
