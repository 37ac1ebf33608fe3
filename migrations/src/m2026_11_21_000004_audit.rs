//! The audit trail: entries are added, never altered or removed, and the database itself refuses to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::columns::{drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("audit_entries")
                    .col(uuid("region_id"))
                    .col(timestamp_with_time_zone("at"))
                    // Both empty when the command line did it.
                    .col(uuid_null("user_id"))
                    .col(uuid_null("organisation_id"))
                    .col(string("event"))
                    .col(string("subject_type"))
                    .col(uuid("subject_id"))
                    // A JSON list of field, before and after.
                    .col(text("changes"))
                    .foreign_key(&mut reference("audit_entries", "region_id", "regions"))
                    .foreign_key(&mut reference("audit_entries", "user_id", "users"))
                    .foreign_key(&mut reference("audit_entries", "organisation_id", "organisations"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("audit_entries", &["subject_id", "at"])).await?;
        for statement in refuse_changes(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["audit_entries"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION audit_entries_are_final").await?;
        }
        Ok(())
    }
}

fn refuse_changes(backend: DatabaseBackend) -> &'static [&'static str] {
    match backend {
        DatabaseBackend::Postgres => &[
            "CREATE FUNCTION audit_entries_are_final() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'audit entries are final'; END $$",
            "CREATE TRIGGER audit_entries_are_final BEFORE UPDATE OR DELETE ON audit_entries \
             FOR EACH ROW EXECUTE FUNCTION audit_entries_are_final()",
            "CREATE TRIGGER audit_entries_are_kept BEFORE TRUNCATE ON audit_entries \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_final()",
        ],
        _ => &[
            "CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries \
             BEGIN SELECT RAISE(ABORT, 'audit entries are final'); END",
            "CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries \
             BEGIN SELECT RAISE(ABORT, 'audit entries are final'); END",
        ],
    }
}
