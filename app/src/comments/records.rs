//! Comments between the tables and the domain. What a comment says is in its row only: the audit trail, which nobody can
//! change, tells that there was one and whom it asked, so that withdrawing it means something.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use domain::comments::Addressee;
use domain::differences::{Field, FieldChange};
use domain::ids::{MunicipalityId, OrganisationId};
use domain::policy::{CommentRights, CommitmentRights};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::entity::{comment, mention};
use crate::error::AppError;
use crate::regions::entity::organisation;
use crate::request::{Request, moment_label};
use crate::scope::seen;
use crate::storage::new_id;

/// An organisation of whom something can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub name: String,
    pub municipality: Option<MunicipalityId>,
}

/// The organisations of the reader's region.
pub async fn organisations(
    request: &Request,
    connection: &impl ConnectionTrait,
) -> Result<BTreeMap<OrganisationId, Known>, DbErr> {
    use organisation::Column as C;
    let rows: Vec<(Uuid, String, Option<Uuid>)> = seen::<organisation::Entity>(&request.visibility())
        .select_only()
        .columns([C::Id, C::Name, C::MunicipalityId])
        .into_tuple()
        .all(connection)
        .await?;
    let known = |(id, name, municipality): (Uuid, String, Option<Uuid>)| {
        (OrganisationId(id), Known { name, municipality: municipality.map(Into::into) })
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Adds a comment of this person, which may answer another.
pub async fn insert_comment(
    transaction: &DatabaseTransaction,
    request: &Request,
    commitment: Uuid,
    answers: Option<Uuid>,
    text: String,
) -> Result<Uuid, DbErr> {
    let (id, actor) = (new_id(), request.actor());
    let row = comment::ActiveModel {
        id: Set(id),
        commitment_id: Set(commitment),
        answers_id: Set(answers),
        user_id: Set(actor.user.into()),
        organisation_id: Set(actor.organisation.into()),
        at: Set(request.now()),
        text: Set(Some(text)),
        withdrawn_at: Set(None),
    };
    row.insert(transaction).await?;
    Ok(id)
}

pub async fn insert_mentions(
    transaction: &DatabaseTransaction,
    comment: Uuid,
    addressees: &[Addressee],
) -> Result<(), DbErr> {
    if addressees.is_empty() {
        return Ok(());
    }
    let rows = addressees.iter().zip(0..).map(|(addressee, position)| mention::ActiveModel {
        comment_id: Set(comment),
        position: Set(position),
        organisation_id: Set(addressee.organisation.into()),
        function: Set(addressee.function.clone()),
        settled_at: Set(None),
        settled_by: Set(None),
    });
    mention::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

/// A comment of this commitment, kept from others with it, and what decides the rights on it.
pub async fn find(
    connection: &impl ConnectionTrait,
    commitment: Uuid,
    rights: CommitmentRights,
    id: &str,
) -> Result<(comment::Model, CommentRights), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let of_it = comment::Entity::find_by_id(id).filter(comment::Column::CommitmentId.eq(commitment));
    let row = of_it.one(connection).await?.ok_or(AppError::NotFound)?;
    let addressed: Vec<Uuid> = mention::Entity::find()
        .select_only()
        .column(mention::Column::OrganisationId)
        .filter(mention::Column::CommentId.eq(id))
        .order_by_asc(mention::Column::Position)
        .into_tuple()
        .all(connection)
        .await?;
    let addressed = addressed.into_iter().map(Into::into).collect();
    let rights = CommentRights { commitment: rights, writer: row.user_id.into(), addressed };
    Ok((row, rights))
}

/// What a comment asks of this person's organisation is answered or seen; whether anything was open.
pub async fn settle(transaction: &DatabaseTransaction, request: &Request, comment: Uuid) -> Result<bool, DbErr> {
    use mention::Column as C;
    let actor = request.actor();
    let settled = mention::Entity::update_many()
        .col_expr(C::SettledAt, Expr::value(request.now()))
        .col_expr(C::SettledBy, Expr::value(actor.user.0))
        .filter(C::CommentId.eq(comment))
        .filter(C::OrganisationId.eq(actor.organisation.0))
        .filter(C::SettledAt.is_null())
        .exec(transaction)
        .await?;
    Ok(settled.rows_affected > 0)
}

/// `Domijn, teamleider wonen`
pub fn addressee_label(organisation: &str, function: Option<&str>) -> String {
    match function {
        Some(function) => format!("{organisation}, {function}"),
        None => organisation.to_owned(),
    }
}

/// What the timeline says of a comment: which one, by its moment.
pub fn which(row: &comment::Model) -> FieldChange {
    FieldChange { field: Field::CommentOf, before: String::new(), after: moment_label(row.at) }
}
