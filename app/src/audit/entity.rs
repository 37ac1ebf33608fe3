//! The audit trail.

/// Something that happened, by whom, on behalf of whom.
pub mod audit_entry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The region's id, or [`INSTALLATION`](crate::audit::chain::INSTALLATION).
        pub chain: Uuid,
        /// 1, 2, 3 … within the chain.
        pub sequence: i64,
        pub region_id: Option<Uuid>,
        pub at: DateTimeUtc,
        pub user_id: Option<Uuid>,
        pub organisation_id: Option<Uuid>,
        pub event: String,
        pub subject_type: String,
        pub subject_id: Uuid,
        pub changes: String,
        pub previous_hash: String,
        pub hash: String,
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

    impl Related<crate::auth::entity::user::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::User.def()
        }
    }

    impl Related<crate::regions::entity::organisation::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Organisation.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Where a chain ends.
pub mod audit_head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_heads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub chain: Uuid,
        pub sequence: i64,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
