//! Projects that are blocked: themselves, or through a commitment that they serve. Each dwelling counts once, and only for
//! who may see where it stands.

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::bottlenecks::commands::{change, create, solve};
use app::bottlenecks::entity::bottleneck_project;
use app::bottlenecks::filter::Filter;
use app::bottlenecks::form::{BottleneckForm, SEARCH_PROJECTS, StepForm};
use app::bottlenecks::queries::{Posted, edit_page, list, new_page, show, step_page};
use app::commitments::entity::commitment_project;
use app::deliveries::commands::report;
use app::deliveries::form::ReportForm;
use app::deliveries::queries::ledger;
use app::projects::filter::{BottleneckFilter, Filter as ProjectFilter};
use app::projects::form::{PartyRow, ProjectForm, UNCOUNTED};
use app::projects::{commands as projects, queries as project_queries};
use app::request::Request;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::bottlenecks::StepKind;
use domain::bottlenecks::risk::Blocked;
use domain::commitments::LifeCycle;
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, PaginatorTrait, Set};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    commitment, dwellings, fields, filled, load_region, municipality_id, organisation_id, rejected, request_of, saved,
};

/// What a project's form says; built by Stichting Plaswonen.
async fn form(database: &DatabaseConnection, name: &str, gemeente: &str, count: &str, open: bool) -> ProjectForm {
    ProjectForm {
        name: name.to_owned(),
        municipality: municipality_id(database, gemeente).await.to_string(),
        confidentiality: if open { "openbaar" } else { "prive" }.to_owned(),
        status: "actief".to_owned(),
        dwellings: count.to_owned(),
        parties: vec![PartyRow {
            role: "corporatie".to_owned(),
            organisation: organisation_id(database, "Stichting Plaswonen").await.to_string(),
        }],
        ..ProjectForm::default()
    }
}

