//! The tables of versions and answers.

/// What parties were asked to agree on.
pub mod commitment_version {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub content: String,
        pub asked_at: DateTimeUtc,
        pub outcome: Option<String>,
        pub decided_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One party's answer to a version.
pub mod confirmation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "confirmations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        pub reply: Option<String>,
        pub text: Option<String>,
        pub lifted: bool,
        pub user_id: Option<Uuid>,
        pub function: Option<String>,
        pub at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Organisation,
        #[sea_orm(
            belongs_to = "crate::auth::entity::user::Entity",
            from = "Column::UserId",
            to = "crate::auth::entity::user::Column::Id"
        )]
        User,
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "(Column::CommitmentId, Column::Version)",
            to = "(crate::commitments::entity::commitment::Column::Id, crate::commitments::entity::commitment::Column::Asking)"
        )]
        /// The commitment whose version lies with the parties.
        AskingCommitment,
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "Column::CommitmentId",
            to = "crate::commitments::entity::commitment::Column::Id"
        )]
        Commitment,
    }

    impl Related<crate::commitments::entity::commitment::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Commitment.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
