//! Where contents are kept: under an id, and under nothing that somebody typed.

mod folder;

use uuid::Uuid;

use crate::error::AppError;

pub use folder::Folder;

/// A place for contents. None of them ever changes: an id is used once.
#[async_trait::async_trait]
pub trait Store: std::fmt::Debug + Send + Sync {
    async fn put(&self, id: Uuid, content: Vec<u8>) -> Result<(), StoreError>;

    async fn get(&self, id: Uuid) -> Result<Vec<u8>, StoreError>;

    /// It is no mistake when there is nothing to remove.
    async fn remove(&self, id: Uuid) -> Result<(), StoreError>;
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("no place for files is set")]
    Nowhere,
    #[error("there is no content with this id")]
    Missing,
    #[error("there is no room left")]
    Full,
    #[error("{0}")]
    Away(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "files");
        match error {
            StoreError::Full => Self::DiskFull,
            StoreError::Nowhere | StoreError::Missing | StoreError::Away(_) => Self::Unavailable,
        }
    }
}

/// Where nobody said where files go: none are taken.
#[derive(Debug)]
pub struct Nowhere;

#[async_trait::async_trait]
impl Store for Nowhere {
    async fn put(&self, _: Uuid, _: Vec<u8>) -> Result<(), StoreError> {
        Err(StoreError::Nowhere)
    }

    async fn get(&self, _: Uuid) -> Result<Vec<u8>, StoreError> {
        Err(StoreError::Nowhere)
    }

    async fn remove(&self, _: Uuid) -> Result<(), StoreError> {
        Err(StoreError::Nowhere)
    }
}
