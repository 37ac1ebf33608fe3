//! Somebody in front of a proposal that is far enough for the page.

use app::audit::Author;
use app::proposals::records::{NewProposal, Planned, insert_proposal, insert_step};
use app::regions::vision::body;
use app::storage::begin_write;
use chrono::Days;
use domain::audit::Event;
use domain::routing::Purpose;
use domain::routing::proposal::Proposal;
use sea_orm::EntityTrait;

use crate::world::{Browser, DRIVER, World, start};

/// Its only step is of a day that is over.
pub async fn visit(world: &World, pattern: &str) -> (Browser, String) {
    let body = body::Entity::find().one(&world.database).await.unwrap().unwrap();
    let writer = world.account_of(DRIVER).await.organisation_id;
    let author = Author::nobody(body.region_id, start());
    let transaction = begin_write(&world.database).await.unwrap();
    let content = Proposal {
        title: "Urgentieregeling".to_owned(),
        proposed: "Eén regeling".to_owned(),
        decision: "De regeling vaststellen".to_owned(),
        ..Proposal::default()
    };
    let organisation = (writer, "Aanjaagteam");
    let new = NewProposal { region: body.region_id, organisation, content, example: false };
    let row = insert_proposal(&transaction, new, &author, Event::Created).await.unwrap();
    let date = start().date_naive().checked_sub_days(Days::new(30)).unwrap();
    let planned = Planned { body: body.id, name: body.name, meeting: None, date, purpose: Purpose::Inform };
    let step = insert_step(&transaction, row.id, 0, &planned, &author).await.unwrap();
    transaction.commit().await.unwrap();
    let path = pattern.replace("{id}", &row.id.to_string()).replace("{step}", &step.id.to_string());
    (world.logged_in(DRIVER).await, path)
}
