//! Between the tables and the domain: reading and writing what a decision consists of.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::Period;
use domain::audit::Event;
use domain::bottlenecks::Holder;
use domain::decisions::{Content, Course, Due, Meeting, Report};
use domain::differences::{Described, Field, differences};
use domain::meetings::State;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, Set};

use super::entity::decision;
use super::points::{Point, PointId};
use crate::audit::{self, Author, Subject};
use crate::meetings::entity::meeting;
use crate::meetings::records::{Names, unreadable};
use crate::storage::new_id;

pub fn content_of(row: &decision::Model) -> Result<Content, DbErr> {
    Ok(Content {
        kind: row.kind.parse().map_err(|_| unreadable("kind"))?,
        text: row.text.clone(),
        owner: Holder { organisation: row.owner_id.into(), function: row.owner_function.clone() },
        due: due_of(row)?,
    })
}

pub fn due_of(row: &decision::Model) -> Result<Due, DbErr> {
    match &row.due {
        Some(text) => text.parse::<Period>().map(Due::By).map_err(|_| unreadable("period")),
        None => Ok(Due::NoDate),
    }
}

/// A meeting, as far as decisions look at it.
pub fn as_meeting(row: &meeting::Model) -> Meeting {
    Meeting {
        id: row.id.into(),
        body: row.body_id.into(),
        date: row.date,
        cancelled: row.state == State::Cancelled.code(),
    }
}

/// How far it is: taken at a meeting, and perhaps reported to another, whose day is given.
pub fn course_of(
    row: &decision::Model,
    taken_at: &meeting::Model,
    reported_on: Option<NaiveDate>,
) -> Result<Course, DbErr> {
    let taken_at = as_meeting(taken_at);
    let report = match (row.reported_to_id, reported_on, &row.report) {
        (Some(id), Some(date), Some(text)) => Some(Report {
            to: Meeting { id: id.into(), body: taken_at.body, date, cancelled: false },
            text: text.clone(),
        }),
        (None, ..) => None,
        _ => return Err(unreadable("report")),
    };
    Ok(Course { taken_at, bodies: BTreeSet::from([taken_at.body]), due: due_of(row)?, report })
}

/// The content in the words of the screen, with the point of the agenda at which it was taken.
pub fn describe(names: &Names, content: &Content, point: Option<&Point>) -> Vec<Described> {
    vec![
        (Field::DecisionKind, content.kind.label().to_owned()),
        (Field::Decision, content.text.clone()),
        (Field::AgendaItem, point.map(|point| point.title.clone()).unwrap_or_default()),
        (Field::Owner, names.holder(&content.owner)),
        (Field::Due, content.due.label()),
    ]
}

#[derive(Clone, Debug)]
pub struct NewDecision<'a> {
    pub meeting: &'a meeting::Model,
    /// Of the meeting by name.
    pub label: String,
    pub content: Content,
    pub point: Option<Point>,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds a decision with its audit entry.
pub async fn insert_decision(
    transaction: &DatabaseTransaction,
    new: NewDecision<'_>,
    names: &Names,
    author: &Author,
    event: Event,
) -> Result<decision::Model, DbErr> {
    let NewDecision { meeting, label, content, point, example } = new;
    let row = decision::ActiveModel {
        id: Set(new_id()),
        region_id: Set(meeting.region_id),
        meeting_id: Set(meeting.id),
        reported_to_id: Set(None),
        report: Set(None),
        example: Set(example),
        version: Set(1),
        created_at: Set(author.at),
        updated_at: Set(author.at),
        ..with_content(&content, point.as_ref().map(|point| point.id))
    };
    let row = row.insert(transaction).await?;
    let mut described = vec![(Field::TakenAt, label)];
    described.extend(describe(names, &content, point.as_ref()));
    audit::record(transaction, author, event, Subject::Decision(row.id), &differences(&[], &described)).await?;
    Ok(row)
}

pub fn with_content(content: &Content, point: Option<PointId>) -> decision::ActiveModel {
    let due = match content.due {
        Due::By(period) => Some(period.to_string()),
        Due::NoDate => None,
    };
    decision::ActiveModel {
        agenda_item_id: Set(point.and_then(PointId::item)),
        proposal_id: Set(point.and_then(PointId::proposal)),
        kind: Set(content.kind.code().to_owned()),
        text: Set(content.text.clone()),
        owner_id: Set(content.owner.organisation.into()),
        owner_function: Set(content.owner.function.clone()),
        no_date: Set(due.is_none()),
        due: Set(due),
        due_last_day: Set(content.due.last_day()),
        ..Default::default()
    }
}
