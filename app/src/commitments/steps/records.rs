//! Between the table and the domain.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a commitment is read by its id, which was found through `visible`"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::audit::Event;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::milestones::{Milestone, left_behind};
use domain::{Period, Problem, dutch};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder,
    Set,
};
use uuid::Uuid;

use super::entity::milestone;
use crate::audit::{self, Author, Subject};
use crate::storage::new_id;

/// Adds a milestone with its audit entry.
pub async fn insert_milestone(
    transaction: &DatabaseTransaction,
    commitment_id: Uuid,
    new: &Milestone,
    author: &Author,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let row = milestone::ActiveModel {
        id: Set(id),
        commitment_id: Set(commitment_id),
        version: Set(1),
        ..fields(new, author.at)?
    };
    row.insert(transaction).await?;
    let changes = changes(None, Some(new));
    audit::record(transaction, author, Event::MilestoneAdded, Subject::Commitment(commitment_id), &changes).await?;
    Ok(id)
}

/// All of a row that a milestone says.
pub fn fields(milestone: &Milestone, at: DateTime<Utc>) -> Result<milestone::ActiveModel, DbErr> {
    let last_day = milestone.due.last_day().ok_or_else(|| DbErr::Custom("a milestone that recurs".to_owned()))?;
    Ok(milestone::ActiveModel {
        title: Set(milestone.title.clone()),
        due: Set(milestone.due.to_string()),
        due_last_day: Set(last_day),
        done_on: Set(milestone.done_on),
        note: Set(milestone.note.clone()),
        updated_at: Set(at),
        ..Default::default()
    })
}

pub fn to_milestone(row: &milestone::Model) -> Result<Milestone, DbErr> {
    Ok(Milestone {
        title: row.title.clone(),
        due: row.due.parse().map_err(|_| DbErr::Custom("unreadable milestone".to_owned()))?,
        done_on: row.done_on,
        note: row.note.clone(),
    })
}

/// What the timeline says. It always names the milestone, also when its title is what it was.
pub fn changes(before: Option<&Milestone>, after: Option<&Milestone>) -> Vec<FieldChange> {
    let described = |side: Option<&Milestone>| side.map(describe).unwrap_or_default();
    let mut changes = differences(&described(before), &described(after));
    if let (Some(before), Some(after)) = (before, after)
        && before.title == after.title
        && !changes.is_empty()
    {
        let named = FieldChange { field: Field::Milestone, before: String::new(), after: after.title.clone() };
        changes.insert(0, named);
    }
    changes
}

fn describe(milestone: &Milestone) -> Vec<Described> {
    vec![
        (Field::Milestone, milestone.title.clone()),
        (Field::MilestoneDue, milestone.due.label()),
        (Field::DoneOn, milestone.done_on.map(dutch::date).unwrap_or_default()),
        (Field::Note, milestone.note.clone().unwrap_or_default()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Period;

    #[test]
    fn the_timeline_says_which_milestone_changed_and_how() {
        let before = Milestone { title: "Grond".to_owned(), due: Period::Year(2027), done_on: None, note: None };
        let after = Milestone { due: Period::Year(2028), ..before.clone() };
        let told: Vec<_> = changes(Some(&before), Some(&after));
        let told: Vec<_> = told.iter().map(|change| (change.field, &*change.before, &*change.after)).collect();
        assert_eq!(told, [(Field::Milestone, "", "Grond"), (Field::MilestoneDue, "2027", "2028")]);
        assert_eq!(changes(Some(&before), Some(&before)), vec![]);
        assert_eq!(changes(Some(&before), None)[0].before, "Grond");
    }
}

/// The milestone of a commitment that is still to be done and ends last.
#[derive(Clone, Debug)]
pub struct LatestOpen {
    title: String,
    due: Period,
}

impl LatestOpen {
    /// What is wrong with a commitment that is due then.
    pub fn left_behind_by(&self, commitment_due: Option<Period>) -> Option<Problem> {
        left_behind(&self.title, self.due, commitment_due)
    }
}

/// Of each of these commitments that has one. One query, however many there are.
pub async fn latest_open(
    connection: &impl ConnectionTrait,
    commitments: &[Uuid],
) -> Result<BTreeMap<Uuid, LatestOpen>, DbErr> {
    use milestone::Column as C;
    let open = milestone::Entity::find()
        .filter(C::CommitmentId.is_in(commitments.iter().copied()))
        .filter(C::DoneOn.is_null())
        .order_by_asc(C::DueLastDay)
        .all(connection)
        .await?;
    // The last of each stays.
    let latest =
        |row: milestone::Model| Some((row.commitment_id, LatestOpen { due: row.due.parse().ok()?, title: row.title }));
    Ok(open.into_iter().filter_map(latest).collect())
}