fn project_id(reply: FormReply) -> Uuid {
    match reply {
        FormReply::Done { location } => location["/projecten/".len()..][..36].parse().unwrap(),
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

async fn project(builder: &Request, name: &str, gemeente: &str, count: &str, open: bool) -> Uuid {
    let form = form(builder.database(), name, gemeente, count, open).await;
    project_id(projects::create(builder, &form).await.unwrap())
}

/// The commitment serves the project.
async fn link(database: &DatabaseConnection, commitment: Uuid, project: Uuid) {
    let row = commitment_project::ActiveModel {
        id: Set(Uuid::now_v7()),
        commitment_id: Set(commitment),
        project_id: Set(project),
        linked: Set(true),
    };
    row.insert(database).await.unwrap();
}

/// So many dwellings of a project are there.
async fn deliver(builder: &Request, project: Uuid, count: &str) {
    let form = ReportForm {
        id: project.to_string(),
        seen: ledger(builder, project).await.unwrap().head.seen.to_string(),
        kind: UNCOUNTED.to_owned(),
        count: count.to_owned(),
        delivered_on: "20-11-2026".to_owned(),
        address: "Zuidmolen 1 t/m 24".to_owned(),
        ..ReportForm::default()
    };
    assert!(matches!(report(builder, &form, None).await.unwrap(), FormReply::Done { .. }));
}

async fn blocks(request: &Request, commitments: &[Uuid], projects: &[Uuid]) -> Uuid {
    let form = filled(request.database(), "Gemeente Oosterzijl", commitments).await;
    let projects = projects.iter().map(ToString::to_string).collect();
    saved(create(request, &BottleneckForm { projects, ..form }).await.unwrap())
}

async fn at_risk(request: &Request, id: Uuid) -> u64 {
    let (page, one) = (list(request, &Filter::default()).await.unwrap(), show(request, id).await.unwrap());
    let row = page.rows.into_iter().find(|row| row.id == id).unwrap();
    assert_eq!(row.dwellings_at_risk, one.dwellings_at_risk, "the list and the page say the same");
    row.dwellings_at_risk
}

on_both_databases!(a_dwelling_counts_once_however_it_is_blocked, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let promise = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let more = commitment(database, "K-02", None, LifeCycle::Proposed).await;
    dwellings(database, promise, &[24]).await;
    dwellings(database, more, &[70]).await;
    let hof = project(&builder, "Hof van Noord", "Oosterzijl", "60", true).await;
    let both = blocks(&driver, &[promise], &[hof]).await;
    let also = blocks(&driver, &[more], &[]).await;
    assert_eq!(at_risk(&driver, both).await, 84, "not linked yet: the commitment may be about other dwellings");

    link(database, promise, hof).await;
    link(database, more, hof).await;
    deliver(&builder, hof, "20").await;
    assert_eq!(at_risk(&driver, both).await, 40);
    assert_eq!(at_risk(&driver, also).await, 50, "forty in the project, and ten beyond it");
    assert_eq!(list(&driver, &Filter::default()).await.unwrap().dwellings_at_risk, 50);
    let page = show(&driver, both).await.unwrap();
    assert_eq!((page.commitments[0].dwellings, page.projects[0].dwellings, page.dwellings), (40, 40, 40));
    assert_eq!(page.commitments[0].serves[0].label, "Hof van Noord (Oosterzijl)");

    // What is over puts nothing at risk; what was promised stays so.
    let form = form(database, "Hof van Noord", "Oosterzijl", "60", true).await;
    let aborted = ProjectForm { id: hof.to_string(), version: "1".to_owned(), status: "afgebroken".to_owned(), ..form };
    project_id(projects::change(&builder, &aborted).await.unwrap());
    assert_eq!((at_risk(&driver, both).await, at_risk(&driver, also).await), (4, 50));

    let form = step_page(&driver, also, StepKind::Solved).await.unwrap().form;
    saved(solve(&driver, &StepForm { reason: "Klaar".to_owned(), ..form }).await.unwrap());
    assert_eq!(list(&driver, &Filter::default()).await.unwrap().dwellings_at_risk, 4);
});

on_both_databases!(a_confidential_project_is_in_no_number_and_no_word, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let promise = commitment(database, "K-01", None, LifeCycle::Proposed).await;
    dwellings(database, promise, &[24]).await;
    let hidden = project(&builder, "Stille Hof", "Lindewaard", "60", false).await;
    link(database, promise, hidden).await;
    let id = blocks(&driver, &[promise], &[hidden]).await;
    assert_eq!(at_risk(&driver, id).await, 60);
    assert_eq!(at_risk(&builder, id).await, 60);
    assert_eq!(at_risk(&official, id).await, 24, "only what the commitment itself says");
    assert!(format!("{:?}", show(&driver, id).await.unwrap()).contains("Stille Hof"));

    for request in [&official, &request_of(database, "Gemeente Oosterzijl", Role::Administrator).await] {
        let (page, found) = (show(request, id).await.unwrap(), list(request, &Filter::default()).await.unwrap());
        assert_eq!((page.projects.len(), found.rows[0].projects, found.dwellings_at_risk), (0, 0, 24));
        let log = search(&database.connection, &request.visibility(), &LogFilter::default()).await.unwrap();
        let in_lindewaard = Filter { municipality: Some("lindewaard".to_owned()), ..Filter::default() };
        assert_eq!(list(request, &in_lindewaard).await.unwrap().total, 0);
        for text in [format!("{page:?}"), format!("{found:?}"), format!("{log:?}")] {
            assert!(!text.contains("Stille Hof") && !text.contains(&hidden.to_string()), "{text}");
        }
    }
    let posted = Posted { project_search: "stille".to_owned(), ..Posted::default() };
    let offered = new_page(&official, Blocked::project(hidden.into()), posted).await.unwrap().projects;
    assert_eq!(offered.choices, []);
    let form = filled(database, "Gemeente Oosterzijl", &[]).await;
    let named = BottleneckForm { projects: vec![hidden.to_string()], ..form };
    assert_eq!(fields(&rejected(create(&official, &named).await.unwrap())), ["projects"]);

    // Who cannot see the link does not undo it.
    let form = edit_page(&official, id, Posted::default()).await.unwrap().form;
    assert_eq!(form.projects, Vec::<String>::new());
    saved(change(&official, &BottleneckForm { title: "Weinig stroom".to_owned(), ..form }).await.unwrap());
    assert_eq!(bottleneck_project::Entity::find().count(&database.connection).await.unwrap(), 1);
    assert_eq!(at_risk(&driver, id).await, 60);
});

