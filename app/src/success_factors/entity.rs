//! How gemeenten are placed for success factors.

/// How one gemeente is placed for one success factor, as it was told last.
pub mod factor_state {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "success_factor_states")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub success_factor_id: Uuid,
        pub municipality_id: Uuid,
        pub state: String,
        pub note: Option<String>,
        pub told_on: Date,
        pub example: bool,
        pub version: i32,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::vision::success_factor::Entity",
            from = "Column::SuccessFactorId",
            to = "crate::regions::vision::success_factor::Column::Id"
        )]
        SuccessFactor,
        #[sea_orm(
            belongs_to = "crate::regions::entity::municipality::Entity",
            from = "Column::MunicipalityId",
            to = "crate::regions::entity::municipality::Column::Id"
        )]
        Municipality,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
