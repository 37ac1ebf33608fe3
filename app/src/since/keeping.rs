//! Keeping the state of a moment, and reading it back.
//!
//! The end of each day on which anything happened is kept, and what a meeting looks at. So any two days can be compared, by
//! one question each, and nothing that happens later alters what is read.
#![expect(
    clippy::disallowed_methods,
    reason = "the states of a region are read by its id, for who may read it; each reader sees their part of them"
)]

use std::io::{Read, Write};

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::dutch;
use domain::snapshots::{Kept, Moment};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, Set,
};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::entity::kept_state;
use super::gather::gather;
use crate::audit::entity::{audit_entry, audit_head};
use crate::regions::entity::region;
use crate::request::{beginning_of, day_of};
use crate::storage::{begin_snapshot, new_id};

/// Of the content of a row: counts up when it changes so that older rows need another reader.
const FORMAT: i32 = 1;

/// A region as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Now {
    pub kept: Kept,
    /// How far its audit trail is.
    pub sequence: i64,
    pub freshness_weeks: i32,
}

impl Now {
    /// All of it of one moment, whoever writes meanwhile.
    pub async fn of(database: &DatabaseConnection, region: Uuid, today: NaiveDate) -> Result<Self, DbErr> {
        let transaction = begin_snapshot(database).await?;
        let row = region::Entity::find_by_id(region).one(&transaction).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("a region".to_owned()))?;
        let sequence = end_of_trail(&transaction, region).await?;
        let kept = gather(&transaction, region, today).await?;
        transaction.commit().await?;
        Ok(Self { kept, sequence, freshness_weeks: row.freshness_weeks })
    }

    pub fn moment(self, day: NaiveDate) -> Moment {
        Moment::new(self.kept, day, weeks(self.freshness_weeks))
    }

    /// Keeps it, as that of a day. Gives its id.
    pub async fn keep(
        &self,
        connection: &impl ConnectionTrait,
        region: Uuid,
        day: NaiveDate,
        ends_day: bool,
        at: DateTime<Utc>,
    ) -> Result<Uuid, DbErr> {
        let row = kept_state::ActiveModel {
            id: Set(new_id()),
            region_id: Set(region),
            day: Set(day),
            ends_day: Set(ends_day),
            at: Set(at),
            sequence: Set(self.sequence),
            freshness_weeks: Set(self.freshness_weeks),
            format: Set(FORMAT),
            content: Set(packed(&self.kept)?),
        };
        Ok(row.insert(connection).await?.id)
    }
}

async fn end_of_trail(connection: &impl ConnectionTrait, region: Uuid) -> Result<i64, DbErr> {
    Ok(audit_head::Entity::find_by_id(region).one(connection).await?.map_or(0, |head| head.sequence))
}

/// Keeps the end of the last day before today on which anything happened, for each region of which it is not kept yet. Run it soon
/// after midnight: what happens before it runs counts as that day's.
pub async fn keep_end_of_day(database: &DatabaseConnection, now: DateTime<Utc>) -> Result<(), DbErr> {
    let today = day_of(now);
    let (Some(yesterday), Some(midnight)) = (today.checked_sub_days(Days::new(1)), beginning_of(today)) else {
        return Ok(());
    };
    for region in region::Entity::find().all(database).await? {
        let last = last_until(database, region.id, yesterday).await?;
        let kept = last.as_ref().map_or(0, |(.., sequence)| *sequence);
        let newest = entries(region.id)
            .filter(audit_entry::Column::Sequence.gt(kept))
            .filter(audit_entry::Column::At.lt(midnight))
            .order_by_desc(audit_entry::Column::Sequence)
            .one(database)
            .await?;
        // Since that day nothing happened, however long nobody looked.
        let day = newest.map(|entry| day_of(entry.at));
        // What was written while the former one was kept is the next day's.
        let Some(day) = day.filter(|day| last.is_none_or(|(_, last, _)| *day > last)) else { continue };
        let state = Now::of(database, region.id, day).await?;
        state.keep(database, region.id, day, true, now).await?;
    }
    Ok(())
}

fn entries(region: Uuid) -> Select<audit_entry::Entity> {
    audit_entry::Entity::find().filter(audit_entry::Column::Chain.eq(region))
}

/// The last state that was kept of the end of this day or an earlier one: its id, its day, and how far the trail was.
async fn last_until(
    connection: &impl ConnectionTrait,
    region: Uuid,
    day: NaiveDate,
) -> Result<Option<(Uuid, NaiveDate, i64)>, DbErr> {
    use kept_state::Column as C;
    kept_state::Entity::find()
        .select_only()
        .columns([C::Id, C::Day, C::Sequence])
        .filter(C::RegionId.eq(region))
        .filter(C::EndsDay.eq(true))
        .filter(C::Day.lte(day))
        .order_by_desc(C::Day)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await
}

