//! What regions were like at moments that people compare, and which of those a meeting looks at. Rows are added, never altered or
//! removed; the database itself refuses to.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::columns::{drop_tables, index, reference, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        states(manager).await?;
        snapshots(manager).await?;
        for statement in rules(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["snapshots", "kept_states"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            manager.get_connection().execute_unprepared("DROP FUNCTION kept_states_are_final").await?;
        }
        Ok(())
    }
}

async fn states(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "kept_states";
    manager
        .create_table(
            table(name)
                .col(uuid("region_id"))
                .col(date("day"))
                .col(boolean("ends_day"))
                .col(timestamp_with_time_zone("at"))
                .col(big_integer("sequence"))
                .col(integer("freshness_weeks"))
                // Which version of this program can read the content.
                .col(integer("format"))
                // JSON, deflated.
                .col(blob("content"))
                .foreign_key(&mut reference(name, "region_id", "regions"))
                .to_owned(),
        )
        .await?;
    // A day ends once; what was frozen during it is found by its meeting.
    let by_day = "CREATE UNIQUE INDEX kept_states_of_day ON kept_states (region_id, day) WHERE ends_day";
    manager.get_connection().execute_unprepared(by_day).await.map(|_| ())
}

async fn snapshots(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "snapshots";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("meeting_id").primary_key())
                .col(uuid("state_id"))
                // The meeting of the same body that was frozen before it: what it is compared with.
                .col(uuid_null("former_id"))
                .col(date("reference_date"))
                .col(timestamp_with_time_zone("frozen_at"))
                .foreign_key(&mut reference(name, "meeting_id", "meetings"))
                .foreign_key(&mut reference(name, "former_id", "meetings"))
                .foreign_key(&mut reference(name, "state_id", "kept_states"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["former_id"])).await?;
    manager.create_index(index(name, &["state_id"])).await
}

const FINAL: [&str; 2] = ["kept_states", "snapshots"];

fn rules(backend: DatabaseBackend) -> Vec<String> {
    let on_each = |rules: fn(&str) -> Vec<String>| FINAL.iter().flat_map(move |table| rules(table));
    match backend {
        DatabaseBackend::Postgres => {
            let function = "CREATE FUNCTION kept_states_are_final() RETURNS trigger LANGUAGE plpgsql AS \
                            $$ BEGIN RAISE EXCEPTION 'what was kept is final'; END $$"
                .to_owned();
            let triggers = on_each(|table| {
                vec![
                    format!(
                        "CREATE TRIGGER {table}_are_final BEFORE UPDATE OR DELETE ON {table} \
                         FOR EACH ROW EXECUTE FUNCTION kept_states_are_final()"
                    ),
                    format!(
                        "CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table} \
                         FOR EACH STATEMENT EXECUTE FUNCTION kept_states_are_final()"
                    ),
                ]
            });
            std::iter::once(function).chain(triggers).collect()
        }
        // INSERT OR REPLACE removes a row without any DELETE that a trigger would see.
        _ => on_each(|table| {
            let same = match table {
                "snapshots" => "meeting_id = NEW.meeting_id",
                _ => "id = NEW.id OR (ends_day AND NEW.ends_day AND region_id = NEW.region_id AND day = NEW.day)",
            };
            let replaces = format!("WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})");
            [("update", "UPDATE", ""), ("delete", "DELETE", ""), ("replace", "INSERT", replaces.as_str())]
                .iter()
                .map(|(name, on, when)| {
                    format!(
                        "CREATE TRIGGER {table}_no_{name} BEFORE {on} ON {table} {when} \
                         BEGIN SELECT RAISE(ABORT, 'what was kept is final'); END"
                    )
                })
                .collect()
        })
        .collect(),
    }
}
