//! The figures of the dashboard and of the gemeenten.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::balance::Counted;
use app::commitments::entity::{commitment, party};
use app::commitments::records::{parties_of, rights_of};
use app::dashboard::data::Dashboard;
use app::dashboard::goals::Goals;
use app::dashboard::queries::dashboard;
use app::error::AppError;
use app::generate::{Demo, Plan, generate};
use app::municipalities::figures::{Figures, MapFigure};
use app::municipalities::queries::{agenda_page, region_figures};
use app::regions::entity::{municipality, organisation, region};
use app::regions::file::{parse, parse_with_users};
use app::regions::load::load;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::commitments::{LifeCycle, PartyRole, is_overdue};
use domain::organisations::Role;
use domain::policy::{Actor, Visibility};
use domain::progress::Reckoning;
use domain::progress::Stoplight;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// Late enough for some of the demo's commitments to be overdue.
/// As Twente has it: some reports of the demo are too old.
fn reckoning() -> Reckoning {
    Reckoning::of(today(), 13)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 6, 1).unwrap()
}

async fn load_demo(database: &TestDatabase) {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    load(database, &file, now()).await.unwrap();
}

async fn load_file(database: &TestDatabase, text: &str) {
    load(database, &parse(text).unwrap(), now()).await.unwrap();
}

async fn organisation_called(database: &TestDatabase, name: &str) -> organisation::Model {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    named.one(&database.connection).await.unwrap().unwrap()
}

async fn municipality_called(database: &TestDatabase, name: &str) -> municipality::Model {
    let named = municipality::Entity::find().filter(municipality::Column::Name.eq(name));
    named.one(&database.connection).await.unwrap().unwrap()
}

/// What somebody of this organisation sees.
async fn seen_by(database: &TestDatabase, name: &str, role: Role) -> Visibility {
    let organisation = organisation_called(database, name).await;
    Visibility::of(&Actor {
        mandated: false,
        user: Uuid::from_u128(1).into(),
        region: organisation.region_id.into(),
        organisation: organisation.id.into(),
        municipality: organisation.municipality_id.map(Into::into),
        role,
    })
}

/// The viewers whose figures are compared with a recount.
async fn viewers(database: &TestDatabase) -> Vec<Visibility> {
    vec![
        seen_by(database, "SamenTwente", Role::Driver).await,
        seen_by(database, "SamenTwente", Role::Administrator).await,
        seen_by(database, "Domijn", Role::Staff).await,
        seen_by(database, "Liberein", Role::Reader).await,
        seen_by(database, "Gemeente Enschede", Role::Executive).await,
    ]
}

async fn shown(database: &TestDatabase, visibility: &Visibility) -> Dashboard {
    dashboard(database, visibility, None, None, reckoning()).await.unwrap()
}

/// A concept in the agenda of Almelo, led by a corporatie of Almelo.
async fn add_concept_in_almelo(database: &TestDatabase) {
    let lead = organisation_called(database, "Beter Wonen").await;
    let id = Uuid::now_v7();
    let row = commitment::ActiveModel {
        id: Set(id),
        region_id: Set(lead.region_id),
        municipality_id: Set(Some(municipality_called(database, "Almelo").await.id)),
        number: Set("L-99".to_owned()),
        title: Set("Vertrouwelijk plan".to_owned()),
        life_cycle: Set(LifeCycle::Draft.code().to_owned()),
        due: Set(Some("2026-11-01".to_owned())),
        due_last_day: Set(NaiveDate::from_ymd_opt(2026, 11, 1)),
        progress: Set(Some(Stoplight::Red.code().to_owned())),
        search_text: Set("vertrouwelijk plan".to_owned()),
        example: Set(false),
        version: Set(1),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    };
    row.insert(&database.connection).await.unwrap();
    let party = party::ActiveModel {
        commitment_id: Set(id),
        position: Set(0),
        organisation_id: Set(Some(lead.id)),
        group_type: Set(None),
        role: Set(PartyRole::Lead.code().to_owned()),
        function: Set(None),
        contribution: Set(None),
    };
    party.insert(&database.connection).await.unwrap();
}

on_both_databases!(the_agreements_of_the_sources_count_once_each, async |database| {
    load_file(database, TWENTE).await;
    for visibility in viewers(database).await {
        let published = shown(database, &visibility).await.published;
        assert_eq!((published.agreements, published.without_lead, published.without_due), (18, 14, 10));
        assert_eq!(published.everywhere, ["R-02", "R-03", "R-09"]);
    }
});

