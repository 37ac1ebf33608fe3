//! What the screens show.
#![expect(clippy::disallowed_methods, reason = "a person's own files; what their rows did is found by the file")]

use domain::imports::{Choice, Column, Kind, Source, State, Tally};
use domain::policy::may_import;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sheets::column_name;
use uuid::Uuid;

use super::content::{KeptRow, KeptSheet};
use super::entity::{import, import_row};
use super::form::source_value;
use super::groups::{Cells, Pages, PreviewRow, shown};
use super::kinds::Importable;
use super::lines::Choices;
use super::records::{Import, one};
use super::workings::{columns, digest, of_kind, plan, tally};
use crate::audit::entity::audit_entry;
use crate::error::AppError;
use crate::request::{Request, moment_label};

/// So many of one's own files are listed.
const LISTED: u64 = 20;

/// A file in the list of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub id: Uuid,
    pub file_name: String,
    pub kind: Kind,
    pub state: State,
    pub opened_at: String,
}

/// # Errors
/// `Forbidden` for who keeps nothing that a file can hold.
pub async fn list(request: &Request) -> Result<Vec<Listed>, AppError> {
    if !may_import(request.actor()) {
        return Err(AppError::Forbidden);
    }
    use import::Column as C;
    let own = import::Entity::find()
        .select_only()
        .columns([C::Id, C::FileName, C::Kind, C::State, C::OpenedAt])
        .filter(C::UserId.eq(request.actor().user.0))
        .filter(C::RegionId.eq(request.actor().region.0))
        .order_by_desc(C::OpenedAt)
        .limit(LISTED);
    type Row = (Uuid, String, String, String, chrono::DateTime<chrono::Utc>);
    let rows: Vec<Row> = own.into_tuple().all(request.database()).await?;
    let listed = |(id, file_name, kind, state, at): Row| {
        let (kind, state) = (kind.parse().ok()?, state.parse().ok()?);
        Some(Listed { id, file_name, kind, state, opened_at: moment_label(at) })
    };
    Ok(rows.into_iter().filter_map(listed).collect())
}

/// One of our columns, and what it can be read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLine {
    pub column: Column,
    /// As the form holds it; empty for nothing.
    pub chosen: String,
    /// Values that can hold for all rows, as the form holds them.
    pub fixed: Vec<Choice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnsPage {
    pub id: Uuid,
    pub file_name: String,
    pub sheet: usize,
    pub sheets: Vec<String>,
    pub header: u32,
    /// The columns of the file, as the form holds them, with an example of what is in them.
    pub of_file: Vec<Choice>,
    pub lines: Vec<ColumnLine>,
}

pub async fn columns_page(request: &Request, id: Uuid) -> Result<ColumnsPage, AppError> {
    let import = one(request.database(), request, id).await?;
    let Some(content) = import.content.filter(|_| import.state == State::Opened) else {
        return Err(AppError::NotFound);
    };
    let Choices { sheet, header, mapping, .. } = import.choices;
    let of_file = content.sheets.get(sheet).map(|sheet| of_file(sheet, header)).unwrap_or_default();
    let line = |column: Column| {
        let chosen = mapping.0.get(&column.code).map(source_value).unwrap_or_default();
        let fixed = |choice: &Choice| Choice::new(source_value(&Source::Fixed(choice.code.clone())), &choice.label);
        let fixed = column.choices.iter().filter(|choice| !choice.code.is_empty()).map(fixed).collect();
        ColumnLine { column, chosen, fixed }
    };
    Ok(ColumnsPage {
        id,
        file_name: import.row.file_name,
        sheet,
        sheets: content.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        header,
        of_file,
        lines: columns(request, import.kind).await?.into_iter().map(line).collect(),
    })
}

/// `B: Woningen (bijvoorbeeld 24)`
fn of_file(sheet: &KeptSheet, header: u32) -> Vec<Choice> {
    let below: Vec<&KeptRow> = sheet.rows.iter().filter(|row| row.number > header).take(20).collect();
    let headers = sheet.header(header);
    let width = below.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(headers.len());
    let choice = |index: usize| {
        let name = headers.get(index).map(String::as_str).filter(|name| !name.is_empty());
        let example = below.iter().map(|row| row.text(index)).find(|text| !text.is_empty());
        let label = match (name, example) {
            (None, None) => return None,
            (Some(name), None) => format!("{}: {name}", column_name(index)),
            (name, Some(example)) => {
                let name = name.unwrap_or("zonder naam");
                format!("{}: {name} (bijvoorbeeld {})", column_name(index), shortened(example))
            }
        };
        Some(Choice::new(source_value(&Source::Column(index)), label))
    };
    (0..width).filter_map(choice).collect()
}

