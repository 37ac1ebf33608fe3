//! The commitments that the lines of a file may be about, all found at once.
#![expect(
    clippy::disallowed_methods,
    reason = "an organisation knows its own marks; the commitments themselves are found through `visible`"
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
use crate::imports::kinds::marks::Marks;
use crate::request::Request;

/// The gemeente's, or without one the region's.
pub type Agenda = Option<Uuid>;

#[derive(Default)]
pub struct Commitments {
    /// Those that this person may see.
    by_id: BTreeMap<Uuid, Editing>,
    /// Within an agenda.
    pub marks: Marks<Agenda>,
}

impl Commitments {
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, lines: &[Line]) -> Result<Self, DbErr> {
        let (marks, ids) = named(connection, request, lines).await?;
        let mut found = Self { by_id: visible_by_id(connection, request, ids).await?, marks };
        found.mark();
        Ok(found)
    }

    /// What this person sees, they see with its mark.
    fn mark(&mut self) {
        for Editing { row, .. } in self.by_id.values() {
            if let Some(mark) = &row.external_id {
                self.marks.add(row.municipality_id, mark.clone(), row.id);
            }
        }
    }

    /// What has these marks now, as far as this person may know.
    pub async fn with_marks(
        connection: &impl ConnectionTrait,
        request: &Request,
        marks: BTreeSet<String>,
    ) -> Result<Self, DbErr> {
        let (marks, ids) = marked(connection, request, marks).await?;
        let mut found = Self { by_id: visible_by_id(connection, request, ids).await?, marks };
        found.mark();
        Ok(found)
    }

    pub fn get(&self, id: Uuid) -> Option<&Editing> {
        self.by_id.get(&id)
    }

    /// The one that this person may see, when only one agenda has it.
    pub fn only_one_with_mark(&self, mark: &str) -> Option<&Editing> {
        let mut all = self.by_id.values().filter(|existing| existing.row.external_id.as_deref() == Some(mark));
        all.next().filter(|_| all.next().is_none())
    }
}

/// All commitments that the lines may be about, and which of them the own organisation calls so.
pub async fn named(
    connection: &impl ConnectionTrait,
    request: &Request,
    lines: &[Line],
) -> Result<(Marks<Agenda>, BTreeSet<Uuid>), DbErr> {
    let texts = |code: &'static str| lines.iter().filter_map(move |line| line.text(code));
    let (marks, mut ids) = marked(connection, request, texts(EXTERNAL_ID).map(str::to_owned).collect()).await?;
    ids.extend(texts(ID).filter_map(|id| id.parse::<Uuid>().ok()));
    Ok((marks, ids))
}

async fn marked(
    connection: &impl ConnectionTrait,
    request: &Request,
    marks: BTreeSet<String>,
) -> Result<(Marks<Agenda>, BTreeSet<Uuid>), DbErr> {
    use commitment::Column as C;
    let (mut found, mut ids) = (Marks::default(), BTreeSet::new());
    let own = Some(request.actor().organisation.0);
    for some in chunks(marks) {
        let with_mark = commitment::Entity::find()
            .select_only()
            .columns([C::MunicipalityId, C::ExternalId, C::Id, C::MarkedBy])
            .filter(C::RegionId.eq(request.actor().region.0))
            .filter(C::ExternalId.is_in(some));
        let rows: Vec<(Agenda, String, Uuid, Option<Uuid>)> = with_mark.into_tuple().all(connection).await?;
        for (agenda, mark, id, by) in rows {
            ids.insert(id);
            if by == own {
                found.add_own(agenda, mark, id);
            }
        }
    }
    Ok((found, ids))
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
