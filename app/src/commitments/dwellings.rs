//! How many dwellings a commitment is about, by measure. A dwelling counts once, in its highest type, so that the numbers
//! of one commitment can be added up.

/// So many dwellings of one type.
pub mod commitment_dwelling {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_dwellings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub measure_id: Uuid,
        pub count: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
