//! The lists, each with its columns.

mod allocations;
mod balance;
mod behind;
mod bottlenecks;
mod changes;
mod commitments;
mod deadlines;
mod decisions;
mod deliveries;
mod documents;
mod meetings;
mod organisations;
mod projects;
mod proposals;
mod success_factors;
mod targets;
mod white_spots;

use domain::policy::Visibility;
use sea_orm::{ConnectionTrait, DbErr, QueryOrder};

use crate::organisations::source::Source;
use crate::regions::entity::municipality;
use crate::scope::seen;

pub use allocations::Allocations;
pub use balance::BalanceTable;
pub use behind::BehindNumber;
pub use bottlenecks::Bottlenecks;
pub use changes::Changes;
pub use commitments::Commitments;
pub use deadlines::Deadlines;
pub use decisions::Decisions;
pub use deliveries::Deliveries;
pub use documents::Documents;
pub use meetings::Meetings;
pub use organisations::Organisations;
pub use projects::Projects;
pub use proposals::Proposals;
pub use success_factors::SuccessFactors;
pub use targets::Targets;
pub use white_spots::WhiteSpots;

/// The header of the column by which a row is found again.
const ID: &str = "Id";

async fn municipalities(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
) -> Result<Vec<municipality::Model>, DbErr> {
    seen::<municipality::Entity>(visibility).order_by_asc(municipality::Column::Name).all(connection).await
}

/// `Woonzorgvisie Twente, blz. 12 (te controleren)`
fn source(source: Option<&Source>) -> Option<String> {
    let Source { title, detail, verified, .. } = source?;
    let detail = detail.as_ref().map(|detail| format!(", {detail}")).unwrap_or_default();
    Some(format!("{title}{detail}{}", if *verified { "" } else { " (te controleren)" }))
}

/// Said where it is so, and nothing where it is not: what is rare stands out.
fn yes(so: bool) -> Option<String> {
    so.then(|| "Ja".to_owned())
}
