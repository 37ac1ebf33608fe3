//! What a decision makes and changes: the commitment gets a version that asks its parties, and both know of each other.

use app::commitments::commands::{change as change_commitment, create};
use app::commitments::entity::commitment;
use app::commitments::form::CommitmentForm;
use app::commitments::queries::{edit_page, new_page, show as show_commitment};
use app::decisions::commands::{change, record, report_back};
use app::decisions::form::{DecisionForm, ReportForm};
use app::decisions::queries::{change_page, show};
use app::decisions::standing::{Linked, Turn};
use app::error::AppError;
use app::request::Request;
use app::tasks::queries::tasks;
use app::tasks::wanted::Wanted;
use domain::commitments::LifeCycle;
use domain::decisions::Effect;
use domain::differences::Field;
use domain::organisations::Role;
use domain::tasks::TaskKind;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{
    SECRETARY, decided, decision_form, fields, held, in_address, load_region, messages, rejected, request_of, saved,
};

const TITLE: &str = "Acht hofwoningen in Lindewaard";

async fn proposed(database: &DatabaseConnection) -> Uuid {
    let named = commitment::Entity::find().filter(commitment::Column::Title.eq(TITLE));
    named.one(database).await.unwrap().unwrap().id
}

/// Records that the commitment is due later.
async fn decided_about(request: &Request, meeting: Uuid, text: &str) -> Uuid {
    let form = decision_form(request.database(), meeting, text, None).await;
    let form = DecisionForm { search: "hofwoningen".to_owned(), effect: "wijzigt".to_owned(), ..form };
    saved(record(request, &form).await.unwrap());
    let lines = app::meetings::queries::show(request, meeting).await.unwrap().decisions;
    lines.into_iter().find(|line| line.text == text).unwrap().id
}

async fn only_link(request: &Request, decision: Uuid) -> Linked {
    let mut linked = show(request, decision).await.unwrap().line.commitments;
    assert_eq!(linked.len(), 1);
    linked.remove(0)
}

async fn to_carry_out(request: &Request) -> Vec<String> {
    let sections = tasks(request, Wanted::default())
        .await
        .unwrap()
        .into_iter()
        .filter(|section| section.kind == TaskKind::CarryOut);
    sections.flat_map(|section| section.tasks).map(|task| task.href).collect()
}

/// The form of the commitment as the decision opens it, with another end.
async fn later(request: &Request, commitment: Uuid, decision: Uuid) -> CommitmentForm {
    let page = edit_page(request, commitment, Some(&decision.to_string())).await.unwrap();
    assert_eq!(page.ground.unwrap().refused, None);
    CommitmentForm { due: "2028".to_owned(), ..page.form }
}

on_both_databases!(what_was_decided_becomes_a_version_that_asks_the_parties, async |database| {
    load_region(database).await;
    let secretary = request_of(database, SECRETARY, Role::Staff).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let meeting = held(&secretary, "1-9-2026").await;
    let id = proposed(database).await;
    let decision = decided_about(&secretary, meeting, "Einddatum naar 2028").await;

    // The secretary may not change it: it is a task of who may.
    let link = only_link(&secretary, decision).await;
    assert_eq!(
        (link.effect, link.turn, link.standing.as_str()),
        (Effect::Amends, Some(Turn::Others), "nog niet verwerkt")
    );
    assert_eq!(to_carry_out(&secretary).await, [""; 0]);
    let page = edit_page(&secretary, id, Some(&decision.to_string())).await;
    assert_eq!(page.unwrap_err(), AppError::Forbidden);
    assert_eq!(only_link(&lead, decision).await.turn, Some(Turn::Yours));
    assert_eq!(to_carry_out(&lead).await, [format!("/afspraken/{id}/bewerken?besluit={decision}")]);

    let form = later(&lead, id, decision).await;
    let unchanged = CommitmentForm { due: "2e helft 2027".to_owned(), ..form.clone() };
    let refused = rejected(change_commitment(&lead, &unchanged).await.unwrap());
    assert!(messages(&refused).contains("wijzigde nog niets"), "{refused:?}");
    assert_eq!(change_commitment(&secretary, &form).await.unwrap_err(), AppError::Forbidden);
    saved(change_commitment(&lead, &form).await.unwrap());

    let link = only_link(&secretary, decision).await;
    assert_eq!((link.version, link.turn), (Some(2), None));
    assert_eq!(link.standing, "versie 2 ligt bij de partijen, 0 van 3 zei ja");
    let page = show_commitment(&secretary, id).await.unwrap();
    assert_eq!(page.agreement.asking.unwrap().version, 2);
    assert_eq!((page.decisions[0].id, page.decisions[0].version), (decision, Some(2)));
    let told = page.timeline.iter().flat_map(|entry| &entry.changes).find(|change| change.field == Field::Ground);
    assert_eq!(told.unwrap().after, "Einddatum naar 2028");
    assert_eq!(to_carry_out(&lead).await, [""; 0]);
});

