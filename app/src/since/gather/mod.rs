//! Everything that a line of the page can tell of, as it stands now: what [`Kept`] keeps. All of a region, in as many queries
//! however much it holds; who may see what of it is kept with it.
#![expect(
    clippy::disallowed_methods,
    reason = "a moment is kept for every reader to come; each sees of it what they may, see `domain::snapshots`"
)]

mod commitments;
mod dwellings;
mod others;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::ids::MunicipalityId;
use domain::since::{Held, Key, Slot, Subject, Value};
use domain::snapshots::{About, Kept};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::regions::entity::{municipality, organisation};

/// What stands there now. Read it in a transaction that sees one state of the database.
pub async fn gather(connection: &impl ConnectionTrait, region: Uuid, today: NaiveDate) -> Result<Kept, DbErr> {
    let columns = [municipality::Column::Id, municipality::Column::Name];
    let places: Vec<(Uuid, String)> = municipality::Entity::find()
        .select_only()
        .columns(columns)
        .filter(municipality::Column::RegionId.eq(region))
        .into_tuple()
        .all(connection)
        .await?;
    let columns = [organisation::Column::Id, organisation::Column::Name];
    let organisations: Vec<(Uuid, String)> = organisation::Entity::find()
        .select_only()
        .columns(columns)
        .filter(organisation::Column::RegionId.eq(region))
        .into_tuple()
        .all(connection)
        .await?;
    let mut gathering = Gathering {
        connection,
        region,
        today,
        places: places.into_iter().collect(),
        organisations: organisations.into_iter().collect(),
        of: BTreeMap::new(),
        asked: BTreeMap::new(),
        kept: Kept::default(),
    };
    gathering.commitments().await?;
    gathering.versions().await?;
    gathering.lights().await?;
    gathering.milestones().await?;
    gathering.comments_and_files().await?;
    gathering.projects().await?;
    gathering.deliveries().await?;
    gathering.targets().await?;
    gathering.bottlenecks().await?;
    gathering.agendas().await?;
    gathering.deadlines().await?;
    Ok(gathering.kept)
}

struct Gathering<'a, C> {
    connection: &'a C,
    region: Uuid,
    today: NaiveDate,
    /// What the gemeenten are called.
    places: BTreeMap<Uuid, String>,
    /// And the organisations.
    organisations: BTreeMap<Uuid, String>,
    /// In which gemeente each subject counts.
    of: BTreeMap<Subject, Option<MunicipalityId>>,
    /// What versions that lie with the parties would change.
    asked: BTreeMap<(Uuid, i32), String>,
    kept: Kept,
}

impl<C> Gathering<'_, C> {
    fn subject(&mut self, subject: Subject, municipality: Option<Uuid>, about: About) {
        self.of.insert(subject, municipality.map(Into::into));
        self.kept.subjects.insert(subject, about);
    }

    /// Of a subject that is known.
    fn hold(&mut self, subject: Subject, slot: Slot, value: Value) {
        self.hold_because(subject, slot, value, None);
    }

    fn hold_because(&mut self, subject: Subject, slot: Slot, value: Value, note: Option<String>) {
        if let Some(municipality) = self.of.get(&subject) {
            self.kept.state.hold(Key { subject, slot }, *municipality, Held { value, note });
        }
    }

    fn place(&self, municipality: Option<Uuid>) -> Option<&str> {
        self.places.get(&municipality?).map(String::as_str)
    }
}

/// The error of a query whose result is not what this program stores.
fn unreadable(what: &str) -> DbErr {
    DbErr::Custom(format!("unreadable {what}"))
}

/// A code of a closed list.
fn stored<T: std::str::FromStr>(code: &str, what: &str) -> Result<T, DbErr> {
    code.parse().map_err(|_| unreadable(what))
}
