//! Between the table and the domain, and between a content and its row.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use domain::audit::Event;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::files::{FILES_MAX, FileKind, size_label};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect, Set, Unchanged,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::entity::{delivery_file, file, paper};
use super::upload::Checked;
use crate::audit::{self, Author, Subject};
use crate::meetings::records::which;
use crate::request::Request;
use crate::storage::new_id;

/// A content that is in the store, and what its row says of it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub id: Uuid,
    pub name: String,
    pub kind: FileKind,
    pub size: u64,
    pub sha256: String,
}

impl Kept {
    pub fn of(checked: &Checked) -> Self {
        Self {
            id: new_id(),
            name: checked.name.clone(),
            kind: checked.kind,
            size: checked.content.len() as u64,
            sha256: sha256(&checked.content),
        }
    }
}

/// In hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a file belongs to.
#[derive(Clone, Debug)]
pub enum Of {
    Commitment(Uuid),
    /// An item of the agenda of a meeting.
    Item {
        meeting: Uuid,
        item: Uuid,
        title: String,
    },
    /// A report in the ledger of a project; `which`: what the timeline says of it.
    Delivery {
        project: Uuid,
        delivery: Uuid,
        which: FieldChange,
    },
}

impl Of {
    /// In whose timeline it is told, and as what.
    const fn told(&self) -> (Subject, Event, Event) {
        match self {
            Self::Commitment(id) => (Subject::Commitment(*id), Event::FileAdded, Event::FileWithdrawn),
            Self::Item { meeting, .. } => (Subject::Meeting(*meeting), Event::PaperAdded, Event::PaperWithdrawn),
            Self::Delivery { project, .. } => (Subject::Project(*project), Event::FileAdded, Event::FileWithdrawn),
        }
    }

    fn which(&self) -> Option<FieldChange> {
        match self {
            Self::Commitment(_) => None,
            Self::Item { title, .. } => Some(which(title)),
            Self::Delivery { which, .. } => Some(which.clone()),
        }
    }
}

/// What a file belongs to, beside its commitment.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// A report of progress, and when it was made.
    pub report: Option<(Uuid, String)>,
    pub note: Option<String>,
}

/// Adds a file with its audit entry.
pub async fn insert_file(
    transaction: &DatabaseTransaction,
    of: &Of,
    kept: &Kept,
    beside: Beside,
    request: &Request,
) -> Result<(), DbErr> {
    let (author, actor) = (Author::of(request), request.actor());
    let commitment = match of {
        Of::Commitment(id) => Some(*id),
        Of::Item { .. } | Of::Delivery { .. } => None,
    };
    let row = file::ActiveModel {
        id: Set(kept.id),
        commitment_id: Set(commitment),
        progress_update_id: Set(beside.report.as_ref().map(|(id, _)| *id)),
        user_id: Set(actor.user.into()),
        organisation_id: Set(actor.organisation.into()),
        at: Set(author.at),
        name: Set(kept.name.clone()),
        kind: Set(kept.kind.code().to_owned()),
        size: Set(i64::try_from(kept.size).unwrap_or(i64::MAX)),
        sha256: Set(kept.sha256.clone()),
        note: Set(beside.note.clone()),
        withdrawn_at: Set(None),
        withdrawn_by: Set(None),
        withdrawn_reason: Set(None),
    };
    row.insert(transaction).await?;
    match of {
        Of::Commitment(_) => {}
        Of::Item { item, .. } => {
            let paper = paper::ActiveModel { file_id: Set(kept.id), agenda_item_id: Set(*item) };
            paper.insert(transaction).await?;
        }
        Of::Delivery { delivery, .. } => {
            let row = delivery_file::ActiveModel { file_id: Set(kept.id), delivery_id: Set(*delivery) };
            row.insert(transaction).await?;
        }
    }
    let described: Vec<Described> = vec![
        (Field::File, kept.name.clone()),
        (Field::FileNote, beside.note.unwrap_or_default()),
        (Field::OfReport, beside.report.map(|(_, at)| at).unwrap_or_default()),
        (Field::FileSize, size_label(kept.size)),
        (Field::FileHash, kept.sha256.clone()),
    ];
    let mut changes = differences(&[], &described);
    changes.splice(0..0, of.which());
    let (subject, added, _) = of.told();
    audit::record(transaction, &author, added, subject, &changes).await
}

/// Says that a file does not count any more, with its audit entry. The caller lets its content go.
pub async fn withdraw_file(
    transaction: &DatabaseTransaction,
    of: &Of,
    row: &file::Model,
    reason: &str,
    author: &Author,
) -> Result<(), DbErr> {
    let changed = file::ActiveModel {
        id: Unchanged(row.id),
        withdrawn_at: Set(Some(author.at)),
        withdrawn_by: Set(author.user),
        withdrawn_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    };
    changed.update(transaction).await?;
    let mut changes = withdrawn(row, reason);
    changes.splice(0..0, of.which());
    let (subject, _, event) = of.told();
    audit::record(transaction, author, event, subject, &changes).await
}

/// What the timeline says of one that was withdrawn.
fn withdrawn(row: &file::Model, reason: &str) -> Vec<FieldChange> {
    let before = FieldChange { field: Field::File, before: row.name.clone(), after: "ingetrokken".to_owned() };
    let reason = FieldChange { field: Field::Reason, before: String::new(), after: reason.to_owned() };
    vec![before, reason]
}

/// Whether a commitment has all the files that it may have.
pub async fn is_full(connection: &impl ConnectionTrait, commitment: Uuid) -> Result<bool, DbErr> {
    let of_it = file::Entity::find().filter(file::Column::CommitmentId.eq(commitment));
    Ok(of_it.count(connection).await? >= FILES_MAX as u64)
}

/// What goes from the store when a commitment goes.
pub async fn contents_of(connection: &impl ConnectionTrait, commitment: Uuid) -> Result<Vec<Uuid>, DbErr> {
    let of_it = file::Entity::find().select_only().column(file::Column::Id);
    of_it.filter(file::Column::CommitmentId.eq(commitment)).into_tuple().all(connection).await
}

/// The kind of a stored file.
pub fn kind_of(row: &file::Model) -> Result<FileKind, DbErr> {
    row.kind.parse().map_err(|_| DbErr::Custom("unreadable file".to_owned()))
}
