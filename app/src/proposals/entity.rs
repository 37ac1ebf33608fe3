//! The tables of proposals. Codes in them are those of the `domain` crate.

pub mod proposal {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        /// Whose it is.
        pub organisation_id: Uuid,
        pub title: String,
        pub proposed: String,
        pub intended_effect: String,
        pub arguments: String,
        pub remarks: String,
        pub costs: String,
        pub communication: String,
        pub follow_up: String,
        pub decision: String,
        pub example: bool,
        /// Of the text.
        pub version: i32,
        /// Of the steps.
        pub route_version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A body that a proposal comes by.
pub mod proposal_step {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub proposal_id: Uuid,
        pub position: i32,
        pub body_id: Uuid,
        /// The meeting on whose agenda it stands.
        pub meeting_id: Option<Uuid>,
        /// Its place there; none: after everything that has one.
        pub agenda_position: Option<i32>,
        pub date: Date,
        pub purpose: String,
        pub conclusion: Option<String>,
        /// The version of the text that it is about.
        pub concluded_version: Option<i32>,
        pub concluded_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::proposal::Entity",
            from = "Column::ProposalId",
            to = "super::proposal::Column::Id"
        )]
        Proposal,
        #[sea_orm(
            belongs_to = "crate::regions::vision::body::Entity",
            from = "Column::BodyId",
            to = "crate::regions::vision::body::Column::Id"
        )]
        Body,
    }

    impl Related<super::proposal::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Proposal.def()
        }
    }

    impl Related<crate::regions::vision::body::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Body.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
