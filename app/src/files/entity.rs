//! The tables of files.

/// A file beside a commitment, a paper of a meeting, or evidence of a delivery. Its content lies in the store, under this id.
pub mod file {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "files")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// None: it is a paper, or evidence of a delivery.
        pub commitment_id: Option<Uuid>,
        pub progress_update_id: Option<Uuid>,
        pub user_id: Uuid,
        pub organisation_id: Uuid,
        pub at: DateTimeUtc,
        pub name: String,
        pub kind: String,
        pub size: i64,
        pub sha256: String,
        pub note: Option<String>,
        pub withdrawn_at: Option<DateTimeUtc>,
        pub withdrawn_by: Option<Uuid>,
        pub withdrawn_reason: Option<String>,
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
            belongs_to = "crate::commitments::entity::progress_update::Entity",
            from = "Column::ProgressUpdateId",
            to = "crate::commitments::entity::progress_update::Column::Id"
        )]
        Report,
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

/// That a file is a paper with an item of an agenda.
pub mod paper {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "papers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: Uuid,
        pub agenda_item_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::file::Entity", from = "Column::FileId", to = "super::file::Column::Id")]
        File,
        #[sea_orm(
            belongs_to = "crate::meetings::entity::agenda_item::Entity",
            from = "Column::AgendaItemId",
            to = "crate::meetings::entity::agenda_item::Column::Id"
        )]
        Item,
    }

    impl Related<super::file::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::File.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// That a file is evidence of a report in the ledger of a project.
pub mod delivery_file {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery_files")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: Uuid,
        pub delivery_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::file::Entity", from = "Column::FileId", to = "super::file::Column::Id")]
        File,
    }

    impl Related<super::file::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::File.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
