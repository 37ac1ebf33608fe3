//! Files that are made for who asks or that people added, and addresses that lead to a page.

use app::audit::Author;
use app::error::AppError;
use app::exports::views::NotTakenOut;
use app::files::queries;
use app::handover;
use app::pack;
use app::papers;
use app::privacy::{of_own_region, personal_data, record_export};
use app::request::{self, AppState, CurrentUser};
use app::typesetting::Made;
use axum::extract::{Path, State};
use axum::http::HeaderName;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::pages;

/// `GET /account/gegevens.json`: what is held of who asks.
pub async fn own_data(State(state): State<AppState>, parts: Parts) -> Response {
    let id = parts.extensions.get::<CurrentUser>().map(|user| user.visitor.actor.user.0);
    answer(state, parts, id).await
}

/// `GET /beheer/gebruikers/{id}/gegevens.json`
pub async fn data_of(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    answer(state, parts, id.parse().ok()).await
}

/// What a browser may do with a file that somebody added: nothing but keep it.
const LOCKED: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// `GET /afspraken/{id}/bewijs/{file}/bestand`
pub async fn file(
    State(state): State<AppState>,
    Path((commitment, file)): Path<(String, String)>,
    parts: Parts,
) -> Response {
    handed_over(found(state, &parts, &commitment, &file).await, parts).await
}

/// `GET /overleggen/{id}/agenda/{item}/stukken/{file}/bestand`
pub async fn paper(
    State(state): State<AppState>,
    Path((meeting, item, file)): Path<(String, String, String)>,
    parts: Parts,
) -> Response {
    handed_over(found_paper(state, &parts, [&meeting, &item, &file]).await, parts).await
}

/// `GET /overleggen/{id}/stukken.pdf`
pub async fn pack(State(state): State<AppState>, Path(meeting): Path<String>, parts: Parts) -> Response {
    let made = async {
        let meeting = id(&meeting)?;
        let made = pack::file::made(&asked_by(state, &parts)?, meeting, &parts.uri.to_string()).await?;
        Ok((made, pack::address_of(meeting)))
    };
    made_pdf(made.await, parts).await
}

/// `GET /overdracht.pdf`
pub async fn handover(State(state): State<AppState>, parts: Parts) -> Response {
    let made = async {
        let made = handover::file::made(&asked_by(state, &parts)?, &parts.uri.to_string()).await?;
        Ok((made, handover::PATH.to_owned()))
    };
    made_pdf(made.await, parts).await
}

/// The file, or why there is none and on which page to ask for it.
async fn made_pdf(made: Result<(Made, String), AppError>, parts: Parts) -> Response {
    match made {
        Ok((Made::File(file), _)) => {
            let headers =
                [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition(&file.name))];
            (headers, file.content).into_response()
        }
        Ok((Made::LeftOut(left_out), path)) => pages::not_taken_out(parts, NotTakenOut { left_out, path }).await,
        Err(error) => pages::fail(parts, error).await,
    }
}

async fn handed_over(found: Result<queries::Download, AppError>, parts: Parts) -> Response {
    match found {
        Ok(file) => {
            let headers = [
                (CONTENT_TYPE, file.kind.media_type().to_owned()),
                (CONTENT_DISPOSITION, disposition(&file.name)),
                (CONTENT_SECURITY_POLICY, LOCKED.to_owned()),
                (HeaderName::from_static("cross-origin-resource-policy"), "same-origin".to_owned()),
            ];
            (headers, file.content).into_response()
        }
        Err(error) => pages::fail(parts, error).await,
    }
}

/// `GET /weergaven/{id}`: the list of commitments with its filter.
pub async fn saved_view(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    match address_of_view(state, &parts, id.parse().ok()).await {
        Ok(address) => Redirect::to(&address).into_response(),
        Err(error) => pages::fail(parts, error).await,
    }
}

async fn found(state: AppState, parts: &Parts, commitment: &str, file: &str) -> Result<queries::Download, AppError> {
    queries::download(&asked_by(state, parts)?, id(commitment)?, id(file)?).await
}

async fn found_paper(state: AppState, parts: &Parts, ids: [&str; 3]) -> Result<queries::Download, AppError> {
    let [meeting, item, file] = ids;
    papers::queries::download(&asked_by(state, parts)?, id(meeting)?, id(item)?, id(file)?).await
}

fn id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// To be saved under its own name, of which nothing is left that could be a path or end the header.
pub(super) fn disposition(name: &str) -> String {
    let name = name.replace(['/', '\\'], "_");
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' };
    let simple: String = name.chars().map(plain).collect();
    let whole = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    format!("attachment; filename=\"{simple}\"; filename*=UTF-8''{whole}")
}

async fn address_of_view(state: AppState, parts: &Parts, id: Option<Uuid>) -> Result<String, AppError> {
    let request = asked_by(state, parts)?;
    app::saved_views::queries::address(&request, id.ok_or(AppError::NotFound)?).await
}

pub(super) fn asked_by(state: AppState, parts: &Parts) -> Result<request::Request, AppError> {
    let user = parts.extensions.get::<CurrentUser>().cloned().ok_or(AppError::LoggedOut)?;
    Ok(request::Request { state, user })
}

async fn answer(state: AppState, parts: Parts, id: Option<Uuid>) -> Response {
    match document(state, &parts, id).await {
        Ok(document) => {
            let disposition = "attachment; filename=\"gegevens.json\"";
            ([(CONTENT_TYPE, "application/json"), (CONTENT_DISPOSITION, disposition)], document).into_response()
        }
        Err(error) => pages::fail(parts, error).await,
    }
}

async fn document(state: AppState, parts: &Parts, id: Option<Uuid>) -> Result<String, AppError> {
    let request = asked_by(state, parts)?;
    let (account, reader) = of_own_region(&request, id.ok_or(AppError::NotFound)?).await?;
    let data = personal_data(request.database(), &account, reader, request.now()).await?;
    record_export(request.database(), &Author::of(&request), account.id).await?;
    serde_json::to_string_pretty(&data).map_err(|_| AppError::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(disposition("plan 1.pdf"), "attachment; filename=\"plan 1.pdf\"; filename*=UTF-8''plan%201%2Epdf");
        let hostile = disposition("../a\"\r\n;é\\b.pdf");
        assert!(hostile.starts_with("attachment; filename=\".._a______b.pdf\"; filename*=UTF-8''"), "{hostile}");
        assert!(!hostile.contains(['\r', '\n', '/', '\\']), "{hostile}");
    }
}