on_both_databases!(projects_are_found_by_words_and_told_in_both_timelines, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let hof = project(&builder, "Hof van Noord", "Oosterzijl", "60", true).await;
    let other = project(&builder, "Hof van Zuid", "Lindewaard", "30", true).await;
    let form =
        BottleneckForm { project_search: "hof".to_owned(), ..filled(database, "Gemeente Oosterzijl", &[]).await };
    let doubt = rejected(create(&official, &form).await.unwrap());
    assert_eq!(fields(&doubt), ["projects"]);
    assert!(doubt.problems[0].message.contains("2 projecten"), "{:?}", doubt.problems);
    let looked = BottleneckForm { step: SEARCH_PROJECTS.to_owned(), ..form.clone() };
    assert_eq!(rejected(create(&official, &looked).await.unwrap()).status, 200);
    let nothing = BottleneckForm { project_search: "kasteel".to_owned(), ..form.clone() };
    assert_eq!(fields(&rejected(create(&official, &nothing).await.unwrap())), ["project_search"]);
    let posted = Posted { project_search: "hof".to_owned(), ..Posted::default() };
    let offered = new_page(&official, Blocked::default(), posted).await.unwrap().projects;
    assert_eq!(offered.choices.len(), 2);

    let form = BottleneckForm { project_search: "noord oosterzijl".to_owned(), ..form };
    let id = saved(create(&official, &form).await.unwrap());
    let page = show(&official, id).await.unwrap();
    assert_eq!(page.projects.iter().map(|it| it.project.id).collect::<Vec<_>>(), [hof]);
    let told = &page.timeline[0];
    assert_eq!((told.event, told.changes[0].field), (Event::Blocked, Field::Blocks));
    assert_eq!(told.changes[0].after, "Hof van Noord (Oosterzijl)");
    let on_project = project_queries::show(&official, hof).await.unwrap();
    assert_eq!(on_project.timeline[0].changes[0].after, "Geen stroom");
    assert_eq!(on_project.bottlenecks[0].title, "Geen stroom");
    assert!(on_project.may_add_bottleneck);

    let form = edit_page(&official, id, Posted::default()).await.unwrap().form;
    let moved = BottleneckForm { projects: vec![other.to_string()], ..form.clone() };
    saved(change(&official, &moved).await.unwrap());
    let events: Vec<Event> = show(&official, id).await.unwrap().timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(events[..2], [Event::Unblocked, Event::Blocked]);
    // The second to save is told of it.
    let late = BottleneckForm { title: "Weinig stroom".to_owned(), ..form };
    assert!(rejected(change(&official, &late).await.unwrap()).conflict.is_some());
});

on_both_databases!(the_list_of_projects_says_which_are_blocked, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let builder = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let concept = commitment(database, "K-03", Some("Lindewaard"), LifeCycle::Draft).await;
    let direct = project(&builder, "Direct", "Oosterzijl", "1", true).await;
    let through = project(&builder, "Via", "Oosterzijl", "1", true).await;
    let solved = project(&builder, "Opgelost", "Oosterzijl", "1", true).await;
    project(&builder, "Vrij", "Oosterzijl", "1", true).await;
    link(database, concept, through).await;
    link(database, concept, direct).await;
    blocks(&driver, &[concept], &[direct]).await;
    let over = blocks(&driver, &[], &[solved]).await;
    let form = step_page(&driver, over, StepKind::Solved).await.unwrap().form;
    saved(solve(&driver, &StepForm { reason: "Klaar".to_owned(), ..form }).await.unwrap());

    let filter = ProjectFilter { bottleneck: Some(BottleneckFilter::Open), ..ProjectFilter::default() };
    let found = async |request: &Request| {
        let page = project_queries::list(request, &filter).await.unwrap();
        page.rows.into_iter().map(|row| (row.name, row.bottlenecks[0].through.clone())).collect::<Vec<_>>()
    };
    let both = [("Direct".to_owned(), vec![]), ("Via".to_owned(), vec!["K-03".to_owned()])];
    assert_eq!(found(&driver).await, both);
    // That it is blocked follows from a concept that this person may not see.
    assert_eq!(found(&official).await, both[..1]);
    let page = project_queries::show(&official, through).await.unwrap();
    assert!(page.bottlenecks.is_empty() && page.commitments.is_empty());
    let page = project_queries::show(&driver, through).await.unwrap();
    assert_eq!((page.bottlenecks.len(), page.commitments[0].number.as_str()), (1, "K-03"));
    let in_place = Filter { municipality: Some("oosterzijl".to_owned()), ..Filter::default() };
    assert_eq!(list(&official, &in_place).await.unwrap().total, 2);
});
