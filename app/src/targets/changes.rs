//! One number that becomes another: how it is saved and told. The form and a spreadsheet both save here.

use domain::Problem;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::dutch;
use domain::targets::{HeldBy, MOTIVATION_MISSING, sign_problem};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter, Set,
    Unchanged,
};
use uuid::Uuid;

use super::edit::Page;
use super::entity::target;
use super::form::Wanted;
use super::holder::Holder;
use crate::audit::{self, Author, Subject};
use crate::storage::new_id;

#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    saved: Option<target::Model>,
    /// None: it is not divided any more.
    after: Option<target::Model>,
    /// `Zorggeschikte woningen, basisscenario: 120 (richtinggevend)`; of a corporatie with its name before it.
    pub told: FieldChange,
}

impl Change {
    /// None when it is so already, or the measure is none of this scenario. Who sets a number answers for it: the source that it
    /// was taken from is no longer its source.
    pub fn of(page: &Page, wanted: Wanted) -> Option<Self> {
        page.measures.iter().find(|measure| measure.id == wanted.measure)?;
        let saved = page.saved(wanted.measure).cloned();
        let same = match (&saved, wanted.value) {
            (None, None) => true,
            (Some(row), Some((value, status))) => row.value == value && row.status == status.code(),
            _ => false,
        };
        if same {
            return None;
        }
        let after = wanted.value.map(|(value, status)| target::Model {
            id: saved.as_ref().map_or_else(new_id, |row| row.id),
            region_id: page.scenario.region_id,
            measure_id: wanted.measure,
            scenario_id: page.scenario.id,
            municipality_id: page.holder.held_by().municipality().map(Into::into),
            organisation_id: page.holder.held_by().corporation().map(Into::into),
            horizon_year: page.year,
            value,
            status: status.code().to_owned(),
            source_id: None,
            source_detail: None,
            motivation: None,
            version: saved.as_ref().map_or(1, |row| row.version + 1),
        });
        Some(Self::between(page, wanted.measure, saved, after))
    }

    /// Back to what a number was before, with the source that it had. Its version goes on: whoever saw it in between is told.
    pub fn back(page: &Page, measure: Uuid, saved: Option<target::Model>, former: Option<target::Model>) -> Self {
        let after = former.map(|former| target::Model {
            id: saved.as_ref().map_or_else(new_id, |row| row.id),
            version: saved.as_ref().map_or(former.version, |row| row.version) + 1,
            ..former
        });
        Self::between(page, measure, saved, after)
    }

    fn between(page: &Page, measure: Uuid, saved: Option<target::Model>, after: Option<target::Model>) -> Self {
        let measure = page.measures.iter().find(|row| row.id == measure);
        let name = measure.map(|measure| measure.name.as_str()).unwrap_or_default();
        let whose = page.holder.corporation.as_ref().map(|name| format!("{name}, ")).unwrap_or_default();
        let of = format!("{whose}{name}, {}", page.scenario.name.to_lowercase());
        let said = |row: &target::Model| format!("{of}: {} ({})", dutch::number(row.value), row.status);
        let told = FieldChange {
            field: Field::Target,
            before: saved.as_ref().map(said).unwrap_or_default(),
            after: after.as_ref().map(said).unwrap_or_default(),
        };
        Self { saved, after, told }
    }

    /// What is there before it.
    pub const fn saved(&self) -> Option<&target::Model> {
        self.saved.as_ref()
    }

    /// What is there after it.
    pub const fn after(&self) -> Option<&target::Model> {
        self.after.as_ref()
    }

    async fn write(&self, transaction: &DatabaseTransaction, motivation: Option<&String>) -> Result<(), DbErr> {
        let why = |after: &target::Model| motivation.or(after.motivation.as_ref()).cloned();
        match (&self.saved, &self.after) {
            (None, None) => {}
            (Some(row), None) => {
                target::Entity::delete_many().filter(target::Column::Id.eq(row.id)).exec(transaction).await?;
            }
            (Some(_), Some(after)) => {
                let changed = target::ActiveModel {
                    id: Unchanged(after.id),
                    value: Set(after.value),
                    status: Set(after.status.clone()),
                    source_id: Set(after.source_id),
                    source_detail: Set(after.source_detail.clone()),
                    motivation: Set(why(after)),
                    version: Set(after.version),
                    ..Default::default()
                };
                changed.update(transaction).await?;
            }
            (None, Some(after)) => {
                let new = target::Model { motivation: why(after), ..after.clone() };
                new.into_active_model().reset_all().insert(transaction).await?;
            }
        }
        Ok(())
    }
}

/// What is wrong with numbers beside the region's.
pub fn against_region(page: &Page, changes: &[Change]) -> Vec<Problem> {
    let below = |change: &Change| {
        let after = change.after.as_ref().filter(|_| page.holder.held_by() != HeldBy::Region)?;
        let of_region = page.target(HeldBy::Region, after.measure_id)?;
        sign_problem(after.measure_id.into(), after.value, of_region.value)
    };
    changes.iter().filter_map(below).collect()
}

/// # Errors
/// Why a number changes that was there already, is said.
pub fn check_motivation(changes: &[Change], motivation: Option<&str>) -> Result<(), Problem> {
    if motivation.is_some() || changes.iter().all(|change| change.saved.is_none()) {
        return Ok(());
    }
    Err(Problem::new("motivation", MOTIVATION_MISSING))
}

/// Writes numbers of one holder, with one entry in the audit trail that says why. Gives the entry's id.
pub async fn save(
    transaction: &DatabaseTransaction,
    author: &Author,
    event: Event,
    holder: &Holder,
    changes: &[Change],
    motivation: Option<String>,
) -> Result<Uuid, DbErr> {
    for change in changes {
        change.write(transaction, motivation.as_ref()).await?;
    }
    let mut told: Vec<FieldChange> = changes.iter().map(|change| change.told.clone()).collect();
    told.extend(motivation.map(|after| FieldChange { field: Field::Reason, before: String::new(), after }));
    audit::record_entry(transaction, author, event, Subject::Targets(holder.id()), &told).await
}
