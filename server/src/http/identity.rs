//! Who makes a request, whether they may enter, and the ends of a session.

use app::audit::{self, Author, Subject};
use app::auth::sessions::{LOGIN_KEY, Login};
use app::auth::{accounts, with_return};
use app::error::AppError;
use app::plain::{Instead, KeptForm};
use app::request::{AppState, CurrentUser};
use app::storage::begin_write;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::audit::Event;
use domain::policy::{Access, Refused, enters};
use domain::sessions::{SessionState, session_state};
use sea_orm::DbErr;
use tower_sessions::Session;

use super::routes::Kind;
use super::{forms, pages, uploads};

use super::bare::unavailable;

pub const LOGIN_PAGE: &str = "/inloggen";
const SECOND_FACTOR_PAGE: &str = "/account/tweede-stap";

/// Looks up the person behind the session and puts them in the request.
pub async fn identify(
    State(state): State<AppState>,
    session: Session,
    mut request: Request<Body>,
    next: Next,
) -> Response {
    match current_user(&state, &session).await {
        Ok(Some(user)) => {
            request.extensions_mut().insert(user);
        }
        Ok(None) => {}
        Err(error) => return unavailable(request.uri().path(), error),
    }
    next.run(request).await
}

async fn current_user(state: &AppState, session: &Session) -> Result<Option<CurrentUser>, AppError> {
    let away = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "session");
        AppError::Unavailable
    };
    let Some(mut login) = session.get::<Login>(LOGIN_KEY).await.map_err(away)? else {
        return Ok(None);
    };
    let now = state.clock.now();
    match session_state(login.since, login.seen, now) {
        SessionState::Active => {}
        SessionState::Stale => {
            login.seen = now;
            session.insert(LOGIN_KEY, &login).await.map_err(away)?;
        }
        SessionState::Ended => {
            session.flush().await.map_err(away)?;
            return Ok(None);
        }
    }
    let demo = state.demo_logins.is_some();
    let user = accounts::current_user(&state.database, login.user, demo).await?;
    if user.is_none() {
        // The account is gone or disabled: so is the session.
        session.flush().await.map_err(away)?;
    }
    Ok(user)
}

/// Lets in who may enter a page; others are shown the way.
pub async fn guard_page(access: Access, kind: Kind, mut request: Request<Body>, next: Next) -> Response {
    request.extensions_mut().insert(kind);
    let user = request.extensions().get::<CurrentUser>();
    let outcome = enters(access, user.map(|user| &user.visitor));
    let inside = request.uri().path() == LOGIN_PAGE && request.method() == Method::GET && user.is_some();
    match outcome {
        Ok(()) if inside => Redirect::to("/").into_response(),
        Ok(()) => next.run(request).await,
        Err(Refused::LoggedOut) => log_in_first(request).await,
        Err(Refused::SecondFactorMissing) => Redirect::to(SECOND_FACTOR_PAGE).into_response(),
        Err(Refused::Invisible) => pages::fail(request.into_parts().0, AppError::NotFound).await,
    }
}

/// Lets in who may call a server function; `None`: it is not declared, and does not exist.
pub fn guard_function(access: Option<Access>, user: Option<&CurrentUser>) -> Result<(), AppError> {
    let access = access.ok_or(AppError::NotFound)?;
    enters(access, user.map(|user| &user.visitor)).map_err(|refused| match refused {
        Refused::LoggedOut => AppError::LoggedOut,
        Refused::SecondFactorMissing => AppError::Forbidden,
        Refused::Invisible => AppError::NotFound,
    })
}

/// Who wanted to see a page comes there after logging in. What somebody typed and posted is kept in the answer.
async fn log_in_first(request: Request<Body>) -> Response {
    let wanted = request.uri().path_and_query().map_or("/", |wanted| wanted.as_str()).to_owned();
    if request.method() != Method::POST {
        return Redirect::to(&with_return(LOGIN_PAGE, &wanted)).into_response();
    }
    let (parts, body) = request.into_parts();
    if uploads::is_multipart(&parts.headers) {
        // The file is chosen once more: a page cannot hold it, and of who is nobody none is held meanwhile.
        return match uploads::read(&parts.headers, body, 0).await {
            Ok(posted) => {
                pages::instead(
                    parts,
                    Instead::SendAgain(KeptForm { action: wanted, pairs: forms::pairs(&posted.text) }),
                )
                .await
            }
            Err(unread) => unread.into_response(),
        };
    }
    let Ok(bytes) = to_bytes(body, super::router::BODY_LIMIT).await else {
        return pages::fail(parts, AppError::TooLarge).await;
    };
    let pairs = forms::pairs(&String::from_utf8_lossy(&bytes));
    pages::instead(parts, Instead::SendAgain(KeptForm { action: wanted, pairs })).await
}

/// `POST /uitloggen`
pub async fn log_out(State(state): State<AppState>, session: Session, request: Request<Body>) -> Response {
    let user = request.extensions().get::<CurrentUser>();
    if let Some(user) = user
        && let Err(error) = note_logout(&state, user).await
    {
        tracing::error!(%error, "noting a logout");
        return unavailable("/uitloggen", AppError::Unavailable);
    }
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "ending a session");
        return unavailable("/uitloggen", AppError::Unavailable);
    }
    Redirect::to(LOGIN_PAGE).into_response()
}

async fn note_logout(state: &AppState, user: &CurrentUser) -> Result<(), DbErr> {
    let author = Author::user(user, state.clock.now());
    let subject = Subject::User(user.visitor.actor.user.into());
    let transaction = begin_write(&state.database).await?;
    audit::record(&transaction, &author, Event::LoggedOut, subject, &[]).await?;
    transaction.commit().await
}
