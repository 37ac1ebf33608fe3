//! Writing: reading a file in, choosing its columns, loading its rows and undoing that.
#![expect(clippy::disallowed_methods, reason = "a file is locked by its id, and then asked of the policy")]

use domain::Problem;
use domain::files::too_large;
use domain::imports::{Kind, State};
use domain::policy::may_import;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect, Set, Unchanged};
use sheets::Limits;
use uuid::Uuid;

use super::PATH;
use super::content::Content as Read;
use super::entity::{import, import_row};
use super::form::{AGAIN, ColumnsForm, LoadForm, OpenForm, RemoveForm, UndoForm};
use super::kinds::{Done, Importable};
use super::lines::Choices;
use super::queries::rows_of;
use super::records::{Import, json, one, remember, remembered};
use super::workings::{columns, digest, lines, of_kind, tally};
use crate::audit::Author;
use crate::error::AppError;
use crate::files::upload::{Content, Upload};
use crate::request::Request;
use crate::storage::{begin_write, insert_all, new_id};
use crate::ui::form::{FormReply, Rejection};

pub async fn open(request: &Request, form: &OpenForm, upload: Option<Upload>) -> Result<FormReply, AppError> {
    if !may_import(request.actor()) {
        return Err(AppError::Forbidden);
    }
    let status = upload.as_ref().map_or(422, Upload::status_when_refused);
    let read = match upload {
        Some(upload) => read(upload).await?,
        None => Err(Problem::new("file", "Kies een bestand.")),
    };
    match (form.kind(), read) {
        (Some(kind), Ok((file_name, content))) => {
            let (import, complete) = prepare(request, kind, file_name, content).await?;
            let id = import.row.id;
            keep(request, import.row).await?;
            let page = if complete { "" } else { "/kolommen" };
            Ok(FormReply::done(format!("{PATH}/{id}{page}")))
        }
        (kind, read) => {
            let unknown = kind.is_none().then(|| Problem::new("kind", "Kies wat er in het bestand staat."));
            let problems = unknown.into_iter().chain(read.err()).collect();
            Ok(FormReply::Rejected(Rejection { problems, status, ..Rejection::default() }))
        }
    }
}

/// A file as it will be kept, and whether every column is recognised that it must tell. Nothing is written.
pub async fn prepare(
    request: &Request,
    kind: Kind,
    file_name: String,
    content: Read,
) -> Result<(Import, bool), AppError> {
    let known = columns(request, kind).await?;
    let before = remembered(request.database(), request, kind).await?;
    let choices = of_kind!(kind, K => <K as Importable>::recognised(&content, &known, &before));
    let complete = choices.mapping.missing(&known).is_empty();
    let actor = request.actor();
    let row = import::Model {
        id: new_id(),
        region_id: actor.region.into(),
        user_id: actor.user.into(),
        organisation_id: actor.organisation.into(),
        kind: kind.code().to_owned(),
        file_name,
        content: Some(json(&content)?),
        choices: json(&choices)?,
        state: State::Opened.code().to_owned(),
        opened_at: request.now(),
        loaded_at: None,
    };
    Ok((Import { row, kind, state: State::Opened, choices, content: Some(content) }, complete))
}

