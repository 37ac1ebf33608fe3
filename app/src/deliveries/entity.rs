//! The tables of deliveries. Codes in them are those of the `domain` crate.

/// An entry of the ledger.
pub mod delivery {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deliveries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub project_id: Uuid,
        pub sequence: i32,
        pub act: String,
        pub of_id: Option<Uuid>,
        pub measure_id: Option<Uuid>,
        pub there: bool,
        pub count: i32,
        pub delivered_on: Option<Date>,
        pub address: Option<String>,
        pub evidence: Option<String>,
        pub reason: Option<String>,
        pub external_id: Option<String>,
        pub user_id: Uuid,
        pub organisation_id: Uuid,
        pub at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::auth::entity::user::Entity",
            from = "Column::UserId",
            to = "crate::auth::entity::user::Column::Id"
        )]
        User,
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Organisation,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Where the dwellings of a report stand now.
pub mod lot {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_lots")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub project_id: Uuid,
        pub measure_id: Option<Uuid>,
        pub delivered_on: Date,
        pub external_id: Option<String>,
        pub waiting: i32,
        pub verified: i32,
        pub returned: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::projects::entity::project::Entity",
            from = "Column::ProjectId",
            to = "crate::projects::entity::project::Column::Id"
        )]
        Project,
        #[sea_orm(belongs_to = "super::delivery::Entity", from = "Column::Id", to = "super::delivery::Column::Id")]
        Delivery,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
