//! The meetings of the world, and what is decided there.

use app::audit::Author;
use app::decisions::entity::decision;
use app::decisions::records::{NewDecision, insert_decision};
use app::files::entity::{file, paper};
use app::files::records::sha256;
use app::files::store::Store;
use app::meetings::entity::{agenda_item, meeting};
use app::meetings::queries::{members_of, rights_of};
use app::meetings::records::{NewMeeting, insert_meeting};
use app::notes::entity::note;
use app::regions::entity::organisation;
use app::regions::vision::body;
use app::storage::begin_write;
use domain::audit::Event;
use domain::bottlenecks::Holder;
use domain::decisions::{self, Due, Kind};
use domain::meetings::Content;
use domain::notes;
use domain::policy::{DecisionRights, NoteRights};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryFilter, Set};

use uuid::Uuid;

use crate::people::Person;
use crate::things::Thing;
use crate::world::now;

/// Meetings of a body whose secretary is a gemeente, one whose secretary is a corporatie, one without, and one of the other
/// region; the decisions that were taken there are each carried out by another organisation.
pub async fn meetings(database: &DatabaseConnection, store: &dyn Store, writer: Uuid) -> (Vec<Thing>, Vec<Thing>) {
    let (mut meetings, mut decisions) = (Vec::new(), Vec::new());
    for (secretary, owner) in [
        (Some("Gemeente Oosterzijl"), "Zorggroep De Kade"),
        (Some("Stichting Plaswonen"), "Gemeente Oosterzijl"),
        (None, "Welzijn Lindewaard"),
        (Some("Gemeente Enschede"), "Gemeente Enschede"),
    ] {
        let owner = named(database, owner).await;
        let body = body_of(database, secretary, &owner).await;
        let rights = rights_of(&body, &members_of(database, body.id).await.unwrap());
        let row = meeting_of(database, &body, &owner).await;
        paper_of(database, store, row.id, writer, &owner).await;
        meetings.push(Thing::Meeting(rights.clone(), row.id));
        decisions.push(Thing::Decision(DecisionRights { body: rights, owner: owner.id.into() }, row.id));
    }
    (meetings, decisions)
}

/// Of each meeting a question, which is called as it is, of somebody of a gemeente or, at every other one, of a corporatie.
pub async fn notes(database: &DatabaseConnection, meetings: &[Thing], people: &[Person]) -> Vec<Thing> {
    let writers = ["medewerker of Gemeente Oosterzijl", "bestuurder of Stichting Plaswonen"];
    let mut notes = Vec::new();
    for (thing, writer) in meetings.iter().zip(writers.into_iter().cycle()) {
        let Thing::Meeting(body, id) = thing else { continue };
        let writer = people.iter().find(|person| person.name == writer).unwrap().visitor.unwrap().actor;
        let rights = NoteRights {
            region: body.region,
            organisation: writer.organisation,
            writer: writer.user,
            kind: notes::Kind::Question,
        };
        let row = note::ActiveModel {
            id: Set(*id),
            region_id: Set(body.region.into()),
            meeting_id: Set(*id),
            organisation_id: Set(writer.organisation.into()),
            user_id: Set(writer.user.into()),
            about: Set(notes::About::Meeting.code()),
            about_label: Set("Het overleg".to_owned()),
            kind: Set(rights.kind.code().to_owned()),
            text: Set("Waarom loopt dit uit?".to_owned()),
            at: Set(now()),
            ..Default::default()
        };
        row.insert(database).await.unwrap();
        notes.push(Thing::Note(rights, *id));
    }
    notes
}

pub async fn named(database: &DatabaseConnection, name: &str) -> organisation::Model {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(database).await.unwrap().unwrap()
}

async fn body_of(database: &DatabaseConnection, secretary: Option<&str>, owner: &organisation::Model) -> body::Model {
    let secretary_id = match secretary {
        Some(name) => Some(named(database, name).await.id),
        None => None,
    };
    let row = body::Model {
        id: uuid::Uuid::now_v7(),
        region_id: owner.region_id,
        position: 99,
        name: format!("Tafel van {}", secretary.unwrap_or("niemand")),
        members: None,
        meetings_per_year: None,
        secretary_id,
        secretary_function: None,
        source_id: None,
        source_detail: None,
    };
    row.into_active_model().insert(database).await.unwrap()
}

/// The only paper of the only item has its id.
async fn paper_of(
    database: &DatabaseConnection,
    store: &dyn Store,
    id: Uuid,
    writer: Uuid,
    organisation: &organisation::Model,
) {
    store.put(id, b"x".to_vec()).await.unwrap();
    let row = file::ActiveModel {
        id: Set(id),
        commitment_id: Set(None),
        user_id: Set(writer),
        organisation_id: Set(organisation.id),
        at: Set(now()),
        name: Set("stuk.pdf".to_owned()),
        kind: Set("pdf".to_owned()),
        size: Set(1),
        sha256: Set(sha256(b"x")),
        ..Default::default()
    };
    row.insert(database).await.unwrap();
    paper::ActiveModel { file_id: Set(id), agenda_item_id: Set(id) }.insert(database).await.unwrap();
}

/// Its only item and its only decision have its id.
async fn meeting_of(database: &DatabaseConnection, body: &body::Model, owner: &organisation::Model) -> meeting::Model {
    let transaction = begin_write(database).await.unwrap();
    let author = Author::nobody(body.region_id, now());
    let content = Content { title: None, date: now().date_naive(), place: Some("Stadhuis".to_owned()) };
    let new = NewMeeting { body, content, example: false };
    let row = insert_meeting(&transaction, new, &author, Event::Created).await.unwrap();
    let item = agenda_item::ActiveModel {
        id: Set(row.id),
        meeting_id: Set(row.id),
        position: Set(0),
        title: Set("Voortgang".to_owned()),
        purpose: Set("informeren".to_owned()),
        note: Set(None),
        oral: Set(false),
        version: Set(1),
        updated_at: Set(now()),
    };
    item.insert(&transaction).await.unwrap();
    let content = decisions::Content {
        kind: Kind::Pledge,
        text: "Cijfers aanleveren".to_owned(),
        owner: Holder { organisation: owner.id.into(), function: None },
        due: Due::NoDate,
    };
    let new = NewDecision { meeting: &row, label: body.name.clone(), content, point: None, example: false };
    let names = app::meetings::records::Names::of_region(&transaction, body.region_id).await.unwrap();
    let taken = insert_decision(&transaction, new, &names, &author, Event::Created).await.unwrap();
    decision::Entity::update_many()
        .col_expr(decision::Column::Id, Expr::value(row.id))
        .filter(decision::Column::Id.eq(taken.id))
        .exec(&transaction)
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    row
}
