//! Projects of all shapes that the rules allow.

use std::collections::{BTreeMap, BTreeSet};

use app::regions::entity::{municipality, organisation};
use app::targets::entity::measure;
use chrono::{Days, NaiveDate};
use domain::Period;
use domain::projects::{
    Confidentiality, Content, Counts, DwellingType, Intent, Line, PartyRole, Phase, PlanStatus, Status, Stock, Tenure,
};
use proptest::collection::{btree_map, btree_set};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// What projects of a region can be about.
#[derive(Clone, Debug)]
pub struct Region {
    pub municipalities: Vec<Uuid>,
    pub organisations: Vec<Uuid>,
    pub measures: Vec<Uuid>,
}

impl Region {
    /// With organisations whose names do not tell them apart in a cell.
    pub async fn of(database: &DatabaseConnection) -> Self {
        let one = organisation::Entity::find().one(database).await.unwrap().unwrap();
        for name in ["Zorg; wonen", "De Kade", "de kade", "Zorg: thuis"] {
            let row = organisation::Model { id: Uuid::now_v7(), name: name.to_owned(), ..one.clone() };
            organisation::Entity::insert(row.into_active_model()).exec(database).await.unwrap();
        }
        let ids = |rows: Vec<organisation::Model>| rows.into_iter().map(|row| row.id).collect();
        let places = municipality::Entity::find().all(database).await.unwrap();
        let measures = measure::Entity::find().all(database).await.unwrap();
        Self {
            municipalities: places.into_iter().map(|row| row.id).collect(),
            organisations: ids(organisation::Entity::find().all(database).await.unwrap()),
            measures: measures.into_iter().map(|row| row.id).collect(),
        }
    }
}

/// So many, the same every time.
pub fn projects(region: &Region, amount: usize) -> Vec<(Uuid, Content)> {
    let mut runner = TestRunner::deterministic();
    let shape = (select(region.municipalities.clone()), content(region));
    let mut projects: Vec<(Uuid, Content)> = Vec::new();
    while projects.len() < amount {
        let (place, mut content) = shape.new_tree(&mut runner).unwrap().current();
        if !content.problems().is_empty() {
            continue;
        }
        // A mark is one project's.
        let taken = |mark: &String| projects.iter().any(|(_, other)| other.external_id.as_ref() == Some(mark));
        content.external_id = content.external_id.filter(|mark| !taken(mark));
        projects.push((place, content));
    }
    projects
}

/// As people and programs write them, also those who mean harm.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@-]?[A-Za-z0-9][ -~]{0,40}",
        "'?[=+@-][A-Za-z(]{1,12}",
        "[A-Zé‘“a-z]{1,9} [0-9]{1,3}[,.;:\"'][0-9]{0,3}",
        Just("=HYPERLINK(\"http://x\")".to_owned()),
        Just("007".to_owned()),
        Just("1-2".to_owned()),
        Just("verborgen hof".to_owned()),
    ]
    .prop_map(|text| text.trim().to_owned())
    .prop_filter("something to read", |text| text.chars().any(char::is_alphanumeric))
}

fn note() -> impl Strategy<Value = String> {
    (line(), line(), select(vec!["\n", "\n\n", "\t", " "])).prop_map(|(one, other, between)| [one, other].join(between))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..20_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap() + Days::new(days))
}

/// The day of the requests: what is signed, was signed by then.
fn signed_by() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn period() -> impl Strategy<Value = Period> {
    let year = 2020..2045_i32;
    prop_oneof![
        day().prop_map(Period::Day),
        (year.clone(), 1..=12_u32).prop_map(|(year, month)| Period::Month { year, month }),
        (year.clone(), 1..=4_u32).prop_map(|(year, quarter)| Period::Quarter { year, quarter: quarter as _ }),
        (year.clone(), 1..=2_u32).prop_map(|(year, half)| Period::HalfYear { year, half: half as _ }),
        year.prop_map(Period::Year),
    ]
}

fn counts(measures: &[Uuid]) -> impl Strategy<Value = Counts> + use<> {
    let types = measures.iter().map(|id| DwellingType::Counted((*id).into())).chain([DwellingType::Uncounted]);
    let part = (select(types.collect::<Vec<_>>()), select(Tenure::ALL), select(Stock::ALL));
    let part = part.prop_map(|(dwelling_type, tenure, stock)| Line { dwelling_type, tenure, stock });
    btree_map(part, 1..2_000_u32, 0..5).prop_map(|lines| lines.into_iter().collect())
}

fn phases() -> impl Strategy<Value = BTreeMap<Phase, NaiveDate>> {
    (btree_set(select(Phase::ALL), 0..5), day()).prop_map(|(phases, first)| {
        let days = (0_u64..).map(|number| first + Days::new(number * 40));
        phases.into_iter().zip(days).collect()
    })
}

fn shares(organisations: Vec<Uuid>) -> impl Strategy<Value = BTreeMap<Uuid, u32>> {
    (btree_set(select(organisations), 0..3), 1..99_u32).prop_map(|(ids, share)| match ids.len() {
        2 => ids.into_iter().zip([share, 100 - share]).collect(),
        _ => ids.into_iter().map(|id| (id, 100)).collect(),
    })
}

fn content(region: &Region) -> impl Strategy<Value = Content> + use<> {
    let words = (line(), of(line()), any::<bool>(), of(note()), of(line()));
    let codes = (select(Confidentiality::ALL), select(Status::ALL), of(select(PlanStatus::ALL)));
    let numbers = (0..9_000_u32, 0..500_u32, counts(&region.measures), of(period()), phases());
    let parties = btree_set((select(PartyRole::ALL), select(region.organisations.clone())), 0..5);
    let signed_on = of(day()).prop_map(|day| day.filter(|day| *day <= signed_by()));
    let care = (signed_on, of(line()), shares(region.organisations.clone()));
    (words, codes, numbers, parties, care).prop_map(|(words, codes, numbers, parties, care)| {
        let (name, place, place_hidden, note, external_id) = words;
        let (confidentiality, status, plan_status) = codes;
        let (more, demolished, counts, planned, phases) = numbers;
        let (signed_on, document, shares) = care;
        Content {
            name,
            place,
            place_hidden,
            confidentiality,
            status,
            plan_status,
            phases,
            dwellings: more + u32::try_from(counts.total()).unwrap(),
            demolished,
            counts,
            planned,
            parties: parties.into_iter().map(|(role, id)| (role, id.into())).collect::<BTreeSet<_>>(),
            intent: Intent { signed_on, document },
            cost_shares: shares.into_iter().map(|(id, share)| (id.into(), share)).collect(),
            external_id,
            note,
        }
    })
}
