//! The table of notes.

/// What somebody wrote down for their own organisation before a meeting.
pub mod note {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub meeting_id: Uuid,
        pub organisation_id: Uuid,
        pub user_id: Uuid,
        /// The code of [`domain::notes::About`].
        pub about: String,
        /// Where it is about a commitment.
        pub commitment_id: Option<Uuid>,
        /// What that was called when it was written.
        pub about_label: String,
        pub kind: String,
        pub text: String,
        pub at: DateTimeUtc,
        pub answer: Option<String>,
        pub answered_by: Option<Uuid>,
        pub answered_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::meetings::entity::meeting::Entity",
            from = "Column::MeetingId",
            to = "crate::meetings::entity::meeting::Column::Id"
        )]
        Meeting,
        #[sea_orm(
            belongs_to = "crate::auth::entity::user::Entity",
            from = "Column::UserId",
            to = "crate::auth::entity::user::Column::Id"
        )]
        User,
        #[sea_orm(
            belongs_to = "crate::auth::entity::user::Entity",
            from = "Column::AnsweredBy",
            to = "crate::auth::entity::user::Column::Id"
        )]
        Answerer,
    }

    impl Related<crate::meetings::entity::meeting::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Meeting.def()
        }
    }

    impl Related<crate::auth::entity::user::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::User.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
