//! The points of an agenda in one order: its items, and the proposals that the body is to see.

use domain::notes::About;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, Set};
use uuid::Uuid;

use super::entity::agenda_item;
use super::records::items_of;
use crate::proposals::entity::proposal_step;
use crate::proposals::queries::{AgendaLine, of_meeting};

#[derive(Clone, Debug)]
pub enum Point {
    Item(agenda_item::Model),
    Proposal(AgendaLine),
}

impl Point {
    /// Of the item, or of the step that leads a proposal here: a body can see one proposal twice on a day.
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Item(row) => row.id,
            Self::Proposal(line) => line.step,
        }
    }

    pub fn title(&self) -> &str {
        match self {
            Self::Item(row) => &row.title,
            Self::Proposal(line) => &line.title,
        }
    }

    pub fn about(&self) -> About {
        match self {
            Self::Item(row) => About::Item(row.id.into()),
            Self::Proposal(line) => About::Proposal(line.id.into()),
        }
    }

    /// None: after everything that has a place, in the order in which it was written.
    const fn position(&self) -> Option<i32> {
        match self {
            Self::Item(row) => Some(row.position),
            Self::Proposal(line) => line.position,
        }
    }

    /// Puts it there; what it says stays the version that it is.
    pub async fn put(&self, transaction: &DatabaseTransaction, position: i32) -> Result<(), DbErr> {
        if self.position() == Some(position) {
            return Ok(());
        }
        match self {
            Self::Item(row) => {
                let row = agenda_item::ActiveModel { id: Set(row.id), position: Set(position), ..Default::default() };
                row.update(transaction).await?;
            }
            Self::Proposal(line) => {
                let row = proposal_step::ActiveModel {
                    id: Set(line.step),
                    agenda_position: Set(Some(position)),
                    ..Default::default()
                };
                row.update(transaction).await?;
            }
        }
        Ok(())
    }
}

/// All of a meeting's, in two queries.
pub async fn points_of(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Point>, DbErr> {
    let items = items_of(connection, meeting).await?.into_iter().map(Point::Item);
    let proposals = of_meeting(connection, meeting).await?.into_iter().map(Point::Proposal);
    let mut points: Vec<Point> = items.chain(proposals).collect();
    points.sort_by_key(|point| point.position().unwrap_or(i32::MAX));
    Ok(points)
}

/// The place after everything that has one.
pub fn last_position(points: &[Point]) -> i32 {
    points.iter().filter_map(Point::position).max().map_or(0, |last| last + 1)
}
