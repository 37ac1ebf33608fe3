//! The projects that a commitment serves: linked, told and let go; by who may see both, and by nobody's leave.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::audit::verify::verify;
use app::commitments::commands::{change, create};
use app::commitments::entity::commitment_project;
use app::commitments::form::CommitmentForm;
use app::commitments::queries::{edit_page, history, show};
use app::projects::form::{PartyRow, ProjectForm};
use app::projects::{commands as projects, queries as project_queries};
use app::request::Request;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::agreeing::cast;
use super::common::on_both_databases;
use super::saving::{filled, form_to_change, rejected, saved};
use super::{load_region, municipality_id, organisation_id, request_of};

/// Of the zorgaanbieder and its gemeente; kept close or for all.
async fn project(maker: &Request, name: &str, gemeente: &str, open: bool) -> Uuid {
    let database = maker.database();
    let form = ProjectForm {
        name: name.to_owned(),
        municipality: municipality_id(database, gemeente).await.to_string(),
        confidentiality: if open { "openbaar" } else { "prive" }.to_owned(),
        status: "actief".to_owned(),
        dwellings: "24".to_owned(),
        external_id: format!("D-{name}"),
        parties: vec![PartyRow {
            role: "zorgaanbieder".to_owned(),
            organisation: organisation_id(database, "Zorggroep De Kade").await.to_string(),
        }],
        ..ProjectForm::default()
    };
    match projects::create(maker, &form).await.unwrap() {
        FormReply::Done { location } => location["/projecten/".len()..][..36].parse().unwrap(),
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

async fn labels(request: &Request, id: Uuid) -> Vec<String> {
    show(request, id).await.unwrap().projects.into_iter().map(|line| line.label).collect()
}

fn searching(form: CommitmentForm, words: &str) -> CommitmentForm {
    CommitmentForm { project_search: words.to_owned(), ..form }
}

on_both_databases!(a_project_is_named_linked_told_and_let_go, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let hof = project(&official, "Hof", "Oosterzijl", true).await;
    project(&driver, "Hof van Zuid", "Lindewaard", true).await;
    let id = saved(create(&official, &searching(filled(database).await, "hof, zuid")).await.unwrap());
    assert_eq!(labels(&official, id).await, ["Hof (Oosterzijl)", "Hof van Zuid (Lindewaard)"]);
    let page = show(&official, id).await.unwrap();
    let told = &page.timeline[0];
    assert_eq!(told.event, Event::ProjectLinked);
    let words: Vec<(Field, &str)> = told.changes.iter().map(|change| (change.field, change.after.as_str())).collect();
    let called = format!("{} 24 hofwoningen (Oosterzijl)", page.row.number);
    assert_eq!(words[0], (Field::ForCommitment, called.as_str()));
    assert_eq!(words[1].0, Field::Project);

    let on_project = project_queries::show(&official, hof).await.unwrap();
    assert_eq!(on_project.commitments.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    assert_eq!(on_project.timeline[0].event, Event::ProjectLinked);

    // The form shows them; saving it as it is changes nothing, and neither makes a version.
    let form = form_to_change(&official, id).await;
    assert_eq!((form.projects.len(), form.projects_shown.len()), (2, 2));
    saved(change(&official, &form).await.unwrap());
    assert_eq!(show(&official, id).await.unwrap().timeline.len(), page.timeline.len());
    let kept = CommitmentForm { projects: vec![hof.to_string()], ..form };
    saved(change(&official, &kept).await.unwrap());
    let page = show(&official, id).await.unwrap();
    assert_eq!((labels(&official, id).await, page.version), (vec!["Hof (Oosterzijl)".to_owned()], 1));
    assert_eq!(
        (page.timeline[0].event, page.timeline[0].changes[1].before.as_str()),
        (Event::ProjectUnlinked, "Hof van Zuid (Lindewaard)")
    );
    assert_eq!(history(&official, id, "", "").await.unwrap().entries[0].event, Event::ProjectUnlinked);

    // Taken up again: the same pair has one row.
    saved(change(&official, &searching(form_to_change(&official, id).await, "D-hof van zuid")).await.unwrap());
    assert_eq!(labels(&official, id).await.len(), 2);
    assert_eq!(commitment_project::Entity::find().all(&database.connection).await.unwrap().len(), 2);
    assert!(verify(database, std::collections::BTreeSet::new()).await.unwrap().is_sound());
});

on_both_databases!(doubt_and_mistakes_are_told_and_leave_nothing_behind, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    project(&official, "Hof Noord", "Oosterzijl", true).await;
    project(&official, "Hof Zuid", "Oosterzijl", true).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let form = form_to_change(&official, id).await;
    for (words, says) in [
        ("hof", "past bij meer projecten: Hof Noord (Oosterzijl); Hof Zuid (Oosterzijl)"),
        ("kasteel", "Voor ‘kasteel’ is geen project gevonden"),
        ("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u", "ten hoogste 20"),
    ] {
        let problems = rejected(change(&official, &searching(form.clone(), words)).await.unwrap()).problems;
        assert_eq!(problems[0].field, "project_search");
        assert!(problems[0].message.contains(says), "{problems:?}");
    }
    let unknown = CommitmentForm { projects: vec![Uuid::now_v7().to_string()], ..form };
    assert_eq!(rejected(change(&official, &unknown).await.unwrap()).problems[0].field, "projects");
    assert_eq!(labels(&official, id).await, Vec::<String>::new());
});

on_both_databases!(a_link_to_what_somebody_may_not_see_is_in_no_word_and_survives_them, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let hidden = project(&driver, "Stille Toren", "Lindewaard", false).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    saved(change(&driver, &searching(form_to_change(&driver, id).await, "toren")).await.unwrap());
    assert_eq!(labels(&driver, id).await, ["Stille Toren (Lindewaard)"]);

    let administrator = request_of(database, "Gemeente Oosterzijl", Role::Administrator).await;
    let page = format!("{:?}", show(&official, id).await.unwrap());
    let form = edit_page(&official, id, None).await.unwrap();
    let whole = format!("{:?}", history(&official, id, "", "").await.unwrap());
    let log = search(&database.connection, &administrator.visibility(), &LogFilter::default()).await.unwrap();
    for text in [page, format!("{form:?}"), whole, format!("{log:?}")] {
        assert!(!text.contains("Toren") && !text.contains(&hidden.to_string()), "{text}");
    }
    let named = searching(form.form.clone(), "toren");
    assert_eq!(rejected(change(&official, &named).await.unwrap()).problems[0].field, "project_search");

    // Saying that it was shown does not let it go either.
    let form =
        CommitmentForm { title: "30 hofwoningen".to_owned(), projects_shown: vec![hidden.to_string()], ..form.form };
    saved(change(&official, &form).await.unwrap());
    assert_eq!(labels(&driver, id).await, ["Stille Toren (Lindewaard)"]);
    // And who may not see the commitment does not find it with the project.
    let other = request_of(database, "Gemeente Lindewaard", Role::Staff).await;
    let page = project_queries::show(&other, hidden).await.unwrap();
    assert!(page.commitments.is_empty() && !format!("{:?}", page.timeline).contains("hofwoningen"));
});

