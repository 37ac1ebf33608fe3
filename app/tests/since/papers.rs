//! What people read once the papers of a meeting are ready, whatever is written afterwards.

use app::decisions::entity::decision;
use app::meetings::entity::meeting;
use app::meetings::form::{ItemForm, StepForm};
use app::meetings::queries::show;
use app::meetings::{commands, items};
use app::pack::agenda::What;
use app::pack::filter::Filter;
use app::pack::queries::page;
use app::proposals;
use app::proposals::entity::{proposal, proposal_step};
use app::proposals::form::{ProposalForm, StepForm as ProposalStep};
use app::regions::vision::body;
use app::request::Request;
use app::ui::form::FormReply;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use super::cast::{at, cast, id_in, rejected, went_on};
use super::common::on_both_databases;
use super::pack::{data, file, recorded, workbook};

/// A proposal for a decision, on the agenda of the body's meeting of this day.
async fn proposed(request: &Request, day: &str) -> Uuid {
    let text = ProposalForm {
        title: "Eén regeling".to_owned(),
        proposed: "Voor de hele regio".to_owned(),
        arguments: "Een inwoner kent geen gemeentegrens.".to_owned(),
        decision: "De regeling vaststellen".to_owned(),
        ..ProposalForm::default()
    };
    let id = id_in(proposals::commands::create(request, &text).await.unwrap());
    let found = proposals::queries::one(request.database(), &request.visibility(), id).await.unwrap();
    let table = body::Entity::find().filter(body::Column::Name.eq("Bestuurlijke tafel Merenveld"));
    let step = ProposalStep {
        id: id.to_string(),
        version: found.row.route_version.to_string(),
        body: table.one(request.database()).await.unwrap().unwrap().id.to_string(),
        date: day.to_owned(),
        purpose: "vaststellen".to_owned(),
        ..ProposalStep::default()
    };
    went_on(proposals::steps::add(request, &step).await.unwrap());
    id
}

fn inform() -> ItemForm {
    ItemForm { purpose: "informeren".to_owned(), ..ItemForm::default() }
}

async fn step(request: &Request, meeting: Uuid, to: &str, reason: &str) -> FormReply {
    let version = show(request, meeting).await.unwrap().version.to_string();
    let form = StepForm {
        id: meeting.to_string(),
        version,
        to: to.to_owned(),
        reason: reason.to_owned(),
        ..StepForm::default()
    };
    match to {
        "stukken-rond" => commands::step_forward(request, &form).await.unwrap(),
        _ => commands::step_back(request, &form).await.unwrap(),
    }
}

on_both_databases!(the_agenda_is_what_people_read_once_the_papers_are_ready, async |database| {
    let cast = cast(database).await;
    let (secretary, reader) = (&cast.secretary, &cast.stranger);
    let meeting = cast.frozen_meeting("26-11-2026").await;
    let proposal = proposed(secretary, "26-11-2026").await;
    let item = ItemForm { id: meeting.to_string(), title: "Mededelingen".to_owned(), ..inform() };
    went_on(items::add(secretary, &item).await.unwrap());
    let titles = async || {
        let points = data(reader, meeting).await.page.points;
        points.into_iter().map(|point| point.title).collect::<Vec<_>>()
    };
    assert_eq!(titles().await, ["Mededelingen", "Eén regeling"]);
    went_on(step(secretary, meeting, "stukken-rond", "").await);
    let (before, book) = (file(reader, meeting).await.content, workbook(reader, meeting, "?gemeente=alle").await);
    let told = data(reader, meeting).await.page;
    assert_eq!(
        told.asked().map(|point| point.decision.as_deref()).collect::<Vec<_>>(),
        [Some("De regeling vaststellen")]
    );

    let row =
        proposal::ActiveModel { id: Set(proposal), title: Set("Een ander voorstel".to_owned()), ..Default::default() };
    row.update(secretary.database()).await.unwrap();
    let late = ItemForm { title: "Nagekomen".to_owned(), ..item };
    assert!(rejected(items::add(secretary, &late).await.unwrap()).problems[0].message.contains("De stukken zijn rond"));
    assert_eq!(before, file(reader, meeting).await.content);
    assert_eq!(book, workbook(reader, meeting, "?gemeente=alle").await);
    let came_and_went = async || {
        let late = page(reader, meeting, &Filter::default()).await.unwrap().late;
        late.into_iter().map(|one| (one.title, one.what)).collect::<Vec<_>>()
    };
    let changed = ("Een ander voorstel".to_owned(), What::Changed);
    assert_eq!(came_and_went().await, std::slice::from_ref(&changed));
    let second = proposed(secretary, "26-11-2026").await;
    assert_eq!(came_and_went().await, [("Eén regeling".to_owned(), What::Came), changed]);
    proposal_step::Entity::delete_many()
        .filter(proposal_step::Column::ProposalId.is_in([proposal, second]))
        .exec(secretary.database())
        .await
        .unwrap();
    assert_eq!(came_and_went().await, [("Eén regeling".to_owned(), What::Went)]);
    assert_eq!(before, file(reader, meeting).await.content);

    went_on(step(secretary, meeting, "in-voorbereiding", "Er komt een punt bij").await);
    assert_eq!(titles().await, ["Mededelingen"]);
    assert_eq!(came_and_went().await, []);
});

