//! What a function hands over: everything that it carries, of what the reader may see.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "since/cast.rs"]
#[allow(dead_code, reason = "freezing and comparing are the other half of it")]
mod cast;
mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::bottlenecks::entity::bottleneck;
use app::comments::entity::{comment, mention};
use app::commitments::entity::{commitment, party};
use app::commitments::steps::entity::milestone;
use app::decisions::entity::decision;
use app::handover::data::Page;
use app::handover::file::made;
use app::handover::filter::Filter;
use app::handover::queries::page;
use app::handover::{FILE_PATH, PATH, address_of};
use app::proposals::commands::create as propose;
use app::proposals::form::ProposalForm;
use app::regions::vision::{body, body_member};
use app::request::Request;
use app::roles::commands::write as write_role;
use app::roles::form::RoleForm;
use app::typesetting::{Made, PdfFile};
use app::ui::form::FormReply;
use cast::{BUILDER, Cast, STRANGER, at, cast, organisation_id, report};
use chrono::NaiveDate;
use common::on_both_databases;
use domain::commitments::{LifeCycle, PartyRole};
use domain::deadlines::Phase;
use domain::progress::Standing;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use uuid::Uuid;

const PLACE: &str = "Gemeente Brinkerdam";
const CONCEPT: &str = "Starterswoning na de opvang";
const PROPOSED: &str = "M-01 Acht hofwoningen in Lindewaard (Lindewaard)";
const RED: [&str; 3] = ["groen", "rood", "groen"];

async fn of(request: &Request, organisation: &str, function: Option<&str>) -> Page {
    let organisation = Some(organisation_id(request.database(), organisation).await);
    page(request, &Filter { organisation, function: function.map(str::to_owned) }).await.unwrap()
}

fn names(page: &Page) -> Vec<&str> {
    page.carried.lines.iter().map(|one| one.name.as_str()).collect()
}

/// A pledge of this function of the builder.
async fn pledge(cast: &Cast, meeting: Uuid, function: Option<&str>) {
    let database = cast.secretary.database();
    let row = decision::ActiveModel {
        id: Set(Uuid::now_v7()),
        region_id: Set(cast.secretary.actor().region.0),
        meeting_id: Set(meeting),
        agenda_item_id: Set(None),
        proposal_id: Set(None),
        kind: Set("toezegging".to_owned()),
        text: Set("Levert de tekening aan.".to_owned()),
        owner_id: Set(organisation_id(database, BUILDER).await),
        owner_function: Set(function.map(str::to_owned)),
        due: Set(Some("2026-10".to_owned())),
        due_last_day: Set(NaiveDate::from_ymd_opt(2026, 10, 31)),
        no_date: Set(false),
        reported_to_id: Set(None),
        report: Set(None),
        example: Set(false),
        version: Set(1),
        created_at: Set(at(0)),
        updated_at: Set(at(0)),
    };
    row.insert(database).await.unwrap();
}

/// Something that the gemeente asks of this function of the builder.
async fn question(cast: &Cast, text: &str, function: &str) {
    let database = cast.secretary.database();
    let id = Uuid::now_v7();
    let asked = comment::ActiveModel {
        id: Set(id),
        commitment_id: Set(cast.commitment),
        answers_id: Set(None),
        user_id: Set(cast.secretary.actor().user.0),
        organisation_id: Set(cast.secretary.actor().organisation.0),
        at: Set(at(0)),
        text: Set(Some(text.to_owned())),
        withdrawn_at: Set(None),
    };
    asked.insert(database).await.unwrap();
    let whom = mention::ActiveModel {
        comment_id: Set(id),
        position: Set(0),
        organisation_id: Set(organisation_id(database, BUILDER).await),
        function: Set(Some(function.to_owned())),
        settled_at: Set(None),
        settled_by: Set(None),
    };
    whom.insert(database).await.unwrap();
}

/// None: of nobody in particular.
async fn seat(database: &DatabaseConnection, position: i32, function: Option<&str>) {
    let body = body::Entity::find().one(database).await.unwrap().unwrap();
    let row = body_member::ActiveModel {
        body_id: Set(body.id),
        position: Set(position),
        organisation_id: Set(organisation_id(database, BUILDER).await),
        function: Set(function.map(str::to_owned)),
    };
    row.insert(database).await.unwrap();
}

