//! The table of agendas. Codes in it are those of the `domain` crate.

/// The lokale uitvoeringsagenda of a gemeente, for a period.
pub mod agenda {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "agendas")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub municipality_id: Uuid,
        pub first_year: i32,
        pub last_year: i32,
        pub state: String,
        pub adopted_by: Option<String>,
        pub adopted_on: Option<Date>,
        pub example: bool,
        pub version: i32,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::entity::municipality::Entity",
            from = "Column::MunicipalityId",
            to = "crate::regions::entity::municipality::Column::Id"
        )]
        Municipality,
    }

    impl Related<crate::regions::entity::municipality::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Municipality.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
