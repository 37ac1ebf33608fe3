//! Saving: all or nothing, with its entries in the trail, and never over somebody else's work unseen.

use std::collections::BTreeSet;

use app::audit::entity::audit_entry;
use app::audit::verify::verify;
use app::bottlenecks::commands::{change, create};
use app::bottlenecks::entity::{bottleneck, bottleneck_commitment};
use app::bottlenecks::form::{BottleneckForm, SEARCH};
use app::bottlenecks::queries::{Posted, edit_page, show};
use app::error::AppError;
use app::request::Request;
use domain::audit::Event;
use domain::bottlenecks::risk::Blocked;
use domain::bottlenecks::{Level, State};
use domain::commitments::LifeCycle;
use domain::differences::Field;
use domain::organisations::Role;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{bottleneck, commitment, fields, filled, load_region, organisation_id, rejected, request_of, saved};

async fn amounts(database: &DatabaseConnection) -> (u64, u64, u64) {
    (
        bottleneck::Entity::find().count(database).await.unwrap(),
        bottleneck_commitment::Entity::find().count(database).await.unwrap(),
        audit_entry::Entity::find().count(database).await.unwrap(),
    )
}

async fn form_to_change(request: &Request, id: Uuid) -> BottleneckForm {
    edit_page(request, id, Posted::default()).await.unwrap().form
}

on_both_databases!(what_is_recorded_stands_on_its_page_and_in_its_timeline, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let one = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let id = bottleneck(&official, &[one]).await;
    let page = show(&official, id).await.unwrap();
    assert_eq!((page.title.as_str(), page.owner.as_str()), ("Geen stroom", "Gemeente Oosterzijl, Wethouder wonen"));
    assert_eq!((page.standing.state, page.standing.level), (State::Open, Level::Local));
    assert_eq!(page.commitments.len(), 1);
    assert!(page.may_edit);
    let events: Vec<Event> = page.timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(events, [Event::Blocked, Event::Created]);
    let blocked = &page.timeline[0].changes[0];
    assert_eq!((blocked.field, blocked.after.as_str()), (Field::Blocks, "K-01 Woningen van K-01 (Oosterzijl)"));
    // And on the commitment's page.
    let timeline = app::commitments::queries::show(&official, one).await.unwrap().timeline;
    assert_eq!(
        (timeline[0].changes[0].field, timeline[0].changes[0].after.as_str()),
        (Field::Bottleneck, "Geen stroom")
    );
    assert!(verify(database, BTreeSet::new()).await.unwrap().is_sound());
});

on_both_databases!(a_refused_form_leaves_nothing_behind, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let theirs = commitment(database, "K-01", Some("Lindewaard"), LifeCycle::Draft).await;
    let good = filled(database, "Gemeente Oosterzijl", &[]).await;
    let stranger = Uuid::now_v7().to_string();
    let before = amounts(database).await;
    for (form, field) in [
        (BottleneckForm { title: "x".repeat(10_000), ..good.clone() }, "title"),
        (BottleneckForm { success_factor: stranger.clone(), ..good.clone() }, "success_factor"),
        (BottleneckForm { owner: stranger.clone(), ..good.clone() }, "owner"),
        (filled(database, "Stichting Plaswonen", &[]).await, "owner"),
        (BottleneckForm { action: String::new(), ..good.clone() }, "action"),
        (BottleneckForm { acting: stranger.clone(), ..good.clone() }, "acting"),
        (BottleneckForm { commitments: vec![stranger.clone()], ..good.clone() }, "commitments"),
        (BottleneckForm { commitments: vec!["nonsens".to_owned()], ..good.clone() }, "commitments"),
        // Of somebody else, and a concept: it does not exist for this person.
        (BottleneckForm { commitments: vec![theirs.to_string()], ..good.clone() }, "commitments"),
        (BottleneckForm { search: "K-01".to_owned(), ..good.clone() }, "search"),
        (BottleneckForm { search: "x,".repeat(21), ..good.clone() }, "search"),
    ] {
        let rejection = rejected(create(&official, &form).await.unwrap());
        assert_eq!((fields(&rejection), rejection.status), (vec![field], 422));
    }
    assert_eq!(amounts(database).await, before);
});

