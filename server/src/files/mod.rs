//! Where the contents of files are kept, as the settings say: a folder, or a store that speaks S3.

mod s3;
mod settings;
pub mod sign;

pub use s3::S3;
pub use settings::{FilesError, Place, S3Settings};
