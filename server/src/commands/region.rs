//! `region load FILE`

use std::path::Path;

use app::regions::file::{decode, parse};
use app::regions::load;
use chrono::{DateTime, Utc};

use super::{CommandError, open, say};

pub async fn load(url: &str, file: &Path, at: DateTime<Utc>) -> Result<(), CommandError> {
    let bytes = std::fs::read(file).map_err(|source| CommandError::Read { file: file.to_owned(), source })?;
    let region = decode(&bytes)
        .and_then(parse)
        .map_err(|errors| CommandError::RegionFile { file: file.display().to_string(), errors })?;
    // Only now: a file with errors must not leave an empty database behind.
    let database = open(url).await?;
    let report = load::load(&database, &region, at).await?;
    // SQLite then has all of it in the one file that people copy.
    database.close().await?;
    say(&report.to_string());
    Ok(())
}
