//! Proposals, and their way along bodies.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::columns::{cascade, drop_tables, index, reference, table, table_of_region};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        proposals(manager).await?;
        steps(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["proposal_steps", "proposals"]).await
    }
}

async fn proposals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "proposals";
    let mut proposals = table_of_region(name);
    proposals.col(uuid("organisation_id")).col(string("title"));
    let parts =
        ["proposed", "intended_effect", "arguments", "remarks", "costs", "communication", "follow_up", "decision"];
    for part in parts {
        proposals.col(text(part));
    }
    manager
        .create_table(
            proposals
                .col(boolean("example"))
                // Of the text, and of the steps: two people may work on one each.
                .col(integer("version"))
                .col(integer("route_version"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .foreign_key(&mut reference(name, "organisation_id", "organisations"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["region_id"])).await?;
    manager.create_index(index(name, &["organisation_id"])).await
}

async fn steps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let name = "proposal_steps";
    // Which words a body concluded about is never a matter of opinion.
    let concluded =
        "(conclusion IS NULL) = (concluded_version IS NULL) AND (conclusion IS NULL) = (concluded_at IS NULL)";
    manager
        .create_table(
            table(name)
                .col(uuid("proposal_id"))
                // Only their order counts: steps that are removed leave gaps.
                .col(integer("position"))
                .col(uuid("body_id"))
                .col(uuid_null("meeting_id"))
                // That of the meeting, as soon as there is one.
                .col(date("date"))
                .col(string("purpose"))
                .col(text_null("conclusion"))
                .col(integer_null("concluded_version"))
                .col(timestamp_with_time_zone_null("concluded_at"))
                .foreign_key(&mut cascade(name, "proposal_id", "proposals"))
                .foreign_key(&mut reference(name, "body_id", "bodies"))
                .foreign_key(&mut reference(name, "meeting_id", "meetings"))
                .check(Expr::cust(concluded))
                .to_owned(),
        )
        .await?;
    manager.create_index(index(name, &["proposal_id", "position"])).await?;
    manager.create_index(index(name, &["body_id", "date"])).await?;
    manager.create_index(index(name, &["meeting_id"])).await
}
