//! Success factors in the database: how gemeenten are placed, and who says so.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::error::AppError;
use app::regions::entity::municipality;
use app::regions::file::{parse, parse_with_users};
use app::regions::load::load;
use app::regions::vision::success_factor;
use app::request::Request;
use app::success_factors::commands::set_state;
use app::success_factors::data::Cell;
use app::success_factors::entity::factor_state;
use app::success_factors::form::StateForm;
use app::success_factors::queries::{factor_page, matrix, state_page};
use app::ui::form::FormReply;
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use common::{TestDatabase, on_both_databases};
use domain::differences::Field;
use domain::organisations::Role;
use domain::success_factors::State;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");
const SLUG: &str = "oosterzijl";

fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 27, 11, 0, 0).unwrap()
}

/// Both regions are there, so that each test also shows that one does not see the other.
async fn load_regions(database: &TestDatabase) {
    for text in [MERENVELD, TWENTE] {
        load(database, &parse(text).unwrap(), noon()).await.unwrap();
    }
}

async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, noon()).await
}

/// The first of the region of this person.
async fn factor(request: &Request) -> Uuid {
    let rows = success_factor::Entity::find()
        .filter(success_factor::Column::RegionId.eq(request.actor().region.0))
        .all(request.database());
    rows.await.unwrap().remove(0).id
}

async fn typed(request: &Request, id: Uuid, state: State, note: &str) -> StateForm {
    let form = state_page(request, id, SLUG).await.unwrap().form;
    StateForm { state: state.code().to_owned(), note: note.to_owned(), ..form }
}

async fn cell(request: &Request, id: Uuid) -> Cell {
    let page = factor_page(request, id).await.unwrap();
    let index = page.places.iter().position(|place| place.slug == SLUG).unwrap();
    page.line.cells[index].clone()
}

fn fields(reply: FormReply) -> Vec<String> {
    match reply {
        FormReply::Rejected(rejection) => rejection.problems.into_iter().map(|problem| problem.field).collect(),
        FormReply::Done { location } => panic!("saved at {location}"),
    }
}

async fn saved(request: &Request, form: &StateForm) {
    let reply = set_state(request, form).await.unwrap();
    assert!(matches!(reply, FormReply::Done { .. }), "{reply:?}");
}

on_both_databases!(a_gemeente_tells_how_it_is_placed_and_the_timeline_keeps_each_state, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = factor(&staff).await;
    assert_eq!(cell(&staff, id).await.state(), State::Unknown);
    let blocked = typed(&staff, id, State::Blocked, "").await;
    assert_eq!(fields(set_state(&staff, &blocked).await.unwrap()), ["note"]);
    saved(&staff, &StateForm { note: "Het net is vol.".to_owned(), ..blocked }).await;
    let told = cell(&staff, id).await;
    assert_eq!((told.state(), told.note()), (State::Blocked, Some("Het net is vol.")));
    assert_eq!(told.told_on(), Some(noon().date_naive()));
    // The same again is no news.
    saved(&staff, &typed(&staff, id, State::Blocked, "Het net is vol.").await).await;
    saved(&staff, &typed(&staff, id, State::InOrder, "").await).await;
    let page = factor_page(&staff, id).await.unwrap();
    assert_eq!(page.timeline.len(), 2);
    let changes = page.timeline[0].changes.iter();
    let said: Vec<_> = changes.map(|change| (change.field, change.before.as_str(), change.after.as_str())).collect();
    assert_eq!(
        said,
        [
            (Field::Municipality, "", "Oosterzijl"),
            (Field::State, "Geblokkeerd", "Op orde"),
            (Field::Note, "Het net is vol.", "")
        ]
    );
});

on_both_databases!(who_saves_second_is_told_and_may_choose, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let id = factor(&staff).await;
    let second = typed(&driver, id, State::Attention, "Nog niet zeker").await;
    saved(&staff, &typed(&staff, id, State::Blocked, "Vol").await).await;
    let FormReply::Rejected(rejection) = set_state(&driver, &second).await.unwrap() else { panic!("saved over it") };
    let conflict = rejection.conflict.unwrap();
    assert_eq!((rejection.status, conflict.version), (409, 1));
    assert_eq!(cell(&staff, id).await.state(), State::Blocked);
    saved(&driver, &StateForm { conflict_version: conflict.version.to_string(), ..second }).await;
    assert_eq!(cell(&staff, id).await.note(), Some("Nog niet zeker"));
});

