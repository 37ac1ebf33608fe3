//! Reading commitments. Every query starts from [`visible`]: there is no other way to one.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

pub mod conditions;
mod forms;
mod history;
mod list;
mod options;
mod show;

use chrono::{DateTime, SecondsFormat, Utc};
use domain::policy::{Concepts, Visibility};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::agreement::records::asked;
use super::entity::{commitment, party};
use super::records::{parties_of, rights_of};
use crate::audit::data::Moment;
use crate::error::AppError;
use crate::request::moment_label;
use domain::commitments::{LifeCycle, Party};
use domain::policy::CommitmentRights;

pub use forms::{agenda_value, edit_page, new_page, progress_page};
pub use history::{HistoryPage, Stood, history};
pub use list::{ids_in_order, in_order, list, list_again, list_rows, party_name, sorted};
pub use options::{challenges, documents, filter_options, organisations};
pub use show::show;

/// The commitments that exist for somebody: [`Visibility::includes`], in SQL.
pub fn visible(visibility: &Visibility) -> Select<commitment::Entity> {
    let open = Condition::any()
        .add(commitment::Column::LifeCycle.ne(LifeCycle::Draft.code()))
        .add(commitment::Column::SourceId.is_not_null());
    let shown = match visibility.concepts {
        Concepts::All => Condition::all(),
        Concepts::None => open,
        Concepts::Of { organisation, municipality } => {
            // Looked up for the concepts that come by: a list of all its commitments would be made again by every query.
            let named = Query::select()
                .expr(Expr::val(1))
                .from(party::Entity)
                .and_where(
                    Expr::col((party::Entity, party::Column::CommitmentId))
                        .equals((commitment::Entity, commitment::Column::Id)),
                )
                .and_where(party::Column::OrganisationId.eq(organisation.0))
                .to_owned();
            let own = municipality.map(|id| commitment::Column::MunicipalityId.eq(id.0));
            open.add_option(own).add(Expr::exists(named))
        }
    };
    commitment::Entity::find().filter(commitment::Column::RegionId.eq(visibility.region.0)).filter(shown)
}

/// The ids of the commitments that exist for somebody.
pub fn visible_ids(visibility: &Visibility) -> SelectStatement {
    visible(visibility).select_only().column(commitment::Column::Id).into_query()
}

/// One commitment with what decides the rights on it, if it exists for this person.
///
/// # Errors
/// `NotFound` when it does not.
pub async fn one_visible(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<(commitment::Model, Vec<Party>, CommitmentRights), AppError> {
    let row = visible(visibility).filter(commitment::Column::Id.eq(id)).one(connection).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let parties = parties_of(connection, id).await?;
    let rights = rights_of(&row, &parties, asked(connection, &row).await?);
    Ok((row, parties, rights))
}

pub fn moment(at: DateTime<Utc>) -> Moment {
    Moment { label: moment_label(at), iso: at.to_rfc3339_opts(SecondsFormat::Secs, true) }
}

/// The error of a query whose result is not what this program stores.
fn unreadable(what: &str) -> DbErr {
    DbErr::Custom(format!("unreadable {what}"))
}
