//! Where files are kept, as the command line says it.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::files::store::{Folder, Nowhere, Store};
use percent_encoding::percent_decode_str;
use url::Url;

use super::S3;
use crate::cli::FilesArgs;

/// None of these repeats the secret key.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("--files is not understood: write a folder, or s3://ACCESS_KEY@HOST/BUCKET?region=REGION")]
    Address,
    #[error("--files has ?{0}: the settings there are region=REGION and tls=required or tls=none")]
    Setting(String),
    #[error("--files names a store that speaks S3: give its secret key with --files-secret-key-file")]
    NoSecret,
    #[error("--files-secret-key-file is for s3://ACCESS_KEY@HOST/BUCKET, and --files names none")]
    NeedlessSecret,
    #[error(
        "--files has a secret key in it, where everybody who may look at the settings reads it: put it in a file, for --files-secret-key-file"
    )]
    SecretInAddress,
    #[error("cannot read {}: {source}", file.display())]
    SecretFile { file: PathBuf, source: std::io::Error },
    #[error("TLS for the store of files cannot be set up: {0}")]
    Tls(String),
}

/// Where contents go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Folder(PathBuf),
    S3(S3Settings),
    /// Nobody said, and there is no file of a database to put them beside.
    Nowhere,
}

/// A bucket in a store that speaks S3.
#[derive(Clone, PartialEq, Eq)]
pub struct S3Settings {
    pub host: String,
    pub port: u16,
    pub tls: bool,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

/// Without the keys.
impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.tls { "https" } else { "http" };
        write!(f, "{scheme}://{}:{}/{} ({})", self.host, self.port, self.bucket, self.region)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::S3(settings) => write!(f, "{settings:?}"),
            Self::Nowhere => write!(f, "nowhere: none can be added until --files names a place"),
        }
    }
}

impl Place {
    /// # Errors
    /// When a setting is not understood, or the secret key is missing.
    pub fn of(arguments: &FilesArgs, database: &str) -> Result<Self, FilesError> {
        let secret = arguments.files_secret_key_file.as_deref();
        // An environment variable that is there and empty says nothing.
        let given = arguments.files.as_deref().filter(|given| !given.is_empty());
        match given {
            Some(address) if address.starts_with("s3://") => Ok(Self::S3(S3Settings::parse(address, secret)?)),
            Some(address) if address.contains("://") => Err(FilesError::Address),
            _ if secret.is_some() => Err(FilesError::NeedlessSecret),
            Some(folder) => Ok(Self::Folder(folder.into())),
            None => Ok(beside(database).map_or(Self::Nowhere, Self::Folder)),
        }
    }

    /// # Errors
    /// When TLS cannot be set up.
    pub fn open(self) -> Result<Arc<dyn Store>, FilesError> {
        Ok(match self {
            Self::Folder(folder) => Arc::new(Folder::new(folder)),
            Self::S3(settings) => Arc::new(S3::new(settings)?),
            Self::Nowhere => Arc::new(Nowhere),
        })
    }
}

/// The folder `files` beside the file of SQLite.
fn beside(database: &str) -> Option<PathBuf> {
    let file = database.strip_prefix("sqlite://")?.split('?').next()?;
    Some(Path::new(file).parent()?.join("files"))
}