on_both_databases!(only_the_gemeente_itself_and_aanjagers_tell, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = factor(&staff).await;
    let form = typed(&staff, id, State::InOrder, "").await;
    for (organisation, role, expected) in [
        ("Gemeente Oosterzijl", Role::Executive, AppError::Forbidden),
        ("Gemeente Oosterzijl", Role::Reader, AppError::Forbidden),
        ("Gemeente Oosterzijl", Role::Administrator, AppError::Forbidden),
        ("Stichting Plaswonen", Role::Staff, AppError::Forbidden),
        ("Gemeente Enschede", Role::Driver, AppError::NotFound),
    ] {
        let other = request_of(database, organisation, role).await;
        assert_eq!(set_state(&other, &form).await, Err(expected), "{organisation} {role:?}");
        assert_eq!(state_page(&other, id, SLUG).await.err(), Some(expected), "{organisation} {role:?}");
    }
    assert_eq!(factor_state::Entity::find().count(&database.connection).await.unwrap(), 0);
    let twente = request_of(database, "Gemeente Enschede", Role::Staff).await;
    assert_eq!(factor_page(&twente, id).await, Err(AppError::NotFound));
    let own = matrix(&twente.state.database, &twente).await.unwrap();
    assert!(own.lines.len() > 1 && own.lines.iter().all(|line| line.factor.id != id));
});

on_both_databases!(the_database_refuses_what_says_no_reason, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let place = municipality::Entity::find().filter(municipality::Column::Slug.eq(SLUG));
    let row = factor_state::Model {
        id: Uuid::now_v7(),
        region_id: staff.actor().region.0,
        success_factor_id: factor(&staff).await,
        municipality_id: place.one(&database.connection).await.unwrap().unwrap().id,
        state: "geblokkeerd".to_owned(),
        note: None,
        told_on: noon().date_naive(),
        example: false,
        version: 1,
        updated_at: noon(),
    };
    let why = Some("Vol".to_owned());
    let insert = async |row: &factor_state::Model| {
        row.clone().into_active_model().reset_all().insert(&database.connection).await.is_ok()
    };
    assert!(!insert(&row).await);
    assert!(!insert(&factor_state::Model { state: "vol".to_owned(), note: why.clone(), ..row.clone() }).await);
    assert!(insert(&factor_state::Model { note: why.clone(), ..row.clone() }).await);
    // A gemeente has one state for each.
    assert!(!insert(&factor_state::Model { id: Uuid::now_v7(), note: why, ..row }).await);
});

on_both_databases!(a_file_is_loaded_once_and_leaves_what_people_told, async |database| {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    load(database, &file, noon()).await.unwrap();
    let all = factor_state::Entity::find().all(&database.connection).await.unwrap();
    assert_eq!(all.len(), file.success_factor_states.len());
    assert!(all.iter().all(|row| row.example));
    let driver = request_of(database, "Gemeente Enschede", Role::Driver).await;
    let page = matrix(&driver.state.database, &driver).await.unwrap();
    let almelo = page.places.iter().position(|place| place.name == "Almelo").unwrap();
    let line = page.lines.iter().find(|line| line.cells[almelo].state() == State::Blocked).unwrap();
    let form = state_page(&driver, line.factor.id, "almelo").await.unwrap().form;
    saved(&driver, &StateForm { state: "op-orde".to_owned(), note: String::new(), ..form }).await;
    load(database, &file, noon()).await.unwrap();
    let page = factor_page(&driver, line.factor.id).await.unwrap();
    assert_eq!((page.line.cells[almelo].state(), page.line.cells[almelo].example), (State::InOrder, false));
});

on_both_databases!(the_number_of_queries_does_not_grow_with_what_is_told, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let id = factor(&driver).await;
    let queries = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&queries);
    let mut watched = driver.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let asked = async || {
        queries.store(0, Ordering::Relaxed);
        matrix(&watched.state.database, &watched).await.unwrap();
        let of_all = queries.swap(0, Ordering::Relaxed);
        factor_page(&watched, id).await.unwrap();
        (of_all, queries.swap(0, Ordering::Relaxed))
    };
    let before = asked().await;
    for place in factor_page(&driver, id).await.unwrap().places {
        let form = state_page(&driver, id, &place.slug).await.unwrap().form;
        saved(&driver, &StateForm { state: "op-orde".to_owned(), ..form }).await;
    }
    assert_eq!((before, asked().await), ((4, 5), (4, 5)));
});
