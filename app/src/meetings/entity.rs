//! The tables of meetings. Codes in them are those of the `domain` crate.

/// A meeting of a body.
pub mod meeting {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meetings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub body_id: Uuid,
        pub date: Date,
        pub title: Option<String>,
        pub place: Option<String>,
        pub state: String,
        pub minutes: Option<String>,
        pub minutes_adopted_on: Option<Date>,
        pub cancelled_reason: Option<String>,
        /// The day for which people had their papers, and why it is another one; none: it was not moved since.
        pub moved_from: Option<Date>,
        pub moved_reason: Option<String>,
        /// As JSON, since the papers are ready: what they say is asked.
        pub kept_agenda: Option<String>,
        pub example: bool,
        pub version: i32,
        pub created_at: DateTimeUtc,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::vision::body::Entity",
            from = "Column::BodyId",
            to = "crate::regions::vision::body::Column::Id"
        )]
        Body,
    }

    impl Related<crate::since::entity::snapshot::Entity> for Entity {
        fn to() -> RelationDef {
            crate::since::entity::snapshot::Relation::Meeting.def().rev()
        }
    }

    impl Related<crate::regions::vision::body::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Body.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who was there, or was not.
pub mod attendant {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "meeting_attendants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub meeting_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub organisation_id: Uuid,
        pub function: Option<String>,
        pub presence: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is discussed.
pub mod agenda_item {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "agenda_items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub meeting_id: Uuid,
        pub position: i32,
        pub title: String,
        pub purpose: String,
        pub note: Option<String>,
        pub oral: bool,
        pub version: i32,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
