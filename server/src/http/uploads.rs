//! Forms with a file. Nothing of it touches the disk before the function that takes the form has looked at it.

use std::sync::Arc;

use app::error::AppError;
use app::files::upload::{Content, Upload};
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use form_urlencoded::Serializer;
use multer::{Field, Multipart, parse_boundary};

use super::bare;
use super::router::BODY_LIMIT;

/// What is read of a form with a file before it is broken off. More than a file may be: a browser shows what is wrong
/// with a file that is too large only when all of it was sent.
pub const UPLOAD_LIMIT: usize = 64 * 1024 * 1024;
/// No form has more fields.
const FIELDS_MAX: usize = 200;

/// The texts of a form, as other forms send them, and the file that came with them.
#[derive(Debug, Default)]
pub struct Posted {
    pub text: String,
    pub file: Option<Upload>,
}

#[derive(Debug)]
pub enum Unread {
    TooMuch,
    NotUnderstood,
}

/// Whether the form's texts and its file travel in parts.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    boundary(headers).is_some()
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    parse_boundary(headers.get(CONTENT_TYPE)?.to_str().ok()?).ok()
}

/// Of a file with more bytes than `keep` only the size is kept.
///
/// # Errors
/// When it is no form, or more than one holds.
pub async fn read(headers: &HeaderMap, body: Body, keep: usize) -> Result<Posted, Unread> {
    let boundary = boundary(headers).ok_or(Unread::NotUnderstood)?;
    let mut parts = Multipart::new(body.into_data_stream(), boundary);
    let mut texts = Vec::new();
    let (mut file, mut fields, mut read) = (None, 0, 0);
    while let Some(mut part) = parts.next_field().await.map_err(|_| Unread::NotUnderstood)? {
        fields += 1;
        if fields > FIELDS_MAX {
            return Err(Unread::TooMuch);
        }
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(called) => {
                let upload = upload(called, &mut part, keep, &mut read).await?;
                // A browser sends an empty one when none was chosen.
                let chosen = !upload.name.is_empty();
                file = file.or(chosen.then_some(upload));
            }
            None => {
                let text = text(&mut part, &mut read).await?;
                texts.push((name, text));
            }
        }
    }
    Ok(Posted { text: Serializer::new(String::new()).extend_pairs(texts).finish(), file })
}

async fn upload(name: String, part: &mut Field<'_>, keep: usize, read: &mut usize) -> Result<Upload, Unread> {
    let (mut content, mut size) = (Vec::new(), 0);
    while let Some(chunk) = part.chunk().await.map_err(|_| Unread::NotUnderstood)? {
        size += chunk.len();
        count(read, chunk.len())?;
        if size <= keep {
            content.extend_from_slice(&chunk);
        } else {
            content = Vec::new();
        }
    }
    let content = if size <= keep { Content::Whole(Arc::new(content)) } else { Content::TooLarge(size as u64) };
    Ok(Upload { name, content })
}

async fn text(part: &mut Field<'_>, read: &mut usize) -> Result<String, Unread> {
    let mut content = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(|_| Unread::NotUnderstood)? {
        count(read, chunk.len())?;
        content.extend_from_slice(&chunk);
        if content.len() > BODY_LIMIT {
            return Err(Unread::TooMuch);
        }
    }
    Ok(String::from_utf8_lossy(&content).into_owned())
}

fn count(read: &mut usize, more: usize) -> Result<(), Unread> {
    *read += more;
    if *read > UPLOAD_LIMIT { Err(Unread::TooMuch) } else { Ok(()) }
}

impl IntoResponse for Unread {
    fn into_response(self) -> Response {
        match self {
            Self::TooMuch => bare::page(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Dit bestand is veel te groot",
                "Er is niets opgeslagen. Een bestand is ten hoogste 10 MB. Ga terug en kies een kleiner bestand.",
            ),
            Self::NotUnderstood => {
                let (title, text) = AppError::BadRequest.texts();
                bare::page(StatusCode::BAD_REQUEST, title, text)
            }
        }
    }
}