on_both_databases!(figures_equal_a_recount_of_what_is_visible, async |database| {
    load_demo(database).await;
    load_file(database, MERENVELD).await;
    add_concept_in_almelo(database).await;
    for visibility in viewers(database).await {
        let region = region_figures(database, &visibility, reckoning()).await.unwrap();
        assert_eq!(region.municipalities.len(), 14);
        let mut total = recount(database, &visibility, None).await;
        assert_eq!(region.regional, total);
        for counted in &region.municipalities {
            let place = municipality_called(database, &counted.name).await;
            let expected = recount(database, &visibility, Some(place.id)).await;
            assert_eq!(counted.figures, expected, "{} for {:?}", counted.name, visibility.concepts);
            let page =
                agenda_page(database, &visibility, &counted.slug, reckoning(), &Counted::default()).await.unwrap();
            assert_eq!((page.figures, page.rows.len()), (expected, usize::try_from(expected.commitments).unwrap()));
            total = total + expected;
        }
        assert_eq!(region.total(), total);
        assert!(
            total.overdue > 0 && total.red > 0 && total.stale > 0 && total.drafts > 0,
            "the demo shows something of all: {total:?}"
        );
    }
});

/// Counts one agenda without SQL.
async fn recount(database: &TestDatabase, visibility: &Visibility, agenda: Option<Uuid>) -> Figures {
    let mut figures = Figures::default();
    for row in commitment::Entity::find().all(&database.connection).await.unwrap() {
        let parties = parties_of(&database.connection, row.id).await.unwrap();
        let rights = rights_of(&row, &parties, vec![]);
        if row.municipality_id != agenda || !visibility.includes(&rights) {
            continue;
        }
        figures = figures + Figures { commitments: 1, ..one(rights.life_cycle) };
        let old = reckoning().is_stale(rights.life_cycle, row.progress_on);
        match row.progress.as_deref() {
            Some("groen") if old => figures.stale += 1,
            Some("groen") => figures.green += 1,
            Some("oranje") => figures.amber += 1,
            Some("rood") => figures.red += 1,
            _ => {}
        }
        figures.overdue += i64::from(is_overdue(rights.life_cycle, row.due_last_day, today()));
        figures.without_lead += i64::from(parties.iter().all(|party| party.role != PartyRole::Lead));
    }
    figures
}

fn one(life_cycle: LifeCycle) -> Figures {
    let mut figures = Figures::default();
    match life_cycle {
        LifeCycle::Draft => figures.drafts = 1,
        LifeCycle::Proposed => figures.proposed = 1,
        LifeCycle::Ratified => figures.ratified = 1,
        LifeCycle::Completed => figures.completed = 1,
        LifeCycle::Lapsed => figures.lapsed = 1,
    }
    figures
}

on_both_databases!(a_concept_of_others_is_in_no_figure, async |database| {
    load_demo(database).await;
    let stranger = seen_by(database, "Domijn", Role::Staff).await;
    let leader = seen_by(database, "Beter Wonen", Role::Reader).await;
    let own_gemeente = seen_by(database, "Gemeente Almelo", Role::Staff).await;
    let driver = seen_by(database, "SamenTwente", Role::Driver).await;
    let before = shown(database, &stranger).await;
    let agenda_before = agenda_page(database, &stranger, "almelo", reckoning(), &Counted::default()).await.unwrap();
    let mut involved = Vec::new();
    for visibility in [leader, own_gemeente, driver] {
        involved.push((visibility, shown(database, &visibility).await.region.total()));
    }

    add_concept_in_almelo(database).await;

    assert_eq!(shown(database, &stranger).await, before);
    assert_eq!(
        agenda_page(database, &stranger, "almelo", reckoning(), &Counted::default()).await.unwrap(),
        agenda_before
    );
    for (visibility, total) in involved {
        let one_more = total + Figures { commitments: 1, drafts: 1, red: 1, overdue: 1, ..Figures::default() };
        assert_eq!(shown(database, &visibility).await.region.total(), one_more);
    }
});

on_both_databases!(targets_add_up_per_scenario, async |database| {
    load_file(database, TWENTE).await;
    load_file(database, MERENVELD).await;
    let visibility = seen_by(database, "Provincie Overijssel", Role::Reader).await;
    for (asked, chosen, sum) in [(None, "basis", 8060), (Some("trend"), "trend", 9120)] {
        let shown = dashboard(database, &visibility, asked, None, reckoning()).await.unwrap();
        let Goals { scenarios, balance } = shown.goals.unwrap();
        let target = balance.total.and_then(|total| total.target);
        assert_eq!((balance.scenario.value.as_str(), target, balance.horizon_year), (chosen, Some(sum), 2030));
        assert_eq!((balance.measures.len(), scenarios.len(), shown.warnings.len()), (3, 2, 0));
    }
    // One of its measures has no number for the region, though gemeenten have theirs for the other.
    let elsewhere = seen_by(database, "Stichting Plaswonen", Role::Reader).await;
    let balance = shown(database, &elsewhere).await.goals.unwrap().balance;
    let total = balance.total.and_then(|total| total.target);
    assert_eq!((balance.measures[0].tally.target, total, balance.horizon_year), (Some(300), None, 2035));
});