on_both_databases!(commitments_are_named_by_number_or_words, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let here = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Draft).await;
    let there = commitment(database, "K-01", Some("Lindewaard"), LifeCycle::Proposed).await;
    let other = commitment(database, "K-02", None, LifeCycle::Proposed).await;
    let good = filled(database, "Gemeente Oosterzijl", &[]).await;
    let ids = async |id| -> BTreeSet<Uuid> {
        show(&official, id).await.unwrap().commitments.iter().map(|it| it.row.id).collect()
    };

    let form = BottleneckForm { search: "oosterzijl K-01, k-02".to_owned(), ..good.clone() };
    let id = saved(create(&official, &form).await.unwrap());
    assert_eq!(ids(id).await, BTreeSet::from([here, other]));

    // In doubt it asks, offers what there is, and a tick answers.
    let form = BottleneckForm { search: "K-01".to_owned(), ..good.clone() };
    let rejection = rejected(create(&official, &form).await.unwrap());
    assert_eq!(fields(&rejection), ["commitments"]);
    assert!(rejection.problems[0].message.contains("2 afspraken"), "{:?}", rejection.problems);
    let posted = Posted { search: "K-01".to_owned(), ..Posted::default() };
    let offered =
        app::bottlenecks::queries::new_page(&official, Blocked::default(), posted).await.unwrap().commitments.choices;
    let offered: Vec<String> = offered.into_iter().map(|choice| choice.value).collect();
    assert_eq!(offered, [there.to_string(), here.to_string()]);
    let form = BottleneckForm { commitments: vec![there.to_string()], ..form };
    let id = saved(create(&official, &form).await.unwrap());
    assert_eq!(ids(id).await, BTreeSet::from([there]));

    // Looking saves nothing, whatever else is missing.
    let form = BottleneckForm { search: "K-01".to_owned(), step: SEARCH.to_owned(), ..Default::default() };
    let rejection = rejected(create(&official, &form).await.unwrap());
    assert_eq!((rejection.status, rejection.problems.len()), (200, 0));
});

on_both_databases!(the_second_saver_is_told_and_loses_nothing, async |database| {
    load_region(database).await;
    let first = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let second = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let one = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let id = bottleneck(&first, &[]).await;
    let opened = form_to_change(&second, id).await;

    // The first changes only what is blocked: that is a version too.
    let mine = BottleneckForm { commitments: vec![one.to_string()], ..form_to_change(&first, id).await };
    saved(change(&first, &mine).await.unwrap());
    let theirs = BottleneckForm { action: "Een batterij".to_owned(), ..opened };
    let rejection = rejected(change(&second, &theirs).await.unwrap());
    assert_eq!(rejection.status, 409);
    let conflict = rejection.conflict.unwrap();
    assert_eq!((conflict.by.as_str(), conflict.version), (first.user.name.as_str(), 2));
    let labels: Vec<&str> = conflict.fields.iter().map(|field| field.label.as_str()).collect();
    assert_eq!(labels, ["Actie", "Blokkeert"]);
    assert_eq!(show(&first, id).await.unwrap().action, "Overleg met de netbeheerder");

    let knowing = BottleneckForm { conflict_version: "2".to_owned(), ..theirs };
    saved(change(&second, &knowing).await.unwrap());
    let page = show(&first, id).await.unwrap();
    assert_eq!((page.action.as_str(), page.commitments.len()), ("Een batterij", 0));
    let events: Vec<Event> = page.timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(events, [Event::Unblocked, Event::Changed, Event::Blocked, Event::Created]);
    let action = &page.timeline[1].changes[0];
    assert_eq!((action.before.as_str(), action.after.as_str()), ("Overleg met de netbeheerder", "Een batterij"));
});

on_both_databases!(what_is_saved_again_unchanged_makes_no_version, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let one = commitment(database, "K-01", Some("Oosterzijl"), LifeCycle::Proposed).await;
    let id = bottleneck(&official, &[one]).await;
    let before = amounts(database).await;
    saved(change(&official, &form_to_change(&official, id).await).await.unwrap());
    assert_eq!(amounts(database).await, before);
    assert_eq!(form_to_change(&official, id).await.version, "1");
});

on_both_databases!(who_may_not_change_it_cannot_and_that_is_in_the_log, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = bottleneck(&official, &[]).await;
    let form = BottleneckForm { title: "Anders".to_owned(), ..form_to_change(&official, id).await };
    let outsiders = [
        ("Gemeente Oosterzijl", Role::Reader),
        ("Gemeente Oosterzijl", Role::Administrator),
        ("Zorggroep De Kade", Role::Staff),
        ("Zorggroep De Kade", Role::Executive),
    ];
    for (organisation, role) in outsiders {
        let request = request_of(database, organisation, role).await;
        let before = amounts(database).await;
        assert_eq!(change(&request, &form).await.unwrap_err(), AppError::Forbidden);
        assert_eq!(amounts(database).await, (before.0, before.1, before.2 + 1));
        let page = show(&request, id).await.unwrap();
        assert_eq!((page.title.as_str(), page.timeline.len()), ("Geen stroom", 1));
        assert!(!page.may_edit && page.steps_open.is_empty());
    }
    for role in [Role::Reader, Role::Administrator] {
        let request = request_of(database, "Gemeente Oosterzijl", role).await;
        assert_eq!(create(&request, &BottleneckForm::default()).await.unwrap_err(), AppError::Forbidden);
    }
    // A bestuurder keeps what is of the own organisation, but gives it to nobody else.
    let alderman = request_of(database, "Gemeente Oosterzijl", Role::Executive).await;
    let given =
        BottleneckForm { owner: organisation_id(database, "Stichting Plaswonen").await.to_string(), ..form.clone() };
    assert_eq!(fields(&rejected(change(&alderman, &given).await.unwrap())), ["owner"]);
    saved(change(&alderman, &form).await.unwrap());
    assert_eq!(show(&official, id).await.unwrap().title, "Anders");
});
