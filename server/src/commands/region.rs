//! `region load FILE`

use std::path::Path;

use app::regions::file::parse;
use app::regions::load;
use chrono::{DateTime, Utc};
use sea_orm::DatabaseConnection;

use super::{CommandError, say};

pub async fn load(database: &DatabaseConnection, file: &Path, at: DateTime<Utc>) -> Result<(), CommandError> {
    let text = std::fs::read_to_string(file).map_err(|source| CommandError::Read { file: file.to_owned(), source })?;
    let region =
        parse(&text).map_err(|errors| CommandError::RegionFile { file: file.display().to_string(), errors })?;
    let report = load::load(database, &region, at).await?;
    say(&report.to_string());
    Ok(())
}
