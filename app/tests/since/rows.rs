//! What the audit trail does not tell apart: which comment, which file, which report. Recounted from the moments that stand with
//! their rows, as they were at a moment that is over.

use std::collections::BTreeMap;

use app::comments::entity::comment;
use app::commitments::entity::progress_update;
use app::deliveries::entity::delivery;
use app::deliveries::records::entry_of;
use app::files::entity::file;
use app::regions::entity::organisation;
use app::request::day_of;
use chrono::{DateTime, Utc};
use domain::deliveries::Ledger;
use domain::projects::DwellingType;
use domain::since::{Key, Slot, Subject, Turn, Value};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

type Held = BTreeMap<Key, Value>;

/// What is different between these moments.
pub async fn recounted(database: &DatabaseConnection, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Turn> {
    let (before, mut after) = (held(database, from).await, held(database, to).await);
    let turn = |key, before, after| Turn { key, municipality: None, before, after, note: None };
    let mut turns: Vec<Turn> =
        before.into_iter().map(|(key, value)| turn(key, Some(value), after.remove(&key))).collect();
    turns.extend(after.into_iter().map(|(key, value)| turn(key, None, Some(value))));
    turns
}

async fn held(database: &DatabaseConnection, moment: DateTime<Utc>) -> Held {
    let mut held = beside_commitments(database, moment).await;
    held.extend(reported_on(database, moment).await);
    held.extend(delivered(database, moment).await);
    held
}

fn of_commitment(id: Uuid, slot: Slot) -> Key {
    Key { subject: Subject::Commitment(id.into()), slot }
}

/// Comments and files that were there and not withdrawn yet.
async fn beside_commitments(database: &DatabaseConnection, moment: DateTime<Utc>) -> Held {
    let there = |at: DateTime<Utc>, withdrawn: Option<DateTime<Utc>>| {
        at <= moment && withdrawn.is_none_or(|withdrawn| withdrawn > moment)
    };
    let mut held = Held::new();
    for row in comment::Entity::find().all(database).await.unwrap() {
        if there(row.at, row.withdrawn_at) {
            let whose = organisation::Entity::find_by_id(row.organisation_id).one(database).await.unwrap().unwrap();
            let slot = Slot::Comment(row.id.into());
            held.insert(of_commitment(row.commitment_id, slot), Value::Words(whose.name));
        }
    }
    for row in file::Entity::find().all(database).await.unwrap() {
        if there(row.at, row.withdrawn_at) {
            let slot = Slot::File(row.id.into());
            held.insert(of_commitment(row.commitment_id.unwrap(), slot), Value::Words(row.name));
        }
    }
    held
}

async fn reported_on(database: &DatabaseConnection, moment: DateTime<Utc>) -> Held {
    let reports = progress_update::Entity::find()
        .filter(progress_update::Column::At.lte(moment))
        .order_by_asc(progress_update::Column::At);
    let day =
        |row: progress_update::Model| (of_commitment(row.commitment_id, Slot::ReportedOn), Value::Day(day_of(row.at)));
    reports.all(database).await.unwrap().into_iter().map(day).collect()
}

/// What the entries of each ledger up to then add up to.
async fn delivered(database: &DatabaseConnection, moment: DateTime<Utc>) -> Held {
    let entries =
        delivery::Entity::find().filter(delivery::Column::At.lte(moment)).order_by_asc(delivery::Column::Sequence);
    let mut ledgers: BTreeMap<Uuid, Ledger> = BTreeMap::new();
    for row in entries.all(database).await.unwrap() {
        let count = u32::try_from(row.count).unwrap();
        ledgers.entry(row.project_id).or_default().add(row.id.into(), entry_of(&row).unwrap(), count).unwrap();
    }
    let mut held = Held::new();
    for (project, ledger) in &ledgers {
        for dwelling_type in ledger.lots().map(|(_, lot)| lot.dwelling_type) {
            let (lot, measure) = (ledger.of_type(dwelling_type), measure_of(dwelling_type));
            let numbers =
                [(Slot::Delivered(measure), lot.waiting + lot.verified), (Slot::Verified(measure), lot.verified)];
            let subject = Subject::Project((*project).into());
            let some = numbers.into_iter().filter(|(_, number)| *number > 0);
            held.extend(some.map(|(slot, number)| (Key { subject, slot }, Value::Number(number.into()))));
        }
    }
    held
}

fn measure_of(dwelling_type: DwellingType) -> Option<domain::ids::MeasureId> {
    match dwelling_type {
        DwellingType::Counted(measure) => Some(measure),
        DwellingType::Uncounted => None,
    }
}
