//! Comments: who is asked, when a question is off somebody's list, and what is left of one that was withdrawn.

use app::comments::commands::{add, answer, mark_seen, withdraw};
use app::comments::entity::{comment, mention};
use app::comments::form::{CommentForm, OneCommentForm, ReplyForm};
use app::comments::queries::{CommentPage, one, page};
use app::commitments::commands::create;
use app::commitments::entity::commitment;
use app::commitments::queries::show;
use app::error::AppError;
use app::request::Request;
use app::tasks::queries::{Task, tasks};
use app::tasks::wanted::Wanted;
use app::ui::form::FormReply;
use domain::audit::Event;
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use domain::tasks::TaskKind;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::common::on_both_databases;
use super::saving::{filled, rejected, saved};
use super::seeing::{Sample, insert};
use super::{load_region, organisation_id, request_of};

/// A proposed commitment that everybody of the region sees.
async fn proposed(database: &DatabaseConnection) -> Uuid {
    let lead = Some(organisation_id(database, "Stichting Plaswonen").await);
    let sample = Sample { life_cycle: LifeCycle::Proposed, municipality: None, published: false, lead, partner: None };
    insert(database, 1, sample).await
}

async fn asks(database: &DatabaseConnection, commitment: Uuid, organisation: &str) -> CommentForm {
    CommentForm {
        id: commitment.to_string(),
        text: "Wanneer is de vergunning er?".to_owned(),
        organisation: organisation_id(database, organisation).await.to_string(),
        function: "Teamleider wonen".to_owned(),
        ..CommentForm::default()
    }
}

fn went_on(reply: FormReply) {
    assert!(matches!(&reply, FormReply::Done { .. }), "{reply:?}");
}

async fn newest(database: &DatabaseConnection) -> Uuid {
    let all = comment::Entity::find().all(database).await.unwrap();
    all.into_iter().map(|row| row.id).max().unwrap()
}

fn which(commitment: Uuid, comment: Uuid) -> OneCommentForm {
    OneCommentForm { id: commitment.to_string(), comment: comment.to_string() }
}

async fn asked_of(request: &Request) -> Vec<Task> {
    let sections = tasks(request, Wanted::default()).await.unwrap();
    sections.into_iter().filter(|section| section.kind == TaskKind::Asked).flat_map(|section| section.tasks).collect()
}

async fn seen_by(request: &Request, commitment: Uuid, comment: Uuid) -> CommentPage {
    one(request, commitment, comment).await.unwrap()
}

on_both_databases!(what_is_asked_is_a_task_that_leads_to_it_until_somebody_answers, async |database| {
    load_region(database).await;
    let id = proposed(database).await;
    let writer = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let asked = request_of(database, "Zorggroep De Kade", Role::Executive).await;
    let colleague = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    let reader = request_of(database, "Zorggroep De Kade", Role::Reader).await;
    went_on(add(&writer, &asks(database, id, "Zorggroep De Kade").await).await.unwrap());
    let first = newest(database).await;

    let task = asked_of(&asked).await.remove(0);
    assert_eq!(task.href, format!("/afspraken/{id}/reacties/{first}"));
    assert!(task.detail.starts_with("Gemeente Oosterzijl vraagt: Wanneer"), "{}", task.detail);
    assert_eq!(task.function.as_deref(), Some("Teamleider wonen"));
    assert_eq!(
        (asked_of(&colleague).await.len(), asked_of(&reader).await, asked_of(&writer).await),
        (1, vec![], vec![])
    );

    // An answer of another organisation leaves it.
    let reply = |text: &str| ReplyForm { id: id.to_string(), comment: first.to_string(), text: text.to_owned() };
    went_on(answer(&writer, &reply("Het gaat om het hofje.")).await.unwrap());
    assert_eq!(asked_of(&asked).await.len(), 1);
    assert_eq!(rejected(answer(&asked, &reply(" ")).await.unwrap()).problems[0].field, "text");
    went_on(answer(&colleague, &reply("In mei.")).await.unwrap());
    assert_eq!((asked_of(&asked).await, asked_of(&colleague).await), (vec![], vec![]));

    let shown = seen_by(&writer, id, first).await;
    let answers: Vec<_> = shown.thread.answers.iter().map(|line| line.text.as_deref().unwrap()).collect();
    assert_eq!(answers, ["Het gaat om het hofje.", "In mei."]);
    assert!(shown.thread.first.asked[0].settled.is_some() && shown.may_withdraw && !shown.may_mark_seen);
    let told: Vec<Event> = show(&writer, id).await.unwrap().timeline.iter().map(|entry| entry.event).collect();
    assert_eq!(told[..3], [Event::CommentAnswered, Event::CommentAnswered, Event::Commented]);
    let card = show(&writer, id).await.unwrap().beside.remove(0);
    assert_eq!((card.title.as_str(), card.lines[0].text.as_str()), ("Reacties", "In mei."));
});

