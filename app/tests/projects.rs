//! Projects in the database: who may see, save and find what.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::error::AppError;
use app::projects::commands::{change, create};
use app::projects::filter::{CareFilter, Filter};
use app::projects::form::{CountRow, PartyRow, ProjectForm, ShareRow};
use app::projects::queries::{edit_page, list, new_page, show};
use app::regions::entity::{municipality, organisation};
use app::regions::file::parse;
use app::regions::load::load;
use app::request::Request;
use app::targets::entity::measure;
use app::ui::form::{FormReply, Rejection};
use chrono::{DateTime, TimeZone, Utc};
use common::asking::request_at;
use common::on_both_databases;
use domain::organisations::Role;
use domain::projects::Hardness;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use uuid::Uuid;

const REGION: &str = include_str!("../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

async fn load_region(database: &DatabaseConnection) {
    load(database, &parse(REGION).unwrap(), now()).await.unwrap();
}

/// A request by a new account of this organisation and role.
async fn request_of(database: &DatabaseConnection, organisation: &str, role: Role) -> Request {
    request_at(database, organisation, role, now()).await
}

async fn organisation_id(database: &DatabaseConnection, name: &str) -> String {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(database).await.unwrap().unwrap().id.to_string()
}

async fn care_measure(database: &DatabaseConnection) -> String {
    let named = measure::Entity::find().filter(measure::Column::NeedsIntent.eq(true));
    named.one(database).await.unwrap().unwrap().id.to_string()
}

/// A project in Oosterzijl of 60 dwellings, 24 of them with care, built by Stichting Plaswonen.
async fn project(database: &DatabaseConnection) -> ProjectForm {
    let place = municipality::Entity::find().filter(municipality::Column::Slug.eq("oosterzijl"));
    ProjectForm {
        name: "Hof van Noord".to_owned(),
        municipality: place.one(database).await.unwrap().unwrap().id.to_string(),
        place: "Noorderbuurt".to_owned(),
        confidentiality: "extern-regionaal".to_owned(),
        status: "actief".to_owned(),
        plan_status: "2a".to_owned(),
        dwellings: "60".to_owned(),
        planned: "Q3 2028".to_owned(),
        counts: vec![CountRow {
            kind: care_measure(database).await,
            tenure: "sociale-huur".to_owned(),
            stock: "nieuwbouw".to_owned(),
            count: "24".to_owned(),
        }],
        parties: vec![PartyRow {
            role: "corporatie".to_owned(),
            organisation: organisation_id(database, "Stichting Plaswonen").await,
        }],
        ..ProjectForm::default()
    }
}

fn saved(reply: FormReply) -> Uuid {
    match reply {
        FormReply::Done { location } => location["/projecten/".len()..][..36].parse().unwrap(),
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
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

async fn names(request: &Request, filter: &Filter) -> Vec<String> {
    list(request, filter).await.unwrap().rows.into_iter().map(|row| row.name).collect()
}

on_both_databases!(a_project_is_saved_and_shown_as_it_was_typed, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = project(database).await;
    let id = saved(create(&official, &form).await.unwrap());
    let page = edit_page(&official, id).await.unwrap();
    assert_eq!(page.form.content(), form.content());
    let page = list(&official, &Filter::default()).await.unwrap();
    let [row] = page.rows.as_slice() else { panic!("{page:?}") };
    assert_eq!((page.total, page.dwellings, row.dwellings), (1, 60, 60));
    assert_eq!(row.types, [("Hofwoningen".to_owned(), 24)]);
    // This region counts only what is irrevocable as hard.
    assert_eq!(row.hardness, Hardness::Soft);
    let detail = show(&official, id).await.unwrap();
    assert!(detail.with_care && detail.missing_for_care.contains(&"de intentieovereenkomst"));
    assert_eq!(detail.timeline.len(), 1);
});

on_both_databases!(one_keeps_the_projects_of_ones_gemeente_or_that_one_builds, async |database| {
    load_region(database).await;
    let form = project(database).await;
    let elsewhere = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    assert_eq!(fields(&rejected(create(&elsewhere, &form).await.unwrap())), ["parties"]);
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = saved(create(&builder, &form).await.unwrap());
    assert_eq!(edit_page(&elsewhere, id).await.unwrap_err(), AppError::Forbidden);
    let reader = request_of(database, "Gemeente Oosterzijl", Role::Reader).await;
    assert_eq!(new_page(&reader, None).await.unwrap_err(), AppError::Forbidden);
    let renamed = ProjectForm { id: id.to_string(), version: "1".to_owned(), name: "Ander".to_owned(), ..form };
    assert_eq!(change(&elsewhere, &renamed).await.unwrap_err(), AppError::Forbidden);
});

on_both_databases!(what_is_kept_close_exists_for_nobody_else, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = ProjectForm { confidentiality: "intern-ambtelijk".to_owned(), ..project(database).await };
    let id = saved(create(&official, &form).await.unwrap());
    for (organisation, role, sees) in [
        ("Gemeente Lindewaard", Role::Staff, false),
        ("Gemeente Lindewaard", Role::Driver, true),
        ("Gemeente Lindewaard", Role::Administrator, false),
        ("Stichting Plaswonen", Role::Reader, true),
        ("Gemeente Oosterzijl", Role::Reader, true),
    ] {
        let other = request_of(database, organisation, role).await;
        let page = list(&other, &Filter::default()).await.unwrap();
        assert_eq!((page.total, page.dwellings), if sees { (1, 60) } else { (0, 0) }, "{role:?} of {organisation}");
        assert_eq!(show(&other, id).await.is_ok(), sees, "{role:?} of {organisation}");
    }
});

on_both_databases!(a_hidden_place_is_told_and_found_by_nobody_else, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let hidden = ProjectForm { place_hidden: vec!["ja".to_owned()], ..project(database).await };
    let id = saved(create(&official, &hidden).await.unwrap());
    let moved = ProjectForm { id: id.to_string(), version: "1".to_owned(), place: "Zuiderbuurt".to_owned(), ..hidden };
    saved(change(&official, &moved).await.unwrap());
    assert_eq!(show(&official, id).await.unwrap().content.place.as_deref(), Some("Zuiderbuurt"));
    let other = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    let seen = show(&other, id).await.unwrap();
    assert_eq!((seen.content.place, seen.place_kept), (None, true));
    let told = format!("{:?}", seen.timeline);
    assert!(!told.contains("buurt") && told.contains("verborgen, gewijzigd"), "{told}");
    let search = Filter { search: "zuiderbuurt".to_owned(), ..Filter::default() };
    assert_eq!(names(&other, &search).await, Vec::<String>::new());

    // What everybody could read once is not to be read in the timeline any more.
    let open = ProjectForm { external_id: "2".to_owned(), ..project(database).await };
    let id = saved(create(&official, &open).await.unwrap());
    assert!(format!("{:?}", show(&other, id).await.unwrap().timeline).contains("Noorderbuurt"));
    let place_hidden = vec!["ja".to_owned()];
    let closed = ProjectForm { id: id.to_string(), version: "1".to_owned(), place_hidden, ..open };
    saved(change(&official, &closed).await.unwrap());
    assert!(!format!("{:?}", show(&other, id).await.unwrap().timeline).contains("Noorderbuurt"));
    assert!(format!("{:?}", show(&official, id).await.unwrap().timeline).contains("Noorderbuurt"));
});

