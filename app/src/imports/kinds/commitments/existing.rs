//! The commitments that the lines of a file may be about, all found at once.
#![expect(
    clippy::disallowed_methods,
    reason = "that a mark is taken is told to all; the commitments themselves are found through `visible`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::imports::Line;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::columns::{EXTERNAL_ID, ID};
use crate::commitments::commands::Editing;
use crate::commitments::entity::commitment;
use crate::commitments::queries::visible;
use crate::imports::kinds::AT_ONCE;
use crate::request::Request;

/// A mark within its agenda: the gemeente's, or without one the region's.
pub type Mark = (Option<Uuid>, String);

#[derive(Default)]
pub struct Commitments {
    /// Those that this person may see.
    by_id: BTreeMap<Uuid, Editing>,
    /// Who has a mark; also of commitments that this person may not see.
    marks: BTreeMap<Mark, Uuid>,
}

impl Commitments {
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, lines: &[Line]) -> Result<Self, DbErr> {
        let (marks, ids) = named(connection, request, lines).await?;
        let by_id = visible_by_id(connection, request, ids).await?;
        Ok(Self { by_id, marks })
    }

    pub fn get(&self, id: Uuid) -> Option<&Editing> {
        self.by_id.get(&id)
    }

    pub fn with_mark(&self, mark: &Mark) -> Option<Uuid> {
        self.marks.get(mark).copied()
    }

    /// The one that this person may see, when only one agenda has it.
    pub fn only_one_with_mark(&self, mark: &str) -> Option<&Editing> {
        let mut all = self.by_id.values().filter(|existing| existing.row.external_id.as_deref() == Some(mark));
        all.next().filter(|_| all.next().is_none())
    }
}

/// Who has the marks of these lines, and all commitments that the lines name.
pub async fn named(
    connection: &impl ConnectionTrait,
    request: &Request,
    lines: &[Line],
) -> Result<(BTreeMap<Mark, Uuid>, BTreeSet<Uuid>), DbErr> {
    let texts = |code: &'static str| lines.iter().filter_map(move |line| line.text(code));
    let marks: BTreeSet<String> = texts(EXTERNAL_ID).map(str::to_owned).collect();
    let marks = with_marks(connection, request, marks).await?;
    let mut ids: BTreeSet<Uuid> = texts(ID).filter_map(|id| id.parse().ok()).collect();
    ids.extend(marks.values());
    Ok((marks, ids))
}

/// Which commitments of the region have these marks, whoever may see them.
pub async fn with_marks(
    connection: &impl ConnectionTrait,
    request: &Request,
    marks: BTreeSet<String>,
) -> Result<BTreeMap<Mark, Uuid>, DbErr> {
    use commitment::Column as C;
    let mut found = BTreeMap::new();
    for some in chunks(marks) {
        let with_mark = commitment::Entity::find()
            .select_only()
            .columns([C::MunicipalityId, C::ExternalId, C::Id])
            .filter(C::RegionId.eq(request.actor().region.0))
            .filter(C::ExternalId.is_in(some));
        let rows: Vec<(Option<Uuid>, String, Uuid)> = with_mark.into_tuple().all(connection).await?;
        found.extend(rows.into_iter().map(|(agenda, mark, id)| ((agenda, mark), id)));
    }
    Ok(found)
}

/// Those of the commitments that exist for this person.
pub async fn visible_by_id(
    connection: &impl ConnectionTrait,
    request: &Request,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, Editing>, DbErr> {
    let mut found = BTreeMap::new();
    for some in chunks(ids) {
        let of_them = commitment::Column::Id.is_in(some);
        let rows = visible(&request.visibility()).filter(of_them).all(connection).await?;
        let editing = Editing::of_many(connection, rows).await?;
        found.extend(editing.into_iter().map(|editing| (editing.row.id, editing)));
    }
    Ok(found)
}

pub fn chunks<T: Clone>(all: BTreeSet<T>) -> Vec<Vec<T>> {
    all.into_iter().collect::<Vec<_>>().chunks(AT_ONCE).map(<[T]>::to_vec).collect()
}
