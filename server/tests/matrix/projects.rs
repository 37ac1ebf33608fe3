//! The projects of the world.

use std::collections::{BTreeMap, BTreeSet};

use app::audit::Author;
use app::deliveries::entity::{delivery, lot};
use app::files::entity::{delivery_file, file};
use app::files::records::sha256;
use app::files::store::Store;
use app::projects::records::{NewProject, insert_project};
use app::regions::entity::{municipality, organisation};
use app::storage::begin_write;
use domain::audit::Event;
use domain::policy::ProjectRights;
use domain::projects::{Confidentiality, Content, Counts, Intent, PartyRole, Status};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};

use crate::people::Person;
use crate::things::Thing;
use crate::world::{SLUG, now};

/// An open one and one that is kept close, in two gemeenten of the first region and one of the other; each is built by
/// this organisation.
pub async fn projects(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things = Vec::new();
    for (slug, builder) in [(SLUG, "Stichting Plaswonen"), ("brinkerdam", "Zorggroep De Kade"), ("enschede", "Domijn")]
    {
        let place = municipality::Entity::find().filter(municipality::Column::Slug.eq(slug)).one(database).await;
        let place = place.unwrap().unwrap();
        let builder = organisation::Entity::find().filter(organisation::Column::Name.eq(builder)).one(database).await;
        let builder = builder.unwrap().unwrap();
        for confidentiality in [Confidentiality::Public, Confidentiality::InternalStaff] {
            let parties = BTreeSet::from([(PartyRole::HousingCorporation, builder.id.into())]);
            let content = content(confidentiality, parties.clone());
            let (region_id, municipality_id) = (place.region_id, place.id);
            let new = NewProject { region_id, municipality_id, content, example: false };
            let transaction = begin_write(database).await.unwrap();
            let author = Author::nobody(region_id, now());
            let id = insert_project(&transaction, new, &[], &author, Event::Created).await.unwrap();
            transaction.commit().await.unwrap();
            let (region, municipality) = (region_id.into(), municipality_id.into());
            things.push(Thing::Project(ProjectRights { region, municipality, confidentiality, parties }, id));
        }
    }
    things
}

fn content(confidentiality: Confidentiality, parties: BTreeSet<(PartyRole, domain::ids::OrganisationId)>) -> Content {
    Content {
        name: "Hof van Noord".to_owned(),
        place: Some("Noord".to_owned()),
        place_hidden: true,
        confidentiality,
        status: Status::Active,
        plan_status: None,
        phases: BTreeMap::new(),
        dwellings: 60,
        demolished: 0,
        counts: Counts::default(),
        planned: None,
        parties,
        intent: Intent::default(),
        cost_shares: BTreeMap::new(),
        external_id: None,
        note: None,
    }
}

/// Of each project a report with a file, which are called as it is.
pub async fn add_deliveries(database: &DatabaseConnection, store: &dyn Store, projects: &[Thing], people: &[Person]) {
    let reporter = people.iter().find_map(|person| person.visitor).unwrap().actor;
    for project in projects {
        let row = delivery::ActiveModel {
            id: Set(project.id()),
            project_id: Set(project.id()),
            sequence: Set(1),
            act: Set("gemeld".to_owned()),
            there: Set(true),
            count: Set(10),
            delivered_on: Set(Some(now().date_naive())),
            address: Set(Some("Noord 1".to_owned())),
            user_id: Set(reporter.user.into()),
            organisation_id: Set(reporter.organisation.into()),
            at: Set(now()),
            ..Default::default()
        };
        row.insert(database).await.unwrap();
        let row = lot::ActiveModel {
            id: Set(project.id()),
            project_id: Set(project.id()),
            measure_id: Set(None),
            delivered_on: Set(now().date_naive()),
            external_id: Set(None),
            waiting: Set(10),
            verified: Set(0),
            returned: Set(0),
        };
        row.insert(database).await.unwrap();
        let id = project.id();
        store.put(id, b"x".to_vec()).await.unwrap();
        let row = file::ActiveModel {
            id: Set(id),
            commitment_id: Set(None),
            user_id: Set(reporter.user.into()),
            organisation_id: Set(reporter.organisation.into()),
            at: Set(now()),
            name: Set("oplevering.pdf".to_owned()),
            kind: Set("pdf".to_owned()),
            size: Set(1),
            sha256: Set(sha256(b"x")),
            ..Default::default()
        };
        row.insert(database).await.unwrap();
        delivery_file::ActiveModel { file_id: Set(id), delivery_id: Set(id) }.insert(database).await.unwrap();
    }
}
