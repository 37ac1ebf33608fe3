//! Somebody in front of the ledger of a project and its forms.

use std::collections::{BTreeMap, BTreeSet};

use app::audit::Author;
use app::deliveries::records::{Book, NewEntry, NotAdded};
use app::files::entity::delivery_file;
use app::projects::entity::project;
use app::projects::records::{NewProject, insert_project};
use app::regions::entity::municipality;
use app::storage::begin_write;
use app::targets::entity::measure;
use domain::audit::Event;
use domain::deliveries::{Delivered, Entry};
use domain::organisations::Role;
use domain::projects::{Confidentiality, Content, Counts, DwellingType, Intent, PartyRole, Status};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::world::{Browser, World, start};

const BUILDER: &str = "bouwer@trust.example";
const VISITOR: &str = "controleur@trust.example";
const NAME: &str = "Hof van het grootboek";

/// Staff of the gemeente, which builds this project itself: so one of them reports, and another verifies.
pub async fn visit(world: &World, pattern: &str) -> (Browser, String) {
    let project = project_of(world).await;
    let mut path = pattern.replace("{id}", &project.to_string());
    if path.contains("{delivery}") {
        let report = reported(world, project).await;
        path = path.replace("{delivery}", &report.to_string());
        if path.contains("{file}") {
            path = path.replace("{file}", &evidence_of(world, report).await.to_string());
        }
    }
    (world.logged_in(VISITOR).await, path)
}

/// Somebody of the gemeente's staff, of whom no other test changes the account.
pub async fn staff(world: &World) -> &'static str {
    project_of(world).await;
    VISITOR
}

async fn project_of(world: &World) -> Uuid {
    let named = project::Entity::find().filter(project::Column::Name.eq(NAME));
    if let Some(row) = named.one(&world.database).await.unwrap() {
        return row.id;
    }
    for email in [BUILDER, VISITOR] {
        world.account(email, Role::Staff).await;
    }
    let builder = world.account_of(BUILDER).await;
    let place = municipality::Entity::find().filter(municipality::Column::Slug.eq("oosterzijl"));
    let place = place.one(&world.database).await.unwrap().unwrap();
    let parties = BTreeSet::from([(PartyRole::HousingCorporation, builder.organisation_id.into())]);
    let content = Content {
        name: NAME.to_owned(),
        place: None,
        place_hidden: false,
        confidentiality: Confidentiality::Public,
        status: Status::Active,
        plan_status: None,
        phases: BTreeMap::new(),
        dwellings: 100_000,
        demolished: 0,
        counts: Counts::default(),
        planned: None,
        parties,
        intent: Intent::default(),
        cost_shares: BTreeMap::new(),
        external_id: None,
        note: None,
    };
    let (region_id, municipality_id) = (place.region_id, place.id);
    let new = NewProject { region_id, municipality_id, content, example: false };
    let transaction = begin_write(&world.database).await.unwrap();
    let author = Author::nobody(region_id, start());
    let id = insert_project(&transaction, new, &[], &author, Event::Created).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

/// One that still counts.
async fn evidence_of(world: &World, report: Uuid) -> Uuid {
    let file = crate::steps::file_of(world, None).await;
    let row = delivery_file::ActiveModel { file_id: Set(file), delivery_id: Set(report) };
    row.insert(&world.database).await.unwrap();
    file
}

/// A new report, of somebody else than who visits.
async fn reported(world: &World, project: Uuid) -> Uuid {
    let builder = world.account_of(BUILDER).await;
    let measure = measure::Entity::find().one(&world.database).await.unwrap().unwrap();
    let author = Author {
        region: Some(measure.region_id),
        user: Some(builder.id),
        organisation: Some(builder.organisation_id),
        at: start(),
    };
    let delivered = Delivered { on: start().date_naive(), address: Some("Dorpsstraat 1".to_owned()), evidence: None };
    let new = NewEntry {
        entry: Entry::Report { dwelling_type: DwellingType::Counted(measure.id.into()) },
        count: 12,
        delivered: Some(delivered),
        reason: None,
        external_id: None,
    };
    let transaction = begin_write(&world.database).await.unwrap();
    let mut book = Book::of(&transaction, project).await.unwrap();
    let id = match book.add(&transaction, project, new, &author).await {
        Ok(id) => id,
        Err(NotAdded::Refused(refusal)) => panic!("{refusal}"),
        Err(NotAdded::Failed(error)) => panic!("{error}"),
    };
    transaction.commit().await.unwrap();
    id
}