async fn milestones(database: &DatabaseConnection, commitment: Uuid, titles: &[&str]) {
    for (number, title) in (1..).zip(titles) {
        let row = milestone::ActiveModel {
            id: Set(Uuid::now_v7()),
            commitment_id: Set(commitment),
            title: Set((*title).to_owned()),
            due: Set(format!("2027-0{number}-01")),
            due_last_day: Set(NaiveDate::from_ymd_opt(2027, number, 1).unwrap()),
            done_on: Set((number == 1).then(|| NaiveDate::from_ymd_opt(2026, 11, 20).unwrap())),
            note: Set(None),
            version: Set(1),
            updated_at: Set(at(0)),
        };
        row.insert(database).await.unwrap();
    }
}

async fn acts_as(cast: &Cast, function: &str) {
    let row = bottleneck::Entity::find_by_id(cast.bottleneck).one(cast.secretary.database()).await.unwrap().unwrap();
    let mut changed = row.into_active_model();
    changed.acting_function = Set(Some(function.to_owned()));
    changed.update(cast.secretary.database()).await.unwrap();
}

async fn named_in_the_concept(database: &DatabaseConnection, function: &str) {
    let concept = commitment::Entity::find().filter(commitment::Column::Title.eq(CONCEPT));
    let concept = concept.one(database).await.unwrap().unwrap();
    party::Entity::update_many()
        .col_expr(party::Column::Function, Expr::value(function))
        .filter(party::Column::CommitmentId.eq(concept.id))
        .filter(party::Column::Role.eq(PartyRole::Partner.code()))
        .exec(database)
        .await
        .unwrap();
}

on_both_databases!(one_function_hands_over_everything_that_it_carries, async |database| {
    let cast = cast(database).await;
    let meeting = cast.meeting("03-12-2026").await;
    // The commitment itself says: manager vastgoed.
    report(&cast.builder, cast.commitment, RED, "2028").await;
    milestones(database, cast.commitment, &["Grond", "Vergunning", "Start", "Dak", "Sleutels"]).await;
    pledge(&cast, meeting, Some("MANAGER VASTGOED")).await;
    pledge(&cast, meeting, Some("Secretaresse")).await;
    question(&cast, "Wanneer is de tekening klaar?", "manager  vastgoed").await;
    question(&cast, "Wie maakt de notulen?", "Secretaresse").await;
    seat(database, 90, Some("Manager vastgoed")).await;
    seat(database, 91, None).await;
    acts_as(&cast, "manager Vastgoed").await;

    let page = of(&cast.secretary, BUILDER, Some(" manager VASTGOED ")).await;
    assert_eq!((page.function.as_deref(), page.unknown.len()), (Some("Manager vastgoed"), 0));
    assert_eq!(page.functions, ["Manager vastgoed", "Secretaresse"]);
    assert_eq!(names(&page), [PROPOSED]);
    let one = &page.carried.lines[0];
    assert_eq!((one.role, one.life_cycle, one.progress), (PartyRole::Lead, LifeCycle::Proposed, Standing::Red));
    assert_eq!(one.due, "2e helft 2027");
    let reasons =
        [&one.reasons.cause, &one.reasons.effect, &one.reasons.correction].map(|text| text.as_deref().unwrap());
    assert_eq!(reasons, ["De vergunning duurt langer.", "De bouw begint later.", "We overleggen elke week."]);
    let next: Vec<&str> = one.milestones.iter().map(|milestone| milestone.title.as_str()).collect();
    assert_eq!(next, ["Vergunning", "Start", "Dak"]);
    assert_eq!(page.decisions.lines.len(), 1);
    assert!(page.decisions.lines[0].overdue && page.decisions.lines[0].owner.ends_with("MANAGER VASTGOED"));
    let asked: Vec<&str> = page.questions.lines.iter().map(|question| question.text.as_str()).collect();
    assert_eq!(asked, ["Wanneer is de tekening klaar?"]);
    let seats: Vec<(&str, &str)> = page.seats.iter().map(|seat| (seat.body.as_str(), seat.role.as_str())).collect();
    let table = "Bestuurlijke tafel Merenveld";
    assert_eq!(seats, [(table, "lid, Manager vastgoed"), (table, "lid")], "who sits there for anybody is carried too");
    assert_eq!(page.seats[0].next.as_ref().map(|(id, _)| *id), Some(meeting));
    let blocked = &page.blocked.lines[0];
    assert_eq!((blocked.title.as_str(), blocked.acting.ends_with("manager Vastgoed")), ("Geen stroom", true));
    // It lies with the organisation, whichever function answers.
    assert_eq!(page.to_answer.lines.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), [PROPOSED]);
    assert_eq!(page.deadlines, None, "a corporatie has no deadlines of a gemeente");

    let other = of(&cast.secretary, BUILDER, Some("secretaresse")).await;
    assert_eq!((names(&other).len(), other.blocked.lines.len(), other.seats.len()), (0, 0, 1));
    assert_eq!((other.decisions.lines.len(), other.questions.lines.len()), (1, 1));
    let whole = of(&cast.secretary, BUILDER, None).await;
    assert_eq!((page.unnamed, whole.unnamed), (0, 0));
    party::Entity::update_many()
        .col_expr(party::Column::Function, Expr::value(None::<String>))
        .filter(party::Column::OrganisationId.eq(organisation_id(database, BUILDER).await))
        .exec(&database.connection)
        .await
        .unwrap();
    let nobodys = of(&cast.secretary, BUILDER, Some("manager vastgoed")).await;
    assert_eq!(
        (names(&nobodys).len(), nobodys.unnamed),
        (0, whole.carried.lines.len() as u64),
        "it says what it leaves out"
    );
    assert_eq!((whole.decisions.lines.len(), whole.questions.lines.len(), whole.seats.len()), (2, 2, 2));
    let place = of(&cast.secretary, PLACE, None).await;
    let deadlines: Vec<_> = place.deadlines.unwrap().into_iter().map(|one| (one.title, one.phase)).collect();
    let expected = ["Dorpsplan vastgesteld", "Jaargesprek met de corporatie"];
    assert_eq!(deadlines, expected.map(|title| (title.to_owned(), Phase::NotStarted)));
});