on_both_databases!(what_was_decided_about_a_commitment_that_is_over_waits_for_nobody, async |database| {
    load_region(database).await;
    let lead = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let meeting = held(&lead, "1-9-2026").await;
    let id = proposed(database).await;
    let decision = decided_about(&lead, meeting, "Einddatum naar 2028").await;
    for (life_cycle, standing) in [
        (LifeCycle::Lapsed, "niet verwerkt: de afspraak is vervallen"),
        (LifeCycle::Completed, "niet verwerkt: de afspraak is afgerond"),
    ] {
        let over = commitment::ActiveModel {
            id: Set(id),
            life_cycle: Set(life_cycle.code().to_owned()),
            ..Default::default()
        };
        over.update(lead.database()).await.unwrap();
        let link = only_link(&lead, decision).await;
        assert_eq!((link.turn, link.standing.as_str()), (None, standing));
        assert_eq!(to_carry_out(&lead).await, [""; 0]);
    }
});

on_both_databases!(the_ground_of_a_version_stays_and_what_is_settled_is_no_ground, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let (first, second) = (held(&driver, "1-9-2026").await, held(&driver, "1-10-2026").await);
    let id = proposed(database).await;
    let decision = decided_about(&driver, first, "Einddatum naar 2028").await;
    let other = decided_about(&driver, first, "Toch niet").await;
    saved(change_commitment(&driver, &later(&driver, id, decision).await).await.unwrap());
    let form = change_page(&driver, first, decision).await.unwrap().form;
    let unlinked = DecisionForm { commitments: vec![], ..form };
    assert_eq!(fields(&rejected(change(&driver, &unlinked).await.unwrap())), ["commitments"]);
    // Of which nothing came, can be unlinked, and is then no ground.
    let form = change_page(&driver, first, other).await.unwrap().form;
    saved(change(&driver, &DecisionForm { commitments: vec![], ..form }).await.unwrap());
    let page = edit_page(&driver, id, Some(&other.to_string())).await.unwrap();
    assert!(page.form.decision.is_empty() && page.ground.unwrap().refused.unwrap().contains("gaat niet over"));
    let version = show(&driver, decision).await.unwrap().form.version;
    let (decision_id, meeting) = (decision.to_string(), second.to_string());
    let report = ReportForm { id: decision_id.clone(), version, meeting, text: "Gedaan".to_owned() };
    saved(report_back(&driver, &report).await.unwrap());
    let page = edit_page(&driver, id, Some(&decision_id)).await.unwrap();
    let late = CommitmentForm { due: "2029".to_owned(), decision: decision_id, ..page.form };
    assert!(messages(&rejected(change_commitment(&driver, &late).await.unwrap())).contains("teruggekoppeld"));
    let nowhere = CommitmentForm { decision: Uuid::nil().to_string(), ..late };
    assert_eq!(change_commitment(&driver, &nowhere).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(a_new_commitment_is_linked_to_the_decision_that_makes_it, async |database| {
    load_region(database).await;
    let secretary = request_of(database, SECRETARY, Role::Staff).await;
    let meeting = held(&secretary, "1-9-2026").await;
    let decision = decided(&secretary, meeting, "Er komt een loket", None).await;
    assert!(show(&secretary, decision).await.unwrap().may_create);
    let asked = decision.to_string();
    let page = new_page(&secretary, None, Some(&asked)).await.unwrap();
    assert_eq!(
        (page.form.decision.as_str(), page.ground.unwrap().text.as_str()),
        (asked.as_str(), "Er komt een loket")
    );
    let form = CommitmentForm {
        title: "Eén loket voor wonen en zorg".to_owned(),
        kind: "resultaat".to_owned(),
        due: "2028".to_owned(),
        ..page.form
    };
    // Who has no part in the decision makes commitments, and none out of this one.
    let stranger = request_of(database, "Zorgkantoor Merenveld", Role::Staff).await;
    assert!(!show(&stranger, decision).await.unwrap().may_create);
    assert_eq!(new_page(&stranger, None, Some(&asked)).await.unwrap_err(), AppError::Forbidden);
    let theirs =
        CommitmentForm { agenda: "regio".to_owned(), lead: stranger.actor().organisation.to_string(), ..form.clone() };
    assert_eq!(create(&stranger, &theirs).await.unwrap_err(), AppError::Forbidden);
    let id = in_address(saved(create(&secretary, &form).await.unwrap()), "/afspraken/");
    let link = only_link(&secretary, decision).await;
    assert_eq!((link.id, link.effect, link.turn), (id, Effect::Creates, None));
    assert_eq!(link.standing, "staat in het concept");
    let told = show_commitment(&secretary, id).await.unwrap().decisions.remove(0);
    assert!(told.about.contains("Maakt deze afspraak"), "{told:?}");
});
