//! The proposals of the world.

use app::audit::Author;
use app::meetings::queries::{members_of, rights_of as rights_of_body};
use app::proposals::entity::proposal_step;
use app::proposals::records::{NewProposal, Planned, insert_proposal, insert_step, rights_of};
use app::regions::vision::body;
use app::storage::begin_write;
use domain::audit::Event;
use domain::policy::{BodyRights, ConclusionRights};
use domain::routing::Purpose;
use domain::routing::proposal::Proposal;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

use crate::meetings::named;
use crate::things::Thing;
use crate::world::now;

/// Those of a gemeente and of a corporatie, each a concept and one that lies with a body whose secretary is another; and one
/// of the other region. The bodies are those that have meetings.
pub async fn proposals(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things = Vec::new();
    for (writer, secretary) in [
        ("Gemeente Oosterzijl", None),
        ("Gemeente Oosterzijl", Some("Stichting Plaswonen")),
        ("Stichting Plaswonen", None),
        ("Stichting Plaswonen", Some("Gemeente Oosterzijl")),
        ("Gemeente Enschede", Some("Gemeente Enschede")),
    ] {
        things.push(proposal(database, writer, secretary).await);
    }
    things
}

/// Its only step has its id.
async fn proposal(database: &DatabaseConnection, writer: &str, secretary: Option<&str>) -> Thing {
    let writer = named(database, writer).await;
    let author = Author::nobody(writer.region_id, now());
    let body = match secretary {
        Some(secretary) => {
            let table = body::Entity::find().filter(body::Column::Name.eq(format!("Tafel van {secretary}")));
            Some(table.one(database).await.unwrap().unwrap())
        }
        None => None,
    };
    let transaction = begin_write(database).await.unwrap();
    let content = Proposal {
        title: "Urgentieregeling".to_owned(),
        proposed: "Eén regeling".to_owned(),
        decision: "De regeling vaststellen".to_owned(),
        ..Proposal::default()
    };
    let organisation = (writer.id, writer.name.as_str());
    let new = NewProposal { region: writer.region_id, organisation, content, example: false };
    let row = insert_proposal(&transaction, new, &author, Event::Created).await.unwrap();
    let mut steps = Vec::new();
    if let Some(body) = &body {
        let planned = Planned {
            body: body.id,
            name: body.name.clone(),
            meeting: None,
            date: now().date_naive(),
            purpose: Purpose::Adopt,
        };
        let step = insert_step(&transaction, row.id, 0, &planned, &author).await.unwrap();
        proposal_step::Entity::update_many()
            .col_expr(proposal_step::Column::Id, Expr::value(row.id))
            .filter(proposal_step::Column::Id.eq(step.id))
            .exec(&transaction)
            .await
            .unwrap();
        steps.push(step);
    }
    transaction.commit().await.unwrap();
    let of_nobody = BodyRights { region: writer.region_id.into(), secretary: None, members: vec![] };
    let body = match &body {
        Some(body) => rights_of_body(body, &members_of(database, body.id).await.unwrap()),
        None => of_nobody,
    };
    Thing::Proposal(ConclusionRights { proposal: rights_of(&row, &steps), body }, row.id)
}