on_both_databases!(what_is_done_or_answered_is_handed_over_no_more, async |database| {
    let cast = cast(database).await;
    let meeting = cast.meeting("20-11-2026").await;
    pledge(&cast, meeting, Some("manager vastgoed")).await;
    question(&cast, "Wanneer?", "manager vastgoed").await;
    acts_as(&cast, "manager vastgoed").await;
    let before = of(&cast.secretary, BUILDER, Some("manager vastgoed")).await;
    let many = |page: &Page| {
        let lines = [page.carried.lines.len(), page.decisions.lines.len(), page.blocked.lines.len()];
        (lines, page.questions.lines.len())
    };
    assert_eq!(many(&before), ([1, 1, 1], 1));
    let done = ["UPDATE commitments SET life_cycle = 'afgerond'", "UPDATE bottlenecks SET state = 'opgelost'"];
    for statement in done {
        database.connection.execute_unprepared(statement).await.unwrap();
    }
    let row = mention::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let mut seen = row.into_active_model();
    (seen.settled_at, seen.settled_by) = (Set(Some(at(0))), Set(Some(cast.builder.actor().user.0)));
    seen.update(&database.connection).await.unwrap();
    let row = decision::Entity::find().one(&database.connection).await.unwrap().unwrap();
    let mut changed = row.into_active_model();
    (changed.report, changed.reported_to_id) = (Set(Some("Gedaan.".to_owned())), Set(Some(meeting)));
    changed.update(&database.connection).await.unwrap();
    let after = of(&cast.secretary, BUILDER, None).await;
    assert_eq!((many(&after), after.functions.len()), (([0, 0, 0], 0), 0));
});

on_both_databases!(a_concept_of_others_is_in_no_handover, async |database| {
    let cast = cast(database).await;
    named_in_the_concept(database, "projectleider opvang").await;
    // An aanjager sees all concepts.
    let own = of(&cast.secretary, PLACE, Some("projectleider opvang")).await;
    assert!(names(&own)[0].contains(CONCEPT) && own.unknown.is_empty());
    let others = of(&cast.stranger, PLACE, None).await;
    assert!(names(&others).iter().all(|name| !name.contains(CONCEPT)) && !names(&others).is_empty());
    assert_eq!(others.functions, Vec::<String>::new(), "what a concept names is not told either");
    let guessed = of(&cast.stranger, PLACE, Some("projectleider opvang")).await;
    assert_eq!(guessed.unknown, ["functie=projectleider opvang"]);
    assert_eq!(names(&guessed), names(&others));
    let headings = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
    let address = |path| format!("{path}{}", address_of(own.organisation.0).trim_start_matches(PATH));
    let [seen, unseen] = [&cast.secretary, &cast.stranger];
    let [seen, unseen] = [file(seen, &address(FILE_PATH)).await, file(unseen, &address(FILE_PATH)).await];
    assert!(headings(&seen.content).contains(CONCEPT));
    assert!(!headings(&unseen.content).contains(CONCEPT));
});

