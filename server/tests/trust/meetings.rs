//! Somebody in front of a meeting, or of what was decided there, that is far enough for the page.

use app::audit::Author;
use app::decisions::records::{NewDecision, insert_decision};
use app::files::entity::paper;
use app::meetings::entity::meeting;
use app::meetings::records::{Names, NewMeeting, insert_item, insert_meeting};
use app::notes::entity::note;
use app::regions::vision::body;
use app::storage::begin_write;
use chrono::{Days, NaiveDate};
use domain::audit::Event;
use domain::bottlenecks::Holder;
use domain::decisions::{self, Due, Kind};
use domain::meetings::items::Item;
use domain::meetings::{Content, State};
use domain::notes;
use domain::routing::Purpose;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

use crate::world::{Browser, DRIVER, World, start};

pub async fn visit(world: &World, pattern: &str) -> (Browser, String) {
    let today = start().date_naive();
    let days = |ago| today.checked_sub_days(Days::new(ago)).unwrap();
    let state = if pattern.contains("besluiten") || pattern.ends_with("/terug") {
        State::PapersReady
    } else {
        State::Preparing
    };
    let (meeting, item) = meeting_on(world, days(30), state).await;
    let path = match pattern {
        "/besluiten/{id}" => {
            meeting_on(world, days(1), state).await;
            pattern.replace("{id}", &decided(world, &meeting).await.to_string())
        }
        _ if pattern.contains("{decision}") => {
            pattern.replace("{decision}", &decided(world, &meeting).await.to_string())
        }
        _ => pattern.to_owned(),
    };
    let path = match path.contains("{file}") {
        true => path.replace("{file}", &paper_of(world, item).await.to_string()),
        false => path,
    };
    let path = match path.contains("{note}") {
        true => path.replace("{note}", &asked(world, &meeting).await.to_string()),
        false => path,
    };
    let path = path.replace("{id}", &meeting.id.to_string()).replace("{item}", &item.to_string());
    (world.logged_in(DRIVER).await, path)
}

/// A question of the driver's, which colleagues have not answered.
async fn asked(world: &World, meeting: &meeting::Model) -> Uuid {
    let writer = world.account_of(DRIVER).await;
    let row = note::ActiveModel {
        id: Set(Uuid::now_v7()),
        region_id: Set(meeting.region_id),
        meeting_id: Set(meeting.id),
        organisation_id: Set(writer.organisation_id),
        user_id: Set(writer.id),
        about: Set(notes::About::Meeting.code()),
        about_label: Set("Het overleg".to_owned()),
        kind: Set(notes::Kind::Question.code().to_owned()),
        text: Set("Waarom loopt dit uit?".to_owned()),
        at: Set(start()),
        ..Default::default()
    };
    row.insert(&world.database).await.unwrap().id
}

/// One that still counts.
async fn paper_of(world: &World, item: Uuid) -> Uuid {
    let file = crate::steps::file_of(world, None).await;
    let row = paper::ActiveModel { file_id: Set(file), agenda_item_id: Set(item) };
    row.insert(&world.database).await.unwrap();
    file
}

async fn meeting_on(world: &World, date: NaiveDate, state: State) -> (meeting::Model, Uuid) {
    let body = body::Entity::find().one(&world.database).await.unwrap().unwrap();
    let author = Author::nobody(body.region_id, start());
    let transaction = begin_write(&world.database).await.unwrap();
    let content = Content { title: None, date, place: Some("Stadhuis".to_owned()) };
    let new = NewMeeting { body: &body, content, example: false };
    let row = insert_meeting(&transaction, new, &author, Event::Created).await.unwrap();
    let item = Item { title: "Voortgang".to_owned(), purpose: Purpose::Inform, note: None, papers: 0, oral: false };
    let item = insert_item(&transaction, row.id, 0, &item, &author).await.unwrap();
    let mut row = row.into_active_model();
    row.state = Set(state.code().to_owned());
    let row = row.update(&transaction).await.unwrap();
    transaction.commit().await.unwrap();
    (row, item.id)
}

async fn decided(world: &World, meeting: &meeting::Model) -> Uuid {
    let author = Author::nobody(meeting.region_id, start());
    let owner = world.account_of(DRIVER).await.organisation_id;
    let transaction = begin_write(&world.database).await.unwrap();
    let content = decisions::Content {
        kind: Kind::Decision,
        text: "Einddatum naar 2028".to_owned(),
        owner: Holder { organisation: owner.into(), function: None },
        due: Due::NoDate,
    };
    let new = NewDecision { meeting, label: "Tafel".to_owned(), content, point: None, example: false };
    let names = Names::of_region(&transaction, meeting.region_id).await.unwrap();
    let row = insert_decision(&transaction, new, &names, &author, Event::Created).await.unwrap();
    transaction.commit().await.unwrap();
    row.id
}
