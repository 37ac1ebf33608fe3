//! Two people saved the same commitment: the second is shown both texts.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::audit::Event;
use domain::differences::FieldChange;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::auth::entity::user;
use crate::commitments::entity::commitment;
use crate::request::moment_label;
use crate::ui::form::{Conflict, ConflictField};

/// What is saved now beside what was typed, and who saved it.
pub async fn conflict(
    transaction: &DatabaseTransaction,
    row: &commitment::Model,
    changes: Vec<FieldChange>,
) -> Result<Conflict, DbErr> {
    use crate::audit::entity::audit_entry;
    let versions = Event::ALL.iter().filter(|event| event.makes_version()).map(|event| event.code());
    let newest = audit_entry::Entity::find()
        .find_also_related(user::Entity)
        .filter(audit_entry::Column::SubjectId.eq(row.id))
        .filter(audit_entry::Column::Event.is_in(versions))
        .order_by_desc(audit_entry::Column::Sequence)
        .one(transaction)
        .await?;
    let by = newest.and_then(|(_, user)| user).map_or_else(|| "Iemand".to_owned(), |user| user.name);
    let field = |change: FieldChange| ConflictField {
        label: change.field.label().to_owned(),
        saved: change.before,
        yours: change.after,
    };
    Ok(Conflict {
        version: row.version,
        by,
        at: moment_label(row.updated_at),
        fields: changes.into_iter().map(field).collect(),
    })
}
