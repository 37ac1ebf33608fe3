//! A region with accounts, and browsers in front of the real router.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use app::auth::accounts::{NewUser, create_user};
use app::auth::entity::{login_failure, user};
use app::commitments::entity::commitment;
use app::files::store::{Folder, Store};
use app::mail::Mailing;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::{AppState, Clock};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use domain::organisations::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use server::http::router;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

const REGION: &str = include_str!("../../regions/test-region.toml");
pub const PASSWORD: &str = "paard accu nietje";
pub const DRIVER: &str = "aanjager@trust.example";
/// Has a second factor.
pub const ADMINISTRATOR: &str = "beheerder@trust.example";
/// Of RFC 6238, whose appendix gives the code of the moment of [`start`].
pub const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
pub const CODE: &str = "279037";

/// When everything here happens.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(2_000_000_000, 0).unwrap()
}

pub struct World {
    pub database: DatabaseConnection,
    pub files: Arc<dyn Store>,
    /// At the moment when everything here happens.
    router: OnceLock<Router>,
    /// Who logged in before.
    known: Mutex<HashMap<String, Browser>>,
    _folder: TempDir,
}

impl World {
    /// Fills a new database.
    pub async fn on(database: &DatabaseConnection) -> Self {
        load(database, &parse(REGION).unwrap(), start()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = Arc::new(Folder::new(folder.path().join("files")));
        let world = Self {
            database: database.clone(),
            files,
            router: OnceLock::new(),
            known: Mutex::default(),
            _folder: folder,
        };
        world.account(DRIVER, Role::Driver).await;
        let administrator = world.account(ADMINISTRATOR, Role::Administrator).await;
        world.give_second_factor(administrator).await;
        world
    }

    pub async fn account(&self, email: &str, role: Role) -> Uuid {
        let new = NewUser {
            mandated: false,
            email: email.to_owned(),
            name: format!("{} Oosterzijl", role.label()),
            function: None,
            role,
            organisation: "Gemeente Oosterzijl".to_owned(),
            password: PASSWORD.to_owned(),
        };
        create_user(&self.database, &new, start()).await.unwrap()
    }

    pub async fn give_second_factor(&self, user: Uuid) {
        self.change_account(user, user::Column::TotpSecret, SECRET.into()).await;
    }

    pub async fn change_account(&self, user: Uuid, column: user::Column, value: sea_orm::Value) {
        let update = user::Entity::update_many().col_expr(column, Expr::value(value));
        update.filter(user::Column::Id.eq(user)).exec(&self.database).await.unwrap();
    }

    pub async fn account_of(&self, email: &str) -> user::Model {
        user::Entity::find().filter(user::Column::Email.eq(email)).one(&self.database).await.unwrap().unwrap()
    }

    /// The application, over HTTPS, at a moment.
    pub fn application(&self, moment: DateTime<Utc>) -> Router {
        let state = AppState {
            files: self.files.clone(),
            database: self.database.clone(),
            clock: Clock::Fixed(moment),
            assets: Arc::new(server::http::assets::manifest().unwrap_or_default()),
            mailing: Arc::new(Mailing {
                from: "Woonzorgagenda <agenda@agenda.example>".to_owned(),
                delivers: true,
                ..Mailing::none("https://agenda.example")
            }),
            demo_logins: None,
        };
        router(state, true)
    }

    /// A browser that knows nobody yet.
    pub fn browser(&self) -> Browser {
        let router = self.router.get_or_init(|| self.application(start()));
        Browser { router: router.clone(), cookie: None }
    }

    pub async fn logged_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser.log_in(email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{email}");
        if answer.location().starts_with("/inloggen/code") {
            let user = self.account_of(email).await.id;
            // There is one moment, and so one code.
            self.change_account(user, user::Column::TotpStep, sea_orm::Value::BigInt(None)).await;
            let answer = browser.post("/inloggen/code", &[("form[code]", CODE)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/mijn-taken"));
        }
        browser
    }

    /// Somebody who may have logged in before: to look at a password keeps a processor busy, as it should.
    pub async fn inside(&self, email: &str) -> Browser {
        let known = self.known.lock().unwrap().get(email).cloned();
        if let Some(mut browser) = known
            && browser.is_inside().await
        {
            return browser;
        }
        let browser = self.logged_in(email).await;
        self.known.lock().unwrap().insert(email.to_owned(), browser.clone());
        browser
    }

    /// Lets everybody guess again.
    pub async fn forget_guesses(&self) {
        login_failure::Entity::delete_many().exec(&self.database).await.unwrap();
    }

    pub async fn commitment(&self, title: &str) -> commitment::Model {
        let titled = commitment::Entity::find().filter(commitment::Column::Title.eq(title));
        titled.one(&self.database).await.unwrap().unwrap()
    }
}

/// Keeps its cookie, as browsers do.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookie: Option<String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }
}

impl Browser {
    /// The same browser, later.
    pub fn later(&self, world: &World, wait: TimeDelta) -> Self {
        Self { router: world.application(start() + wait), cookie: self.cookie.clone() }
    }

    pub async fn log_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/inloggen", &[("form[email]", email), ("form[password]", password)]).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&mut self, path: &str, pairs: &[(impl AsRef<str>, impl AsRef<str>)]) -> Answer {
        self.send(form(path, pairs)).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let answer =
            Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() };
        if let Some(pair) = answer.header(SET_COOKIE.as_str()).split(';').next().filter(|pair| pair.contains('=')) {
            self.cookie = Some(pair.to_owned());
        }
        answer
    }

    /// Whether a page for members is shown.
    pub async fn is_inside(&mut self) -> bool {
        self.get("/termijnen").await.status == StatusCode::OK
    }
}

/// As a browser posts a form.
pub fn form(path: &str, pairs: &[(impl AsRef<str>, impl AsRef<str>)]) -> Request<Body> {
    let mut text = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        text.append_pair(name.as_ref(), value.as_ref());
    }
    let request = Request::builder().method(Method::POST).uri(path);
    request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(text.finish())).unwrap()
}
