//! The point of an agenda at which a decision was taken: an item, or a proposal that stands on it.
#![expect(
    clippy::disallowed_methods,
    reason = "an item is read by its meeting or decision, which were found through `seen`"
)]

use std::collections::BTreeMap;

use domain::policy::{Concepts, Visibility};
use sea_orm::sea_query::UnionType;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::entity::decision;
use crate::meetings::entity::agenda_item;
use crate::meetings::points::{self, points_of};
use crate::proposals::entity::proposal;
use crate::scope::seen;

/// Decisions are the whole region's, and a proposal that no body is to see any more is not.
const A_CONCEPT: &str = "Een voorstel dat weer een concept is";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointId {
    Item(Uuid),
    Proposal(Uuid),
}

impl PointId {
    pub fn of(row: &decision::Model) -> Option<Self> {
        row.agenda_item_id.map(Self::Item).or(row.proposal_id.map(Self::Proposal))
    }

    pub const fn id(self) -> Uuid {
        match self {
            Self::Item(id) | Self::Proposal(id) => id,
        }
    }

    pub const fn item(self) -> Option<Uuid> {
        match self {
            Self::Item(id) => Some(id),
            Self::Proposal(_) => None,
        }
    }

    pub const fn proposal(self) -> Option<Uuid> {
        match self {
            Self::Proposal(id) => Some(id),
            Self::Item(_) => None,
        }
    }
}

/// With what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub id: PointId,
    pub title: String,
}

impl Point {
    /// In a list where both kinds stand.
    pub fn label(&self) -> String {
        match self.id {
            PointId::Item(_) => self.title.clone(),
            PointId::Proposal(_) => format!("Voorstel: {}", self.title),
        }
    }
}

/// What a decision of this meeting can be taken at, with what it was taken at before: that stays, wherever a proposal went.
pub async fn of_meeting(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    meeting: Uuid,
    before: Option<PointId>,
) -> Result<Vec<Point>, DbErr> {
    let mut points: Vec<Point> = Vec::new();
    for point in points_of(connection, meeting).await? {
        let point = match point {
            points::Point::Item(row) => Point { id: PointId::Item(row.id), title: row.title },
            points::Point::Proposal(line) => Point { id: PointId::Proposal(line.id), title: line.title },
        };
        // A body can see one proposal twice on a day: to advise on it, and to adopt it.
        if points.iter().all(|other| other.id != point.id) {
            points.push(point);
        }
    }
    let gone = before.filter(|before| points.iter().all(|point| point.id != *before));
    points.extend(of_decision(connection, visibility, gone).await?);
    Ok(points)
}

/// The point at which one decision was taken, in words that the whole region may read.
pub async fn of_decision(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Option<PointId>,
) -> Result<Option<Point>, DbErr> {
    let Some(id) = id else { return Ok(None) };
    let mut regional = *visibility;
    regional.concepts = Concepts::None;
    let title = titles(connection, &regional, &[id]).await?.remove(&id.id());
    Ok(Some(Point { id, title: title.unwrap_or_else(|| A_CONCEPT.to_owned()) }))
}

/// What these are called, without the proposals that somebody may not see.
pub async fn titles(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    points: &[PointId],
) -> Result<BTreeMap<Uuid, String>, DbErr> {
    use agenda_item::Column as I;
    use proposal::Column as P;
    let items = points.iter().filter_map(|point| point.item());
    let proposals = points.iter().filter_map(|point| point.proposal());
    let mut all = agenda_item::Entity::find().select_only().columns([I::Id, I::Title]).filter(I::Id.is_in(items));
    let proposals = seen::<proposal::Entity>(visibility).filter(P::Id.is_in(proposals));
    let proposals = proposals.select_only().columns([P::Id, P::Title]);
    QuerySelect::query(&mut all).union(UnionType::All, proposals.into_query());
    let rows: Vec<(Uuid, String)> = all.into_tuple().all(connection).await?;
    Ok(rows.into_iter().collect())
}
