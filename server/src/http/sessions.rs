//! Sessions in the database, on whichever engine it is. Only a hash of a session's id is stored.
//!
//! tower-sessions reads the time of the machine. What is stored is of the program's clock, as all else is that compares with it.
#![expect(clippy::disallowed_methods, reason = "a session is found by the hash of its id")]

use app::auth::entity::session;
use app::auth::secrets::digest;
use app::auth::sessions::login_of;
use app::request::Clock;
use app::storage::begin_write;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, Set};
use time::{Duration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result, SessionStore};

#[derive(Clone, Debug)]
pub struct DatabaseSessions {
    database: DatabaseConnection,
    clock: Clock,
}

impl DatabaseSessions {
    pub const fn new(database: DatabaseConnection, clock: Clock) -> Self {
        Self { database, clock }
    }

    fn row(&self, record: &Record) -> Result<session::ActiveModel> {
        let left = (record.expiry_date - OffsetDateTime::now_utc()).whole_seconds();
        let left = TimeDelta::try_seconds(left).ok_or_else(|| Error::Encode("expiry out of range".to_owned()))?;
        let data = serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        Ok(session::ActiveModel {
            id_hash: Set(hash(&record.id)),
            user_id: Set(login_of(&data).map(|login| login.user)),
            data: Set(data),
            expires_at: Set(self.clock.now() + left),
        })
    }
}

/// Removes the sessions that nobody can use any more.
///
/// # Errors
/// When the database fails.
pub async fn clean_sessions(database: &DatabaseConnection, now: DateTime<Utc>) -> std::result::Result<(), DbErr> {
    let expired = session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now));
    let removed = expired.exec(database).await?;
    tracing::debug!(removed = removed.rows_affected, "expired sessions");
    Ok(())
}

#[async_trait]
impl SessionStore for DatabaseSessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let transaction = begin_write(&self.database).await.map_err(backend)?;
        while session::Entity::find_by_id(hash(&record.id)).one(&transaction).await.map_err(backend)?.is_some() {
            record.id = Id::default();
        }
        session::Entity::insert(self.row(record)?).exec_without_returning(&transaction).await.map_err(backend)?;
        transaction.commit().await.map_err(backend)
    }

    /// Changes the session if it is still there. One that was ended meanwhile, by a changed password for example, must
    /// not come back with the answer to a slow request.
    async fn save(&self, record: &Record) -> Result<()> {
        let changed = session::Entity::update_many().set(self.row(record)?);
        changed.filter(session::Column::IdHash.eq(hash(&record.id))).exec(&self.database).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(found) = session::Entity::find_by_id(hash(id)).one(&self.database).await.map_err(backend)? else {
            return Ok(None);
        };
        let left = (found.expires_at - self.clock.now()).num_seconds();
        if left <= 0 {
            // What is over does not come back when a clock is put right.
            self.delete(id).await?;
            return Ok(None);
        }
        let expiry_date = OffsetDateTime::now_utc() + Duration::seconds(left);
        let data = serde_json::from_str(&found.data).map_err(decode)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        session::Entity::delete_by_id(hash(id)).exec(&self.database).await.map_err(backend)?;
        Ok(())
    }
}

fn hash(id: &Id) -> String {
    digest(&id.to_string())
}

fn backend(error: DbErr) -> Error {
    Error::Backend(error.to_string())
}

fn decode(error: impl std::fmt::Display) -> Error {
    Error::Decode(error.to_string())
}
