//! The page of targets: what it shows of the regions' files.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod corporations;

use std::sync::Arc;

use app::auth::accounts::{NewUser, create_user, current_user};
use app::document::Assets;
use app::error::AppError;
use app::mail::Mailing;
use app::organisations::source::Source;
use app::regions::entity::{municipality, organisation, region};
use app::regions::file::parse;
use app::regions::load::load;
use app::request::{AppState, Clock, Request};
use app::targets::commands::set;
use app::targets::data::{Overview, RegionTable, Split};
use app::targets::edit;
use app::targets::entity::{context_value, measure, scenario, target};
use app::targets::form::{SAVE, TargetsForm, ValueRow};
use app::targets::queries::{Asked, overview};
use app::ui::form::FormReply;
use chrono::DateTime;
use common::{TestDatabase, on_both_databases};
use domain::ids::RegionId;
use domain::organisations::Role;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../../server/regions/twente.toml");
const MERENVELD: &str = include_str!("../../../server/regions/test-region.toml");

/// Both regions are there, so that each test also shows that one does not see the other.
async fn region_of(database: &TestDatabase, code: &str) -> RegionId {
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    for text in [TWENTE, MERENVELD] {
        load(database, &parse(text).unwrap(), at).await.unwrap();
    }
    let named = region::Entity::find().filter(region::Column::Code.eq(code));
    named.one(&database.connection).await.unwrap().unwrap().id.into()
}

/// A request by a new account in this region.
async fn reader_in(database: &TestDatabase, region: RegionId) -> Request {
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let there = organisation::Entity::find().filter(organisation::Column::RegionId.eq(region.0));
    let new = NewUser {
        mandated: false,
        email: format!("{}@doelen.example", Uuid::now_v7().simple()),
        name: "Lezer".to_owned(),
        function: None,
        role: Role::Reader,
        organisation: there.one(&database.connection).await.unwrap().unwrap().name,
        password: "paard accu nietje".to_owned(),
    };
    let id = create_user(database, &new, at).await.unwrap();
    let state = AppState {
        database: database.connection.clone(),
        clock: Clock::Fixed(at),
        assets: Arc::new(Assets::default()),
        files: Arc::new(app::files::store::Nowhere),
        demo_logins: None,
        mailing: Arc::new(Mailing::none("http://127.0.0.1")),
    };
    Request { state, user: current_user(database, id, false).await.unwrap().unwrap() }
}

