//! The matrix of challenges and agendas, compared with a recount by the policy.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::commitments::entity::{commitment, commitment_challenge};
use app::commitments::records::{parties_of, rights_of};
use app::regions::entity::{municipality, organisation};
use app::regions::file::{parse, parse_with_users};
use app::regions::load::load;
use app::regions::vision::challenge;
use app::white_spots::matrix::{Count, Matrix};
use app::white_spots::queries::matrix;
use chrono::{DateTime, TimeZone, Utc};
use common::{TestDatabase, on_both_databases};
use domain::commitments::LifeCycle;
use domain::organisations::Role;
use domain::policy::{Actor, Visibility};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const DEMO: &str = include_str!("../../server/regions/twente-demo.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 10, 0, 0).unwrap()
}

/// Both regions, with the demo of the first.
async fn load_all(database: &TestDatabase) {
    let file = parse_with_users(&format!("{TWENTE}{DEMO}")).unwrap();
    load(database, &file, now()).await.unwrap();
    load(database, &parse(MERENVELD).unwrap(), now()).await.unwrap();
}

/// What somebody of this organisation sees.
async fn seen_by(database: &TestDatabase, name: &str, role: Role) -> Visibility {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(name));
    let organisation = named.one(&database.connection).await.unwrap().unwrap();
    Visibility::of(&Actor {
        mandated: false,
        user: Uuid::from_u128(1).into(),
        region: organisation.region_id.into(),
        organisation: organisation.id.into(),
        municipality: organisation.municipality_id.map(Into::into),
        role,
    })
}

async fn shown(database: &TestDatabase, visibility: &Visibility) -> Matrix {
    matrix(&database.connection, visibility, false, 2026).await.unwrap()
}

/// A commitment in this state in the agenda of Almelo, which serves the challenge.
async fn add_in_almelo(database: &TestDatabase, number: &str, state: LifeCycle, challenge: Uuid) {
    let named = municipality::Entity::find().filter(municipality::Column::Name.eq("Almelo"));
    let place = named.one(&database.connection).await.unwrap().unwrap();
    let id = Uuid::now_v7();
    let row = commitment::ActiveModel {
        id: Set(id),
        region_id: Set(place.region_id),
        municipality_id: Set(Some(place.id)),
        number: Set(number.to_owned()),
        title: Set("Hofje".to_owned()),
        life_cycle: Set(state.code().to_owned()),
        search_text: Set("hofje".to_owned()),
        example: Set(false),
        version: Set(1),
        created_at: Set(now()),
        updated_at: Set(now()),
        ..Default::default()
    };
    row.insert(&database.connection).await.unwrap();
    let link = commitment_challenge::ActiveModel { commitment_id: Set(id), challenge_id: Set(challenge) };
    commitment_challenge::Entity::insert(link).exec_without_returning(&database.connection).await.unwrap();
}

async fn challenge_of_twente(database: &TestDatabase, number: &str) -> Uuid {
    let region = seen_by(database, "Domijn", Role::Staff).await.region;
    let named = challenge::Entity::find()
        .filter(challenge::Column::RegionId.eq(region.0))
        .filter(challenge::Column::Number.eq(number));
    named.one(&database.connection).await.unwrap().unwrap().id
}

type Counts = BTreeMap<(Uuid, Option<Uuid>), Count>;

/// What the policy lets somebody see, counted one by one.
async fn recount(database: &TestDatabase, visibility: &Visibility) -> Counts {
    let connection = &database.connection;
    let links = commitment_challenge::Entity::find().all(connection).await.unwrap();
    let mut counts = Counts::new();
    for row in commitment::Entity::find().all(connection).await.unwrap() {
        let parties = parties_of(connection, row.id).await.unwrap();
        let dropped = row.life_cycle == LifeCycle::Lapsed.code();
        if dropped || !visibility.includes(&rights_of(&row, &parties, vec![])) {
            continue;
        }
        for link in links.iter().filter(|link| link.commitment_id == row.id) {
            let count = counts.entry((link.challenge_id, row.municipality_id)).or_default();
            match row.life_cycle == LifeCycle::Draft.code() && row.source_id.is_none() {
                true => count.concepts += 1,
                false => count.shared += 1,
            }
        }
    }
    counts
}

