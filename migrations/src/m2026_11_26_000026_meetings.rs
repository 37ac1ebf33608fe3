//! Meetings of bodies with their agendas and attendance, and what is decided there.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table, table_of_region};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        seats(manager, "body_members", "body_id", "bodies", None).await?;
        meetings(manager).await?;
        seats(manager, "meeting_attendants", "meeting_id", "meetings", Some("presence")).await?;
        agenda_items(manager).await?;
        decisions(manager).await?;
        decision_commitments(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            ["decision_commitments", "decisions", "agenda_items", "meeting_attendants", "meetings", "body_members"];
        drop_tables(manager, &tables).await
    }
}

/// Functions at organisations, in order; never persons.
async fn seats(
    manager: &SchemaManager<'_>,
    name: &'static str,
    of: &'static str,
    owner: &'static str,
    says: Option<&'static str>,
) -> Result<(), DbErr> {
    let mut seats = Table::create()
        .table(name)
        .col(uuid(of))
        .col(integer("position"))
        .col(uuid("organisation_id"))
        .col(string_null("function"))
        .primary_key(Index::create().col(of).col("position"))
        .foreign_key(&mut cascade(name, of, owner))
        .foreign_key(&mut reference(name, "organisation_id", "organisations"))
        .to_owned();
    if let Some(column) = says {
        seats.col(string(column));
    }
    manager.create_table(seats).await?;
    manager.create_index(index(name, &["organisation_id"])).await
}

async fn meetings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "meetings";
    manager
        .create_table(
            table_of_region(name)
                .col(uuid("body_id"))
                .col(date("date"))
                .col(string_null("title"))
                .col(string_null("place"))
                .col(string("state"))
                .col(text_null("minutes"))
                .col(date_null("minutes_adopted_on"))
                .col(text_null("cancelled_reason"))
                .col(boolean("example"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut reference(name, "body_id", "bodies"))
                .check(Expr::cust("(state = 'verslag-vastgesteld') = (minutes_adopted_on IS NOT NULL)"))
                .check(Expr::cust("minutes_adopted_on IS NULL OR minutes IS NOT NULL"))
                .check(Expr::cust("(state = 'afgelast') = (cancelled_reason IS NOT NULL)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["region_id", "date"])).await?;
    manager.create_index(index(name, &["body_id", "date"])).await
}

async fn agenda_items(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "agenda_items";
    manager
        .create_table(
            table(name)
                .col(uuid("meeting_id"))
                // Only their order counts: items that are removed leave gaps.
                .col(integer("position"))
                .col(string("title"))
                .col(string("purpose"))
                .col(text_null("note"))
                .col(boolean("oral"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut cascade(name, "meeting_id", "meetings"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["meeting_id", "position"])).await
}

async fn decisions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "decisions";
    // That there is no day is said, and never what an empty field means.
    let due = "(due IS NULL) = no_date AND (due IS NULL) = (due_last_day IS NULL)";
    manager
        .create_table(
            table_of_region(name)
                .col(uuid("meeting_id"))
                .col(uuid_null("agenda_item_id"))
                .col(string("kind"))
                .col(text("text"))
                .col(uuid("owner_id"))
                .col(string_null("owner_function"))
                .col(string_null("due"))
                .col(date_null("due_last_day"))
                .col(boolean("no_date"))
                .col(uuid_null("reported_to_id"))
                .col(text_null("report"))
                .col(boolean("example"))
                .col(integer("version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut cascade(name, "meeting_id", "meetings"))
                .foreign_key(&mut reference(name, "agenda_item_id", "agenda_items"))
                .foreign_key(&mut reference(name, "owner_id", "organisations"))
                .foreign_key(&mut reference(name, "reported_to_id", "meetings"))
                .check(Expr::cust(due))
                .check(Expr::cust("(reported_to_id IS NULL) = (report IS NULL)"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["region_id", "due_last_day"])).await?;
    for column in ["meeting_id", "agenda_item_id", "owner_id", "reported_to_id"] {
        manager.create_index(index(name, &[column])).await?;
    }
    Ok(())
}

async fn decision_commitments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "decision_commitments";
    manager
        .create_table(
            Table::create()
                .table(name)
                .col(uuid("decision_id"))
                .col(uuid("commitment_id"))
                .col(string("effect"))
                // When the commitment was made or changed because of it, and which version says so; a concept has none.
                .col(timestamp_with_time_zone_null("done_at"))
                .col(integer_null("version"))
                .primary_key(Index::create().col("decision_id").col("commitment_id"))
                .foreign_key(&mut cascade(name, "decision_id", "decisions"))
                .foreign_key(&mut cascade(name, "commitment_id", "commitments"))
                .foreign_key(
                    ForeignKey::create()
                        .from(name, ("commitment_id", "version"))
                        .to("commitment_versions", ("commitment_id", "number"))
                        .on_delete(ForeignKeyAction::Cascade),
                )
                .check(Expr::cust("version IS NULL OR done_at IS NOT NULL"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["commitment_id", "version"])).await
}
