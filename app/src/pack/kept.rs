//! What people read before a meeting, as it is kept when the papers are ready: whatever is written afterwards, a file of them
//! stays what it was.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::decisions::{Due, Effect, Kind};
use domain::policy::Visibility;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agenda::{Point, current};
use crate::decisions::links::links_of;
use crate::decisions::points::{PointId, titles};
use crate::decisions::queries::{Line, open_at};
use crate::error::AppError;
use crate::meetings::entity::meeting;
use crate::meetings::records::{Names, unreadable};
use crate::request::Request;
use crate::since::queries::compared_with;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    pub agenda: Vec<Point>,
    /// With which moment it was compared, as that was called; none: that was not known yet.
    pub compared: Option<String>,
    /// What former meetings left open; none: it was not asked when these were kept, because nobody in particular kept them.
    pub open: Option<Vec<Open>>,
}

/// A decision or pledge that nobody reported back yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    pub kind: Kind,
    pub text: String,
    /// With the function.
    pub owner: String,
    pub due: Due,
    /// Where it was taken.
    pub meeting: String,
    pub item: Option<String>,
    /// All of them: each reader is told of those that they could see.
    pub commitments: Vec<(Effect, Uuid)>,
}

impl Papers {
    /// None: they are not ready.
    pub fn of(row: &meeting::Model) -> Result<Option<Self>, DbErr> {
        let stored = row.kept_agenda.as_deref().map(serde_json::from_str);
        stored.transpose().map_err(|_| unreadable("kept papers"))
    }

    /// Of this moment.
    pub async fn now(
        request: &Request,
        connection: &impl ConnectionTrait,
        row: &meeting::Model,
    ) -> Result<Self, AppError> {
        let names = Names::of_region(connection, row.region_id).await?;
        let lines = open_at(request, connection, row, &names, request.now()).await?;
        Ok(Self {
            agenda: current(connection, row.id).await?,
            compared: compared_with(connection, &request.visibility(), row.id).await?,
            open: Some(open(connection, row.region_id, lines).await?),
        })
    }

    /// Loaded from a file, for nobody in particular.
    pub async fn loaded(connection: &impl ConnectionTrait, row: &meeting::Model) -> Result<Self, DbErr> {
        Ok(Self { agenda: current(connection, row.id).await?, compared: None, open: None })
    }

    /// With which other bodies a proposal shares its day is another matter then; everything else stays what people read.
    #[must_use]
    pub fn on_another_day(mut self, now: &[Point]) -> Self {
        for point in self.agenda.iter_mut().filter(|point| point.address.is_some()) {
            if let Some(other) = now.iter().find(|other| other.about == point.about) {
                point.note.clone_from(&other.note);
            }
        }
        self
    }

    pub fn stored(&self) -> Result<String, DbErr> {
        serde_json::to_string(self).map_err(|error| DbErr::Custom(error.to_string()))
    }
}

impl Open {
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due.last_day().is_some_and(|day| day < today)
    }

    /// `called`: what commitments were called then; one that was not there yet, or that the reader could not see, is not named.
    pub fn named(&self, called: &BTreeMap<Uuid, String>) -> Vec<String> {
        let named = |(effect, id): &(Effect, Uuid)| Some(format!("{}: {}", effect.label(), called.get(id)?));
        let mut named: Vec<String> = self.commitments.iter().filter_map(named).collect();
        named.sort();
        named
    }
}

/// These lines with all that they are about, in words that the whole region may read: of a proposal that is a concept again there
/// are none.
pub async fn open(connection: &impl ConnectionTrait, region: Uuid, lines: Vec<Line>) -> Result<Vec<Open>, DbErr> {
    let proposals: Vec<PointId> = lines.iter().filter_map(|line| line.proposal.map(PointId::Proposal)).collect();
    let titles = titles(connection, &Visibility::of_everybody(region.into()), &proposals).await?;
    let mut links = links_of(connection, lines.iter().map(|line| line.id).collect()).await?;
    let open = lines.into_iter().map(|line| Open {
        kind: line.kind,
        text: line.text,
        owner: line.owner,
        due: line.course.due,
        meeting: line.taken_at.label,
        item: match line.proposal {
            Some(id) => titles.get(&id).cloned(),
            None => line.item,
        },
        commitments: links.remove(&line.id).unwrap_or_default(),
    });
    Ok(open.collect())
}
