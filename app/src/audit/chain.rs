//! The chain of hashes: what is hashed, and what must hold of the entries of one chain.
//!
//! The hash is SHA-256, in lower-case hexadecimal, over the fields of an entry in a fixed order, each on a line of its
//! own as its length in bytes, a colon and its text; a field that is empty in the database is `-`. No two entries give
//! the same bytes. Anybody can compute it from what `audit export` writes; see docs/adr/0014.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::entity::audit_entry::Model;
use super::entity::audit_head;

/// The chain of what belongs to no region.
pub const INSTALLATION: Uuid = Uuid::nil();

/// The first line. Another one when the form changes, so that old entries keep theirs.
const FORM: &str = "woonzorgagenda audit entry 1";

/// A moment as both databases give it back.
pub fn to_the_microsecond(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

/// The text of a moment, in hashes and exports: `2026-11-21T13:05:00.000000Z`.
pub fn moment_text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// What an entry's hash is taken over.
fn canonical(entry: &Model) -> String {
    let id = |id: &Uuid| Some(id.to_string());
    let fields = [
        Some(entry.previous_hash.clone()),
        id(&entry.chain),
        Some(entry.sequence.to_string()),
        id(&entry.id),
        entry.region_id.as_ref().and_then(id),
        Some(moment_text(entry.at)),
        entry.user_id.as_ref().and_then(id),
        entry.organisation_id.as_ref().and_then(id),
        Some(entry.event.clone()),
        Some(entry.subject_type.clone()),
        id(&entry.subject_id),
        Some(entry.changes.clone()),
    ];
    let mut text = format!("{FORM}\n");
    for field in fields {
        match field {
            Some(field) => {
                let _ = writeln!(text, "{}:{field}", field.len());
            }
            None => text.push_str("-\n"),
        }
    }
    text
}

pub fn hash(entry: &Model) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(canonical(entry)) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What is wrong with a chain, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {wrong}", named(*sequence, *entry))]
pub struct Fault {
    pub sequence: i64,
    /// None when there is no entry to point at.
    pub entry: Option<Uuid>,
    pub wrong: Wrong,
}

fn named(sequence: i64, entry: Option<Uuid>) -> String {
    match entry {
        Some(id) => format!("entry {sequence} (id {id})"),
        None => format!("entry {sequence}"),
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("should be entry {expected}: entries before it were removed, inserted or renumbered")]
    Misplaced { expected: i64 },
    #[error("was changed: its content no longer gives its hash")]
    Changed,
    #[error("does not follow from the entry before it: that one was replaced")]
    Unlinked,
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("is missing: the chain was cut off, it went on to entry {head}")]
    CutOff { head: i64 },
    #[error("is the last one, but the chain's head knows another last hash")]
    OtherEnd,
    #[error("goes beyond the chain's head, which stands at entry {head}")]
    BeyondHead { head: i64 },
    #[error("is the last one, but the chain has no head: it was removed")]
    Headless,
    #[error("says what was frozen for a meeting, but something else is kept in its place")]
    OtherState,
    #[error("is missing: the chain is empty, while a region begins with the entry of its loading")]
    Emptied,
}

/// A walk along a chain, from its first entry to its last, which holds only where it is.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    pub sequence: i64,
    pub hash: String,
    entry: Option<Uuid>,
}

impl Walk {
    /// Goes on to the next entry.
    ///
    /// # Errors
    /// When this entry is not the next one, as it was recorded.
    pub fn step(&mut self, entry: &Model) -> Result<(), Fault> {
        let expected = self.sequence + 1;
        let wrong = if entry.sequence != expected {
            Wrong::Misplaced { expected }
        } else if hash(entry) != entry.hash {
            Wrong::Changed
        } else if entry.previous_hash != self.hash {
            Wrong::Unlinked
        } else {
            *self = Self { sequence: entry.sequence, hash: entry.hash.clone(), entry: Some(entry.id) };
            return Ok(());
        };
        Err(Fault { sequence: entry.sequence, entry: Some(entry.id), wrong })
    }

    /// Compares the end of the walk with where the chain's head says that it ends.
    ///
    /// # Errors
    /// When the chain ends elsewhere.
    pub fn end(&self, head: Option<&audit_head::Model>) -> Result<(), Fault> {
        let wrong = match head {
            None if self.sequence == 0 => return Ok(()),
            None => Wrong::Headless,
            Some(head) if head.sequence > self.sequence => {
                let wrong = Wrong::CutOff { head: head.sequence };
                return Err(Fault { sequence: self.sequence + 1, entry: None, wrong });
            }
            Some(head) if head.sequence < self.sequence => Wrong::BeyondHead { head: head.sequence },
            Some(head) if head.hash != self.hash => Wrong::OtherEnd,
            Some(_) => return Ok(()),
        };
        Err(Fault { sequence: self.sequence, entry: self.entry, wrong })
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
