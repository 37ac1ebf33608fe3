//! The tables of bottlenecks. Codes in them are those of the `domain` crate.

/// What blocks commitments and projects.
pub mod bottleneck {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bottlenecks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub title: String,
        pub description: Option<String>,
        pub success_factor_id: Uuid,
        pub owner_id: Uuid,
        pub owner_function: Option<String>,
        pub action: String,
        pub acting_id: Uuid,
        pub acting_function: Option<String>,
        pub level: String,
        pub state: String,
        pub example: bool,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OwnerId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Owner,
        #[sea_orm(
            belongs_to = "crate::regions::vision::success_factor::Entity",
            from = "Column::SuccessFactorId",
            to = "crate::regions::vision::success_factor::Column::Id"
        )]
        SuccessFactor,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A commitment that a bottleneck blocks.
pub mod bottleneck_commitment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bottleneck_commitments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub bottleneck_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::bottleneck::Entity",
            from = "Column::BottleneckId",
            to = "super::bottleneck::Column::Id"
        )]
        Bottleneck,
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "Column::CommitmentId",
            to = "crate::commitments::entity::commitment::Column::Id"
        )]
        Commitment,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A project that a bottleneck blocks.
pub mod bottleneck_project {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bottleneck_projects")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub bottleneck_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub project_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::bottleneck::Entity",
            from = "Column::BottleneckId",
            to = "super::bottleneck::Column::Id"
        )]
        Bottleneck,
        #[sea_orm(
            belongs_to = "crate::projects::entity::project::Entity",
            from = "Column::ProjectId",
            to = "crate::projects::entity::project::Column::Id"
        )]
        Project,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// That it was taken to a level, solved or came back.
pub mod bottleneck_step {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bottleneck_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub bottleneck_id: Uuid,
        pub at: DateTimeUtc,
        pub organisation_id: Option<Uuid>,
        pub kind: String,
        pub level: String,
        pub reason: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Organisation,
    }

    impl Related<crate::regions::entity::organisation::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Organisation.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An entry about a commitment or project that tells of a bottleneck too.
pub mod bottleneck_entry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "bottleneck_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub audit_entry_id: Uuid,
        pub bottleneck_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
