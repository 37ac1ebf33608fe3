//! The worker: takes mail that is due out of the outbox, sends it, and writes down what came of it.

use std::time::{Duration, Instant};

use app::mail::{entity, outbox};
use app::request::Clock;
use app::storage::new_id;
use domain::mail::next_attempt;
use sea_orm::{DatabaseConnection, DbErr};
use uuid::Uuid;

use super::Smtp;
use super::failure::Failure;
use crate::stop::Stop;

/// How long a mail waits at most before its first attempt.
const POLL: Duration = Duration::from_secs(2);
/// A mail that was sent and not marked is sent again: so we insist while the lease lasts.
const INSIST_FOR: Duration = Duration::from_secs(200);
const PAUSE: Duration = Duration::from_secs(2);

/// Any number of these may work on one database, in one process or in many.
#[derive(Clone, Debug)]
pub struct Worker {
    database: DatabaseConnection,
    clock: Clock,
    smtp: Smtp,
    id: Uuid,
}

impl Worker {
    pub fn new(database: DatabaseConnection, clock: Clock, smtp: Smtp) -> Self {
        Self { database, clock, smtp, id: new_id() }
    }

    /// Delivers until told to stop; then finishes the mail in hand.
    pub async fn run(self, stop: Stop) {
        loop {
            if let Err(error) = self.deliver_due(&stop).await {
                tracing::warn!(%error, "the outbox cannot be read");
            }
            if !stop.pause(POLL).await {
                return;
            }
        }
    }

    /// Delivers until nothing is due, and says how many were sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deliver_due(&self, stop: &Stop) -> Result<usize, DbErr> {
        let mut sent = 0;
        while !stop.is_told() {
            let Some(mail) = outbox::take(&self.database, self.id, self.clock.now()).await? else { break };
            match self.smtp.send(&mail).await {
                Ok(()) => {
                    self.mark_sent(&mail).await?;
                    sent += 1;
                }
                Err(failure) => self.mark_failed(&mail, &failure).await?,
            }
        }
        Ok(sent)
    }

    async fn mark_sent(&self, mail: &entity::Model) -> Result<(), DbErr> {
        let since = Instant::now();
        while let Err(error) = outbox::mark_sent(&self.database, mail.id, self.clock.now()).await {
            if since.elapsed() > INSIST_FOR {
                return Err(error);
            }
            tracing::warn!(mail = %mail.id, %error, "a mail was sent and cannot be marked as sent");
            tokio::time::sleep(PAUSE).await;
        }
        tracing::info!(mail = %mail.id, kind = mail.kind, attempt = mail.attempts, "a mail was sent");
        Ok(())
    }

    /// Says what and why, and not to whom.
    async fn mark_failed(&self, mail: &entity::Model, failure: &Failure) -> Result<(), DbErr> {
        let now = self.clock.now();
        let attempts = u32::try_from(mail.attempts).unwrap_or_default();
        let next = if failure.permanent { None } else { next_attempt(attempts, mail.created_at, now) };
        let (id, kind, reason) = (mail.id, &mail.kind, &failure.reason);
        match next {
            Some(next) => tracing::warn!(mail = %id, kind, attempts, %next, reason, "a mail was not sent; again later"),
            None => tracing::warn!(mail = %id, kind, attempts, reason, "a mail was given up"),
        }
        outbox::mark_failed(&self.database, (id, self.id), reason, next, now).await
    }
}
