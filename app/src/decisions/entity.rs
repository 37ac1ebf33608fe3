//! The tables of decisions. Codes in them are those of the `domain` crate.

/// A decision or pledge.
pub mod decision {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "decisions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub meeting_id: Uuid,
        /// The point of the agenda at which it was taken is an item or a proposal, never both.
        pub agenda_item_id: Option<Uuid>,
        pub proposal_id: Option<Uuid>,
        pub kind: String,
        pub text: String,
        pub owner_id: Uuid,
        pub owner_function: Option<String>,
        pub due: Option<String>,
        pub due_last_day: Option<Date>,
        pub no_date: bool,
        pub reported_to_id: Option<Uuid>,
        pub report: Option<String>,
        pub example: bool,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::meetings::entity::meeting::Entity",
            from = "Column::MeetingId",
            to = "crate::meetings::entity::meeting::Column::Id"
        )]
        Meeting,
    }

    impl Related<crate::meetings::entity::meeting::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Meeting.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A commitment that a decision is about.
pub mod decision_commitment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "decision_commitments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub decision_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        pub effect: String,
        /// When the commitment was made or changed because of it.
        pub done_at: Option<DateTimeUtc>,
        /// The version that says so; a concept has none.
        pub version: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::decision::Entity",
            from = "Column::DecisionId",
            to = "super::decision::Column::Id"
        )]
        Decision,
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "Column::CommitmentId",
            to = "crate::commitments::entity::commitment::Column::Id"
        )]
        Commitment,
    }

    impl Related<super::decision::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Decision.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