on_both_databases!(two_who_link_at_once_do_not_undo_each_other, async |database| {
    load_region(database).await;
    let first = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let second = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    project(&first, "Hof", "Oosterzijl", true).await;
    let toren = project(&first, "Toren", "Oosterzijl", true).await;
    let id = saved(create(&first, &searching(filled(database).await, "toren")).await.unwrap());
    let (one, other) = (form_to_change(&first, id).await, form_to_change(&second, id).await);
    saved(change(&first, &CommitmentForm { projects: vec![], ..searching(one, "hof") }).await.unwrap());
    assert_eq!(other.projects, [toren.to_string()]);
    saved(change(&second, &CommitmentForm { title: "25 hofwoningen".to_owned(), ..other }).await.unwrap());
    assert_eq!(labels(&first, id).await, ["Hof (Oosterzijl)"]);
});

on_both_databases!(a_link_asks_nobody_again, async |database| {
    let cast = cast(database).await;
    let id = cast.ratified(database).await;
    project(&cast.official, "Hof", "Oosterzijl", true).await;
    saved(change(&cast.official, &searching(form_to_change(&cast.official, id).await, "hof")).await.unwrap());
    let page = show(&cast.official, id).await.unwrap();
    assert!(page.agreement.asking.is_none());
    assert_eq!(page.projects.len(), 1);
});

/// How many queries a commitment and its form take.
async fn queries_of(request: &Request, id: Uuid) -> (usize, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    show(&watched, id).await.unwrap();
    let shown = count.swap(0, Ordering::Relaxed);
    edit_page(&watched, id, None).await.unwrap();
    (shown, count.swap(0, Ordering::Relaxed))
}

on_both_databases!(more_projects_take_no_more_queries, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let names: Vec<String> = (1..9).map(|number| format!("Hof{number}")).collect();
    for name in &names {
        project(&official, name, "Oosterzijl", true).await;
    }
    let id = saved(create(&official, &searching(filled(database).await, "hof1")).await.unwrap());
    let few = queries_of(&official, id).await;
    saved(change(&official, &searching(form_to_change(&official, id).await, &names.join(","))).await.unwrap());
    assert_eq!(labels(&official, id).await.len(), 8);
    assert_eq!(queries_of(&official, id).await, few);
});
