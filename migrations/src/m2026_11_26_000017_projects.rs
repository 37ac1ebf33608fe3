//! Housing projects: what is built where, by whom, and how sure it is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

use crate::columns::{
    cascade, drop_tables, index, reference, table, table_of_region, unique_where, unique_with_optional,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        projects(manager).await?;
        counts(manager).await?;
        phases(manager).await?;
        parties(manager).await?;
        cost_shares(manager).await?;
        for statement in rules(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &["project_cost_shares", "project_parties", "project_phases", "project_counts", "projects"],
        )
        .await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for (table, ..) in ADD_UP {
                manager.get_connection().execute_unprepared(&format!("DROP FUNCTION {table}_hold_their_types")).await?;
            }
        }
        Ok(())
    }
}

async fn projects(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table_of_region("projects")
                .col(uuid("municipality_id"))
                .col(string("name"))
                .col(string_null("place"))
                .col(boolean("place_hidden"))
                .col(string("confidentiality"))
                .col(string("status"))
                .col(string_null("plan_status"))
                .col(integer("dwellings"))
                .col(integer("demolished"))
                .col(string_null("planned"))
                // Of `planned`, so that lists sort without reading it.
                .col(date_null("planned_last_day"))
                .col(date_null("intent_signed_on"))
                .col(text_null("intent_document"))
                .col(string_null("external_id"))
                // On whose behalf it was called so; empty when the program itself did.
                .col(uuid_null("marked_by"))
                .col(text_null("note"))
                .col(text("search_text"))
                .col(boolean("example"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut reference("projects", "municipality_id", "municipalities"))
                .foreign_key(&mut reference("projects", "marked_by", "organisations"))
                .to_owned(),
        )
        .await?;
    // With all that the balance asks of a project, so that it visits none.
    let counted = "CREATE INDEX projects_counted ON projects (region_id, municipality_id, confidentiality, status, \
                   plan_status, planned_last_day, id)";
    manager.get_connection().execute_unprepared(counted).await?;
    // What an organisation calls a project is one project, however often it is loaded. What others call theirs tells it nothing.
    let marked = "external_id IS NOT NULL AND marked_by IS";
    let columns = "municipality_id, external_id";
    unique_where(
        manager,
        "projects_marked_once",
        "projects",
        "municipality_id, external_id, marked_by",
        &format!("{marked} NOT NULL"),
    )
    .await?;
    unique_where(manager, "projects_marked_by_none_once", "projects", columns, &format!("{marked} NULL")).await?;
    manager.create_index(index("projects", &["marked_by"])).await
}

async fn counts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "project_counts";
    manager
        .create_table(
            table(name)
                .col(uuid("project_id"))
                // Empty: it counts for no measure.
                .col(uuid_null("measure_id"))
                .col(string("tenure"))
                .col(string("stock"))
                .col(integer("count").check(Expr::col("count").gt(0)))
                .foreign_key(&mut cascade(name, "project_id", "projects"))
                .foreign_key(&mut reference(name, "measure_id", "measures"))
                .to_owned(),
        )
        .await?;
    unique_with_optional(manager, name, "project_id, tenure, stock", "measure_id").await?;
    manager.create_index(index(name, &["measure_id"])).await?;
    // Sums of a project are read from it alone.
    manager.create_index(index(name, &["project_id", "measure_id", "count"])).await
}

async fn phases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "project_phases";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("project_id"))
                .col(string("phase"))
                .col(date("began"))
                .primary_key(Index::create().col("project_id").col("phase"))
                .foreign_key(&mut cascade(name, "project_id", "projects"))
                .to_owned(),
        )
        .await
}

async fn parties(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "project_parties";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("project_id"))
                .col(string("role"))
                .col(uuid("organisation_id"))
                .primary_key(Index::create().col("project_id").col("role").col("organisation_id"))
                .foreign_key(&mut cascade(name, "project_id", "projects"))
                .foreign_key(&mut reference(name, "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["organisation_id"])).await
}

/// Who bears the structural extra costs of care.
async fn cost_shares(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "project_cost_shares";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("project_id"))
                .col(uuid("organisation_id"))
                // In per cent.
                .col(integer("share"))
                .primary_key(Index::create().col("project_id").col("organisation_id"))
                .foreign_key(&mut cascade(name, "project_id", "projects"))
                .foreign_key(&mut reference(name, "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["organisation_id"])).await
}

/// After which writes, and of which project, the types add up to no more than it holds.
const ADD_UP: [(&str, &str, &[&str]); 2] =
    [("project_counts", "NEW.project_id", &["INSERT", "UPDATE"]), ("projects", "NEW.id", &["UPDATE"])];
const TOO_MANY: &str = "projects: types are no more than the dwellings";

fn rules(backend: DatabaseBackend) -> Vec<String> {
    let mut statements = Vec::new();
    for (table, project, writes) in ADD_UP {
        let too_many = format!(
            "(SELECT COALESCE(SUM(C.count), 0) FROM project_counts C WHERE C.project_id = {project}) \
             > (SELECT P.dwellings FROM projects P WHERE P.id = {project})"
        );
        match backend {
            DatabaseBackend::Postgres => {
                let (function, writes) = (format!("{table}_hold_their_types"), writes.join(" OR "));
                statements.push(format!(
                    "CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS \
                     $$ BEGIN IF {too_many} THEN RAISE EXCEPTION '{TOO_MANY}'; END IF; RETURN NULL; END $$"
                ));
                statements.push(format!(
                    "CREATE TRIGGER {function} AFTER {writes} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
                ));
            }
            _ => statements.extend(writes.iter().map(|write| {
                let name = format!("{table}_hold_their_types_on_{}", write.to_lowercase());
                format!(
                    "CREATE TRIGGER {name} AFTER {write} ON {table} WHEN {too_many} \
                     BEGIN SELECT RAISE(ABORT, '{TOO_MANY}'); END"
                )
            })),
        }
    }
    statements
}
