//! Writing a list: a page of rows from the database, into the file, and the next.

use std::fs::File;

use leptos_router::location::RequestUrl;
use leptos_router::params::ParamsMap;
use sheets::{Column, Format, Unwritten, Value, Writer};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::Listed;
use crate::error::AppError;
use crate::imports::outgoing::Outgoing;
use crate::request::Request;
use crate::storage::begin_snapshot;
use crate::ui::LeftOut;

/// So many lists are written at once: each holds a connection and a processor, and readers need those too.
static WRITING: Semaphore = Semaphore::const_new(2);

#[derive(Debug)]
pub enum Exported {
    File(Outgoing),
    /// The address asks for what the list does not know. A file would look as if everything in it were what was asked for,
    /// and a file does not tell.
    LeftOut(LeftOut),
}

/// What the query of an address holds, as the screens read it.
///
/// # Errors
/// When it is no address.
pub fn query_of(address: &str) -> Result<ParamsMap, AppError> {
    let address = RequestUrl::new(address).parse().map_err(|_| AppError::BadRequest)?;
    Ok(address.search_params().clone())
}

/// Writes the list that an address asks for, as this person may see it.
///
/// # Errors
/// When the database fails or the disk is full.
pub async fn exported<L: Listed>(request: &Request, address: &str, format: Format) -> Result<Exported, AppError> {
    let query = query_of(address)?;
    let _turn = WRITING.acquire().await.map_err(|_| AppError::Unavailable)?;
    let transaction = begin_snapshot(request.database()).await?;
    let (mut list, left_out) = L::open(&transaction, request, &query).await?;
    if left_out != LeftOut::default() {
        return Ok(Exported::LeftOut(left_out));
    }
    let sheet = list.sheet();
    let mut writer = started(format, L::TITLE, sheet.columns().to_vec()).await?;
    loop {
        let rows = list.next(&transaction).await?;
        if rows.is_empty() {
            break;
        }
        writer = with_rows(writer, rows.iter().map(|row| sheet.values(row)).collect()).await?;
    }
    transaction.commit().await?;
    let file = aside(move || writer.finish()).await?;
    let name = format!("{}-{}.{}", L::NAME, request.today(), format.extension());
    Ok(Exported::File(Outgoing { name, format, file }))
}

/// A workbook of several sheets, which `write` has all it needs for.
///
/// # Errors
/// When the disk is full.
pub async fn workbook(
    name: String,
    write: impl FnOnce() -> Result<File, Unwritten> + Send + 'static,
) -> Result<Outgoing, AppError> {
    let _turn = WRITING.acquire().await.map_err(|_| AppError::Unavailable)?;
    Ok(Outgoing { name, format: Format::Xlsx, file: aside(write).await? })
}

async fn started(format: Format, title: &'static str, columns: Vec<Column>) -> Result<Writer, AppError> {
    aside(move || Writer::new(format, title, &columns)).await
}

async fn with_rows(mut writer: Writer, rows: Vec<Vec<Value<'static>>>) -> Result<Writer, AppError> {
    aside(move || {
        for row in &rows {
            writer.row(row)?;
        }
        Ok(writer)
    })
    .await
}

/// Where writing keeps nobody waiting.
async fn aside<T: Send + 'static>(
    write: impl FnOnce() -> Result<T, Unwritten> + Send + 'static,
) -> Result<T, AppError> {
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "a list could not be written");
        AppError::Internal
    };
    spawn_blocking(write).await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_the_screens_do() {
        let query = query_of("/projecten/uitvoer.xlsx?gemeente=hof%20%26%20tuin&zoek=a+b&zoek=c").unwrap();
        assert_eq!(query.get("gemeente").as_deref(), Some("hof & tuin"));
        assert_eq!(query.get_all("zoek").unwrap(), ["a b", "c"]);
    }
}
