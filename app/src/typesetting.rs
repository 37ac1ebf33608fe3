//! Making a PDF, aside from who waits for other things.

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use typeset::Document;

use crate::error::AppError;
use crate::ui::LeftOut;

/// So many are typeset at once: each keeps a processor busy, and readers need those too.
static TYPESETTING: Semaphore = Semaphore::const_new(2);

#[derive(Clone, Debug)]
pub struct PdfFile {
    pub name: String,
    pub content: Vec<u8>,
}

#[derive(Clone, Debug)]
pub enum Made {
    File(PdfFile),
    /// The address asks for what there is not. A file would look as if it were what was asked for.
    LeftOut(LeftOut),
}

/// The PDF of a document. `at`: when what it tells was established.
///
/// # Errors
/// When it cannot be typeset; the reason is in the log.
pub async fn pdf<D: Document + Send + 'static>(document: D, at: DateTime<Utc>) -> Result<Vec<u8>, AppError> {
    let turn = TYPESETTING.acquire().await.map_err(|_| AppError::Unavailable)?;
    let failed = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, "a document could not be typeset");
        AppError::Internal
    };
    // The turn goes with the work, which goes on when nobody waits for it any more.
    let work = move || {
        let made = typeset::pdf(&document, at);
        drop(turn);
        made
    };
    spawn_blocking(work).await.map_err(|error| failed(&error))?.map_err(|error| failed(&error))
}