on_both_databases!(what_another_body_must_conclude_first_is_asked_with_whom_it_waits_for, async |database| {
    let cast = cast(database).await;
    let meeting = cast.meeting("03-12-2026").await;
    let id = proposed(&cast.secretary, "03-12-2026").await;
    let asked = async || data(&cast.stranger, meeting).await.page.asked().count();
    assert_eq!(asked().await, 1);
    // The same body looks at it twice: the second time only after it concluded the first time.
    let first = proposal_step::Entity::find().filter(proposal_step::Column::ProposalId.eq(id));
    let first = first.one(cast.secretary.database()).await.unwrap().unwrap();
    let before = proposal_step::ActiveModel {
        id: Set(Uuid::now_v7()),
        position: Set(first.position - 1),
        meeting_id: Set(None),
        ..first.clone().into_active_model()
    };
    let before = before.insert(cast.secretary.database()).await.unwrap();
    let waits = async || page(&cast.stranger, meeting, &Filter::default()).await.unwrap().points[0].waits_for.clone();
    assert_eq!((asked().await, waits().await), (1, None), "on one day it is one item");
    let on = async |date, conclusion: Option<&str>| {
        let changed = proposal_step::ActiveModel {
            id: Set(before.id),
            date: Set(date),
            conclusion: Set(conclusion.map(str::to_owned)),
            concluded_version: Set(conclusion.map(|_| 1)),
            concluded_at: Set(conclusion.map(|_| at(1))),
            ..Default::default()
        };
        changed.update(cast.secretary.database()).await.unwrap();
    };
    let earlier = first.date.pred_opt().unwrap();
    on(earlier, None).await;
    let table = Some("Bestuurlijke tafel Merenveld".to_owned());
    assert_eq!((asked().await, waits().await), (1, table.clone()));
    // Whoever reads the papers later is told what is so by then.
    went_on(step(&cast.secretary, meeting, "stukken-rond", "").await);
    on(earlier, Some("Positief")).await;
    assert_eq!((asked().await, waits().await), (1, None));
    assert_eq!(data(&cast.stranger, meeting).await.page.points[0].waits_for, table, "a file is what it was");
});

on_both_databases!(a_proposal_that_is_a_concept_again_is_named_in_no_papers, async |database| {
    let mut cast = cast(database).await;
    let first = cast.frozen_meeting("22-11-2026").await;
    let proposal = proposed(&cast.secretary, "22-11-2026").await;
    let open = recorded(&cast, first, "De regeling gaat terug.", at(0)).await;
    let about = decision::ActiveModel { id: Set(open.id), proposal_id: Set(Some(proposal)), ..Default::default() };
    about.update(cast.secretary.database()).await.unwrap();
    cast.later(2);
    let second = cast.frozen_meeting("26-11-2026").await;
    let item = async || data(&cast.secretary, second).await.open[0].item.clone();
    assert_eq!(item().await.as_deref(), Some("Eén regeling"));
    proposal_step::Entity::delete_many().exec(cast.secretary.database()).await.unwrap();
    // Its own organisation sees it, and makes the papers.
    assert_eq!(item().await, None);
    let mention = ItemForm { id: second.to_string(), title: "Mededelingen".to_owned(), ..inform() };
    went_on(items::add(&cast.secretary, &mention).await.unwrap());
    went_on(step(&cast.secretary, second, "stukken-rond", "").await);
    assert_eq!(item().await, None);
});

on_both_databases!(what_was_open_is_what_people_read_once_the_papers_are_ready, async |database| {
    let mut cast = cast(database).await;
    let first = cast.frozen_meeting("22-11-2026").await;
    let open = recorded(&cast, first, "De aansluiting gaat voor.", at(0)).await;
    cast.later(2);
    let second = cast.frozen_meeting("26-11-2026").await;
    let item = ItemForm { id: second.to_string(), title: "Mededelingen".to_owned(), ..inform() };
    went_on(items::add(&cast.secretary, &item).await.unwrap());
    went_on(step(&cast.secretary, second, "stukken-rond", "").await);
    let (before, book) =
        (file(&cast.stranger, second).await.content, workbook(&cast.stranger, second, "?gemeente=alle").await);

    let reworded = decision::ActiveModel {
        id: Set(open.id),
        text: Set("De aansluiting gaat niet voor.".to_owned()),
        ..Default::default()
    };
    reworded.update(cast.secretary.database()).await.unwrap();
    let moved = meeting::ActiveModel { id: Set(first), date: Set(at(20).date_naive()), ..Default::default() };
    moved.update(cast.secretary.database()).await.unwrap();
    let told = data(&cast.stranger, second).await.open;
    assert_eq!(told.iter().map(|one| one.text.as_str()).collect::<Vec<_>>(), ["De aansluiting gaat voor."]);
    let now = page(&cast.stranger, second, &Filter::default()).await.unwrap();
    assert_eq!(now.carried_over, [], "on the screen it is as it is now");
    assert_eq!(book, workbook(&cast.stranger, second, "?gemeente=alle").await);
    assert_eq!(before, file(&cast.stranger, second).await.content);
});
