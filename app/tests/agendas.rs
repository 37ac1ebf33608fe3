//! The agendas of gemeenten in the database: periods, steps, and who takes them.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use app::agendas::commands::{add, step};
use app::agendas::entity::agenda;
use app::agendas::form::{AgendaForm, StepForm};
use app::agendas::queries::{agendas_page, progress, step_page};
use app::audit::entity::audit_entry;
use app::error::AppError;
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use common::on_both_databases;
use domain::agendas::State;
use domain::audit::Event;
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

const REGION: &str = include_str!("../../server/regions/test-region.toml");
const OTHER: &str = include_str!("../../server/regions/twente.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

async fn load_regions(database: &DatabaseConnection) {
    for text in [REGION, OTHER] {
        load(database, &parse(text).unwrap(), now()).await.unwrap();
    }
}

/// A request by a new account of this organisation and role.
async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

fn period(slug: &str, first: &str, last: &str) -> AgendaForm {
    AgendaForm { municipality: slug.to_owned(), first_year: first.to_owned(), last_year: last.to_owned() }
}

fn saved(reply: FormReply) {
    if let FormReply::Rejected(rejection) = reply {
        panic!("{rejection:?}");
    }
}

fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("saved at {location}"),
    }
}

fn fields(rejection: &Rejection) -> Vec<&str> {
    rejection.problems.iter().map(|problem| problem.field.as_str()).collect()
}

/// The only agenda of Oosterzijl.
async fn made(request: &Request) -> Uuid {
    saved(add(request, &period("oosterzijl", "2026", "2030")).await.unwrap());
    agendas_page(request, "oosterzijl").await.unwrap().agendas[0].id
}

async fn form(request: &Request, id: Uuid, to: State) -> StepForm {
    let form = step_page(request, id).await.unwrap().form.unwrap();
    StepForm { to: to.code().to_owned(), ..form }
}

on_both_databases!(an_agenda_goes_from_concept_to_adopted_and_back_and_its_timeline_tells_it, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = made(&official).await;
    let consult = form(&official, id, State::Consultation).await;
    saved(step(&official, &consult).await.unwrap());
    let adopt = StepForm {
        by: "gemeenteraad Oosterzijl".to_owned(),
        on: "20-11-2026".to_owned(),
        ..form(&official, id, State::Adopted).await
    };
    saved(step(&official, &adopt).await.unwrap());
    let progress_now = async || progress(&official.state.database, &official.visibility(), 2026).await.unwrap();
    let of_place = progress_now().await.into_values().next().unwrap();
    assert!(of_place.adopted);
    assert_eq!(of_place.label(), "Uitvoeringsagenda 2026–2030: vastgesteld");
    // A later year: that agenda is over.
    let later = progress(&official.state.database, &official.visibility(), 2031).await.unwrap();
    assert!(!later.into_values().next().unwrap().adopted);
    let back = StepForm { reason: "De raad wil meer".to_owned(), ..form(&official, id, State::Consultation).await };
    saved(step(&official, &back).await.unwrap());
    let page = agendas_page(&official, "oosterzijl").await.unwrap();
    let [agenda] = page.agendas.as_slice() else { panic!("{page:?}") };
    assert_eq!((agenda.standing.state(), agenda.standing.adoption()), (State::Consultation, None));
    let events: Vec<Event> = agenda.timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(events, [Event::SentBack, Event::Adopted, Event::Consulted, Event::Created]);
    let told: Vec<(Field, &str, &str)> = agenda.timeline[0]
        .changes
        .iter()
        .map(|change| (change.field, change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Field::State, "Vastgesteld", "In consultatie"),
            (Field::Reason, "", "De raad wil meer"),
            (Field::AdoptedBy, "gemeenteraad Oosterzijl", ""),
            (Field::AdoptedOn, "20-11-2026", ""),
        ]
    );
    assert!(!progress_now().await.into_values().next().unwrap().adopted);
});

on_both_databases!(periods_of_one_gemeente_do_not_overlap, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    made(&driver).await;
    for (first, last, field) in [
        ("2030", "2034", "first_year"),
        ("2020", "2026", "last_year"),
        ("2020", "2040", "last_year"),
        ("2027", "2028", "first_year"),
        ("", "2040", "first_year"),
        ("2040", "2031", "last_year"),
    ] {
        let rejection = rejected(add(&driver, &period("oosterzijl", first, last)).await.unwrap());
        assert_eq!((fields(&rejection), rejection.status), (vec![field], 422), "{first}–{last}");
    }
    saved(add(&driver, &period("oosterzijl", "2031", "2034")).await.unwrap());
    saved(add(&driver, &period("brinkerdam", "2026", "2030")).await.unwrap());
    assert_eq!(agenda::Entity::find().count(&database.connection).await.unwrap(), 3);
    let page = agendas_page(&driver, "oosterzijl").await.unwrap();
    let years: Vec<String> = page.agendas.iter().map(|agenda| agenda.years.label()).collect();
    assert_eq!(years, ["2031–2034", "2026–2030"]);
});

