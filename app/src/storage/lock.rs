//! One server per SQLite file. SQLite itself lets several processes write, but each keeps to itself what it knows of
//! schedules and limits, and a migration under a running server breaks it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::PathBuf;

use super::{StorageError, make_folder};

/// The right to serve or migrate a database, until this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    /// None: PostgreSQL, which any number of processes may serve.
    _file: Option<File>,
}

/// Takes that right. SQLite's stands in a file beside the database.
///
/// # Errors
/// When another process has it, or the folder cannot be written to.
pub fn lock(url: &str) -> Result<Lock, StorageError> {
    let Some(database) = url.strip_prefix("sqlite://") else { return Ok(Lock { _file: None }) };
    make_folder(database)?;
    // The same file by another name is the same file.
    let path = PathBuf::from(database).canonicalize().unwrap_or_else(|_| database.into());
    let path = format!("{}.lock", path.display());
    let failed = |source| StorageError::Folder { folder: path.clone(), source };
    let options = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path);
    let mut file = options.map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.read_to_string(&mut holder);
            let holder = holder.trim();
            let process = if holder.is_empty() { String::new() } else { format!(" (number {holder})") };
            return Err(StorageError::InUse { file: database.to_owned(), process });
        }
        Err(TryLockError::Error(source)) => return Err(failed(source)),
    }
    // For the message above only.
    let noted = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
    noted.map_err(failed)?;
    Ok(Lock { _file: Some(file) })
}