/// What there is of the end of a day that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Kept(Uuid),
    /// Something happened by then that is not kept yet.
    NotYet,
    /// It was before the first day that was kept, if any was.
    Before(Option<NaiveDate>),
}

impl Ended {
    /// Why it cannot be looked at; empty when it can.
    pub fn told(self) -> String {
        match self {
            Self::Kept(_) => String::new(),
            Self::NotYet => {
                "De stand van deze dag is nog niet bewaard. Probeer het over een paar minuten opnieuw.".to_owned()
            }
            Self::Before(Some(first)) => {
                format!("Van deze dag is niets bewaard. Kies {} of een latere dag.", dutch::date(first))
            }
            Self::Before(None) => {
                "Er is nog niets bewaard. Vanaf morgen is te zien wat er na vandaag verandert.".to_owned()
            }
        }
    }
}

/// The state of the end of a day that is over: what was kept last before it ended, because nothing happened since.
pub async fn end_of_day(connection: &impl ConnectionTrait, region: Uuid, day: NaiveDate) -> Result<Ended, DbErr> {
    let next = |day: NaiveDate| day.checked_add_days(Days::new(1)).and_then(beginning_of);
    let Some((id, kept, sequence)) = last_until(connection, region, day).await? else {
        return Ok(Ended::Before(first_day(connection, region).await?));
    };
    let (Some(from), Some(to)) = (next(kept), next(day)) else { return Ok(Ended::NotYet) };
    let happened = entries(region)
        .filter(audit_entry::Column::Sequence.gt(sequence))
        .filter(audit_entry::Column::At.gte(from))
        .filter(audit_entry::Column::At.lt(to))
        .limit(1)
        .one(connection)
        .await?;
    Ok(if happened.is_some() { Ended::NotYet } else { Ended::Kept(id) })
}

/// The first day whose end was kept.
pub async fn first_day(connection: &impl ConnectionTrait, region: Uuid) -> Result<Option<NaiveDate>, DbErr> {
    use kept_state::Column as C;
    kept_state::Entity::find()
        .select_only()
        .column(C::Day)
        .filter(C::RegionId.eq(region))
        .filter(C::EndsDay.eq(true))
        .order_by_asc(C::Day)
        .limit(1)
        .into_tuple()
        .one(connection)
        .await
}

/// What was kept, as the state of a day.
pub async fn read(connection: &impl ConnectionTrait, id: Uuid, day: NaiveDate) -> Result<Moment, DbErr> {
    let row = kept_state::Entity::find_by_id(id).one(connection).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("a state that was kept".to_owned()))?;
    if row.format != FORMAT {
        return Err(DbErr::Custom(format!(
            "a state was kept in the form {}, which this version cannot read",
            row.format
        )));
    }
    // Of a large region that takes a while, which keeps nobody else waiting here.
    let unpacking = move || unpacked(&row.content).map(|kept| Moment::new(kept, day, weeks(row.freshness_weeks)));
    spawn_blocking(unpacking).await.map_err(|error| DbErr::Custom(format!("a state was not read: {error}")))?
}

fn weeks(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or_default()
}

fn packed(kept: &Kept) -> Result<Vec<u8>, DbErr> {
    let failed = |error: &dyn std::fmt::Display| DbErr::Custom(format!("a state cannot be packed: {error}"));
    let text = serde_json::to_vec(kept).map_err(|error| failed(&error))?;
    let mut packing = ZlibEncoder::new(Vec::new(), Compression::default());
    packing.write_all(&text).map_err(|error| failed(&error))?;
    packing.finish().map_err(|error| failed(&error))
}

fn unpacked(content: &[u8]) -> Result<Kept, DbErr> {
    let failed = |error: &dyn std::fmt::Display| DbErr::Custom(format!("a state that was kept is unreadable: {error}"));
    let mut text = Vec::new();
    ZlibDecoder::new(content).read_to_end(&mut text).map_err(|error| failed(&error))?;
    serde_json::from_slice(&text).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_the_same_and_packed_the_same_again() {
        let kept = Kept::default();
        let content = packed(&kept).unwrap();
        assert_eq!(unpacked(&content).unwrap(), kept);
        assert_eq!(packed(&kept).unwrap(), content);
        assert!(unpacked(b"nonsense").is_err());
    }
}