impl S3Settings {
    fn parse(address: &str, secret: Option<&Path>) -> Result<Self, FilesError> {
        let url = Url::parse(address).map_err(|_| FilesError::Address)?;
        if url.password().is_some() {
            return Err(FilesError::SecretInAddress);
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(FilesError::Address)?;
        let bucket = url.path().trim_matches('/');
        let access_key = percent_decode_str(url.username()).decode_utf8().map_err(|_| FilesError::Address)?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        if bucket.is_empty() || !bucket.chars().all(plain) || access_key.is_empty() || url.fragment().is_some() {
            return Err(FilesError::Address);
        }
        let (mut region, mut tls) = ("us-east-1".to_owned(), !is_loopback(host));
        for (name, value) in url.query_pairs() {
            match (name.as_ref(), value.as_ref()) {
                ("region", value) if !value.is_empty() && value.chars().all(plain) => value.clone_into(&mut region),
                ("tls", "required") => tls = true,
                ("tls", "none") => tls = false,
                _ => return Err(FilesError::Setting(format!("{name}={value}"))),
            }
        }
        let file = secret.ok_or(FilesError::NoSecret)?;
        let secret_key = std::fs::read_to_string(file)
            .map_err(|source| FilesError::SecretFile { file: file.to_owned(), source })?
            .trim_end_matches(['\r', '\n'])
            .to_owned();
        Ok(Self {
            host: host.to_owned(),
            port: url.port().unwrap_or(if tls { 443 } else { 80 }),
            tls,
            bucket: bucket.to_owned(),
            region,
            access_key: access_key.into_owned(),
            secret_key,
        })
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(files: &str, database: &str) -> Result<Place, FilesError> {
        let secret = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(secret.path(), "geheim\n").unwrap();
        let file = files.starts_with("s3:").then(|| secret.path().to_owned());
        let arguments = FilesArgs { files: Some(files.to_owned()), files_secret_key_file: file };
        Place::of(&arguments, database)
    }

    #[test]
    fn without_a_setting_they_are_beside_the_database() {
        let folder = |path: &str| Place::Folder(path.into());
        assert_eq!(place("", "sqlite:///srv/x/agenda.db").unwrap(), folder("/srv/x/files"));
        assert_eq!(place("", "sqlite://data/woonzorgagenda.db").unwrap(), folder("data/files"));
        assert_eq!(place("", "sqlite://agenda.db").unwrap(), folder("files"));
        assert_eq!(place("", "postgres://u@h/agenda").unwrap(), Place::Nowhere);
        assert_eq!(place("/srv/bewijs", "postgres://u@h/agenda").unwrap(), folder("/srv/bewijs"));
    }

    #[test]
    fn a_bucket_is_reached_over_tls_unless_it_is_here_or_it_says_so() {
        let shown = |address: &str| format!("{:?}", place(address, "").unwrap());
        assert_eq!(shown("s3://AK@s3.example/bewijs"), "S3(https://s3.example:443/bewijs (us-east-1))");
        assert_eq!(shown("s3://AK@s3.example:9000/b-1/?region=nl-1&tls=none"), "S3(http://s3.example:9000/b-1 (nl-1))");
        assert_eq!(shown("s3://AK@localhost:9000/b"), "S3(http://localhost:9000/b (us-east-1))");
        assert_eq!(shown("s3://AK@127.0.0.1/b?tls=required"), "S3(https://127.0.0.1:443/b (us-east-1))");
        let Place::S3(settings) = place("s3://A%2BK@s3.example/b", "").unwrap() else { panic!("no bucket") };
        assert_eq!((settings.access_key.as_str(), settings.secret_key.as_str()), ("A+K", "geheim"));
    }

    #[test]
    fn what_is_not_understood_is_told_without_secrets() {
        for address in [
            "s3://s3.example/b",
            "s3://AK@s3.example",
            "s3://AK@s3.example/a/b",
            "s3://AK@s3.example/B",
            "s3://AK:geheim@s3.example/b",
            "s3://AK@s3.example/b?zone=1",
            "s3://AK@s3.example/b?region=",
            "https://s3.example/b",
        ] {
            let error = place(address, "").expect_err(address).to_string();
            assert!(!error.contains("geheim"), "{error}");
        }
        let s3 = FilesArgs { files: Some("s3://AK@s3.example/b".to_owned()), files_secret_key_file: None };
        assert!(matches!(Place::of(&s3, ""), Err(FilesError::NoSecret)));
        let folder = FilesArgs { files: None, files_secret_key_file: Some("x".into()) };
        assert!(matches!(Place::of(&folder, "sqlite://x.db"), Err(FilesError::NeedlessSecret)));
    }
}
