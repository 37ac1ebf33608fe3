//! The projects that the lines of a file are about, with their ledgers, all found at once.

use std::collections::{BTreeMap, BTreeSet};

use domain::imports::{Column, Line, Wrong};
use domain::policy::ProjectRights;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::columns::{ENTRY, ID, MUNICIPALITY, PROJECT};
use crate::deliveries::entity::delivery;
use crate::deliveries::records::Book;
use crate::imports::kinds::{AT_ONCE, municipality};
use crate::projects::entity::project;
use crate::projects::records::rights_of_many;
use crate::request::Request;
use crate::scope::seen;

/// A project that this person may see.
pub struct Existing {
    pub row: project::Model,
    pub rights: ProjectRights,
    pub book: Book,
}

#[derive(Default)]
pub struct Projects {
    by_id: BTreeMap<Uuid, Existing>,
    by_mark: BTreeMap<String, Vec<Uuid>>,
    /// By our id of dwellings in their ledgers.
    by_entry: BTreeMap<Uuid, Uuid>,
    /// Of who loads the file.
    organisation: Option<Uuid>,
}

impl Projects {
    pub async fn of(connection: &impl ConnectionTrait, request: &Request, lines: &[Line]) -> Result<Self, DbErr> {
        let mut found = Self { organisation: Some(request.actor().organisation.into()), ..Self::default() };
        for named in named(lines) {
            let rows = of_this_person(request, named).all(connection).await?;
            let mut rights = rights_of_many(connection, &rows).await?;
            let mut books = Book::of_many(connection, rows.iter().map(|row| row.id).collect()).await?;
            for row in rows {
                let Some(rights) = rights.remove(&row.id) else { continue };
                let book = books.remove(&row.id).unwrap_or_default();
                found.by_id.insert(row.id, Existing { row, rights, book });
            }
        }
        for existing in found.by_id.values() {
            let entries = existing.book.ledger.lots().map(|(id, _)| (id.into(), existing.row.id));
            found.by_entry.extend(entries);
            if let Some(mark) = &existing.row.external_id {
                found.by_mark.entry(mark.clone()).or_default().push(existing.row.id);
            }
        }
        Ok(found)
    }

    fn get(&self, id: Uuid) -> Option<&Existing> {
        self.by_id.get(&id)
    }

    /// Which project a line is about.
    ///
    /// # Errors
    /// When it is none, or cannot be told apart from another.
    pub fn named(&self, line: &Line, columns: &[Column]) -> Result<&Existing, Wrong> {
        let place = place(line, columns)?;
        if let Some(existing) = self.by_our_ids(line)? {
            return if place.is_none_or(|place| place == existing.row.municipality_id) {
                Ok(existing)
            } else {
                let message = "Dit project is in een andere gemeente. Verbeter de gemeente of laat haar leeg.";
                Err(Wrong::of(MUNICIPALITY, message))
            };
        }
        let mark = line.text(PROJECT).ok_or_else(|| Wrong::of(PROJECT, "Vul het kenmerk van het project in."))?;
        let with_mark = self.by_mark.get(mark).into_iter().flatten().filter_map(|id| self.get(*id));
        let here = with_mark.filter(|existing| place.is_none_or(|place| place == existing.row.municipality_id));
        self.meant(here.collect())
    }

