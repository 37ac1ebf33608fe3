//! Files that are made for who asks or that people added, and addresses that lead to a page.

use std::sync::LazyLock;
use std::time::Duration;

use app::audit::Author;
use app::deliveries::evidence;
use app::error::AppError;
use app::exports::views::{BeingMade, NotTakenOut};
use app::files::queries;
use app::handover;
use app::pack;
use app::papers;
use app::plain::Instead;
use app::privacy::{of_own_region, personal_data, record_export};
use app::request::{self, AppState, CurrentUser};
use app::typesetting::Made;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFRESH};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use uuid::Uuid;

use super::making::{Asked, Making, Waited};
use super::pages;

/// Nobody waits longer without being told why.
const PATIENCE: Duration = Duration::from_secs(1);
/// After so long a browser asks again.
const AGAIN_SECONDS: u16 = 2;

static PDFS: LazyLock<Making<Made>> = LazyLock::new(Making::default);

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

/// `GET /projecten/{id}/opleveringen/{delivery}/bewijs/{file}/bestand`
pub async fn of_delivery(
    State(state): State<AppState>,
    Path((project, delivery, file)): Path<(String, String, String)>,
    parts: Parts,
) -> Response {
    handed_over(found_evidence(state, &parts, [&project, &delivery, &file]).await, parts).await
}

/// `GET /overleggen/{id}/stukken.pdf`
pub async fn pack(State(state): State<AppState>, Path(meeting): Path<String>, parts: Parts) -> Response {
    let (request, meeting) = match (asked_by(state, &parts), id(&meeting)) {
        (Ok(request), Ok(meeting)) => (request, meeting),
        (Err(error), _) | (_, Err(error)) => return pages::fail(parts, error).await,
    };
    let address = parts.uri.to_string();
    let making = async move { pack::file::made(&request, meeting, &address).await };
    pdf(making, pack::address_of(meeting), parts).await
}

/// `GET /overdracht.pdf`
pub async fn handover(State(state): State<AppState>, parts: Parts) -> Response {
    let request = match asked_by(state, &parts) {
        Ok(request) => request,
        Err(error) => return pages::fail(parts, error).await,
    };
    let address = parts.uri.to_string();
    let making = async move { handover::file::made(&request, &address).await };
    pdf(making, handover::PATH.to_owned(), parts).await
}

/// The file, that it is being made, or why there is none. `path`: the page where it is asked for.
async fn pdf(
    making: impl Future<Output = Result<Made, AppError>> + Send + 'static,
    path: String,
    parts: Parts,
) -> Response {
    let waited = match who_waits(&parts) {
        Some(asked) => PDFS.wait(asked, PATIENCE, making).await,
        None => making.await.map(Waited::Made),
    };
    match waited {
        Ok(Waited::Made(Made::File(file))) => {
            let headers =
                [(CONTENT_TYPE, "application/pdf".to_owned()), (CONTENT_DISPOSITION, disposition(&file.name))];
            (headers, file.content).into_response()
        }
        Ok(Waited::Made(Made::LeftOut(left_out))) => {
            pages::instead(parts, Instead::NotTakenOut(NotTakenOut { left_out, path })).await
        }
        Ok(Waited::BeingMade(since)) => {
            let mut page =
                pages::instead(parts, Instead::BeingMade(BeingMade { seconds: since.as_secs(), path })).await;
            page.headers_mut().insert(REFRESH, HeaderValue::from(AGAIN_SECONDS));
            page
        }
        Err(error) => pages::fail(parts, error).await,
    }
}

/// Somebody before a browser; a program gets the file when it is there.
fn who_waits(parts: &Parts) -> Option<Asked> {
    let accepts = parts.headers.get(ACCEPT)?.to_str().ok()?;
    let user = parts.extensions.get::<CurrentUser>().filter(|_| accepts.contains("text/html"))?;
    Some(Asked { user: user.visitor.actor.user.0, address: parts.uri.to_string() })
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

async fn found_evidence(state: AppState, parts: &Parts, ids: [&str; 3]) -> Result<queries::Download, AppError> {
    let [project, delivery, file] = ids;
    evidence::queries::download(&asked_by(state, parts)?, id(project)?, id(delivery)?, id(file)?).await
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
