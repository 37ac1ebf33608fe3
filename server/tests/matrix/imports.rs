//! Files that some of the people load.

use app::imports::content::{Content, KeptCell, KeptRow, KeptSheet};
use app::imports::entity::import;
use app::imports::lines::Choices;
use chrono::{DateTime, Utc};
use domain::imports::{Kind, Mapping, Source, State};
use domain::policy::ImportRights;
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::people::Person;
use crate::things::Thing;

/// Of staff of each region, and of somebody who keeps nothing any more. Their only row is wrong.
pub async fn made_by(database: &DatabaseConnection, people: &[Person], at: DateTime<Utc>) -> Vec<Thing> {
    let cell = |text: &str| KeptCell::Text(text.to_owned());
    let rows = [(1, "Kenmerk"), (2, "P1")].map(|(number, text)| KeptRow { number, cells: vec![cell(text)] });
    let content = Content { sheets: vec![KeptSheet { name: "Blad1".to_owned(), rows: rows.to_vec() }] };
    let mapping = Mapping([("external_id".to_owned(), Source::Column(0))].into());
    let choices = Choices { sheet: 0, header: 1, mapping, diwi: false };
    let mut things = Vec::new();
    let makers =
        ["medewerker of Gemeente Oosterzijl", "medewerker of Gemeente Enschede", "lezer of Gemeente Oosterzijl"];
    for maker in makers {
        let maker = people.iter().find(|person| person.name == maker).and_then(|person| person.visitor).unwrap().actor;
        let row = import::Model {
            id: Uuid::now_v7(),
            region_id: maker.region.into(),
            user_id: maker.user.into(),
            organisation_id: maker.organisation.into(),
            kind: Kind::Projects.code().to_owned(),
            file_name: "projecten.xlsx".to_owned(),
            content: Some(serde_json::to_string(&content).unwrap()),
            choices: serde_json::to_string(&choices).unwrap(),
            state: State::Opened.code().to_owned(),
            opened_at: at,
            loaded_at: None,
        };
        let rights = ImportRights { region: maker.region, maker: maker.user };
        things.push(Thing::Import(rights, row.id));
        import::Entity::insert(row.into_active_model()).exec(database).await.unwrap();
    }
    things
}
