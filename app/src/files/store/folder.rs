//! A folder on this machine, with one file for each content.

use std::fs::{DirBuilder, File, OpenOptions, read, remove_file, rename};
use std::io::{Error, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{Store, StoreError};

/// Made when the first content comes.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    fn place(&self, id: Uuid) -> PathBuf {
        self.path.join(id.to_string())
    }
}

#[async_trait::async_trait]
impl Store for Folder {
    async fn put(&self, id: Uuid, content: Vec<u8>) -> Result<(), StoreError> {
        let (folder, place) = (self.path.clone(), self.place(id));
        aside(move || write(&folder, &place, &content)).await
    }

    async fn get(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        let place = self.place(id);
        aside(move || read(place)).await
    }

    async fn remove(&self, id: Uuid) -> Result<(), StoreError> {
        let place = self.place(id);
        match aside(move || remove_file(place)).await {
            Err(StoreError::Missing) => Ok(()),
            other => other,
        }
    }
}

/// All of it or nothing, and on the disk before anybody hears that it is kept.
fn write(folder: &Path, place: &Path, content: &[u8]) -> Result<(), Error> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let unfinished = place.with_extension("part");
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
    let written = file.write_all(content).and_then(|()| file.sync_all()).and_then(|()| rename(&unfinished, place));
    if written.is_err() {
        let _ = remove_file(&unfinished);
    }
    written?;
    File::open(folder)?.sync_all()
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Away(error.to_string()))?;
    done.map_err(|error| match error.kind() {
        ErrorKind::NotFound => StoreError::Missing,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Away(error.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_is_found_until_it_is_removed() {
        let place = tempfile::tempdir().unwrap();
        let store = Folder::new(place.path().join("not/there/yet"));
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(matches!(store.get(one).await, Err(StoreError::Missing)));
        store.put(one, b"een".to_vec()).await.unwrap();
        store.put(other, b"twee".to_vec()).await.unwrap();
        assert_eq!(store.get(one).await.unwrap(), b"een");
        store.remove(one).await.unwrap();
        store.remove(one).await.unwrap();
        assert!(matches!(store.get(one).await, Err(StoreError::Missing)));
        assert_eq!(store.get(other).await.unwrap(), b"twee");
        let left: Vec<_> = std::fs::read_dir(place.path().join("not/there/yet")).unwrap().collect();
        assert_eq!(left.len(), 1, "nothing unfinished is left");
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_is_told() {
        let place = tempfile::NamedTempFile::new().unwrap();
        let store = Folder::new(place.path());
        assert!(matches!(store.put(Uuid::nil(), vec![1]).await, Err(StoreError::Away(_))));
    }
}
