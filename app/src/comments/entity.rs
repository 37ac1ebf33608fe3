//! The tables of comments.

/// What somebody said about a commitment.
pub mod comment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub commitment_id: Uuid,
        /// The comment that it answers, which itself answers none.
        pub answers_id: Option<Uuid>,
        pub user_id: Uuid,
        pub organisation_id: Uuid,
        pub at: DateTimeUtc,
        /// None when it was withdrawn.
        pub text: Option<String>,
        pub withdrawn_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "Column::CommitmentId",
            to = "crate::commitments::entity::commitment::Column::Id"
        )]
        Commitment,
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

    impl Related<crate::commitments::entity::commitment::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Commitment.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Of which organisation, and which function there, a comment asks something.
pub mod mention {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment_mentions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub comment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub organisation_id: Uuid,
        pub function: Option<String>,
        /// When somebody of the organisation answered, or said that it was seen.
        pub settled_at: Option<DateTimeUtc>,
        pub settled_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::comment::Entity", from = "Column::CommentId", to = "super::comment::Column::Id")]
        Comment,
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Organisation,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
