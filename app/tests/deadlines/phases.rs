//! How far gemeenten are, and who says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::deadlines::commands::set_phase;
use app::deadlines::entity::deadline_phase;
use app::deadlines::form::PhaseForm;
use app::deadlines::queries::{deadline_page, matrix, of_municipality, phase_page};
use app::error::AppError;
use app::regions::entity::municipality;
use app::regions::file::parse_with_users;
use app::regions::load::load;
use app::request::{Clock, Request};
use domain::deadlines::{Phase, Standing};
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use uuid::Uuid;

use super::common::{TestDatabase, on_both_databases};
use super::{TWENTE, done, fields, keyed, load_regions, noon, rejected, request_of};

const DEMO: &str = include_str!("../../../server/regions/twente-demo.toml");
const SLUG: &str = "oosterzijl";

async fn form(request: &Request, id: Uuid, phase: Phase) -> PhaseForm {
    PhaseForm { phase: phase.code().to_owned(), ..phase_page(request, id, SLUG).await.unwrap().form }
}

fn adopted(form: PhaseForm, on: &str) -> PhaseForm {
    let phase = Phase::Adopted.code().to_owned();
    PhaseForm { phase, adopted_by: "gemeenteraad".to_owned(), adopted_on: on.to_owned(), ..form }
}

async fn phase(request: &Request, id: Uuid) -> (Phase, Standing) {
    let page = deadline_page(request, id).await.unwrap();
    let index = page.places.iter().position(|place| place.slug == SLUG).unwrap();
    (page.line.cells[index].phase, page.line.cells[index].standing)
}

on_both_databases!(a_gemeente_tells_how_far_it_is_and_the_timeline_keeps_each_phase, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = keyed(database, "dorpsplan").await;
    assert_eq!(phase(&staff, id).await, (Phase::NotStarted, Standing::NotStarted));
    let typed = PhaseForm { note: "De eerste versie ligt er.".to_owned(), ..form(&staff, id, Phase::Draft).await };
    assert_eq!(done(set_phase(&staff, &typed).await.unwrap()), format!("/termijnen/{id}?melding=fase"));
    assert_eq!(phase(&staff, id).await, (Phase::Draft, Standing::UnderWay));
    let typed = adopted(form(&staff, id, Phase::Draft).await, "12-11-2026");
    done(set_phase(&staff, &typed).await.unwrap());
    assert_eq!(phase(&staff, id).await, (Phase::Adopted, Standing::Done));
    // Any phase may follow; what there was stays to be read.
    let back = form(&staff, id, Phase::Draft).await;
    assert_eq!((back.adopted_by.as_str(), back.adopted_on.as_str()), ("gemeenteraad", "12-11-2026"));
    assert_eq!(fields(&rejected(set_phase(&staff, &back).await.unwrap())), ["adopted_by", "adopted_on"]);
    let back = PhaseForm { adopted_by: String::new(), adopted_on: String::new(), ..back };
    done(set_phase(&staff, &back).await.unwrap());
    let page = deadline_page(&staff, id).await.unwrap();
    assert_eq!(page.timeline.len(), 3);
    let newest: Vec<_> = page.timeline[0]
        .changes
        .iter()
        .map(|change| (change.field, change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        newest,
        [
            (Field::Municipality, "", "Oosterzijl"),
            (Field::Phase, "Vastgesteld", "Concept"),
            (Field::AdoptedBy, "gemeenteraad", ""),
            (Field::AdoptedOn, "12-11-2026", ""),
        ]
    );
    // Telling the same again writes nothing.
    done(set_phase(&staff, &form(&staff, id, Phase::Draft).await).await.unwrap());
    assert_eq!(deadline_page(&staff, id).await.unwrap().timeline.len(), 3);
});

on_both_databases!(a_gemeente_tells_of_itself_an_aanjager_of_all_and_nobody_else, async |database| {
    load_regions(database).await;
    let id = keyed(database, "dorpsplan").await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let typed = form(&driver, id, Phase::Preparing).await;
    for (organisation, role) in [
        ("Gemeente Oosterzijl", Role::Executive),
        ("Gemeente Oosterzijl", Role::Reader),
        ("Gemeente Brinkerdam", Role::Staff),
        ("Stichting Plaswonen", Role::Staff),
    ] {
        let other = request_of(database, organisation, role).await;
        assert_eq!(set_phase(&other, &typed).await, Err(AppError::Forbidden), "{organisation} {role:?}");
        assert_eq!(phase_page(&other, id, SLUG).await.unwrap_err(), AppError::Forbidden);
        let set = matrix(&database.connection, &other).await.unwrap().places.into_iter().filter(|place| place.may_set);
        let set: Vec<String> = set.map(|place| place.slug).collect();
        assert_eq!(set.len(), usize::from(organisation == "Gemeente Brinkerdam"), "{set:?}");
    }
    let elsewhere = request_of(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(set_phase(&elsewhere, &typed).await, Err(AppError::NotFound));
    let foreign = PhaseForm { municipality: "enschede".to_owned(), ..typed.clone() };
    assert_eq!(set_phase(&driver, &foreign).await, Err(AppError::NotFound));
    assert_eq!(deadline_phase::Entity::find().count(&database.connection).await.unwrap(), 0);
    done(set_phase(&driver, &typed).await.unwrap());
    assert_eq!(phase(&driver, id).await.0, Phase::Preparing);
    let there = matrix(&database.connection, &elsewhere).await.unwrap();
    assert!(there.lines.iter().flat_map(|line| &line.cells).all(|cell| cell.reached.is_none()));
});

on_both_databases!(of_two_who_tell_at_once_the_second_sees_the_first, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let id = keyed(database, "dorpsplan").await;
    let (first, second) = (form(&staff, id, Phase::Draft).await, form(&driver, id, Phase::Consultation).await);
    done(set_phase(&staff, &first).await.unwrap());
    let conflict = rejected(set_phase(&driver, &second).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.by.as_str()), (1, "Medewerker van Gemeente Oosterzijl"));
    assert_eq!((conflict.fields[0].saved.as_str(), conflict.fields[0].yours.as_str()), ("Concept", "Inspraak"));
    done(set_phase(&driver, &PhaseForm { conflict_version: "1".to_owned(), ..second }).await.unwrap());
    assert_eq!(phase(&driver, id).await.0, Phase::Consultation);
});

