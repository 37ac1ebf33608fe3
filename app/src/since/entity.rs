//! The tables of what was kept of moments.

/// The state of a region at a moment. Its rows are final.
pub mod kept_state {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_states")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        /// It counts as the state of this day.
        pub day: Date,
        /// Whether it is that of the end of the day; else it was frozen during it.
        pub ends_day: bool,
        pub at: DateTimeUtc,
        /// How far the region's audit trail was.
        pub sequence: i64,
        /// For how many weeks a report of progress counted.
        pub freshness_weeks: i32,
        pub format: i32,
        pub content: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a meeting looks at: the state of its reference date. Its rows are final.
pub mod snapshot {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "snapshots")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting_id: Uuid,
        pub state_id: Uuid,
        /// The meeting of the same body that was frozen before it.
        pub former_id: Option<Uuid>,
        pub reference_date: Date,
        pub frozen_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::kept_state::Entity",
            from = "Column::StateId",
            to = "super::kept_state::Column::Id"
        )]
        State,
        #[sea_orm(
            belongs_to = "crate::meetings::entity::meeting::Entity",
            from = "Column::MeetingId",
            to = "crate::meetings::entity::meeting::Column::Id"
        )]
        Meeting,
    }

    impl Related<super::kept_state::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::State.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
