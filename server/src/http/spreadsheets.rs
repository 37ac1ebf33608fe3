//! Spreadsheets that are made for who asks, sent as they are read from a temporary file.

use std::fs::File;
use std::io::Read;

use app::error::AppError;
use app::exports::views::NotTakenOut;
use app::exports::{Exported, Format, Listed, exported};
use app::imports::outgoing::{Outgoing, template, wrong_rows};
use app::pack::{address_of, spreadsheet};
use app::plain::Instead;
use app::request::AppState;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::task::spawn_blocking;

use super::downloads::{asked_by, disposition};
use super::pages;

/// So much is read at once.
const CHUNK: usize = 64 * 1024;

/// `GET /invoer/sjablonen/{kind}`: `projecten.xlsx`
pub async fn import_template(State(state): State<AppState>, Path(name): Path<String>, parts: Parts) -> Response {
    let made = async {
        let kind = name.strip_suffix(".xlsx").and_then(|kind| kind.parse().ok()).ok_or(AppError::NotFound)?;
        template(&asked_by(state, &parts)?, kind).await
    };
    match made.await {
        Ok(made) => sent(made),
        Err(error) => pages::fail(parts, error).await,
    }
}

/// `GET /invoer/{id}/fouten.xlsx`
pub async fn import_wrong_rows(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    let made = async {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        wrong_rows(&asked_by(state, &parts)?, id).await
    };
    match made.await {
        Ok(made) => sent(made),
        Err(error) => pages::fail(parts, error).await,
    }
}

/// `GET /projecten/uitvoer.xlsx` and the like: a list, with the filter of its address.
pub async fn list<L: Listed>(State(state): State<AppState>, parts: Parts) -> Response {
    let format = if parts.uri.path().ends_with(".csv") { Format::Csv } else { Format::Xlsx };
    let made = async { exported::<L>(&asked_by(state, &parts)?, &parts.uri.to_string(), format).await };
    match made.await {
        Ok(Exported::File(made)) => sent(made),
        Ok(Exported::LeftOut(left_out)) => {
            pages::instead(parts, Instead::NotTakenOut(NotTakenOut { left_out, path: L::PATH.to_owned() })).await
        }
        Err(error) => pages::fail(parts, error).await,
    }
}

/// `GET /overleggen/{id}/stukken.xlsx`
pub async fn pack(State(state): State<AppState>, Path(meeting): Path<String>, parts: Parts) -> Response {
    let made = async {
        let meeting = meeting.parse().map_err(|_| AppError::NotFound)?;
        let made = spreadsheet::made(&asked_by(state, &parts)?, meeting, &parts.uri.to_string()).await?;
        Ok((made, address_of(meeting)))
    };
    match made.await {
        Ok((Exported::File(made), _)) => sent(made),
        Ok((Exported::LeftOut(left_out), path)) => {
            pages::instead(parts, Instead::NotTakenOut(NotTakenOut { left_out, path })).await
        }
        Err(error) => pages::fail(parts, error).await,
    }
}

fn sent(made: Outgoing) -> Response {
    let headers = [(CONTENT_TYPE, made.format.media_type().to_owned()), (CONTENT_DISPOSITION, disposition(&made.name))];
    (headers, Body::from_stream(stream::try_unfold(made.file, chunk))).into_response()
}

/// The next part of a file, read where it keeps nobody waiting.
async fn chunk(mut file: File) -> std::io::Result<Option<(Bytes, File)>> {
    let reading = spawn_blocking(move || {
        let mut part = vec![0; CHUNK];
        let read = file.read(&mut part)?;
        part.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(part), file)))
    });
    reading.await.map_err(std::io::Error::other)?
}
