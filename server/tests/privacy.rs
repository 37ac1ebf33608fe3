//! The download of one's data over HTTP, and that the server's log tells of nobody.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]

use std::io::Write;
use std::sync::{Arc, Mutex};

use app::auth::accounts::{NewUser, create_user};
use app::auth::entity::user;
use app::document::Assets;
use app::mail::Mailing;
use app::regions::entity::organisation;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::{AppState, Clock};
use app::storage::{connect, migrate};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Method, Request, Response, StatusCode};
use chrono::{DateTime, TimeZone, Utc};
use domain::organisations::Role;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use server::http::router;
use tempfile::TempDir;
use tower::ServiceExt;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;

const REGION: &str = include_str!("../regions/test-region.toml");
const PASSWORD: &str = "paard accu nietje";
const FORM: &str = "application/x-www-form-urlencoded";

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 25, 10, 0, 0).unwrap()
}

struct World {
    database: DatabaseConnection,
    router: Router,
    staff: Uuid,
    _folder: TempDir,
}

impl World {
    /// A region with somebody of its staff and a beheerder; as in the demo, no second factor is asked.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = connect(&format!("sqlite://{}", folder.path().join("privacy.db").display())).await.unwrap();
        migrate(&database).await.unwrap();
        load(&database, &parse(REGION).unwrap(), now()).await.unwrap();
        let staff = add(&database, "w.quispel@merenveld.example", "Wilhelmina Quispel", Role::Staff).await;
        add(&database, "b.beheerder@merenveld.example", "Berend Beheerder", Role::Administrator).await;
        let mailing = Mailing {
            from: "Woonzorgagenda <agenda@regio.example>".to_owned(),
            delivers: true,
            ..Mailing::none("http://127.0.0.1")
        };
        let state = AppState {
            files: Arc::new(app::files::store::Nowhere),
            database: database.clone(),
            clock: Clock::Fixed(now()),
            assets: Arc::new(Assets::default()),
            mailing: Arc::new(mailing),
            demo_logins: Some(Arc::from([])),
        };
        Self { router: router(state, false), database, staff, _folder: folder }
    }

    async fn ask(&self, method: Method, path: &str, cookie: &str, form: &str) -> Response<Body> {
        let request = Request::builder().method(method).uri(path).header(COOKIE, cookie).header(CONTENT_TYPE, FORM);
        self.router.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap()
    }

    async fn get(&self, path: &str, cookie: &str) -> Response<Body> {
        self.ask(Method::GET, path, cookie, "").await
    }

    async fn log_in(&self, address: &str, password: &str) -> String {
        let form = format!("form[email]={address}&form[password]={}", password.replace(' ', "+"));
        header(&self.ask(Method::POST, "/inloggen", "", &form).await, SET_COOKIE.as_str())
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

async fn add(database: &DatabaseConnection, email: &str, name: &str, role: Role) -> Uuid {
    let new = NewUser {
        mandated: false,
        email: email.to_owned(),
        name: name.to_owned(),
        function: None,
        role,
        organisation: "Gemeente Oosterzijl".to_owned(),
        password: PASSWORD.to_owned(),
    };
    create_user(database, &new, now()).await.unwrap()
}

fn header(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn ones_own_data_are_a_file_and_stay_in_no_cache() {
    let world = World::new().await;
    let cookie = world.log_in("w.quispel@merenveld.example", PASSWORD).await;
    let answer = world.get("/account/gegevens.json", &cookie).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, CONTENT_TYPE.as_str()), "application/json");
    assert_eq!(header(&answer, CONTENT_DISPOSITION.as_str()), "attachment; filename=\"gegevens.json\"");
    assert_eq!(header(&answer, CACHE_CONTROL.as_str()), "no-store");
    let data: serde_json::Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(data["account"]["email"], "w.quispel@merenveld.example");
    let again = text(world.get("/account/gegevens.json", &cookie).await).await;
    assert!(again.contains("\"uitgevoerd\""), "that it was handed over is recorded");

    let nobody = world.get("/account/gegevens.json", "").await;
    assert_eq!(nobody.status(), StatusCode::SEE_OTHER);
    let others = world.get(&format!("/beheer/gebruikers/{}/gegevens.json", world.staff), &cookie).await;
    assert!(others.status().is_client_error());
    let beheerder = world.log_in("b.beheerder@merenveld.example", PASSWORD).await;
    let absent = world.get(&format!("/beheer/gebruikers/{}/gegevens.json", Uuid::nil()), &beheerder).await;
    assert_eq!(absent.status(), StatusCode::NOT_FOUND);
    assert!(text(absent).await.contains("Deze pagina bestaat niet"));
}

