//! Writing commitments: in one transaction lock, ask the policy and the rules, write, and add the audit entry. One file
//! for each verb.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

mod change;
mod create;
mod editing;
mod number;
mod progress;
mod propose;
mod references;

pub use change::{NotSaved, Saving, change};
pub use create::{concept, create, read_new};
pub use editing::Editing;
pub use number::concept_marks;
pub use progress::{keep_progress, last_report, report_progress, report_with_file};
pub use propose::propose;

use domain::ids::RegionId;
use domain::policy::CommitmentRights;
use sea_orm::sea_query::LockType;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::entity::commitment;
use super::projects::linking::Linking;
use super::projects::records::{Called, Changed, write_links};
use super::queries::one_visible;
use crate::choosing::Choosable;
use crate::error::AppError;
use crate::projects::choose::Found;
use crate::regions::entity::region;
use crate::request::Request;

/// The row, kept from others until the transaction ends, when it exists for this person. SQLite has locked the whole
/// database by now; PostgreSQL locks the row.
pub async fn lock(
    transaction: &DatabaseTransaction,
    request: &Request,
    id: Uuid,
) -> Result<(commitment::Model, CommitmentRights), AppError> {
    commitment::Entity::find_by_id(id).lock_exclusive().one(transaction).await?;
    let (row, _, rights) = one_visible(transaction, &request.visibility(), id).await?;
    Ok((row, rights))
}

/// Links a commitment as its form says.
async fn link(connection: &impl ConnectionTrait, id: Uuid, linking: &Linking) -> Result<Changed, DbErr> {
    let called = |found: &[Found]| found.iter().map(|found| (found.id, found.label())).collect::<Vec<Called>>();
    write_links(connection, id, &called(&linking.added), &called(&linking.removed)).await
}

/// Keeps others of the region from what looks at several of its commitments at once, until the transaction ends. Before
/// any commitment is locked: two who hold one each must not wait for each other.
pub async fn lock_region(transaction: &impl ConnectionTrait, region: RegionId) -> Result<(), DbErr> {
    // No stronger: entries refer to the region's row, and who holds the end of the chain must not wait for it here.
    region::Entity::find_by_id(region.0).lock(LockType::NoKeyUpdate).one(transaction).await?;
    Ok(())
}
