//! What asked an organisation before, and does not in the version that lies with the parties.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use crate::comments::entity::comment;
use crate::commitments::agreement::entity::{commitment_version, confirmation};
use crate::commitments::entity::commitment;
use crate::commitments::queries::visible;
use crate::request::Request;

/// Those that no longer name this organisation when the parties agree, until it reacts to that.
pub(super) fn left_out(request: &Request) -> Select<commitment::Entity> {
    use confirmation::Column as A;
    let asking = || of_commitment(commitment::Column::Asking);
    let asked_of_it = |which: Expr| {
        let asked = beside(confirmation::Entity, (confirmation::Entity, A::CommitmentId))
            .and_where(A::OrganisationId.eq(request.actor().organisation.0))
            .and_where(which)
            .to_owned();
        Expr::exists(asked)
    };
    let version = || Expr::col((confirmation::Entity, A::Version));
    visible(&request.visibility())
        .filter(commitment::Column::Asking.is_not_null())
        .filter(asked_of_it(version().lt(asking())))
        .filter(asked_of_it(version().eq(asking())).not())
        .filter(reacted(request).not())
}

/// Whether the organisation wrote something since that version was asked.
fn reacted(request: &Request) -> Expr {
    use {comment::Column as C, commitment_version::Column as V};
    let asked_at = beside(commitment_version::Entity, (commitment_version::Entity, V::CommitmentId))
        .clear_selects()
        .column((commitment_version::Entity, V::AskedAt))
        .and_where(Expr::col((commitment_version::Entity, V::Number)).eq(of_commitment(commitment::Column::Asking)))
        .to_owned();
    let written = beside(comment::Entity, (comment::Entity, C::CommitmentId))
        .and_where(C::OrganisationId.eq(request.actor().organisation.0))
        .and_where(C::WithdrawnAt.is_null())
        .and_where(Expr::col((comment::Entity, C::At)).gte(Expr::SubQuery(None, Box::new(asked_at.into()))))
        .to_owned();
    Expr::exists(written)
}

fn of_commitment(column: commitment::Column) -> Expr {
    Expr::col((commitment::Entity, column))
}

/// What stands in a table beside the commitment that is looked at.
fn beside<E: sea_orm::Iden + 'static, C: sea_orm::sea_query::IntoColumnRef>(table: E, of: C) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(table)
        .and_where(Expr::col(of).eq(of_commitment(commitment::Column::Id)))
        .to_owned()
}
