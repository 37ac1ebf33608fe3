//! The projects that the lines of a file may be about, all found at once.
#![expect(
    clippy::disallowed_methods,
    reason = "an organisation knows its own marks; the projects themselves are found through `seen`"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::imports::Line;
use domain::policy::ProjectRights;
use domain::projects::Content;
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::columns::{EXTERNAL_ID, ID};
use crate::deliveries::entity::lot;
use crate::imports::kinds::AT_ONCE;
use crate::imports::kinds::marks::Marks;
use crate::projects::entity::project;
use crate::projects::records::{contents_of_many, rights_of};
use crate::request::Request;
use crate::scope::seen;

/// A project that this person may see.
pub struct Existing {
    pub row: project::Model,
    pub rights: ProjectRights,
    pub content: Content,
    /// Dwellings that are said to be there.
    pub there: u64,
}

#[derive(Default)]
pub struct Projects {
    by_id: BTreeMap<Uuid, Existing>,
    /// Within a gemeente.
    pub marks: Marks<Uuid>,
}

impl Projects {
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, lines: &[Line]) -> Result<Self, DbErr> {
        use project::Column as C;
        let marks: BTreeSet<&str> = lines.iter().filter_map(|line| line.text(EXTERNAL_ID)).collect();
        let mut ids: BTreeSet<Uuid> =
            lines.iter().filter_map(|line| line.text(ID)).filter_map(|id| id.parse().ok()).collect();
        let mut found = Self::default();
        for some in chunks(marks) {
            let with_mark = project::Entity::find()
                .select_only()
                .columns([C::MunicipalityId, C::ExternalId, C::Id, C::MarkedBy])
                .filter(C::RegionId.eq(request.actor().region.0))
                .filter(C::ExternalId.is_in(some));
            let rows: Vec<(Uuid, String, Uuid, Option<Uuid>)> = with_mark.into_tuple().all(connection).await?;
            for (municipality, mark, id, by) in rows {
                ids.insert(id);
                if by == Some(request.actor().organisation.0) {
                    found.marks.add_own(municipality, mark, id);
                }
            }
        }
        for some in chunks(ids) {
            found.read(connection, request, some).await?;
        }
        Ok(found)
    }

    async fn read(
        &mut self,
        connection: &impl ConnectionTrait,
        request: &Request,
        ids: Vec<Uuid>,
    ) -> Result<(), DbErr> {
        let of_them = project::Column::Id.is_in(ids.iter().copied());
        let rows = seen::<project::Entity>(&request.visibility()).filter(of_them).all(connection).await?;
        let mut contents = contents_of_many(connection, &rows).await?;
        let mut there = delivered(connection, ids).await?;
        for row in rows {
            let Some(content) = contents.remove(&row.id) else { continue };
            let rights = rights_of(&row, content.parties.clone())?;
            if let Some(mark) = &row.external_id {
                self.marks.add(row.municipality_id, mark.clone(), row.id);
            }
            let there = there.remove(&row.id).unwrap_or_default();
            self.by_id.insert(row.id, Existing { row, rights, content, there });
        }
        Ok(())
    }

    pub fn get(&self, id: Uuid) -> Option<&Existing> {
        self.by_id.get(&id)
    }

    /// The one that this person may see, when only one gemeente has it.
    pub fn only_one_with_mark<'a>(&'a self, mark: &str) -> Option<&'a Existing> {
        let mut all = self.by_id.values().filter(|existing| existing.row.external_id.as_deref() == Some(mark));
        all.next().filter(|_| all.next().is_none())
    }
}

fn chunks<T: Clone>(all: BTreeSet<T>) -> Vec<Vec<T>> {
    all.into_iter().collect::<Vec<_>>().chunks(AT_ONCE).map(<[T]>::to_vec).collect()
}

/// As [`domain::deliveries::Ledger::there`], of many projects.
async fn delivered(connection: &impl ConnectionTrait, ids: Vec<Uuid>) -> Result<BTreeMap<Uuid, u64>, DbErr> {
    use lot::Column as L;
    let sum = Expr::col(L::Waiting).add(Expr::col(L::Verified)).sum().cast_as(Alias::new("bigint"));
    let of_them = lot::Entity::find().select_only().column(L::ProjectId).column_as(sum, "there");
    let of_them = of_them.filter(L::ProjectId.is_in(ids)).group_by(L::ProjectId);
    let rows: Vec<(Uuid, i64)> = of_them.into_tuple().all(connection).await?;
    Ok(rows.into_iter().map(|(id, there)| (id, u64::try_from(there).unwrap_or_default())).collect())
}
