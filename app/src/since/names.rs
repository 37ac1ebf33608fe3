//! What lines name besides their subject: parties, measures and scenarios. And where a subject is.
#![expect(clippy::disallowed_methods, reason = "the reference data of a region is read by its id, for who may read it")]

use std::collections::BTreeMap;

use domain::since::{Line, Slot, Subject};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::regions::entity::{municipality, organisation};
use crate::targets::entity::{measure, scenario};

/// A gemeente.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
}

#[derive(Clone, Debug, Default)]
pub struct Names {
    pub places: Vec<Place>,
    others: BTreeMap<Uuid, String>,
}

impl Names {
    pub async fn of_region(connection: &impl ConnectionTrait, region: Uuid) -> Result<Self, DbErr> {
        let places = municipality::Entity::find()
            .filter(municipality::Column::RegionId.eq(region))
            .order_by_asc(municipality::Column::Name)
            .all(connection)
            .await?;
        let places = places.into_iter().map(|row| Place { id: row.id, slug: row.slug, name: row.name }).collect();
        let mut others = BTreeMap::new();
        let (o, m, s) = (organisation::Column::Id, measure::Column::Id, scenario::Column::Id);
        others.extend(
            named::<organisation::Entity>(
                connection,
                o,
                organisation::Column::Name,
                organisation::Column::RegionId,
                region,
            )
            .await?,
        );
        others.extend(
            named::<measure::Entity>(connection, m, measure::Column::Name, measure::Column::RegionId, region).await?,
        );
        others.extend(
            named::<scenario::Entity>(connection, s, scenario::Column::Name, scenario::Column::RegionId, region)
                .await?,
        );
        Ok(Self { places, others })
    }

    /// Of an organisation, a measure or a scenario.
    pub fn other(&self, id: Uuid) -> String {
        self.others.get(&id).cloned().unwrap_or_default()
    }

    pub fn place(&self, id: Uuid) -> Option<&Place> {
        self.places.iter().find(|place| place.id == id)
    }

    pub fn place_called(&self, slug: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.slug == slug)
    }

    /// Of which part of the subject a line tells: the aspect, the date, the party, the measure. Empty when of all of it.
    pub fn part(&self, line: &Line) -> String {
        match line.slot {
            Slot::Answer { party, .. } => {
                [line.part(), Some(self.other(party.0))].into_iter().flatten().collect::<Vec<_>>().join(", ")
            }
            Slot::Target { measure, scenario, year, organisation } => {
                let number = format!("{}, {}, {year}", self.other(measure.0), self.other(scenario.0).to_lowercase());
                match organisation {
                    Some(id) => format!("{number}, deel van {}", self.other(id.0)),
                    None => number,
                }
            }
            Slot::Delivered(Some(measure)) | Slot::Verified(Some(measure)) => self.other(measure.0),
            _ => line.part().unwrap_or_default(),
        }
    }

    /// The page of what a line tells of.
    pub fn address(&self, line: &Line) -> String {
        let page = page_of(line.subject);
        match (line.subject, line.slot) {
            (Subject::Commitment(_), Slot::Comment(comment)) => format!("{page}/reacties/{comment}"),
            (Subject::Commitment(_), Slot::File(_)) => format!("{page}/bewijs"),
            (Subject::Project(_), Slot::Delivered(_) | Slot::Verified(_)) => format!("{page}/opleveringen"),
            (Subject::Targets(Some(place)), _) => match self.place(place.0) {
                Some(place) => format!("{page}/{}", place.slug),
                None => page,
            },
            _ => page,
        }
    }
}

/// The page of a subject; of the targets of a gemeente, where all are.
pub fn page_of(subject: Subject) -> String {
    match subject {
        Subject::Commitment(id) => format!("/afspraken/{id}"),
        Subject::Bottleneck(id) => format!("/knelpunten/{id}"),
        Subject::Project(id) => format!("/projecten/{id}"),
        Subject::Targets(_) => "/doelen".to_owned(),
        Subject::Deadline(id) | Subject::Phase(id, _) => format!("{}/{id}", crate::deadlines::PATH),
        Subject::Agenda(id) => format!("/uitvoeringsagendas/{id}"),
    }
}

async fn named<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    id: E::Column,
    name: E::Column,
    region_column: E::Column,
    region: Uuid,
) -> Result<Vec<(Uuid, String)>, DbErr> {
    E::find().select_only().columns([id, name]).filter(region_column.eq(region)).into_tuple().all(connection).await
}