on_both_databases!(the_second_to_save_sees_both_texts, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let form = project(database).await;
    let id = saved(create(&official, &form).await.unwrap());
    let form = ProjectForm { id: id.to_string(), version: "1".to_owned(), ..form };
    saved(change(&official, &ProjectForm { dwellings: "70".to_owned(), ..form.clone() }).await.unwrap());
    let mine = ProjectForm { dwellings: "80".to_owned(), ..form };
    let conflict = rejected(change(&builder, &mine).await.unwrap()).conflict.unwrap();
    assert_eq!((conflict.version, conflict.by.as_str()), (2, "Medewerker van Gemeente Oosterzijl"));
    assert_eq!((conflict.fields[0].saved.as_str(), conflict.fields[0].yours.as_str()), ("70", "80"));
    saved(change(&builder, &ProjectForm { conflict_version: "2".to_owned(), ..mine }).await.unwrap());
    assert_eq!(show(&official, id).await.unwrap().content.dwellings, 80);
});

on_both_databases!(a_mark_of_another_register_is_one_project, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = ProjectForm { external_id: "DIWI-7".to_owned(), ..project(database).await };
    let id = saved(create(&official, &form).await.unwrap());
    assert_eq!(fields(&rejected(create(&official, &form).await.unwrap())), ["external_id"]);
    let again = ProjectForm { id: id.to_string(), version: "1".to_owned(), name: "Ander".to_owned(), ..form };
    saved(change(&official, &again).await.unwrap());
});