on_both_databases!(what_the_address_asks_in_vain_is_told, async |database| {
    load_file(database, TWENTE).await;
    let visibility = seen_by(database, "Domijn", Role::Staff).await;
    let shown = dashboard(database, &visibility, Some("wens"), Some("paars"), reckoning()).await.unwrap();
    assert_eq!((shown.map, shown.warnings.len()), (MapFigure::Commitments, 2));
    assert_eq!(shown.goals.unwrap().balance.scenario.value, "basis");
    // There is such a scenario, but of other measures.
    let shown = dashboard(database, &visibility, Some("hoog"), None, reckoning()).await.unwrap();
    assert_eq!((shown.goals.unwrap().balance.scenario.value.as_str(), shown.warnings.len()), ("basis", 1));
    let shown = dashboard(database, &visibility, Some("trend"), Some("rood"), reckoning()).await.unwrap();
    assert_eq!((shown.map, shown.warnings), (MapFigure::Red, vec![]));
});

on_both_databases!(deadlines_without_a_date_come_last, async |database| {
    load_file(database, TWENTE).await;
    let visibility = seen_by(database, "Domijn", Role::Staff).await;
    let deadlines = shown(database, &visibility).await.deadlines;
    assert_eq!(deadlines.len(), 6);
    assert!(deadlines[..3].iter().all(|deadline| deadline.over && deadline.due.as_deref() == Some("2026")));
    assert_eq!(deadlines[3].next, NaiveDate::from_ymd_opt(2027, 7, 1));
    assert_eq!(deadlines[4].next, NaiveDate::from_ymd_opt(2027, 12, 15));
    assert_eq!((deadlines[5].due.as_deref(), deadlines[5].over), (None, false));
});

on_both_databases!(a_gemeente_exists_in_its_own_region_only, async |database| {
    load_file(database, TWENTE).await;
    load_file(database, MERENVELD).await;
    let visibility = seen_by(database, "Domijn", Role::Staff).await;
    let page = agenda_page(database, &visibility, "enschede", reckoning(), &Counted::default()).await.unwrap();
    assert_eq!(page.name, "Enschede");
    for slug in ["lindewaard", "nergens", "Enschede", ""] {
        assert_eq!(
            agenda_page(database, &visibility, slug, reckoning(), &Counted::default()).await,
            Err(AppError::NotFound),
            "{slug}"
        );
    }
});

on_both_databases!(organisations_of_a_gemeente_are_those_that_work_there, async |database| {
    load_file(database, MERENVELD).await;
    let visibility = seen_by(database, "Stichting Plaswonen", Role::Staff).await;
    let page = agenda_page(database, &visibility, "brinkerdam", reckoning(), &Counted::default()).await.unwrap();
    let groups: Vec<(String, String)> =
        page.organisations.into_iter().map(|group| (group.label, group.names.join(", "))).collect();
    let expected = [
        ("Gemeente", "Gemeente Brinkerdam"),
        ("Zorgaanbieder", "Zorggroep De Kade"),
        ("Zorgkantoor", "Zorgkantoor Merenveld"),
        ("Huurdersorganisatie", "Huurdersraad Brinkerdam"),
    ];
    assert_eq!(groups, expected.map(|(label, names)| (label.to_owned(), names.to_owned())));
});

on_both_databases!(an_empty_region_has_an_empty_dashboard, async |database| {
    let (id, organisation) = (Uuid::now_v7(), Uuid::now_v7());
    let row = region::ActiveModel {
        id: Set(id),
        code: Set("leeg".to_owned()),
        name: Set("Leegland".to_owned()),
        province: Set("Nergens".to_owned()),
        horizon_year: Set(2030),
        freshness_weeks: Set(13),
        hard_plan_statuses: Set(String::new()),
        second_factor_for_all: Set(false),
    };
    row.insert(&database.connection).await.unwrap();
    let visibility = Visibility::of(&Actor {
        mandated: false,
        user: Uuid::from_u128(1).into(),
        region: id.into(),
        organisation: organisation.into(),
        municipality: None,
        role: Role::Driver,
    });
    let shown = shown(database, &visibility).await;
    assert_eq!(shown.region.total(), Figures::default());
    assert_eq!((shown.goals, shown.deadlines.len(), shown.published.agreements), (None, 0, 0));
});

on_both_databases!(the_number_of_queries_does_not_grow_with_the_data, async |database| {
    load_demo(database).await;
    let visibility = seen_by(database, "Domijn", Role::Staff).await;
    let queries = Arc::new(AtomicUsize::new(0));
    let mut watched = database.connection.clone();
    let counter = Arc::clone(&queries);
    watched.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let asked = async || {
        let shown = dashboard(&watched, &visibility, None, None, reckoning()).await.unwrap();
        let for_dashboard = queries.swap(0, Ordering::Relaxed);
        agenda_page(&watched, &visibility, "enschede", reckoning(), &Counted::default()).await.unwrap();
        (shown.region.total().commitments, (for_dashboard, queries.swap(0, Ordering::Relaxed)))
    };
    let (few, asked_of_few) = asked().await;
    let demo = Demo { region: "twente".to_owned(), accounts: BTreeSet::new() };
    let plan = Plan { commitments: 10 * few as usize, updates: 500, projects: 60, deliveries: 0, seed: 1 };
    generate(database, &demo, plan, now()).await.unwrap();
    let (many, asked_of_many) = asked().await;
    assert!(many > 5 * few, "{few} and then {many}");
    assert_eq!((asked_of_few, asked_of_many), ((14, 14), (14, 14)));
});