on_both_databases!(two_who_add_the_same_period_at_once_add_it_once, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let (one, other) = (period("oosterzijl", "2026", "2030"), period("oosterzijl", "2028", "2032"));
    let (one, other) = tokio::join!(add(&official, &one), add(&driver, &other));
    let done = [one.unwrap(), other.unwrap()].into_iter().filter(|reply| matches!(reply, FormReply::Done { .. }));
    assert_eq!(done.count(), 1);
    assert_eq!(agenda::Entity::find().count(&database.connection).await.unwrap(), 1);
});

on_both_databases!(a_step_that_does_not_fit_leaves_nothing_behind, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = made(&official).await;
    let consult = form(&official, id, State::Consultation).await;
    let adopt = StepForm {
        to: "vastgesteld".to_owned(),
        by: "raad".to_owned(),
        on: "20-11-2026".to_owned(),
        ..consult.clone()
    };
    assert_eq!(fields(&rejected(step(&official, &adopt).await.unwrap())), ["to"]);
    let nothing = StepForm { to: "klaar".to_owned(), on: "ooit".to_owned(), ..consult.clone() };
    assert_eq!(fields(&rejected(step(&official, &nothing).await.unwrap())), ["to", "on"]);
    saved(step(&official, &consult).await.unwrap());
    // What was opened before is out of date.
    let outdated = rejected(step(&official, &consult).await.unwrap());
    assert_eq!(outdated.status, 409);
    for (wrong, expected) in [
        (StepForm { on: "22-11-2026".to_owned(), ..adopt.clone() }, "on"),
        (StepForm { by: " ".to_owned(), ..adopt.clone() }, "by"),
        (StepForm { to: "concept".to_owned(), by: String::new(), on: String::new(), ..adopt.clone() }, "reason"),
    ] {
        let wrong = StepForm { version: "2".to_owned(), ..wrong };
        assert_eq!(fields(&rejected(step(&official, &wrong).await.unwrap())), [expected]);
    }
    let row = agenda::Entity::find_by_id(id).one(&database.connection).await.unwrap().unwrap();
    assert_eq!((row.state.as_str(), row.version, row.adopted_by), ("in-consultatie", 2, None));
});

on_both_databases!(the_database_too_keeps_body_and_day_with_an_adopted_agenda, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = made(&official).await;
    let change = async |column: agenda::Column, value: Expr| {
        let update = agenda::Entity::update_many().col_expr(column, value).filter(agenda::Column::Id.eq(id));
        update.exec(&database.connection).await
    };
    assert!(change(agenda::Column::State, Expr::value("vastgesteld")).await.is_err());
    assert!(change(agenda::Column::AdoptedBy, Expr::value("raad")).await.is_err());
    assert!(change(agenda::Column::LastYear, Expr::value(2025)).await.is_err());
});

on_both_databases!(the_region_looks_and_the_gemeente_and_the_aanjager_manage, async |database| {
    load_regions(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = made(&official).await;
    let consult = form(&official, id, State::Consultation).await;
    for (organisation, role) in [
        ("Gemeente Brinkerdam", Role::Staff),
        ("Stichting Plaswonen", Role::Staff),
        ("Gemeente Oosterzijl", Role::Executive),
        ("Gemeente Oosterzijl", Role::Administrator),
        ("Gemeente Oosterzijl", Role::Reader),
    ] {
        let request = request_of(database, organisation, role).await;
        let page = agendas_page(&request, "oosterzijl").await.unwrap();
        assert_eq!((page.agendas.len(), page.form), (1, None));
        assert_eq!(step_page(&request, id).await.unwrap().form, None);
        assert_eq!(step(&request, &consult).await.unwrap_err(), AppError::Forbidden);
        let more = period("oosterzijl", "2031", "2034");
        assert_eq!(add(&request, &more).await.unwrap_err(), AppError::Forbidden);
    }
    let denied = audit_entry::Entity::find().filter(audit_entry::Column::Event.eq(Event::Denied.code()));
    assert_eq!(denied.count(&database.connection).await.unwrap(), 10);
    // In the other region there is no such gemeente and no such agenda.
    let stranger = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(agendas_page(&stranger, "oosterzijl").await.unwrap_err(), AppError::NotFound);
    assert_eq!(step_page(&stranger, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(step(&stranger, &consult).await.unwrap_err(), AppError::NotFound);
    assert_eq!(add(&stranger, &period("oosterzijl", "2031", "2034")).await.unwrap_err(), AppError::NotFound);
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    saved(step(&driver, &consult).await.unwrap());
});
