//! Who makes a request, and the ends of a session.

use app::auth::accounts;
use app::auth::login::USER_KEY;
use app::error::AppError;
use app::request::{AppState, CurrentUser};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;
use uuid::Uuid;

use super::answers::unavailable;

pub const LOGIN_PAGE: &str = "/inloggen";

/// Looks up the person behind the session and puts them in the request.
pub async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request<Body>,
    next: Next,
) -> Response {
    match session.get::<Uuid>(USER_KEY).await {
        Ok(None) => {}
        Ok(Some(id)) => match accounts::current_user(&state.database, id).await {
            Ok(Some(user)) => {
                request.extensions_mut().insert(user);
            }
            // The account is gone or disabled: so is the session.
            Ok(None) => {
                if let Err(error) = session.flush().await {
                    tracing::warn!(%error, "ending a session");
                }
            }
            Err(error) => return unavailable(request.uri().path(), error),
        },
        Err(error) => {
            tracing::error!(%error, "reading a session");
            return unavailable(request.uri().path(), AppError::Unavailable);
        }
    }
    next.run(request).await
}

/// Pages are for who is logged in: others log in first, and then come where they wanted to be.
pub async fn require_login(request: Request<Body>, next: Next) -> Response {
    let known = request.extensions().get::<CurrentUser>().is_some();
    let login_page = request.uri().path() == LOGIN_PAGE;
    match (known, login_page) {
        (false, false) => Redirect::to(&login_address(request.method(), request.uri())).into_response(),
        (true, true) if request.method() == Method::GET => Redirect::to("/").into_response(),
        _ => next.run(request).await,
    }
}

fn login_address(method: &Method, uri: &Uri) -> String {
    let wanted = uri.path_and_query().map_or("/", |wanted| wanted.as_str());
    if method != Method::GET || wanted == "/" {
        return LOGIN_PAGE.to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("terug", wanted).finish();
    format!("{LOGIN_PAGE}?{query}")
}

/// `POST /uitloggen`
pub async fn log_out(session: Session) -> Response {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "ending a session");
        return unavailable("/uitloggen", AppError::Unavailable);
    }
    Redirect::to(LOGIN_PAGE).into_response()
}
