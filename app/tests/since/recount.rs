//! The difference between two states, beside what the audit trail says happened between them: read in another way, out of other
//! tables, and the same.

use std::collections::BTreeSet;

use app::audit::entity::audit_entry;
use app::bottlenecks::commands::{escalate, reopen, solve};
use app::bottlenecks::entity::bottleneck;
use app::bottlenecks::form::StepForm;
use app::projects::commands::change;
use app::projects::queries::edit_page;
use app::since::keeping::Now;
use domain::audit::{Event, SubjectType};
use domain::differences::FieldChange;
use domain::since::{Slot, Subject, Turn, difference, net, trail};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::cast::{Cast, cast, report, went_on};
use super::common::on_both_databases;

/// The same numbers for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end).unwrap()
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64)]
    }
}

on_both_databases!(the_trail_says_the_same, async |database| {
    let mut cast = cast(database).await;
    let mut turned = BTreeSet::new();
    for seed in 1..=6 {
        let mut chance = Chance(seed);
        let from = Now::of(database, region(&cast), cast.secretary.today()).await.unwrap();
        for step in 1..=8 {
            cast.later(i64::try_from(seed * 10 + step).unwrap());
            something(&cast, &mut chance).await;
        }
        let to = Now::of(database, region(&cast), cast.secretary.today()).await.unwrap();
        let trail = net(happened(database, from.sequence).await);
        let trail: Vec<_> = trail.into_iter().map(|turn| (turn.key, turn.before, turn.after)).collect();
        let states = difference(&from.kept.state, &to.kept.state).into_iter();
        let states: Vec<_> = states
            .filter(|turn| is_in_the_trail(turn.key.slot))
            .map(|turn| (turn.key, turn.before, turn.after))
            .collect();
        assert_eq!(states, trail, "seed {seed}");
        turned.extend(states.into_iter().map(|(key, ..)| key.slot));
    }
    assert!(turned.len() >= 8, "{turned:?}");
});

fn region(cast: &Cast) -> Uuid {
    cast.secretary.actor().region.0
}

/// Whatever somebody does to one of the three.
async fn something(cast: &Cast, chance: &mut Chance) {
    let request = &cast.secretary;
    match chance.below(3) {
        0 => {
            let lights = [(); 3].map(|()| chance.one_of(&["groen", "oranje", "rood"]));
            report(request, cast.commitment, lights, chance.one_of(&["", "2028", "2029-Q1", "2030"])).await;
        }
        1 => {
            let mut form = edit_page(request, cast.project).await.unwrap().form;
            form.status = chance.one_of(&["nieuw", "actief"]).to_owned();
            form.planned = chance.one_of(&["", "2028", "2030-H1"]).to_owned();
            form.plan_status = chance.one_of(&["", "1a", "2a"]).to_owned();
            change(request, &form).await.unwrap();
        }
        _ => on_bottleneck(cast, chance).await,
    }
}

async fn on_bottleneck(cast: &Cast, chance: &mut Chance) {
    let database = cast.secretary.database();
    let row = bottleneck::Entity::find_by_id(cast.bottleneck).one(database).await.unwrap().unwrap();
    let form = StepForm {
        id: row.id.to_string(),
        version: row.version.to_string(),
        level: chance.one_of(&["ao", "bo", "rijk"]).to_owned(),
        reason: "Daarom.".to_owned(),
    };
    if row.state == "opgelost" {
        went_on(reopen(&cast.secretary, &form).await.unwrap());
    } else if chance.below(2) == 0 {
        went_on(solve(&cast.secretary, &form).await.unwrap());
    } else {
        // Not every level is higher than the one where it is.
        escalate(&cast.secretary, &form).await.unwrap();
    }
}

/// The slots whose every turn an entry tells by itself.
const fn is_in_the_trail(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::LifeCycle
            | Slot::Stoplight(_)
            | Slot::Date(_)
            | Slot::BottleneckState
            | Slot::Level
            | Slot::ProjectStatus
            | Slot::PlanStatus
            | Slot::AgendaState
    )
}

/// What entries after this one turned, the oldest first.
async fn happened(database: &DatabaseConnection, after: i64) -> Vec<Turn> {
    let entries = audit_entry::Entity::find()
        .filter(audit_entry::Column::RegionId.is_not_null())
        .filter(audit_entry::Column::Sequence.gt(after))
        .order_by_asc(audit_entry::Column::Sequence);
    let mut turns = Vec::new();
    for row in entries.all(database).await.unwrap() {
        let id = row.subject_id;
        let subject = match row.subject_type.parse().unwrap() {
            SubjectType::Commitment => Subject::Commitment(id.into()),
            SubjectType::Bottleneck => Subject::Bottleneck(id.into()),
            SubjectType::Project => Subject::Project(id.into()),
            SubjectType::Agenda => Subject::Agenda(id.into()),
            SubjectType::Deadline => Subject::Deadline(id.into()),
            _ => continue,
        };
        let changes: Vec<FieldChange> = serde_json::from_str(&row.changes).unwrap();
        let event: Event = row.event.parse().unwrap();
        let entry = trail::Entry { event, subject, municipality: None, changes: &changes, asking: false };
        turns.extend(trail::turns(entry));
    }
    turns
}
