//! The tables of commitments. Codes in them are those of the `domain` crate.

/// Who does what, when, where.
pub mod commitment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_id: Uuid,
        pub municipality_id: Option<Uuid>,
        pub number: String,
        pub external_id: Option<String>,
        /// On whose behalf it was called so.
        pub marked_by: Option<Uuid>,
        pub title: String,
        pub description: Option<String>,
        pub kind: Option<String>,
        pub life_cycle: String,
        pub start: Option<String>,
        pub due: Option<String>,
        pub due_last_day: Option<Date>,
        pub place: Option<String>,
        pub source_id: Option<Uuid>,
        pub source_detail: Option<String>,
        pub quote: Option<String>,
        pub example: bool,
        pub progress: Option<String>,
        pub progress_on: Option<Date>,
        pub expected: Option<String>,
        pub in_force: Option<i32>,
        pub asking: Option<i32>,
        pub newest_version: i32,
        pub closing_reason: Option<String>,
        pub search_text: String,
        pub version: i32,
        pub created_at: DateTimeUtc,
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

    impl ActiveModelBehavior for ActiveModel {}
}

/// One organisation or group in a commitment.
pub mod party {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_parties")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub organisation_id: Option<Uuid>,
        pub group_type: Option<String>,
        pub role: String,
        pub function: Option<String>,
        pub contribution: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::entity::organisation::Entity",
            from = "Column::OrganisationId",
            to = "crate::regions::entity::organisation::Column::Id"
        )]
        Organisation,
        #[sea_orm(
            belongs_to = "super::commitment::Entity",
            from = "Column::CommitmentId",
            to = "super::commitment::Column::Id"
        )]
        Commitment,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which challenge a commitment serves.
pub mod commitment_challenge {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_challenges")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub challenge_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::vision::challenge::Entity",
            from = "Column::ChallengeId",
            to = "crate::regions::vision::challenge::Column::Id"
        )]
        Challenge,
        #[sea_orm(
            belongs_to = "super::commitment::Entity",
            from = "Column::CommitmentId",
            to = "super::commitment::Column::Id"
        )]
        Commitment,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whom a commitment is for.
pub mod commitment_target_group {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_target_groups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_group_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::vision::target_group::Entity",
            from = "Column::TargetGroupId",
            to = "crate::regions::vision::target_group::Column::Id"
        )]
        TargetGroup,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// So many dwellings of one type. A dwelling counts once, in its highest type, so that the numbers of one commitment can be
/// added up.
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
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::targets::entity::measure::Entity",
            from = "Column::MeasureId",
            to = "crate::targets::entity::measure::Column::Id"
        )]
        Measure,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a commitment depends on.
pub mod commitment_success_factor {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_success_factors")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub success_factor_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::regions::vision::success_factor::Entity",
            from = "Column::SuccessFactorId",
            to = "crate::regions::vision::success_factor::Column::Id"
        )]
        SuccessFactor,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which document a commitment carries out.
pub mod commitment_document {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub commitment_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub document_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::documents::entity::document::Entity",
            from = "Column::DocumentId",
            to = "crate::documents::entity::document::Column::Id"
        )]
        Document,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// That a commitment serves a project, or did.
pub mod commitment_project {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "commitment_projects")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub commitment_id: Uuid,
        pub project_id: Uuid,
        pub linked: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::commitment::Entity",
            from = "Column::CommitmentId",
            to = "super::commitment::Column::Id"
        )]
        Commitment,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One report of how a commitment stands.
pub mod progress_update {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "progress_updates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub commitment_id: Uuid,
        pub user_id: Option<Uuid>,
        pub at: DateTimeUtc,
        pub status: String,
        pub content: String,
        pub planning: String,
        pub money: String,
        pub expected: Option<String>,
        pub unchanged: bool,
        pub note: Option<String>,
        pub cause: Option<String>,
        pub effect: Option<String>,
        pub correction: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::auth::entity::user::Entity",
            from = "Column::UserId",
            to = "crate::auth::entity::user::Column::Id"
        )]
        User,
        #[sea_orm(
            belongs_to = "super::commitment::Entity",
            from = "Column::CommitmentId",
            to = "super::commitment::Column::Id"
        )]
        Commitment,
    }

    impl Related<super::commitment::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Commitment.def()
        }
    }

    impl Related<crate::auth::entity::user::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::User.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
