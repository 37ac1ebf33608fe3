//! Reading and writing what is kept of a file.
#![expect(
    clippy::disallowed_methods,
    reason = "a file is found by its id, and then asked of the policy; headers are the organisation's"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::imports::{Kind, Mapping, Source, State, normalised};
use domain::policy::{Action, ImportRights};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::content::Content;
use super::entity::{import, import_header};
use super::lines::Choices;
use crate::error::AppError;
use crate::request::Request;
use crate::storage::new_id;

/// A file with what is known of it.
#[derive(Clone, Debug)]
pub struct Import {
    pub row: import::Model,
    pub kind: Kind,
    pub state: State,
    pub choices: Choices,
    /// None once it is forgotten.
    pub content: Option<Content>,
}

/// # Errors
/// `NotFound` when it is not this person's.
pub async fn one(connection: &impl ConnectionTrait, request: &Request, id: Uuid) -> Result<Import, AppError> {
    let row = import::Entity::find_by_id(id).one(connection).await?.ok_or(AppError::NotFound)?;
    request.allow(Action::Import(&ImportRights { region: row.region_id.into(), maker: row.user_id.into() }))?;
    let unreadable = |what: &str| DbErr::Custom(format!("unreadable {what} of import {id}"));
    let content = row.content.as_deref().map(serde_json::from_str).transpose();
    Ok(Import {
        kind: row.kind.parse().map_err(|_| unreadable("kind"))?,
        state: row.state.parse().map_err(|_| unreadable("state"))?,
        choices: serde_json::from_str(&row.choices).map_err(|_| unreadable("choices"))?,
        content: content.map_err(|_| unreadable("content"))?,
        row,
    })
}

pub fn json<T: serde::Serialize>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Custom(error.to_string()))
}

/// What this organisation chose before, by normalised header.
pub async fn remembered(
    connection: &impl ConnectionTrait,
    request: &Request,
    kind: Kind,
) -> Result<BTreeMap<String, String>, DbErr> {
    use import_header::Column as C;
    let of_them = import_header::Entity::find()
        .filter(C::OrganisationId.eq(request.actor().organisation.0))
        .filter(C::Kind.eq(kind.code()));
    Ok(of_them.all(connection).await?.into_iter().map(|row| (row.header, row.column)).collect())
}

/// Keeps what the headers mean, for the next file of this organisation.
pub async fn remember(
    transaction: &DatabaseTransaction,
    request: &Request,
    kind: Kind,
    headers: &[String],
    mapping: &Mapping,
) -> Result<(), DbErr> {
    use import_header::Column as C;
    let organisation_id = request.actor().organisation.0;
    let mut meant: BTreeMap<String, String> = BTreeMap::new();
    for (column, source) in &mapping.0 {
        let Source::Column(index) = source else { continue };
        let header = headers.get(*index).map(|header| normalised(header)).filter(|header| !header.is_empty());
        meant.extend(header.map(|header| (header, column.clone())));
    }
    let before = import_header::Entity::delete_many()
        .filter(C::OrganisationId.eq(organisation_id))
        .filter(C::Kind.eq(kind.code()))
        .filter(C::Header.is_in(meant.keys().cloned()));
    before.exec(transaction).await?;
    let rows = meant.into_iter().map(|(header, column)| {
        import_header::Model { id: new_id(), organisation_id, kind: kind.code().to_owned(), header, column }
            .into_active_model()
    });
    import_header::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

/// What was read of files that were opened by then. What they did stays, and can still be undone.
pub async fn forget_before(connection: &impl ConnectionTrait, moment: DateTime<Utc>) -> Result<(), DbErr> {
    use import::Column as C;
    let old = import::Entity::update_many().col_expr(C::Content, Expr::value(None::<String>));
    old.filter(C::OpenedAt.lte(moment)).filter(C::Content.is_not_null()).exec(connection).await.map(|_| ())
}

/// What somebody's files were called and held.
pub async fn forget(transaction: &DatabaseTransaction, user: Uuid) -> Result<(), DbErr> {
    use import::Column as C;
    let own = import::Entity::update_many()
        .col_expr(C::Content, Expr::value(None::<String>))
        .col_expr(C::FileName, Expr::value(String::new()));
    own.filter(C::UserId.eq(user)).exec(transaction).await.map(|_| ())
}
