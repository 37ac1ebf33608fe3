//! A file that the driver loads.

use app::imports::content::{Content, KeptCell, KeptRow, KeptSheet};
use app::imports::entity::import;
use app::imports::lines::Choices;
use app::regions::entity::organisation;
use domain::imports::{Kind, Mapping, Source, State};
use sea_orm::{EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::world::{Browser, DRIVER, World, start};

const COLUMNS: [&str; 5] = ["external_id", "name", "municipality", "confidentiality", "dwellings"];

/// A new one each time, whose only row is a new project; or one that was loaded and did nothing, to be undone.
pub async fn visit(world: &World, pattern: &str) -> (Browser, String) {
    let maker = world.account_of(DRIVER).await;
    let own = organisation::Entity::find_by_id(maker.organisation_id).one(&world.database).await.unwrap().unwrap();
    let id = Uuid::now_v7();
    let loaded = pattern.ends_with("/ongedaan");
    let row = |number, texts: [&str; 5]| KeptRow {
        number,
        cells: texts.iter().map(|&text| KeptCell::Text(text.to_owned())).collect(),
    };
    let project = row(2, [&id.to_string(), "Hof", "Oosterzijl", "Openbaar", "3"]);
    let sheet = KeptSheet { name: "Blad1".to_owned(), rows: vec![row(1, COLUMNS), project] };
    let mapping = COLUMNS.iter().enumerate().map(|(index, code)| ((*code).to_owned(), Source::Column(index)));
    let choices = Choices { sheet: 0, header: 1, mapping: Mapping(mapping.collect()), diwi: false };
    let row = import::Model {
        id,
        region_id: own.region_id,
        user_id: maker.id,
        organisation_id: own.id,
        kind: Kind::Projects.code().to_owned(),
        file_name: "projecten.xlsx".to_owned(),
        content: Some(serde_json::to_string(&Content { sheets: vec![sheet] }).unwrap()),
        choices: serde_json::to_string(&choices).unwrap(),
        state: if loaded { State::Loaded } else { State::Opened }.code().to_owned(),
        opened_at: start(),
        loaded_at: loaded.then(start),
    };
    import::Entity::insert(row.into_active_model()).exec(&world.database).await.unwrap();
    (world.logged_in(DRIVER).await, pattern.replace("{id}", &id.to_string()))
}