on_both_databases!(what_comes_again_begins_anew_with_each_turn, async |database| {
    load_regions(database).await;
    let mut staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    // Each year on 1 April.
    let id = keyed(database, "jaargesprek").await;
    let wrong = adopted(form(&staff, id, Phase::Adopted).await, "31-3-2026");
    assert_eq!(fields(&rejected(set_phase(&staff, &wrong).await.unwrap())), ["adopted_on"]);
    done(set_phase(&staff, &adopted(wrong, "2-4-2026")).await.unwrap());
    assert_eq!(phase(&staff, id).await, (Phase::Adopted, Standing::Done));
    staff.state.clock = Clock::Fixed(noon(2027, 4, 2));
    assert_eq!(phase(&staff, id).await, (Phase::NotStarted, Standing::NotStarted));
    let empty = phase_page(&staff, id, SLUG).await.unwrap().form;
    assert_eq!((empty.phase.as_str(), empty.adopted_by.as_str(), empty.version.as_str()), ("", "", "1"));
    done(set_phase(&staff, &form(&staff, id, Phase::Draft).await).await.unwrap());
    assert_eq!(phase(&staff, id).await.0, Phase::Draft);
    let changes = &deadline_page(&staff, id).await.unwrap().timeline[0].changes;
    assert_eq!((changes[1].before.as_str(), changes[1].after.as_str()), ("", "Concept"));
});

on_both_databases!(the_demo_tells_a_spread_that_people_take_over, async |database| {
    let at = noon(2026, 11, 21);
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    load(database, &file, at).await.unwrap();
    let driver = request_of(database, "Gemeente Enschede", Role::Driver).await;
    let page = matrix(&database.connection, &driver).await.unwrap();
    for wanted in Phase::ALL {
        assert!(page.lines.iter().flat_map(|line| &line.cells).any(|cell| cell.phase == *wanted), "{wanted:?}");
    }
    let told = page.lines.iter().flat_map(|line| &line.cells).filter(|cell| cell.reached.is_some());
    assert!(told.clone().count() > 20 && told.clone().all(|cell| cell.example));

    let id = keyed(database, "volkshuisvestingsprogramma").await;
    let form = phase_page(&driver, id, "enschede").await.unwrap().form;
    let own = PhaseForm { phase: "concept".to_owned(), note: "Toch nog een concept.".to_owned(), ..form };
    done(set_phase(&driver, &own).await.unwrap());
    assert!(load(database, &file, at).await.unwrap().is_unchanged());
    let place = municipality::Entity::find().filter(municipality::Column::Slug.eq("enschede"));
    let place = place.one(&database.connection).await.unwrap().unwrap().id;
    let rows = of_municipality(&database.connection, &driver.visibility(), place, driver.today()).await.unwrap();
    let (_, cell) = rows.into_iter().find(|(deadline, _)| deadline.id == id).unwrap();
    assert_eq!((cell.phase, cell.example), (Phase::Draft, false));
});

on_both_databases!(the_database_keeps_a_phase_with_what_belongs_to_it, async |database| {
    load_regions(database).await;
    let staff = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = keyed(database, "dorpsplan").await;
    done(set_phase(&staff, &form(&staff, id, Phase::Draft).await).await.unwrap());
    let row = deadline_phase::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let mut wrong = row.clone().into_active_model();
    wrong.phase = Set(Phase::Adopted.code().to_owned());
    assert!(wrong.update(&database.connection).await.is_err());
    let mut wrong = row.into_active_model();
    wrong.adopted_by = Set(Some("gemeenteraad".to_owned()));
    assert!(wrong.update(&database.connection).await.is_err());
});

async fn queries_of(database: &TestDatabase, request: &Request, id: Uuid) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let mut request = request.clone();
    request.state.database = database.connection.clone();
    request.state.database.set_metric_callback(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    matrix(request.database(), &request).await.unwrap();
    deadline_page(&request, id).await.unwrap();
    count.load(Ordering::Relaxed)
}

on_both_databases!(more_phases_take_no_more_queries, async |database| {
    load_regions(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let id = keyed(database, "dorpsplan").await;
    let few = queries_of(database, &driver, id).await;
    assert!(few > 0);
    for slug in ["oosterzijl", "brinkerdam", "lindewaard"] {
        let form = phase_page(&driver, id, slug).await.unwrap().form;
        done(set_phase(&driver, &PhaseForm { phase: "inspraak".to_owned(), ..form }).await.unwrap());
    }
    assert_eq!(queries_of(database, &driver, id).await, few);
});