/// As [`reader_in`], of this organisation and role.
async fn somebody(database: &TestDatabase, organisation: &str, role: Role) -> Request {
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    let new = NewUser {
        mandated: false,
        email: format!("{}@doelen.example", Uuid::now_v7().simple()),
        name: format!("{} van {organisation}", role.label()),
        function: None,
        role,
        organisation: organisation.to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    let id = create_user(database, &new, at).await.unwrap();
    let any = region::Entity::find().one(&database.connection).await.unwrap().unwrap().id;
    let state = reader_in(database, any.into()).await.state;
    Request { state, user: current_user(database, id, false).await.unwrap().unwrap() }
}

async fn page_of(database: &TestDatabase, region: RegionId, scenario: Option<&str>) -> Overview {
    let asked = Asked { scenario: scenario.map(str::to_owned), ..Asked::default() };
    overview(&reader_in(database, region).await, &asked).await.unwrap()
}

async fn shown(database: &TestDatabase, code: &str, scenario: Option<&str>) -> Overview {
    let region = region_of(database, code).await;
    page_of(database, region, scenario).await
}

fn values(table: &RegionTable) -> Vec<Vec<Option<i64>>> {
    let values = |row: &app::targets::data::MeasureRow| {
        row.targets.iter().map(|target| target.as_ref().map(|target| target.value)).collect()
    };
    table.measures.iter().map(values).collect()
}

/// The values of the gemeenten in the first measure, by name.
fn of_first_measure(split: &Split) -> Vec<(&str, Option<i64>)> {
    let rows = split.tables[0].rows.iter();
    rows.map(|row| (row.municipality.name.as_str(), row.targets[0].as_ref().map(|target| target.value))).collect()
}

on_both_databases!(the_totals_are_those_of_the_agreements, async |database| {
    let page = shown(database, "twente", None).await;
    let [elderly, disabled] = page.tables.as_slice() else { panic!("two categories") };

    assert_eq!((elderly.category.name.as_str(), elderly.horizon_year), ("Ouderen", 2030));
    assert_eq!(
        values(elderly),
        [[Some(4500), Some(2710)], [Some(2000), Some(5310)], [Some(1560), Some(1100)]].map(|row| row.to_vec())
    );
    assert_eq!(elderly.totals, Some(vec![Some(8060), Some(9120)]));
    assert_eq!(elderly.measures[2].nests_in.as_deref(), Some("Geclusterde woningen"));
    let target = elderly.measures[0].targets[0].as_ref().unwrap();
    assert_eq!(target.status, "richtinggevend");
    assert_eq!(target.source.as_ref().unwrap().detail.as_deref(), Some("2.1"));

    assert_eq!((disabled.category.name.as_str(), disabled.horizon_year), ("Verstandelijke beperking", 2040));
    assert_eq!(values(disabled), [[Some(-235), Some(-1185)], [Some(300), Some(110)]].map(|row| row.to_vec()));
    // These measures stand beside each other: a total would mean nothing.
    assert_eq!(disabled.totals, None);
});

on_both_databases!(what_is_not_divided_is_unknown_for_every_municipality, async |database| {
    let split = shown(database, "twente", None).await.split.unwrap();
    assert_eq!((split.scenario.value.as_str(), split.asked_for_unknown), ("basis", false));
    let [table] = split.tables.as_slice() else { panic!("one year") };
    assert_eq!((table.rows.len(), table.columns.len()), (14, 3));
    assert!(table.rows.iter().all(|row| row.targets.iter().all(Option::is_none)));
    assert_eq!(table.columns[0].region, Some(4500));
    assert!(table.columns.iter().all(|column| column.municipalities.is_none() && column.shortfall.is_none()));
});

on_both_databases!(the_address_chooses_the_scenario, async |database| {
    let split = shown(database, "twente", Some("prognose")).await.split.unwrap();
    assert_eq!((split.scenario.value.as_str(), split.asked_for_unknown), ("prognose", false));
    assert_eq!(split.tables[0].horizon_year, 2040);
    assert_eq!(split.tables[0].columns[0].region, Some(-1185));
    let offered: Vec<usize> = split.choices.iter().map(|choice| choice.scenarios.len()).collect();
    assert_eq!(offered, [2, 2]);
});

on_both_databases!(an_unknown_scenario_gives_the_first_and_says_so, async |database| {
    // That of another region is unknown too.
    for key in ["bestaat-niet", "laag", ""] {
        let split = shown(database, "twente", Some(key)).await.split.unwrap();
        assert_eq!((split.scenario.value.as_str(), split.asked_for_unknown), ("basis", true), "{key}");
    }
});

on_both_databases!(a_gap_leaves_sum_and_difference_unknown, async |database| {
    let page = shown(database, "merenveld", Some("laag")).await;
    let split = page.split.unwrap();
    assert_eq!(of_first_measure(&split), [("Brinkerdam", None), ("Lindewaard", Some(150)), ("Oosterzijl", Some(120))]);
    assert_eq!((split.tables[0].columns[0].region, split.tables[0].columns[0].municipalities), (Some(300), None));
    assert_eq!(split.tables[0].columns[0].shortfall, None);
    // The second measure has no number in this scenario, so there is nothing to add up.
    assert_eq!(page.tables[0].totals, Some(vec![None, None]));
});

on_both_databases!(the_difference_is_shown_once_every_municipality_has_a_number, async |database| {
    let region = region_of(database, "merenveld").await;
    add_target(database, region, "Brinkerdam", 40).await;
    let split = page_of(database, region, Some("laag")).await.split.unwrap();
    let column = &split.tables[0].columns[0];
    assert_eq!((column.municipalities, column.shortfall), (Some(310), Some(-10)));
    let statuses: Vec<&str> =
        split.tables[0].rows.iter().map(|row| row.targets[0].as_ref().unwrap().status.as_str()).collect();
    assert_eq!(statuses, ["richtinggevend", "richtinggevend", "vastgesteld"]);
});

/// A number for the first measure in the low scenario.
async fn add_target(database: &TestDatabase, region: RegionId, municipality: &str, value: i64) {
    let of_measure = measure::Entity::find().filter(measure::Column::Key.eq("aanpasbaar"));
    let in_scenario = scenario::Entity::find().filter(scenario::Column::Key.eq("laag"));
    let named = municipality::Entity::find().filter(municipality::Column::Name.eq(municipality));
    let row = target::Model {
        id: Uuid::now_v7(),
        region_id: region.into(),
        measure_id: of_measure.one(&database.connection).await.unwrap().unwrap().id,
        scenario_id: in_scenario.one(&database.connection).await.unwrap().unwrap().id,
        organisation_id: None,
        municipality_id: Some(named.one(&database.connection).await.unwrap().unwrap().id),
        horizon_year: 2035,
        value,
        status: "richtinggevend".to_owned(),
        source_id: None,
        source_detail: None,
        motivation: None,
        version: 0,
    };
    row.into_active_model().insert(&database.connection).await.unwrap();
}

on_both_databases!(figures_come_per_area_and_year, async |database| {
    let page = shown(database, "twente", None).await;
    let names: Vec<&str> = page.indicators.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Grijze druk", "50-75-jarigen per 85-plusser"]);
    let pressure = &page.indicators[0];
    let areas: Vec<&str> = pressure.areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!((pressure.unit.as_str(), areas), ("%", vec!["Twente", "West-Overijssel", "Overijssel"]));
    assert_eq!(pressure.areas[0].points, [(2023, 33.0), (2030, 40.0), (2040, 48.0)]);
    assert_eq!(page.indicators[1].areas[0].points[0], (2023, 8.7));
    assert_eq!(pressure.sources.len(), 1);
    let codes: Vec<&str> = page.definitions.iter().map(|definition| definition.code.as_str()).collect();
    assert_eq!(codes, ["NUL", "GNV", "GEC", "ZWO"]);
});

on_both_databases!(an_unverified_source_is_marked, async |database| {
    let region = region_of(database, "merenveld").await;
    let rumour = app::regions::entity::source::Entity::find()
        .filter(app::regions::entity::source::Column::Key.eq("gerucht"))
        .one(&database.connection)
        .await
        .unwrap()
        .unwrap();
    let of_region = context_value::Entity::find().filter(context_value::Column::RegionId.eq(region.0));
    for row in of_region.all(&database.connection).await.unwrap() {
        let mut row = row.into_active_model();
        row.source_id = Set(Some(rumour.id));
        row.update(&database.connection).await.unwrap();
    }
    let page = page_of(database, region, None).await;
    let told = Source { title: "Mondelinge mededeling".to_owned(), detail: None, url: None, verified: false };
    assert_eq!(page.indicators[0].sources, [told]);
});

/// What somebody types for one measure, in the form as it is opened now.
async fn typed(request: &Request, holder: &str, value: &str, motivation: &str) -> TargetsForm {
    let Ok(page) = edit::page(request, holder, "", "basis").await else {
        let form = TargetsForm { holder: holder.to_owned(), scenario: "basis".to_owned(), ..TargetsForm::default() };
        return form;
    };
    let care = page.page.measures.iter().find(|row| row.key == "zorggeschikt").unwrap();
    let version = page.page.saved(care.id).map(|row| row.version.to_string()).unwrap_or_default();
    TargetsForm {
        holder: holder.to_owned(),
        corporation: String::new(),
        scenario: "basis".to_owned(),
        values: vec![ValueRow {
            measure: care.id.to_string(),
            value: value.to_owned(),
            status: "vastgesteld".to_owned(),
            version,
        }],
        motivation: motivation.to_owned(),
        step: SAVE.to_owned(),
    }
}

fn rejected(reply: FormReply) -> (u16, Vec<String>) {
    match reply {
        FormReply::Rejected(rejection) => {
            (rejection.status, rejection.problems.into_iter().map(|problem| problem.field).collect())
        }
        FormReply::Done { location } => panic!("went on to {location}"),
    }
}

on_both_databases!(what_gemeenten_set_adds_up_to_a_difference_that_is_shown, async |database| {
    let region = region_of(database, "twente").await;
    let places = municipality::Entity::find().filter(municipality::Column::RegionId.eq(region.0));
    let places = places.all(&database.connection).await.unwrap();
    for (number, place) in places.iter().enumerate() {
        let official = somebody(database, &format!("Gemeente {}", place.name), Role::Staff).await;
        // 13 × 106 + 112 = 1.490
        let value = if number == 0 { "112" } else { "106" };
        let reply = set(&official, &typed(&official, &place.slug, value, "").await).await.unwrap();
        assert!(matches!(reply, FormReply::Done { .. }), "{reply:?}");
    }
    let page = page_of(database, region, Some("basis")).await;
    let columns = &page.split.unwrap().tables[0].columns;
    let care = columns.iter().find(|column| column.measure == "Zorggeschikte woningen").unwrap();
    assert_eq!((care.municipalities, care.region, care.shortfall), (Some(1490), Some(1560), Some(70)));
    let changed = page.last_change.unwrap();
    assert_eq!(changed.organisation, format!("Gemeente {}", places.last().unwrap().name));
    assert!(changed.changes[0].after.contains("Zorggeschikte woningen, basisscenario: 106 (vastgesteld)"));
    // Loading the file again leaves what people set.
    load(database, &parse(TWENTE).unwrap(), DateTime::from_timestamp(1_795_000_000, 0).unwrap()).await.unwrap();
    let again = page_of(database, region, Some("basis")).await.split.unwrap();
    assert_eq!(again.tables[0].columns.iter().filter_map(|column| column.shortfall).collect::<Vec<_>>(), [70]);
});

on_both_databases!(a_number_changes_with_a_reason_by_who_may_and_who_saw_it, async |database| {
    region_of(database, "twente").await;
    let official = somebody(database, "Gemeente Enschede", Role::Staff).await;
    let first = typed(&official, "enschede", "120", "").await;
    // Looking first saves nothing.
    let look = TargetsForm { step: "bekijken".to_owned(), ..first.clone() };
    assert_eq!(rejected(set(&official, &look).await.unwrap()), (200, vec![]));
    assert!(matches!(set(&official, &first).await.unwrap(), FormReply::Done { .. }));
    let page = edit::page(&official, "enschede", "", "basis").await.unwrap();
    let care = page.page.measures.iter().find(|row| row.key == "zorggeschikt").unwrap().id;
    let effect = page.page.effect(care, Some(130));
    assert_eq!((effect.now.left(), effect.then.left()), (Some(1440), Some(1430)));

    assert_eq!(
        rejected(set(&official, &typed(&official, "enschede", "130", "").await).await.unwrap()).1,
        ["motivation"]
    );
    let second = typed(&official, "enschede", "130", "Twee complexen erbij.").await;
    assert!(matches!(set(&official, &second).await.unwrap(), FormReply::Done { .. }));
    assert_eq!(
        rejected(
            set(
                &official,
                &TargetsForm {
                    values: vec![ValueRow { value: "140".to_owned(), ..second.values[0].clone() }],
                    ..second
                }
            )
            .await
            .unwrap()
        )
        .0,
        409
    );
    let history = edit::page(&official, "enschede", "", "basis").await.unwrap().timeline;
    assert_eq!(history.len(), 2);
    assert!(history[0].changes[0].before.contains(": 120 (vastgesteld)"), "{:?}", history[0]);

    let driver = somebody(database, "Gemeente Enschede", Role::Driver).await;
    assert_eq!(set(&driver, &typed(&driver, "enschede", "1", "Nee").await).await.unwrap_err(), AppError::Forbidden);
    assert!(matches!(
        set(&driver, &typed(&driver, "regio", "1.600", "Herijking").await).await.unwrap(),
        FormReply::Done { .. }
    ));
    let other = somebody(database, "Gemeente Almelo", Role::Staff).await;
    assert_eq!(set(&other, &typed(&other, "enschede", "1", "Nee").await).await.unwrap_err(), AppError::Forbidden);
    let province = somebody(database, "Provincie Overijssel", Role::Staff).await;
    assert!(edit::page(&province, "regio", "", "trend").await.is_ok());
    assert_eq!(edit::page(&province, "atlantis", "", "trend").await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(one_number_changes_and_the_others_stay_as_firm_as_they_were, async |database| {
    region_of(database, "twente").await;
    let driver = somebody(database, "Gemeente Enschede", Role::Driver).await;
    let page = edit::page(&driver, "regio", "", "basis").await.unwrap().page;
    let care = page.measures.iter().find(|row| row.key == "zorggeschikt").unwrap().id;
    let effect = page.effect(care, Some(1_600));
    assert_eq!((effect.now.left(), effect.then.left(), effect.undivided), (Some(1_560), Some(1_600), 14));
    let firm = |page: &edit::Page| -> Vec<(Uuid, String)> {
        let others = page.measures.iter().filter(|row| row.id != care).filter_map(|row| page.saved(row.id));
        others.map(|row| (row.measure_id, row.status.clone())).collect()
    };
    let mut asked = typed(&driver, "regio", "1.600", "Herijking").await;
    // As the screen sends it: the others as they stand.
    let rows = page.measures.iter().filter(|row| row.id != care).filter_map(|row| page.saved(row.id));
    asked.values.extend(rows.map(|row| ValueRow {
        measure: row.measure_id.to_string(),
        value: row.value.to_string(),
        status: row.status.clone(),
        version: row.version.to_string(),
    }));
    assert!(matches!(set(&driver, &asked).await.unwrap(), FormReply::Done { .. }));
    let after = edit::page(&driver, "regio", "", "basis").await.unwrap().page;
    assert_eq!(after.saved(care).unwrap().status, "vastgesteld");
    assert_eq!((firm(&after), after.saved(care).unwrap().value), (firm(&page), 1_600));
    assert!(firm(&after).iter().all(|(_, status)| status == "richtinggevend"));
});
