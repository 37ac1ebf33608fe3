//! The audit trail: chains of entries, which are added, never altered or removed. The database itself refuses to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::columns::{drop_tables, index, reference, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        entries(manager).await?;
        heads(manager).await?;
        for statement in refuse_changes(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["audit_heads", "audit_entries"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for function in ["audit_entries_are_final", "audit_heads_move_forward", "audit_heads_follow"] {
                manager.get_connection().execute_unprepared(&format!("DROP FUNCTION {function}")).await?;
            }
        }
        Ok(())
    }
}

async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("audit_entries")
                // The region's id; nil for the chain of what belongs to no region.
                .col(uuid("chain"))
                // 1, 2, 3 … within the chain.
                .col(big_integer("sequence"))
                .col(uuid_null("region_id"))
                // To the microsecond: what both databases keep, and the hash is taken over.
                .col(timestamp_with_time_zone("at"))
                // Both empty when the command line did it, or nobody was logged in.
                .col(uuid_null("user_id"))
                .col(uuid_null("organisation_id"))
                .col(string("event"))
                .col(string("subject_type"))
                .col(uuid("subject_id"))
                // A JSON list of field, before and after.
                .col(text("changes"))
                // Empty for the first entry of a chain.
                .col(string("previous_hash"))
                .col(string("hash"))
                .foreign_key(&mut reference("audit_entries", "region_id", "regions"))
                .foreign_key(&mut reference("audit_entries", "user_id", "users"))
                .foreign_key(&mut reference("audit_entries", "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    // Read backwards, this is the log too.
    manager.create_index(unique("audit_entries", &["chain", "sequence"])).await?;
    manager.create_index(index("audit_entries", &["chain", "at"])).await?;
    manager.create_index(index("audit_entries", &["subject_id", "sequence"])).await?;
    manager.create_index(index("audit_entries", &["user_id", "sequence"])).await
}

/// Where each chain ends: what the next entry follows on, and what writers queue up for.
async fn heads(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("audit_heads")
                .col(uuid("chain").primary_key())
                .col(big_integer("sequence"))
                .col(string("hash"))
                .to_owned(),
        )
        .await
}

/// A head moves to an entry of its chain from which every entry back to the one it stood at is there, each holding the hash of the
/// one before it. So many entries may be added at once, and none be left out.
const FOLLOWS: &str = "NEW.chain = OLD.chain AND NEW.sequence > OLD.sequence \
    AND EXISTS (SELECT 1 FROM audit_entries E WHERE E.chain = OLD.chain AND E.sequence = OLD.sequence + 1 \
    AND E.previous_hash = OLD.hash) \
    AND EXISTS (SELECT 1 FROM audit_entries E WHERE E.chain = OLD.chain AND E.sequence = NEW.sequence \
    AND E.hash = NEW.hash) \
    AND NEW.sequence - OLD.sequence - 1 = (SELECT COUNT(*) FROM audit_entries E JOIN audit_entries B \
    ON B.chain = E.chain AND B.sequence = E.sequence - 1 AND B.hash = E.previous_hash \
    WHERE E.chain = OLD.chain AND E.sequence > OLD.sequence + 1 AND E.sequence <= NEW.sequence)";

const FORWARD: &str = "audit heads move forward, along their entries";

fn refuse_changes(backend: DatabaseBackend) -> Vec<String> {
    match backend {
        DatabaseBackend::Postgres => vec![
            "CREATE FUNCTION audit_entries_are_final() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'audit entries are final'; END $$"
                .to_owned(),
            "CREATE TRIGGER audit_entries_are_final BEFORE UPDATE OR DELETE ON audit_entries \
             FOR EACH ROW EXECUTE FUNCTION audit_entries_are_final()"
                .to_owned(),
            "CREATE TRIGGER audit_entries_are_kept BEFORE TRUNCATE ON audit_entries \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_final()"
                .to_owned(),
            format!(
                "CREATE FUNCTION audit_heads_move_forward() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION '{FORWARD}'; END $$"
            ),
            format!(
                "CREATE FUNCTION audit_heads_follow() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN IF NOT ({FOLLOWS}) THEN RAISE EXCEPTION '{FORWARD}'; END IF; RETURN NEW; END $$"
            ),
            "CREATE TRIGGER audit_heads_follow BEFORE UPDATE ON audit_heads \
             FOR EACH ROW EXECUTE FUNCTION audit_heads_follow()"
                .to_owned(),
            "CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads \
             FOR EACH ROW EXECUTE FUNCTION audit_heads_move_forward()"
                .to_owned(),
            "CREATE TRIGGER audit_heads_are_kept BEFORE TRUNCATE ON audit_heads \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_heads_move_forward()"
                .to_owned(),
        ],
        // INSERT OR REPLACE removes a row without any DELETE that a trigger would see; hence the last of each.
        _ => vec![
            "CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries \
             BEGIN SELECT RAISE(ABORT, 'audit entries are final'); END"
                .to_owned(),
            "CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries \
             BEGIN SELECT RAISE(ABORT, 'audit entries are final'); END"
                .to_owned(),
            "CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries \
             WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id) \
             OR EXISTS (SELECT 1 FROM audit_entries WHERE chain = NEW.chain AND sequence = NEW.sequence) \
             BEGIN SELECT RAISE(ABORT, 'audit entries are final'); END"
                .to_owned(),
            format!(
                "CREATE TRIGGER audit_heads_no_update BEFORE UPDATE ON audit_heads \
             WHEN NOT ({FOLLOWS}) \
             BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END"
            ),
            format!(
                "CREATE TRIGGER audit_heads_no_delete BEFORE DELETE ON audit_heads \
             BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END"
            ),
            format!(
                "CREATE TRIGGER audit_heads_no_replace BEFORE INSERT ON audit_heads \
             WHEN EXISTS (SELECT 1 FROM audit_heads WHERE chain = NEW.chain) \
             BEGIN SELECT RAISE(ABORT, '{FORWARD}'); END"
            ),
        ],
    }
}