on_both_databases!(every_count_is_what_the_policy_counts, async |database| {
    load_all(database).await;
    let challenge = challenge_of_twente(database, "4.1").await;
    for (number, state) in [("L-90", LifeCycle::Draft), ("L-91", LifeCycle::Lapsed), ("L-92", LifeCycle::Proposed)] {
        add_in_almelo(database, number, state, challenge).await;
    }
    let mut in_almelo = Vec::new();
    for (name, role) in [
        ("SamenTwente", Role::Driver),
        ("Gemeente Almelo", Role::Reader),
        ("Domijn", Role::Staff),
        ("SamenTwente", Role::Administrator),
        ("Gemeente Oosterzijl", Role::Staff),
    ] {
        let visibility = seen_by(database, name, role).await;
        let shown = shown(database, &visibility).await;
        let counted = recount(database, &visibility).await;
        assert_eq!(shown.counts, counted, "{role:?} of {name}");
        let cells = shown.lines.len() * shown.columns.len();
        let filled = counted.values().filter(|count| count.shared > 0).count();
        assert_eq!(shown.white(), cells - filled, "{role:?} of {name}");
        let by_column: usize = shown.columns.iter().map(|column| shown.white_in_column(column)).sum();
        assert_eq!(by_column, shown.white());
        let almelo = shown.columns.iter().find(|column| column.name == "Almelo");
        let line = shown.lines.iter().find(|line| line.challenge == challenge);
        in_almelo.push(line.zip(almelo).map(|(line, column)| shown.count(line, column)));
    }
    // The concept is for the aanjager and the gemeente, beside what all of them count alike; what is dropped counts for
    // nobody; the other region has no Almelo.
    let [driver, own, other, administrator, elsewhere] = in_almelo.try_into().unwrap();
    assert_eq!((own, other, elsewhere), (driver, administrator, None));
    let (driver, other): (Count, Count) = (driver.unwrap(), other.unwrap());
    assert_eq!((driver.shared, driver.concepts), (other.shared, other.concepts + 1));
});

on_both_databases!(priorities_come_first_and_can_stand_alone, async |database| {
    load_all(database).await;
    let visibility = seen_by(database, "Domijn", Role::Staff).await;
    let all = shown(database, &visibility).await;
    let numbers: Vec<&str> = all.lines.iter().map(|line| line.number.as_str()).collect();
    assert_eq!((all.lines.len(), &numbers[..5]), (19, ["4.1", "4.2", "4.3", "4.4", "2.1"].as_slice()));
    let first = matrix(&database.connection, &visibility, true, 2026).await.unwrap();
    assert_eq!(first.lines, all.lines[..4]);
    let columns: Vec<&str> = all.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!((columns.len(), columns[0], columns[14]), (15, "Almelo", "Hele regio"));
    // Hengelo and Hof van Twente have adopted theirs.
    let without: Vec<(&str, String)> =
        all.without_adopted().map(|(column, progress)| (column.name.as_str(), progress.label())).collect();
    assert_eq!(without.len(), 12);
    assert_eq!(without[0], ("Almelo", "Uitvoeringsagenda 2027–2030: concept".to_owned()));
    assert_eq!(without[1], ("Borne", "Nog geen uitvoeringsagenda vastgelegd".to_owned()));
});

on_both_databases!(the_number_of_queries_does_not_grow_with_the_commitments, async |database| {
    load_all(database).await;
    let visibility = seen_by(database, "Domijn", Role::Staff).await;
    let queries = Arc::new(AtomicUsize::new(0));
    let mut watched = database.connection.clone();
    let counter = Arc::clone(&queries);
    watched.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    matrix(&watched, &visibility, false, 2026).await.unwrap();
    let before = queries.swap(0, Ordering::Relaxed);
    let challenge = challenge_of_twente(database, "2.1").await;
    for number in 0..40 {
        add_in_almelo(database, &format!("M-{number}"), LifeCycle::Proposed, challenge).await;
    }
    matrix(&watched, &visibility, false, 2026).await.unwrap();
    assert_eq!((before, queries.swap(0, Ordering::Relaxed)), (4, 4));
});
