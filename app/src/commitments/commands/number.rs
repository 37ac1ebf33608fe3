//! The numbers of commitments.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeSet;

use domain::ids::RegionId;
use domain::policy::CommitmentRights;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::lock_region;
use crate::commitments::entity::commitment;
use crate::storage::new_id;

/// Own numbers of an agenda: L-01, L-02 …; the letter keeps them apart from those of a loaded region file.
const OWN_NUMBERS: &str = "L-";

/// A concept is called by a mark of its own until it is proposed: a row of numbers with gaps in it would tell of concepts
/// that one may not know.
const CONCEPT: &str = "C-";
const MARK_LENGTH: usize = 6;

/// A mark for a new concept. It says nothing about how many there are.
pub fn concept_mark() -> String {
    let id = new_id().simple().to_string().to_uppercase();
    format!("{CONCEPT}{}", &id[id.len() - MARK_LENGTH..])
}

/// Marks for many new concepts of a region: none that another has, or one of themselves.
pub async fn concept_marks(
    connection: &impl ConnectionTrait,
    region: RegionId,
    count: usize,
) -> Result<Vec<String>, DbErr> {
    use commitment::Column as C;
    let of_concepts = commitment::Entity::find().select_only().column(C::Number).filter(C::RegionId.eq(region.0));
    let numbers: Vec<String> = of_concepts.filter(C::Number.starts_with(CONCEPT)).into_tuple().all(connection).await?;
    let mut taken: BTreeSet<String> = numbers.into_iter().collect();
    let free = std::iter::repeat_with(concept_mark).filter(|mark| taken.insert(mark.clone()));
    Ok(free.take(count).collect())
}

pub fn is_concept_mark(number: &str) -> bool {
    number.starts_with(CONCEPT)
}

/// The number after the highest of the agenda's own; under the region's lock, so that two people cannot be given the
/// same one.
pub async fn next_number(transaction: &impl ConnectionTrait, rights: &CommitmentRights) -> Result<String, DbErr> {
    use commitment::Column as C;
    lock_region(transaction, rights.region).await?;
    let agenda = match rights.municipality {
        Some(id) => C::MunicipalityId.eq(id.0),
        None => C::MunicipalityId.is_null(),
    };
    let numbers: Vec<String> = commitment::Entity::find()
        .select_only()
        .column(C::Number)
        .filter(C::RegionId.eq(rights.region.0))
        .filter(agenda)
        .filter(C::Number.starts_with(OWN_NUMBERS))
        .into_tuple()
        .all(transaction)
        .await?;
    let highest = numbers.iter().filter_map(|number| number.strip_prefix(OWN_NUMBERS)?.parse::<u32>().ok()).max();
    Ok(format!("{OWN_NUMBERS}{:02}", highest.unwrap_or(0) + 1))
}
