//! A region and its reference data: everything that a region file loads, except commitments.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, reference, table, table_of_region, unique, unique_where};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        region(manager).await?;
        places_and_parties(manager).await?;
        vision(manager).await?;
        targets(manager).await?;
        governance(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "definitions",
            "context_values",
            "success_factors",
            "bodies",
            "deadlines",
            "targets",
            "scenarios",
            "measures",
            "target_groups",
            "challenges",
            "organisation_municipalities",
            "organisations",
            "municipalities",
            "sources",
            "regions",
        ];
        drop_tables(manager, &tables).await
    }
}

async fn region(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table("regions")
                .col(string("code").unique_key())
                .col(string("name"))
                .col(string("province"))
                .col(integer("horizon_year"))
                .col(integer("freshness_weeks"))
                // The codes of the plan statuses that count as hard, with spaces between; empty: the usual ones.
                .col(string("hard_plan_statuses"))
                // Everybody, not only beheerders, logs in with a second factor.
                .col(boolean("second_factor_for_all").default(false))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            table_of_region("sources")
                .col(string("key"))
                .col(string("title"))
                .col(string_null("url"))
                .col(boolean("verified"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("sources", &["region_id", "key"])).await
}

async fn places_and_parties(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table_of_region("municipalities")
                .col(string("code"))
                .col(string("name"))
                .col(string("slug"))
                .col(integer("tile_column"))
                .col(integer("tile_row"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("municipalities", &["region_id", "code"])).await?;
    manager.create_index(unique("municipalities", &["region_id", "slug"])).await?;
    manager
        .create_table(
            table_of_region("organisations")
                .col(string("name"))
                .col(string("organisation_type"))
                .col(uuid_null("municipality_id"))
                .col(boolean("active_everywhere"))
                .col(string_null("l_number"))
                .col(uuid_null("source_id"))
                .col(string_null("source_detail"))
                .foreign_key(&mut reference("organisations", "municipality_id", "municipalities"))
                .foreign_key(&mut reference("organisations", "source_id", "sources"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("organisations", &["region_id", "name"])).await?;
    manager
        .create_table(
            Table::create()
                .table("organisation_municipalities")
                .col(uuid("organisation_id"))
                .col(uuid("municipality_id"))
                .primary_key(Index::create().col("organisation_id").col("municipality_id"))
                .foreign_key(&mut cascade("organisation_municipalities", "organisation_id", "organisations"))
                .foreign_key(&mut cascade("organisation_municipalities", "municipality_id", "municipalities"))
                .to_owned(),
        )
        .await
}

async fn vision(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table_of_region("challenges")
                .col(string("number"))
                .col(integer("position"))
                .col(string("title"))
                .col(boolean("priority"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("challenges", &["region_id", "number"])).await?;
    manager
        .create_table(
            table_of_region("target_groups")
                .col(integer("position"))
                .col(string("name"))
                .col(boolean("urgent"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("target_groups", &["region_id", "name"])).await
}

async fn targets(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            table_of_region("measures")
                .col(string("key"))
                .col(integer("position"))
                .col(string("name"))
                .col(string("category"))
                .col(string_null("nests_in"))
                // These dwellings come with care: who develops, provides and pays for it must have signed an intention.
                .col(boolean("needs_intent"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("measures", &["region_id", "key"])).await?;
    manager
        .create_table(
            table_of_region("scenarios")
                .col(string("key"))
                .col(integer("position"))
                .col(string("name"))
                .col(string("category"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("scenarios", &["region_id", "key"])).await?;
    manager
        .create_table(
            table_of_region("targets")
                .col(uuid("measure_id"))
                .col(uuid("scenario_id"))
                .col(uuid_null("municipality_id"))
                // A corporatie within that gemeente.
                .col(uuid_null("organisation_id"))
                .check(Expr::cust("organisation_id IS NULL OR municipality_id IS NOT NULL"))
                .col(integer("horizon_year"))
                .col(big_integer("value"))
                .col(string("status"))
                .col(uuid_null("source_id"))
                .col(string_null("source_detail"))
                .foreign_key(&mut reference("targets", "measure_id", "measures"))
                .foreign_key(&mut reference("targets", "scenario_id", "scenarios"))
                .foreign_key(&mut reference("targets", "municipality_id", "municipalities"))
                .foreign_key(&mut reference("targets", "organisation_id", "organisations"))
                .foreign_key(&mut reference("targets", "source_id", "sources"))
                .to_owned(),
        )
        .await?;
    // Of the region, of a gemeente, and of a corporatie within it: SQL holds two NULLs for different.
    for (holder, columns, condition) in [
        ("region", "", "municipality_id IS NULL"),
        ("municipality", ", municipality_id", "municipality_id IS NOT NULL AND organisation_id IS NULL"),
        ("corporation", ", municipality_id, organisation_id", "organisation_id IS NOT NULL"),
    ] {
        let columns = format!("measure_id, scenario_id, horizon_year{columns}");
        unique_where(manager, &format!("targets_unique_of_{holder}"), "targets", &columns, condition).await?;
    }
    Ok(())
}

async fn governance(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            sourced("deadlines")
                .col(string("key"))
                .col(string("title"))
                .col(string_null("due"))
                .col(string_null("legal_status"))
                .col(text_null("note"))
                // "Laatst gecontroleerd".
                .col(date_null("checked_on"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("updated_at"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("deadlines", &["region_id", "key"])).await?;
    manager
        .create_table(
            sourced("bodies")
                .col(string("name"))
                .col(string_null("members"))
                .col(integer_null("meetings_per_year"))
                .col(uuid_null("secretary_id"))
                .col(string_null("secretary_function"))
                .foreign_key(&mut reference("bodies", "secretary_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("bodies", &["region_id", "name"])).await?;
    manager.create_table(sourced("success_factors").col(string("name")).col(string("origin")).to_owned()).await?;
    manager.create_index(unique("success_factors", &["region_id", "name"])).await?;
    manager
        .create_table(
            sourced("context_values")
                .col(string("indicator"))
                .col(string("unit"))
                .col(string("area"))
                .col(integer("year"))
                .col(double("value"))
                .to_owned(),
        )
        .await?;
    manager.create_index(unique("context_values", &["region_id", "indicator", "area", "year"])).await?;
    manager.create_table(sourced("definitions").col(string("code")).col(text("text")).to_owned()).await?;
    manager.create_index(unique("definitions", &["region_id", "code"])).await
}

/// A row of a region file in its order, with the source that says so.
fn sourced(name: &'static str) -> TableCreateStatement {
    table_of_region(name)
        .col(integer("position"))
        .col(uuid_null("source_id"))
        .col(string_null("source_detail"))
        .foreign_key(&mut reference(name, "source_id", "sources"))
        .to_owned()
}