on_both_databases!(what_was_seen_is_off_the_list_of_that_organisation_only, async |database| {
    load_region(database).await;
    let id = proposed(database).await;
    let writer = request_of(database, "Gemeente Oosterzijl", Role::Administrator).await;
    let care = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    let tenants = request_of(database, "Huurdersraad Brinkerdam", Role::Staff).await;
    let form = CommentForm {
        organisation_3: organisation_id(database, "Huurdersraad Brinkerdam").await.to_string(),
        ..asks(database, id, "Zorggroep De Kade").await
    };
    went_on(add(&writer, &form).await.unwrap());
    let first = newest(database).await;
    let reader = request_of(database, "Zorggroep De Kade", Role::Reader).await;
    for nobody in [&writer, &reader] {
        assert_eq!(mark_seen(nobody, &which(id, first)).await.unwrap_err(), AppError::Forbidden);
    }
    assert!(seen_by(&care, id, first).await.may_mark_seen);
    for _ in 0..2 {
        went_on(mark_seen(&care, &which(id, first)).await.unwrap());
    }
    assert_eq!((asked_of(&care).await.len(), asked_of(&tenants).await.len()), (0, 1));
    let seen = show(&care, id).await.unwrap().timeline.into_iter().filter(|entry| entry.event == Event::CommentSeen);
    assert_eq!(seen.count(), 1, "who says it twice has said it once");
});

on_both_databases!(of_a_concept_nobody_is_asked_who_cannot_read_it, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let shown = page(&official, id).await.unwrap();
    let names: Vec<String> = shown.askable.unwrap().into_iter().map(|(_, name)| name).collect();
    assert!(shown.concept && names.contains(&"Gemeente Oosterzijl".to_owned()), "{names:?}");
    let outsider = "Huurdersraad Brinkerdam";
    assert!(!names.contains(&outsider.to_owned()), "{names:?}");
    let rejection = rejected(add(&official, &asks(database, id, outsider).await).await.unwrap());
    assert_eq!((rejection.problems[0].field.as_str(), rejection.status), ("organisation", 422));
    assert!(rejection.problems[0].message.contains("ziet deze afspraak nog niet"), "{rejection:?}");
    assert_eq!(comment::Entity::find().count(&database.connection).await.unwrap(), 0);
    let stranger = request_of(database, outsider, Role::Staff).await;
    assert_eq!(page(&stranger, id).await.unwrap_err(), AppError::NotFound);
    assert_eq!(add(&stranger, &asks(database, id, outsider).await).await.unwrap_err(), AppError::NotFound);

    // Somebody who was asked and cannot read it any more has no task either.
    went_on(add(&official, &asks(database, id, &names[0]).await).await.unwrap());
    let row = mention::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let moved = mention::ActiveModel {
        organisation_id: sea_orm::Set(organisation_id(database, outsider).await),
        ..sea_orm::IntoActiveModel::into_active_model(row)
    };
    sea_orm::ActiveModelTrait::update(moved, &database.connection).await.unwrap();
    assert_eq!(asked_of(&stranger).await, vec![]);
});

on_both_databases!(of_a_comment_that_is_withdrawn_only_stays_that_it_was_there, async |database| {
    load_region(database).await;
    let id = proposed(database).await;
    let writer = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let care = request_of(database, "Zorggroep De Kade", Role::Staff).await;
    let driver = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    went_on(add(&writer, &asks(database, id, "Zorggroep De Kade").await).await.unwrap());
    let first = newest(database).await;
    let reply = ReplyForm { id: id.to_string(), comment: first.to_string(), text: "Ik kijk het na.".to_owned() };
    went_on(answer(&driver, &reply).await.unwrap());
    for other in [&care, &driver] {
        assert_eq!(withdraw(other, &which(id, first)).await.unwrap_err(), AppError::Forbidden);
    }
    for _ in 0..2 {
        went_on(withdraw(&writer, &which(id, first)).await.unwrap());
    }
    assert_eq!(asked_of(&care).await, vec![]);
    let shown = seen_by(&care, id, first).await;
    assert_eq!((shown.thread.first.text, shown.thread.answers.len()), (None, 1));
    assert!(!shown.may_answer && !shown.may_mark_seen);
    assert_eq!(rejected(answer(&care, &reply).await.unwrap()).status, 409);
    let timeline = format!("{:?}", show(&care, id).await.unwrap());
    assert!(!timeline.contains("vergunning") && timeline.contains("CommentWithdrawn"), "{timeline}");
});

on_both_databases!(a_comment_is_of_one_commitment_and_of_who_may_write, async |database| {
    load_region(database).await;
    let (id, other) = (proposed(database).await, insert(database, 2, sample()).await);
    let writer = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    went_on(add(&writer, &asks(database, id, "Zorggroep De Kade").await).await.unwrap());
    let first = newest(database).await;
    assert_eq!(one(&writer, other, first).await.unwrap_err(), AppError::NotFound);
    assert_eq!(withdraw(&writer, &which(other, first)).await.unwrap_err(), AppError::NotFound);
    let reader = request_of(database, "Gemeente Oosterzijl", Role::Reader).await;
    let form = asks(database, id, "Zorggroep De Kade").await;
    assert_eq!(add(&reader, &form).await.unwrap_err(), AppError::Forbidden);
    assert!(page(&reader, id).await.unwrap().askable.is_none());
    let elsewhere = CommentForm { organisation: Uuid::from_u128(7).to_string(), ..form };
    let rejection = rejected(add(&writer, &elsewhere).await.unwrap());
    assert_eq!(rejection.problems[0].message, "Kies een organisatie uit de lijst.");
    // What goes, goes whole.
    commitment::Entity::delete_by_id(id).exec(&database.connection).await.unwrap();
    assert_eq!(mention::Entity::find().count(&database.connection).await.unwrap(), 0);
});

fn sample() -> Sample {
    Sample { life_cycle: LifeCycle::Proposed, municipality: None, published: false, lead: None, partner: None }
}
