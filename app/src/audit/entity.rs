//! The audit trail.

/// Something that happened, by whom, on behalf of whom.
pub mod audit_entry {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entries")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub at: DateTimeUtc,
        pub user_id: Option<Uuid>,
        pub organisation_id: Option<Uuid>,
        pub event: String,
        pub subject_type: String,
        pub subject_id: Uuid,
        pub changes: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
