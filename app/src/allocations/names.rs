//! The words of urgent allocations, as the screens and the timeline write them.
#![expect(clippy::disallowed_methods, reason = "the names of one region, which all in it share")]

use std::collections::{BTreeMap, BTreeSet};

use domain::allocations::{Content, Number};
use domain::differences::{Field, FieldChange};
use domain::dutch;
use domain::ids::{OrganisationId, TargetGroupId};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::regions::entity::organisation;
use crate::regions::vision::target_group;

/// A target group of the region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub id: TargetGroupId,
    pub name: String,
    /// The law asks for an urgentieregeling.
    pub urgent: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Names {
    /// In the order of the region.
    pub groups: Vec<Group>,
    /// By name.
    pub organisations: Vec<organisation::Model>,
}

impl Names {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let groups = target_group::Entity::find().filter(target_group::Column::RegionId.eq(region));
        let groups = groups.order_by_asc(target_group::Column::Position).all(connection).await?;
        let organisations = organisation::Entity::find().filter(organisation::Column::RegionId.eq(region));
        let group = |row: target_group::Model| Group { id: row.id.into(), name: row.name, urgent: row.urgent };
        Ok(Self {
            groups: groups.into_iter().map(group).collect(),
            organisations: organisations.order_by_asc(organisation::Column::Name).all(connection).await?,
        })
    }

    /// Of which numbers are asked, and those of which there are: a group may be urgent no more.
    pub fn asked(&self, given: &BTreeSet<TargetGroupId>) -> Vec<Group> {
        self.groups.iter().filter(|group| group.urgent || given.contains(&group.id)).cloned().collect()
    }

    pub fn organisation(&self, id: OrganisationId) -> String {
        let found = self.organisations.iter().find(|row| row.id == id.0);
        found.map(|row| row.name.clone()).unwrap_or_default()
    }

    /// What changed, number by number: before → after.
    pub fn changes(&self, before: &Content, after: &Content) -> Vec<FieldChange> {
        let number = |group: &Group| {
            let said = |content: &Content| content.numbers.get(&group.id).map(|number| self.told(group, number));
            FieldChange {
                field: Field::Allocations,
                before: said(before).unwrap_or_default(),
                after: said(after).unwrap_or_default(),
            }
        };
        let note = FieldChange {
            field: Field::Note,
            before: before.note.clone().unwrap_or_default(),
            after: after.note.clone().unwrap_or_default(),
        };
        let all = self.groups.iter().map(number).chain([note]);
        all.filter(|change| change.before != change.after).collect()
    }

    /// `Ouderen (65+): 12 (Domijn 8, Ons Huis 0, niet verdeeld 4)`
    fn told(&self, group: &Group, number: &Number) -> String {
        let total = dutch::number(i64::try_from(number.total()).unwrap_or(i64::MAX));
        let taken: BTreeMap<String, u32> = number.taken().map(|(id, count)| (self.organisation(id), count)).collect();
        if taken.is_empty() {
            return format!("{}: {total}", group.name);
        }
        let part = |(name, count): (String, u32)| format!("{name} {}", dutch::number(count.into()));
        let parts: Vec<String> =
            taken.into_iter().chain([("niet verdeeld".to_owned(), number.undivided())]).map(part).collect();
        format!("{}: {total} ({})", group.name, parts.join(", "))
    }
}
