//! The table of waits.

/// One commitment waits for another, or for an organisation.
pub mod wait {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_waits")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub commitment_id: Uuid,
        pub other_id: Option<Uuid>,
        pub organisation_id: Option<Uuid>,
        pub reason: String,
        pub since: Date,
        pub resolved_on: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        /// The one that waits.
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "Column::CommitmentId",
            to = "crate::commitments::entity::commitment::Column::Id"
        )]
        Waiting,
        /// The one that is waited for.
        #[sea_orm(
            belongs_to = "crate::commitments::entity::commitment::Entity",
            from = "Column::OtherId",
            to = "crate::commitments::entity::commitment::Column::Id"
        )]
        Other,
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Organisation,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
