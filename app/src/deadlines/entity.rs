//! Deadlines are data: with a source and a legal status that somebody keeps current.

/// A legal or administrative date.
pub mod deadline {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
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
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
