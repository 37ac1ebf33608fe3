//! Columns and constraints that many tables share.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid;

/// A table with a uuid key, which belongs to a region and goes with it.
pub fn table_of_region(name: &'static str) -> TableCreateStatement {
    table(name).col(uuid("region_id")).foreign_key(&mut cascade(name, "region_id", "regions")).to_owned()
}

/// A table with a uuid key.
pub fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).col(uuid("id").primary_key()).to_owned()
}

/// A reference whose target may not be removed while it is referred to.
pub fn reference(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from, column).to(to, "id").on_delete(ForeignKeyAction::Restrict).to_owned()
}

/// A reference whose row goes when its target goes.
pub fn cascade(from: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(from, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

pub fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).unique().to_owned()
}

pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// Uniqueness where one column may be empty: SQL holds two NULLs for different, so the empty case has its own index.
pub async fn unique_with_optional(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &str,
    optional: &str,
) -> Result<(), DbErr> {
    let (with, without) = (format!("{table}_unique"), format!("{table}_unique_without_{optional}"));
    let all = format!("{columns}, {optional}");
    unique_where(manager, &with, table, &all, &format!("{optional} IS NOT NULL")).await?;
    unique_where(manager, &without, table, columns, &format!("{optional} IS NULL")).await
}

/// Uniqueness among the rows for which the condition holds.
pub async fn unique_where(
    manager: &SchemaManager<'_>,
    name: &str,
    table: &'static str,
    columns: &str,
    condition: &str,
) -> Result<(), DbErr> {
    let index = format!("CREATE UNIQUE INDEX {name} ON {table} ({columns}) WHERE {condition}");
    manager.get_connection().execute_unprepared(&index).await?;
    Ok(())
}

pub async fn drop_tables(manager: &SchemaManager<'_>, newest_first: &[&'static str]) -> Result<(), DbErr> {
    for name in newest_first {
        manager.drop_table(Table::drop().table(*name).to_owned()).await?;
    }
    Ok(())
}