#[tokio::test]
async fn a_beheerder_forgets_somebody_but_not_themself_and_not_by_mistake() {
    let world = World::new().await;
    let staff = world.log_in("w.quispel@merenveld.example", PASSWORD).await;
    let beheerder = world.log_in("b.beheerder@merenveld.example", PASSWORD).await;
    let own = user::Entity::find().filter(user::Column::Role.eq(Role::Administrator.code()));
    let own = own.one(&world.database).await.unwrap().unwrap().id;
    let forget = async |id: Uuid, address: &str| {
        let form = format!("form[id]={id}&form[email]={address}");
        world.ask(Method::POST, &format!("/beheer/gebruikers/{id}/pseudonimiseren"), &beheerder, &form).await
    };
    for (id, address) in [(world.staff, "w.quispel@elders.example"), (own, "b.beheerder@merenveld.example")] {
        assert_eq!(forget(id, address).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let done = forget(world.staff, "W.Quispel@merenveld.example").await;
    assert_eq!(
        header(&done, LOCATION.as_str()),
        format!("/beheer/gebruikers/{}?melding=gepseudonimiseerd", world.staff)
    );
    assert_eq!(world.get("/account", &staff).await.status(), StatusCode::SEE_OTHER);
    let page = text(world.get(&format!("/beheer/gebruikers/{}", world.staff), &beheerder).await).await;
    assert!(page.contains("Oud-medewerker") && !page.contains("Quispel"));
    for form in ["", "/link", "/tweede-stap", "/pseudonimiseren"] {
        let path = format!("/beheer/gebruikers/{}{form}", world.staff);
        let answer = world.ask(Method::POST, &path, &beheerder, &format!("form[id]={}", world.staff)).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{path}");
    }
}

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// At the level of someone who looks for a mistake.
#[tokio::test]
async fn the_log_tells_of_nobody() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_env_filter(EnvFilter::new("debug")).with_writer(log.clone()).finish();
    let _here = tracing::subscriber::set_default(subscriber);
    let world = World::new().await;
    let staff = world.log_in("w.quispel@merenveld.example", PASSWORD).await;
    world.log_in("w.quispel@merenveld.example", "Geheim dat mis is").await;
    world.log_in("onbekende@merenveld.example", PASSWORD).await;
    world.get("/afspraken?zoek=Quispel", &staff).await;
    world.get("/account/gegevens.json", &staff).await;
    world.get("/wachtwoord/0123456789abcdef", "").await;
    world.ask(Method::POST, "/wachtwoord-vergeten", "", "form[email]=w.quispel@merenveld.example").await;

    let beheerder = world.log_in("b.beheerder@merenveld.example", PASSWORD).await;
    let organisation = organisation::Entity::find().filter(organisation::Column::Name.eq("Gemeente Oosterzijl"));
    let organisation = organisation.one(&world.database).await.unwrap().unwrap().id;
    let form = format!(
        "form[email]=nieuw@merenveld.example&form[name]=Nelleke+Nieuwkomer&form[organisation]={organisation}&form[role]=lezer"
    );
    let invited = world.ask(Method::POST, "/beheer/gebruikers/nieuw", &beheerder, &form).await;
    assert!(header(&invited, LOCATION.as_str()).ends_with("melding=uitgenodigd"), "{}", invited.status());
    let again = world.ask(Method::POST, "/beheer/gebruikers/nieuw", &beheerder, &form).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("form[id]={}&form[email]=w.quispel@merenveld.example", world.staff);
    let path = format!("/beheer/gebruikers/{}/pseudonimiseren", world.staff);
    assert_eq!(world.ask(Method::POST, &path, &beheerder, &form).await.status(), StatusCode::SEE_OTHER);

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("/beheer/gebruikers/nieuw") && log.contains("/wachtwoord/…"), "{log}");
    for private in [
        "quispel",
        "wilhelmina",
        "beheerder@",
        "berend",
        "nelleke",
        "nieuw@",
        "onbekende",
        "geheim",
        "paard",
        "0123456789abcdef",
    ] {
        assert!(!log.to_lowercase().contains(private), "{private} is in the log:\n{log}");
    }
}