fn shortened(text: &str) -> String {
    const MOST: usize = 30;
    let line = domain::text::visible_line(text);
    if line.chars().count() <= MOST { line } else { line.chars().take(MOST).chain(['…']).collect() }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewPage {
    pub id: Uuid,
    pub file_name: String,
    pub kind: Kind,
    pub state: State,
    pub sheet: String,
    pub tally: Tally,
    /// A page of each group.
    pub rows: Vec<PreviewRow>,
    pub pages: Pages,
    /// Recognised as a file of DiWi.
    pub diwi: bool,
    /// What is read otherwise than it stands in the file.
    pub remarks: Vec<String>,
    /// Headers that nothing is read from.
    pub unused: Vec<String>,
    /// Our columns that the file must tell and does not.
    pub missing: Vec<String>,
    pub digest: String,
    /// What a loaded file did.
    pub did: Option<Did>,
    pub forgotten: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did {
    pub at: String,
    pub new: usize,
    pub changed: usize,
    /// Rows of which the subject was touched since: they keep the file from being undone.
    pub touched: Vec<i32>,
}

pub async fn preview(request: &Request, id: Uuid) -> Result<PreviewPage, AppError> {
    preview_at(request, id, Pages::default()).await
}

/// With these pages of its groups.
pub async fn preview_at(request: &Request, id: Uuid, pages: Pages) -> Result<PreviewPage, AppError> {
    let import = one(request.database(), request, id).await?;
    of_kind!(import.kind, K => preview_as::<K>(request, import, pages).await)
}

/// As [`preview`], of a file that need not be kept.
pub async fn preview_of(request: &Request, import: Import) -> Result<PreviewPage, AppError> {
    of_kind!(import.kind, K => preview_as::<K>(request, import, Pages::default()).await)
}

async fn preview_as<K: Importable>(request: &Request, import: Import, pages: Pages) -> Result<PreviewPage, AppError> {
    let database = request.database();
    let known = K::columns(request).await?;
    let sheet = import.content.as_ref().and_then(|content| content.sheets.get(import.choices.sheet));
    let missing = import.choices.mapping.missing(&known);
    let planned = match (import.state, missing.is_empty()) {
        (State::Undone, _) | (_, false) => vec![],
        (State::Opened | State::Loaded, true) => plan::<K, _>(database, request, &known, &import).await?,
    };
    let (unused, remarks) = match sheet.filter(|_| import.state == State::Opened) {
        Some(sheet) => {
            (K::unused(database, request, sheet, &import.choices).await?, K::remarks(sheet, &import.choices))
        }
        None => (vec![], vec![]),
    };
    let did = match import.row.loaded_at {
        Some(at) => {
            let rows = rows_of(database, import.row.id).await?;
            let new = rows.iter().filter(|row| row.before.is_none()).count();
            let touched = match import.state {
                State::Loaded => K::touched(database, import.row.id).await?,
                State::Opened | State::Undone => vec![],
            };
            Some(Did { at: moment_label(at), new, changed: rows.len() - new, touched })
        }
        None => None,
    };
    let tally = tally(&planned);
    let pages = pages.within(&tally);
    Ok(PreviewPage {
        id: import.row.id,
        kind: import.kind,
        state: import.state,
        sheet: sheet.map(|sheet| sheet.name.clone()).unwrap_or_default(),
        tally,
        digest: digest(&planned),
        rows: shown(planned, pages, &Cells { sheet, choices: &import.choices, columns: &known }),
        pages,
        unused,
        remarks,
        missing: missing.into_iter().map(|column| column.header.clone()).collect(),
        diwi: import.choices.diwi,
        did,
        forgotten: import.content.is_none(),
        file_name: import.row.file_name,
    })
}

/// What the rows of a loaded file did, in the order of the file.
pub async fn rows_of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<import_row::Model>, DbErr> {
    use import_row::Column as C;
    import_row::Entity::find().filter(C::ImportId.eq(id)).order_by_asc(C::Row).all(connection).await
}

/// The rows to whose subject something has happened since: the audit trail has a later entry about it. Those of the same file do
/// not count: several of its rows may be about one subject, and they are put back together.
pub async fn touched_since(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<i32>, DbErr> {
    use audit_entry::Column as E;
    use import_row::Column as C;
    let (told, later) = (Alias::new("told"), Alias::new("later"));
    let attempts = domain::audit::Event::ALL.iter().filter(|event| event.is_attempt()).map(|event| event.code());
    let own = Query::select()
        .column(C::AuditEntryId)
        .from(import_row::Entity)
        .and_where(Expr::col(C::ImportId).eq(id))
        .to_owned();
    let touched = Query::select()
        .expr(Expr::val(1))
        .from_as(audit_entry::Entity, told.clone())
        .from_as(audit_entry::Entity, later.clone())
        .and_where(Expr::col((told.clone(), E::Id)).equals((import_row::Entity, C::AuditEntryId)))
        .and_where(Expr::col((later.clone(), E::SubjectId)).equals((told.clone(), E::SubjectId)))
        .and_where(Expr::col((later.clone(), E::Chain)).equals((told.clone(), E::Chain)))
        .and_where(Expr::col((later.clone(), E::Sequence)).gt(Expr::col((told, E::Sequence))))
        .and_where(Expr::col((later.clone(), E::Event)).is_not_in(attempts))
        .and_where(Expr::col((later, E::Id)).not_in_subquery(own))
        .to_owned();
    let rows = import_row::Entity::find().select_only().column(C::Row).filter(C::ImportId.eq(id));
    rows.filter(Expr::exists(touched)).order_by_asc(C::Row).into_tuple().all(connection).await
}