on_both_databases!(a_mark_tells_nothing_of_a_project_that_one_may_not_see, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = ProjectForm { external_id: "DIWI-7".to_owned(), ..project(database).await };
    let close = ProjectForm { confidentiality: "prive".to_owned(), parties: vec![], ..form.clone() };
    let hidden = saved(create(&official, &close).await.unwrap());
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    assert_eq!(show(&builder, hidden).await.unwrap_err(), AppError::NotFound);
    let id = saved(create(&builder, &form).await.unwrap());
    // Who sees both is told, and may still change what they have.
    assert_eq!(fields(&rejected(create(&official, &form).await.unwrap())), ["external_id"]);
    let renamed = ProjectForm { id: id.to_string(), version: "1".to_owned(), name: "Ander".to_owned(), ..form.clone() };
    saved(change(&official, &renamed).await.unwrap());
    // So does the same organisation, of its own.
    let colleague = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    assert_eq!(fields(&rejected(create(&colleague, &form).await.unwrap())), ["external_id"]);
});

on_both_databases!(an_intention_is_signed_before_it_is_told, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let signed = |on: &str, form: ProjectForm| ProjectForm { intent_signed_on: on.to_owned(), ..form };
    let tomorrow = signed("22-11-2026", project(database).await);
    assert_eq!(fields(&rejected(create(&official, &tomorrow).await.unwrap())), ["intent_signed_on"]);
    saved(create(&official, &signed("21-11-2026", project(database).await)).await.unwrap());
});

on_both_databases!(who_builds_is_a_party_from_the_start, async |database| {
    load_region(database).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let expected = project(database).await.parties;
    assert_eq!(new_page(&builder, None).await.unwrap().form.parties, expected);
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    assert_eq!(new_page(&official, None).await.unwrap().form.parties, []);
});

on_both_databases!(who_pays_for_care_finds_the_projects_without_an_intention, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = project(database).await;
    let id = saved(create(&official, &form).await.unwrap());
    let without_care = ProjectForm { name: "Laan".to_owned(), counts: vec![], ..form.clone() };
    saved(create(&official, &without_care).await.unwrap());
    let payer = request_of(database, "Zorgkantoor Merenveld", Role::Staff).await;
    let filter = Filter { care: Some(CareFilter::NoIntent), ..Filter::default() };
    assert_eq!(names(&payer, &filter).await, ["Hof van Noord"]);
    let signed = ProjectForm {
        id: id.to_string(),
        version: "1".to_owned(),
        intent_signed_on: "1-11-2026".to_owned(),
        shares: vec![ShareRow {
            organisation: organisation_id(database, "Zorgkantoor Merenveld").await,
            share: "100".to_owned(),
        }],
        ..form
    };
    saved(change(&official, &signed).await.unwrap());
    assert_eq!(names(&payer, &filter).await, Vec::<String>::new());
    let missing = show(&payer, id).await.unwrap().missing_for_care;
    assert_eq!(missing, ["een zorgaanbieder", "het zorgkantoor", "het document van de intentieovereenkomst"]);
});

on_both_databases!(hard_and_soft_are_those_of_the_region, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    for (name, plan_status) in [("Zeker", "1a"), ("Bijna", "2a"), ("Ooit", "")] {
        let (name, plan_status) = (name.to_owned(), plan_status.to_owned());
        saved(create(&official, &ProjectForm { name, plan_status, ..project(database).await }).await.unwrap());
    }
    let of = |hardness| Filter { hardness: Some(hardness), ..Filter::default() };
    assert_eq!(names(&official, &of(Hardness::Hard)).await, ["Zeker"]);
    assert_eq!(names(&official, &of(Hardness::Soft)).await, ["Bijna", "Ooit"]);
});

/// How many queries the list and a page take.
async fn queries_of(request: &Request, id: Uuid) -> (usize, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    list(&watched, &Filter::default()).await.unwrap();
    let listed = count.swap(0, Ordering::Relaxed);
    show(&watched, id).await.unwrap();
    (listed, count.swap(0, Ordering::Relaxed))
}

on_both_databases!(more_projects_take_no_more_queries, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = project(database).await;
    let id = saved(create(&official, &form).await.unwrap());
    let few = queries_of(&official, id).await;
    for number in 2..12 {
        saved(create(&official, &ProjectForm { name: format!("Hof {number}"), ..form.clone() }).await.unwrap());
    }
    assert_eq!(queries_of(&official, id).await, few);
    assert!(few.0 <= 11 && few.1 <= 17, "{few:?}");
});