pub async fn keep(request: &Request, row: import::Model) -> Result<(), AppError> {
    let transaction = begin_write(request.database()).await?;
    import::Entity::insert(row.into_active_model()).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// What is in the file, away from the threads that answer others.
pub async fn read(upload: Upload) -> Result<Result<(String, Read), Problem>, AppError> {
    let content = match upload.content {
        Content::Whole(content) => content,
        Content::TooLarge(size) => return Ok(Err(too_large(size))),
    };
    let name = upload.name;
    let reading = tokio::task::spawn_blocking(move || sheets::read(&content, &Limits::default()));
    let read = reading.await.map_err(|_| AppError::Internal)?;
    Ok(match read {
        Ok(workbook) => Ok((name, Read::from(workbook))),
        Err(refused) => Err(Problem::new("file", refused.to_string())),
    })
}

pub async fn choose(request: &Request, form: &ColumnsForm) -> Result<FormReply, AppError> {
    let (transaction, import) = lock(request, &form.id).await?;
    if import.state != State::Opened {
        return Ok(FormReply::outdated("Dit bestand is al ingelezen. Kies het opnieuw om het anders te lezen."));
    }
    let Some(content) = &import.content else { return Ok(FormReply::outdated(FORGOTTEN)) };
    let known = columns(request, import.kind).await?;
    let sheet = form.sheet.parse().unwrap_or(import.choices.sheet);
    let header = form.header.trim().parse().unwrap_or_default();
    let row = content.sheets.get(sheet).and_then(|sheet| sheet.rows.iter().find(|row| row.number == header));
    let Some(row) = row else {
        let message = "In deze rij staat niets. Kies de rij met de namen van de kolommen.";
        return Ok(FormReply::invalid(vec![Problem::new("header", message)]));
    };
    let before = remembered(&transaction, request, import.kind).await?;
    let (choices, location) = if form.step == AGAIN {
        (Choices::of(sheet, Some(row), &known, &before), format!("{PATH}/{}/kolommen", import.row.id))
    } else {
        let choices = Choices { sheet, header, mapping: form.mapping(), diwi: false };
        let missing = choices.mapping.missing(&known);
        if !missing.is_empty() {
            let problem = |column: &&domain::imports::Column| {
                let message =
                    format!("Kies waar ‘{}’ staat: zonder dat kunnen wij de rijen niet herkennen.", column.header);
                Problem::new(format!("source-{}", column.code), message)
            };
            return Ok(FormReply::invalid(missing.iter().map(problem).collect()));
        }
        remember(&transaction, request, import.kind, &row.texts(), &choices.mapping).await?;
        (choices, format!("{PATH}/{}", import.row.id))
    };
    let changed =
        import::ActiveModel { id: Unchanged(import.row.id), choices: Set(json(&choices)?), ..Default::default() };
    changed.update(&transaction).await?;
    transaction.commit().await?;
    Ok(FormReply::done(location))
}

pub const FORGOTTEN: &str = "Van dit bestand is niets meer bewaard. Kies het opnieuw.";
const CHANGED_MEANWHILE: &str =
    "Er is intussen iets gewijzigd, en de rijen doen nu iets anders dan u zag. Bekijk het voorbeeld hieronder opnieuw.";

/// Loads the rows that are right; what is wrong stays to be mended.
pub async fn load(request: &Request, form: &LoadForm) -> Result<FormReply, AppError> {
    let (transaction, import) = lock(request, &form.id).await?;
    let location = format!("{PATH}/{}", import.row.id);
    if import.state != State::Opened {
        return Ok(FormReply::done(location));
    }
    if import.content.is_none() {
        return Ok(FormReply::outdated(FORGOTTEN));
    }
    let loaded = of_kind!(import.kind, K => load_as::<K>(&transaction, request, &import, &form.seen).await)?;
    if let Err(reply) = loaded {
        return Ok(reply);
    }
    set_state(&transaction, &import, State::Loaded, Some(request.now())).await?;
    transaction.commit().await?;
    Ok(FormReply::done(location))
}

async fn load_as<K: Importable>(
    transaction: &DatabaseTransaction,
    request: &Request,
    import: &Import,
    seen: &str,
) -> Result<Result<(), FormReply>, AppError> {
    let known = K::columns(request).await?;
    let lines = lines::<K, _>(transaction, request, import).await?;
    K::hold_lines(transaction, request, &lines).await?;
    let planned = K::plan(transaction, request, &known, lines).await?;
    if digest(&planned) != seen {
        return Ok(Err(FormReply::outdated(CHANGED_MEANWHILE)));
    }
    if tally(&planned).to_load() == 0 {
        return Ok(Err(FormReply::invalid(vec![Problem::of_form("Er is niets om in te lezen.")])));
    }
    let (rows, writes): (Vec<u32>, Vec<K::Write>) =
        planned.into_iter().filter_map(|one| Some((one.row, one.write?))).unzip();
    let done = K::write_all(transaction, &Author::of(request), writes).await?;
    let row = |(row, done): (u32, Done)| import_row::ActiveModel {
        id: Set(new_id()),
        import_id: Set(import.row.id),
        row: Set(i32::try_from(row).unwrap_or(i32::MAX)),
        subject_id: Set(done.subject),
        audit_entry_id: Set(done.audit_entry),
        before: Set(done.before),
    };
    insert_all(transaction, rows.into_iter().zip(done).map(row)).await?;
    Ok(Ok(()))
}

/// A file that did something stays, because what it did can be undone.
pub async fn remove(request: &Request, form: &RemoveForm) -> Result<FormReply, AppError> {
    let (transaction, import) = lock(request, &form.id).await?;
    if import.state != State::Opened {
        return Ok(FormReply::outdated("Dit bestand is al ingelezen, en blijft in de lijst staan."));
    }
    // Nobody takes away what they have not seen.
    if form.file != import.row.file_name {
        return Ok(FormReply::outdated("Bekijk eerst welk bestand dit is, en haal het dan weg."));
    }
    import::Entity::delete_by_id(import.row.id).exec(&transaction).await?;
    transaction.commit().await?;
    Ok(FormReply::done(format!("{PATH}?melding=bestand-weggehaald")))
}

/// Puts back everything that a file did, or nothing.
pub async fn undo(request: &Request, form: &UndoForm) -> Result<FormReply, AppError> {
    let (transaction, import) = lock(request, &form.id).await?;
    let location = format!("{PATH}/{}", import.row.id);
    if import.state != State::Loaded {
        return Ok(FormReply::done(location));
    }
    if let Err(obstacle) = of_kind!(import.kind, K => undo_as::<K>(&transaction, request, &import).await)? {
        return Ok(FormReply::outdated(&obstacle));
    }
    set_state(&transaction, &import, State::Undone, import.row.loaded_at).await?;
    transaction.commit().await?;
    Ok(FormReply::done(location))
}

/// Says why the rows cannot be put back; then none is.
async fn undo_as<K: Importable>(
    transaction: &DatabaseTransaction,
    request: &Request,
    import: &Import,
) -> Result<Result<(), String>, AppError> {
    let rows = rows_of(transaction, import.row.id).await?;
    K::hold_rows(transaction, request, &rows).await?;
    let touched = K::touched(transaction, import.row.id).await?;
    if !touched.is_empty() {
        return Ok(Err(told_touched(&touched)));
    }
    if let Some(obstacle) = K::obstacle(transaction, request, &rows).await? {
        return Ok(Err(obstacle));
    }
    K::undo(transaction, request, rows).await?;
    Ok(Ok(()))
}

pub fn told_touched(rows: &[i32]) -> String {
    let first: Vec<String> = rows.iter().take(5).map(ToString::to_string).collect();
    let more = if rows.len() > first.len() { " en andere" } else { "" };
    format!(
        "Wat uit rij {}{more} kwam, is daarna nog gewijzigd. Daarom kan het bestand niet meer in zijn geheel ongedaan \
         worden gemaakt. Wijzig de rijen zelf.",
        first.join(", ")
    )
}

async fn set_state(
    transaction: &DatabaseTransaction,
    import: &Import,
    state: State,
    loaded_at: Option<chrono::DateTime<chrono::Utc>>,
) -> Result<(), AppError> {
    let changed = import::ActiveModel {
        id: Unchanged(import.row.id),
        state: Set(state.code().to_owned()),
        loaded_at: Set(loaded_at),
        ..Default::default()
    };
    changed.update(transaction).await?;
    Ok(())
}

/// A file, kept from its own maker in another window until the transaction ends.
async fn lock(request: &Request, id: &str) -> Result<(DatabaseTransaction, Import), AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let transaction = begin_write(request.database()).await?;
    // SQLite has locked the whole database by now; PostgreSQL locks the row.
    import::Entity::find_by_id(id).lock_exclusive().one(&transaction).await?;
    let import = one(&transaction, request, id).await?;
    Ok((transaction, import))
}