async fn file(request: &Request, address: &str) -> PdfFile {
    match made(request, address).await.unwrap() {
        Made::File(file) => file,
        Made::LeftOut(left_out) => panic!("{left_out:?}"),
    }
}

on_both_databases!(an_address_is_what_it_says_or_nothing, async |database| {
    let cast = cast(database).await;
    let own = file(&cast.stranger, FILE_PATH).await;
    assert_eq!(own.name, format!("overdracht {STRANGER}, alle functies 2026-11-21.pdf"));
    assert!(own.content.starts_with(b"%PDF-"));
    assert_eq!(own.content, file(&cast.stranger, FILE_PATH).await.content);
    let whose = organisation_id(database, STRANGER).await;
    let of_others = file(&cast.builder, &format!("{FILE_PATH}?organisatie={whose}")).await;
    assert_ne!(own.content, of_others.content, "it says for whom it was made");
    for query in ["?organisatie=niemand", &format!("?organisatie={}", Uuid::nil()), "?functie=keizer", "?kleur=rood"] {
        let made = made(&cast.stranger, &format!("{FILE_PATH}{query}")).await.unwrap();
        assert!(matches!(made, Made::LeftOut(_)), "{query}");
    }
});

on_both_databases!(more_commitments_ask_no_more_queries, async |database| {
    let cast = cast(database).await;
    report(&cast.builder, cast.commitment, RED, "2028").await;
    let queries = Arc::new(AtomicUsize::new(0));
    let mut watched = cast.secretary.clone();
    let counter = Arc::clone(&queries);
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let mut asked = Vec::new();
    for more in [0, 3, 30] {
        copies(&cast, more).await;
        queries.store(0, Ordering::Relaxed);
        let page = of(&watched, BUILDER, Some("manager vastgoed")).await;
        asked.push((queries.load(Ordering::Relaxed), page.carried.lines.len()));
    }
    assert_eq!(asked.iter().map(|(_, lines)| *lines).collect::<Vec<_>>(), [1, 4, 34]);
    let asked: Vec<usize> = asked.into_iter().map(|(queries, _)| queries).collect();
    // What is remembered between is not asked again.
    assert!(asked[0] > 0 && asked[1] == asked[2] && asked[1] <= asked[0], "{asked:?}");
});

/// As many commitments more of the same parties, each with a milestone.
async fn copies(cast: &Cast, many: usize) {
    let database = cast.secretary.database();
    let row = commitment::Entity::find_by_id(cast.commitment).one(database).await.unwrap().unwrap();
    let parties = party::Entity::find().filter(party::Column::CommitmentId.eq(row.id)).all(database).await.unwrap();
    for _ in 0..many {
        let id = Uuid::now_v7();
        let copy = commitment::Model { id, number: format!("K-{}", id.simple()), asking: None, ..row.clone() };
        copy.into_active_model().reset_all().insert(database).await.unwrap();
        for one in &parties {
            let one = party::Model { commitment_id: id, ..one.clone() };
            one.into_active_model().reset_all().insert(database).await.unwrap();
        }
        milestones(database, id, &["Grond", "Vergunning"]).await;
    }
}

on_both_databases!(proposals_and_the_role_of_the_organisation_go_along, async |database| {
    let cast = cast(database).await;
    let proposal =
        ProposalForm { title: "Regeling".to_owned(), proposed: "Eén regeling".to_owned(), ..ProposalForm::default() };
    assert!(matches!(propose(&cast.builder, &proposal).await.unwrap(), FormReply::Done { .. }));
    let id = organisation_id(database, BUILDER).await.to_string();
    let role = RoleForm { id, text: "Bouwt en verhuurt.".to_owned(), ..RoleForm::default() };
    assert!(matches!(write_role(&cast.builder, &role).await.unwrap(), FormReply::Done { .. }));
    let told = |page: &Page| page.proposals.lines.iter().map(|one| one.title.clone()).collect::<Vec<_>>();
    let own = of(&cast.builder, BUILDER, None).await;
    assert_eq!((told(&own), own.role.as_deref()), (vec!["Regeling".to_owned()], Some("Bouwt en verhuurt.")));
    let others = of(&cast.stranger, BUILDER, None).await;
    assert_eq!(
        (told(&others).len(), others.role.as_deref()),
        (0, Some("Bouwt en verhuurt.")),
        "a concept is their own"
    );
});
