//! Deliveries: a ledger of dwellings that are really there. Entries are added, never altered or removed; the database itself refuses
//! to, and refuses what would count a dwelling twice.

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
        lots(manager).await?;
        for statement in rules(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["delivery_lots", "deliveries"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            for function in ["deliveries_are_final", "deliveries_add_up", "delivery_lots_follow"] {
                manager.get_connection().execute_unprepared(&format!("DROP FUNCTION {function}")).await?;
            }
        }
        Ok(())
    }
}

async fn entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "deliveries";
    manager
        .create_table(
            table(name)
                .col(uuid("project_id"))
                // 1, 2, 3 … within the project.
                .col(integer("sequence"))
                .col(string("act"))
                // The entry that it points at, of the same project.
                .col(uuid_null("of_id"))
                // Empty: it counts for no measure.
                .col(uuid_null("measure_id"))
                // False in a correction that says that the dwellings are not there.
                .col(boolean("there"))
                .col(integer("count").check(Expr::col("count").gt(0)))
                .col(date_null("delivered_on"))
                .col(text_null("address"))
                .col(text_null("evidence"))
                // Why it was returned or corrected, or is more than the project holds.
                .col(text_null("reason"))
                // By what its reporter knows a report. A correction that takes all of it back gives the mark free.
                .col(string_null("external_id"))
                .col(uuid("user_id"))
                .col(uuid("organisation_id"))
                .col(timestamp_with_time_zone("at"))
                .foreign_key(&mut reference(name, "project_id", "projects"))
                .foreign_key(&mut reference(name, "measure_id", "measures"))
                .foreign_key(&mut reference(name, "user_id", "users"))
                .foreign_key(&mut reference(name, "organisation_id", "organisations"))
                .foreign_key(
                    ForeignKey::create()
                        .from(name, ("of_id", "project_id"))
                        .to(name, ("id", "project_id"))
                        .on_delete(ForeignKeyAction::Restrict),
                )
                .index(Index::create().unique().name("deliveries_of_project").col("id").col("project_id"))
                .check(Expr::cust("(act = 'gemeld') = (of_id IS NULL)"))
                .check(Expr::cust("act NOT IN ('teruggegeven', 'gecorrigeerd') OR reason IS NOT NULL"))
                .check(Expr::cust("external_id IS NULL OR act = 'gemeld' OR (act = 'gecorrigeerd' AND NOT there)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique(name, &["project_id", "sequence"])).await?;
    manager.create_index(index(name, &["of_id"])).await
}

/// Where the dwellings of each report stand now: what the entries add up to, kept for lists and sums.
async fn lots(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "delivery_lots";
    let none_less_than_nought = |column: &'static str| integer(column).check(Expr::col(column).gte(0)).to_owned();
    manager
        .create_table(
            // Its id is that of the entry that made it.
            table(name)
                .col(uuid("project_id"))
                .col(uuid_null("measure_id"))
                .col(date("delivered_on"))
                // The mark of the report, until it is given free.
                .col(string_null("external_id"))
                .col(none_less_than_nought("waiting"))
                .col(none_less_than_nought("verified"))
                .col(none_less_than_nought("returned"))
                .foreign_key(&mut reference(name, "id", "deliveries"))
                .foreign_key(&mut reference(name, "project_id", "projects"))
                .foreign_key(&mut reference(name, "measure_id", "measures"))
                .to_owned(),
        )
        .await?;
    // Sums of a project are read from it alone.
    let counted =
        "CREATE INDEX delivery_lots_counted ON delivery_lots (project_id, measure_id, delivered_on, waiting, verified)";
    manager.get_connection().execute_unprepared(counted).await?;
    // Here and not in the ledger: there a mark that was given free still stands in what was said.
    manager.create_index(unique(name, &["project_id", "external_id"])).await?;
    manager.create_index(index(name, &["delivered_on"])).await
}

/// What an entry that comes may not be. `E` stands for the entry that it points at.
const REFUSED: [(&str, &str); 5] = [
    (
        "only reports and corrections can be pointed at",
        "NEW.of_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries E \
         WHERE E.id = NEW.of_id AND E.act IN ('gemeld', 'gecorrigeerd'))",
    ),
    (
        "who reported does not verify",
        "NEW.act IN ('geverifieerd', 'teruggegeven') AND EXISTS (SELECT 1 FROM deliveries E \
         WHERE E.id = NEW.of_id AND E.user_id = NEW.user_id)",
    ),
    (
        "no more are verified or returned than were reported",
        "NEW.act IN ('geverifieerd', 'teruggegeven') AND NEW.count + (SELECT COALESCE(SUM(O.count), 0) FROM deliveries O \
         WHERE O.of_id = NEW.of_id AND O.act IN ('geverifieerd', 'teruggegeven')) \
         > (SELECT E.count FROM deliveries E WHERE E.id = NEW.of_id)",
    ),
    (
        "no more are corrected than were reported",
        "NEW.act = 'gecorrigeerd' AND NEW.count + (SELECT COALESCE(SUM(O.count), 0) FROM deliveries O \
         WHERE O.of_id = NEW.of_id AND O.act = 'gecorrigeerd') \
         > (SELECT E.count FROM deliveries E WHERE E.id = NEW.of_id)",
    ),
    (
        "more than the project holds needs an explanation",
        "NEW.act = 'gemeld' AND NEW.reason IS NULL AND NEW.count + (SELECT COALESCE(SUM(CASE \
         WHEN O.act = 'gemeld' THEN O.count \
         WHEN O.act = 'teruggegeven' OR (O.act = 'gecorrigeerd' AND NOT O.there) THEN -O.count ELSE 0 END), 0) \
         FROM deliveries O WHERE O.project_id = NEW.project_id) \
         > (SELECT P.dwellings FROM projects P WHERE P.id = NEW.project_id)",
    ),
];

/// What a lot may not say: it is what the entries of the ledger add up to, and never more.
const LOTS_REFUSED: [(&str, &str); 3] = [
    (
        "a lot is of the entry that made it",
        "NOT EXISTS (SELECT 1 FROM deliveries E WHERE E.id = NEW.id AND E.project_id = NEW.project_id AND E.there \
         AND E.act IN ('gemeld', 'gecorrigeerd') \
         AND (E.measure_id = NEW.measure_id OR (E.measure_id IS NULL AND NEW.measure_id IS NULL)))",
    ),
    (
        "a lot holds no more than was reported and not corrected",
        "NEW.waiting + NEW.verified + NEW.returned > (SELECT E.count FROM deliveries E WHERE E.id = NEW.id) \
         - (SELECT COALESCE(SUM(O.count), 0) FROM deliveries O WHERE O.of_id = NEW.id AND O.act = 'gecorrigeerd')",
    ),
    (
        "no more of a lot are verified or returned than the ledger says",
        "NEW.verified > (SELECT COALESCE(SUM(O.count), 0) FROM deliveries O \
         WHERE O.of_id = NEW.id AND O.act = 'geverifieerd') \
         OR NEW.returned > (SELECT COALESCE(SUM(O.count), 0) FROM deliveries O \
         WHERE O.of_id = NEW.id AND O.act = 'teruggegeven')",
    ),
];

fn postgres_function(name: &str, table: &str, refused: &[(&str, &str)]) -> String {
    let refusals: String = refused
        .iter()
        .map(|(why, when)| format!("IF {when} THEN RAISE EXCEPTION '{table}: {why}'; END IF; "))
        .collect();
    format!("CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {refusals} RETURN NEW; END $$")
}

fn rules(backend: DatabaseBackend) -> Vec<String> {
    match backend {
        DatabaseBackend::Postgres => {
            vec![
                "CREATE FUNCTION deliveries_are_final() RETURNS trigger LANGUAGE plpgsql AS \
                 $$ BEGIN RAISE EXCEPTION 'deliveries are final'; END $$"
                    .to_owned(),
                "CREATE TRIGGER deliveries_are_final BEFORE UPDATE OR DELETE ON deliveries \
                 FOR EACH ROW EXECUTE FUNCTION deliveries_are_final()"
                    .to_owned(),
                "CREATE TRIGGER deliveries_are_kept BEFORE TRUNCATE ON deliveries \
                 FOR EACH STATEMENT EXECUTE FUNCTION deliveries_are_final()"
                    .to_owned(),
                postgres_function("deliveries_add_up", "deliveries", &REFUSED),
                postgres_function("delivery_lots_follow", "delivery_lots", &LOTS_REFUSED),
                "CREATE TRIGGER delivery_lots_follow BEFORE INSERT OR UPDATE ON delivery_lots \
                 FOR EACH ROW EXECUTE FUNCTION delivery_lots_follow()"
                    .to_owned(),
                "CREATE TRIGGER deliveries_add_up BEFORE INSERT ON deliveries \
                 FOR EACH ROW EXECUTE FUNCTION deliveries_add_up()"
                    .to_owned(),
            ]
        }
        _ => {
            // INSERT OR REPLACE removes a row without any DELETE that a trigger would see.
            let mut rules: Vec<String> = [
                ("update", "UPDATE", ""),
                ("delete", "DELETE", ""),
                (
                    "replace",
                    "INSERT",
                    "WHEN EXISTS (SELECT 1 FROM deliveries WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM deliveries \
                     WHERE project_id = NEW.project_id AND sequence = NEW.sequence)",
                ),
            ]
            .iter()
            .map(|(name, on, when)| {
                format!(
                    "CREATE TRIGGER deliveries_no_{name} BEFORE {on} ON deliveries {when} \
                     BEGIN SELECT RAISE(ABORT, 'deliveries are final'); END"
                )
            })
            .collect();
            rules.extend(REFUSED.iter().enumerate().map(|(number, (why, when))| {
                format!(
                    "CREATE TRIGGER deliveries_rule_{number} BEFORE INSERT ON deliveries WHEN {when} \
                     BEGIN SELECT RAISE(ABORT, 'deliveries: {why}'); END"
                )
            }));
            for (number, (why, when)) in LOTS_REFUSED.iter().enumerate() {
                rules.extend(["INSERT", "UPDATE"].iter().map(|write| {
                    let name = format!("delivery_lots_rule_{number}_on_{}", write.to_lowercase());
                    format!(
                        "CREATE TRIGGER {name} BEFORE {write} ON delivery_lots WHEN {when} \
                         BEGIN SELECT RAISE(ABORT, 'delivery_lots: {why}'); END"
                    )
                }));
            }
            rules
        }
    }
}
