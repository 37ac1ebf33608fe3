//! The pack as a PDF, for one reader.

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::document::document;
use super::filter::{ALL, Filter};
use super::queries::{Whole, whole};
use crate::error::AppError;
use crate::exports::query_of;
use crate::request::Request;
use crate::ui::LeftOut;

/// So many are typeset at once: each keeps a processor busy, and readers need those too.
static TYPESETTING: Semaphore = Semaphore::const_new(2);

#[derive(Debug)]
pub struct PackFile {
    pub name: String,
    pub content: Vec<u8>,
}

#[derive(Debug)]
pub enum Made {
    File(PackFile),
    /// The address asks for what there is not. A file would look as if it were what was asked for.
    LeftOut(LeftOut),
}

/// What an address asks for, as this person may see it. Of what was frozen it is the same file whenever it is made.
///
/// # Errors
/// `NotFound` when the meeting does not exist for this person; when the database fails.
pub async fn made(request: &Request, meeting: Uuid, address: &str) -> Result<Made, AppError> {
    let (filter, mut left_out) = Filter::from_query(&query_of(address)?);
    let whole = whole(request, meeting, &filter).await?;
    left_out.unknown.extend(whole.page.unknown.iter().cloned());
    if left_out != LeftOut::default() {
        return Ok(Made::LeftOut(left_out));
    }
    let whose = whole.page.place.as_ref().map_or(ALL, |place| place.slug.as_str());
    let name = format!("stukken-{}-{whose}.pdf", whole.meeting_date);
    Ok(Made::File(PackFile { name, content: typeset(&whole).await? }))
}

async fn typeset(whole: &Whole) -> Result<Vec<u8>, AppError> {
    let (pack, at): (typeset::Pack, DateTime<Utc>) = (document(whole), whole.at);
    let turn = TYPESETTING.acquire().await.map_err(|_| AppError::Unavailable)?;
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "a pack could not be typeset");
        AppError::Internal
    };
    // The turn goes with the work, which goes on when nobody waits for it any more.
    let work = move || {
        let made = typeset::pdf(&pack, at);
        drop(turn);
        made
    };
    spawn_blocking(work).await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
}
