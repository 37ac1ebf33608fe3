//! `backup FILE` and `restore FILE`

use std::path::Path;

use app::storage;
use chrono::{DateTime, Utc};

use super::{CommandError, open, say};
use crate::cli::BackupFile;

pub async fn back_up(arguments: &BackupFile, at: DateTime<Utc>) -> Result<(), CommandError> {
    let url = &arguments.database.database;
    let nothing = || CommandError::NothingThere(storage::without_password(url));
    // Opening it would make it.
    if url.strip_prefix("sqlite://").is_some_and(|file| !Path::new(file).exists()) {
        return Err(nothing());
    }
    // As it is: a backup is what one makes before an upgrade.
    let database = storage::connect(url).await?;
    if !storage::has_schema(&database).await? {
        return Err(nothing());
    }
    let report = tokio::select! {
        made = ::backup::back_up(&database, &arguments.file, env!("CARGO_PKG_VERSION"), at) => made?,
        // Returning removes the unfinished file, which being killed would not.
        _ = tokio::signal::ctrl_c() => return Err(CommandError::Interrupted),
    };
    say(&format!("{} holds {report}.", arguments.file.display()));
    Ok(())
}

pub async fn restore(arguments: &BackupFile) -> Result<(), CommandError> {
    // Before a database is made that the file cannot fill.
    ::backup::Reader::open(&arguments.file)?.verify()?;
    let url = &arguments.database.database;
    let database = open(url).await?;
    let _lock = storage::lock(url)?;
    let report = tokio::select! {
        restored = ::backup::restore(&database, &arguments.file) => restored?,
        _ = tokio::signal::ctrl_c() => return Err(CommandError::Interrupted),
    };
    say(&format!("Restored {report}. Everybody logs in again: sessions are not in a backup."));
    Ok(())
}