    /// The one of these that a mark means: in one gemeente, what their organisation calls so comes before what others do.
    fn meant<'a>(&self, with_mark: Vec<&'a Existing>) -> Result<&'a Existing, Wrong> {
        let places: BTreeSet<Uuid> = with_mark.iter().map(|existing| existing.row.municipality_id).collect();
        let own = with_mark.iter().copied().find(|existing| existing.row.marked_by == self.organisation);
        match (with_mark.as_slice(), own) {
            ([], _) => {
                let message = "Dit project kennen wij niet. Controleer het kenmerk, of leg het project eerst vast.";
                Err(Wrong::of(PROJECT, message))
            }
            ([existing], _) => Ok(existing),
            _ if places.len() > 1 => {
                let message = "Meer gemeenten hebben een project met dit kenmerk. Vul in in welke gemeente het is.";
                Err(Wrong::of(MUNICIPALITY, message))
            }
            (_, Some(own)) => Ok(own),
            (_, None) => {
                let message = "Meer projecten in deze gemeente hebben dit kenmerk. Haal de lijst van projecten op en vul hier het id \
                               in van het project dat u bedoelt.";
                Err(Wrong::of(ID, message))
            }
        }
    }

    /// By the id of the dwellings or of the project, when the line tells one.
    fn by_our_ids(&self, line: &Line) -> Result<Option<&Existing>, Wrong> {
        let project = match line.text(ID) {
            None => None,
            Some(id) => Some(id.parse().ok().and_then(|id| self.get(id)).ok_or_else(|| {
                Wrong::of(ID, "Dit project bestaat niet (meer) voor u. Laat de cel leeg en vul het kenmerk in.")
            })?),
        };
        let Some(id) = line.text(ENTRY) else { return Ok(project) };
        let of_entry = id.parse().ok().and_then(|id| self.get(*self.by_entry.get(&id)?)).ok_or_else(|| {
            let message = "Deze oplevering bestaat niet voor u. Laat de cel leeg om een nieuwe oplevering te melden.";
            Wrong::of(ENTRY, message)
        })?;
        match project {
            Some(project) if project.row.id != of_entry.row.id => {
                let message =
                    "Deze oplevering hoort bij een ander project. Verbeter het id van het project of laat het leeg.";
                Err(Wrong::of(ID, message))
            }
            _ => Ok(Some(of_entry)),
        }
    }
}

/// The dwellings that a line names by our id.
pub fn entry(line: &Line) -> Option<Uuid> {
    line.text(ENTRY)?.parse().ok()
}

fn place(line: &Line, columns: &[Column]) -> Result<Option<Uuid>, Wrong> {
    let column = columns.iter().find(|column| column.code == MUNICIPALITY);
    let (Some(text), Some(column)) = (line.text(MUNICIPALITY), column) else { return Ok(None) };
    let found = municipality(column, text).and_then(|id| id.parse().ok());
    found.map(Some).ok_or_else(|| Wrong::of(MUNICIPALITY, column.unknown_choice(text)))
}

/// Keeps the ledgers of these projects from others until the transaction ends. SQLite has locked the whole database by now.
pub async fn hold(transaction: &DatabaseTransaction, request: &Request, lines: &[Line]) -> Result<(), DbErr> {
    for named in named(lines) {
        // Always in the same order, so that two files do not wait for each other.
        let rows = of_this_person(request, named).order_by_asc(project::Column::Id).lock_exclusive();
        rows.all(transaction).await?;
    }
    Ok(())
}

fn of_this_person(request: &Request, named: Condition) -> Select<project::Entity> {
    seen::<project::Entity>(&request.visibility()).filter(named)
}

/// The projects that the lines name, in parts that a statement takes.
fn named(lines: &[Line]) -> Vec<Condition> {
    use project::Column as C;
    let ids: BTreeSet<Uuid> = lines.iter().filter_map(|line| line.text(ID)?.parse().ok()).collect();
    let marks: BTreeSet<&str> = lines.iter().filter_map(|line| line.text(PROJECT)).collect();
    let entries: BTreeSet<Uuid> = lines.iter().filter_map(entry).collect();
    let (ids, marks): (Vec<_>, Vec<_>) = (ids.into_iter().collect(), marks.into_iter().collect());
    let entries: Vec<_> = entries.into_iter().collect();
    let by_id = ids.chunks(AT_ONCE).map(|some| C::Id.is_in(some.iter().copied()));
    let by_mark = marks.chunks(AT_ONCE).map(|some| C::ExternalId.is_in(some.iter().copied()));
    let by_entry = entries.chunks(AT_ONCE).map(|some| {
        let of_them = Query::select()
            .column(delivery::Column::ProjectId)
            .from(delivery::Entity)
            .and_where(delivery::Column::Id.is_in(some.iter().copied()))
            .to_owned();
        C::Id.in_subquery(of_them)
    });
    by_id.chain(by_mark).chain(by_entry).map(|part| Condition::all().add(part)).collect()
}
