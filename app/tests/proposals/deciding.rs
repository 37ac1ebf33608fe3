//! Decisions that a meeting takes about a proposal on its agenda.

use app::decisions::commands::{change, record};
use app::decisions::entity::decision;
use app::decisions::filter::Filter;
use app::decisions::form::{DecisionForm, YES};
use app::decisions::queries::{change_page, list, record_page, show as show_decision};
use app::meetings::entity::agenda_item;
use app::meetings::queries::show as show_meeting;
use app::proposals::queries::show;
use app::proposals::steps::{change as change_step, remove};
use app::request::Request;
use domain::differences::Field;
use domain::meetings::State;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use uuid::Uuid;

use super::common::on_both_databases;
use super::concluding::put;
use super::{
    OUTSIDER, SECRETARY, WONEN, WRITER, ZORG, fields, load_region, meeting, organisation_of, rejected, removal,
    request_of, routed, saved, staff, step_form, written,
};

async fn form(database: &DatabaseConnection, meeting: Uuid, point: Uuid) -> DecisionForm {
    DecisionForm {
        id: meeting.to_string(),
        kind: "besluit".to_owned(),
        text: "De regeling gaat in op 1 januari".to_owned(),
        item: point.to_string(),
        owner: organisation_of(database, WRITER).await.id.to_string(),
        no_date: vec![YES.to_owned()],
        ..DecisionForm::default()
    }
}

/// A meeting that was held, with a proposal on its agenda, and a decision about that.
async fn decided(writer: &Request, secretary: &Request) -> (Uuid, Uuid, Uuid) {
    let database = writer.database();
    let proposal = written(writer, "Regeling").await;
    routed(writer, proposal, WONEN, "20-11-2026", "vaststellen").await;
    let there = meeting(secretary, WONEN, "20-11-2026").await;
    put(database, there, State::Held, false).await;
    saved(record(secretary, &form(database, there, proposal).await).await.unwrap());
    let id = show_meeting(secretary, there).await.unwrap().decisions[0].id;
    (proposal, there, id)
}

on_both_databases!(a_decision_is_linked_to_the_proposal_that_it_is_about, async |database| {
    load_region(database).await;
    let (writer, secretary) = (staff(database, WRITER).await, staff(database, SECRETARY).await);
    let (proposal, there, id) = decided(&writer, &secretary).await;
    let choices = record_page(&secretary, there).await.unwrap().points;
    let choices: Vec<_> = choices.iter().map(|choice| (choice.value.as_str(), choice.label.as_str())).collect();
    assert_eq!(choices, [(proposal.to_string().as_str(), "Voorstel: Regeling")]);
    let reader = request_of(database, OUTSIDER, Role::Reader).await;
    for request in [&reader, &secretary] {
        for line in [
            show_meeting(request, there).await.unwrap().decisions.remove(0),
            list(request, &Filter::default()).await.unwrap().lines.remove(0),
            show_decision(request, id).await.unwrap().line,
            show(request, proposal).await.unwrap().decisions.remove(0),
        ] {
            assert_eq!((line.id, line.item.as_deref(), line.proposal), (id, Some("Regeling"), Some(proposal)));
        }
    }
    let told = show_decision(&reader, id).await.unwrap().timeline.remove(0).changes;
    assert!(told.iter().any(|change| change.field == Field::AgendaItem && change.after == "Regeling"), "{told:?}");
});

on_both_databases!(it_is_a_proposal_of_this_agenda_and_one_point_only, async |database| {
    load_region(database).await;
    let (writer, secretary) = (staff(database, WRITER).await, staff(database, SECRETARY).await);
    let (_, there, id) = decided(&writer, &secretary).await;
    let elsewhere = written(&writer, "Elders").await;
    routed(&writer, elsewhere, ZORG, "20-11-2026", "vaststellen").await;
    let concept = written(&writer, "Concept").await;
    for other in [elsewhere, concept] {
        let refused = rejected(record(&secretary, &form(database, there, other).await).await.unwrap());
        assert_eq!(fields(&refused), ["item"]);
    }
    let item = agenda_item::ActiveModel {
        id: Set(Uuid::now_v7()),
        meeting_id: Set(there),
        position: Set(0),
        title: Set("Voortgang".to_owned()),
        purpose: Set("informeren".to_owned()),
        note: Set(None),
        oral: Set(false),
        version: Set(1),
        updated_at: Set(crate::now()),
    };
    let item = item.insert(&database.connection).await.unwrap().id;
    let both = decision::ActiveModel { id: Set(id), agenda_item_id: Set(Some(item)), ..Default::default() };
    assert!(both.update(&database.connection).await.is_err(), "a decision is taken at one point");
    let page = change_page(&secretary, there, id).await.unwrap();
    saved(change(&secretary, &DecisionForm { item: item.to_string(), ..page.form }).await.unwrap());
    let line = show_decision(&secretary, id).await.unwrap().line;
    assert_eq!((line.item.as_deref(), line.proposal), (Some("Voortgang"), None));
});

on_both_databases!(the_link_stays_wherever_the_proposal_goes, async |database| {
    load_region(database).await;
    let (writer, secretary) = (staff(database, WRITER).await, staff(database, SECRETARY).await);
    let (proposal, there, id) = decided(&writer, &secretary).await;
    let step = show(&writer, proposal).await.unwrap().steps[0].id;
    let moved = step_form(&writer, proposal, WONEN, "1-12-2026", "vaststellen").await;
    let moved = app::proposals::form::StepForm { step: step.to_string(), ..moved };
    saved(change_step(&writer, &moved).await.unwrap());
    let reworded = async |text: &str| {
        let page = change_page(&secretary, there, id).await.unwrap();
        assert_eq!(page.form.item, proposal.to_string());
        assert_eq!(page.points.len(), 1);
        saved(change(&secretary, &DecisionForm { text: text.to_owned(), ..page.form }).await.unwrap());
        show_decision(&secretary, id).await.unwrap().timeline.remove(0).changes.len()
    };
    assert_eq!(reworded("De regeling gaat in op 1 februari").await, 1);
    assert_eq!(show_decision(&secretary, id).await.unwrap().line.proposal, Some(proposal));
    // A concept again: who may not see it reads neither its title nor the way to it.
    saved(remove(&writer, &removal(&writer, proposal, step).await).await.unwrap());
    assert_eq!(reworded("De regeling gaat in op 1 maart").await, 1);
    let reader = request_of(database, OUTSIDER, Role::Reader).await;
    for request in [&reader, &secretary] {
        let line = show_decision(request, id).await.unwrap().line;
        assert_eq!((line.item, line.proposal), (None, None));
    }
    assert_eq!(show_decision(&writer, id).await.unwrap().line.proposal, Some(proposal));
});
