//! A bucket in a store that speaks S3 (AWS, MinIO, Ceph and others): put, get and delete, each in one request.

use std::sync::Arc;
use std::time::Duration;

use app::files::store::{Store, StoreError};
use app::request::Clock;
use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{AUTHORIZATION, HOST};
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use uuid::Uuid;

use super::sign::{self, Signer};
use super::{FilesError, S3Settings};

const TIMEOUT: Duration = Duration::from_secs(60);
/// More than any content that was ever put.
const ANSWER_MAX: usize = 16 * 1024 * 1024;

pub struct S3 {
    settings: S3Settings,
    tls: Option<TlsConnector>,
}

impl std::fmt::Debug for S3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.settings.fmt(f)
    }
}

impl S3 {
    /// # Errors
    /// When this machine trusts no certificates.
    pub fn new(settings: S3Settings) -> Result<Self, FilesError> {
        let tls = if settings.tls { Some(connector()?) } else { None };
        Ok(Self { settings, tls })
    }

    async fn ask(&self, method: Method, id: Uuid, content: Vec<u8>) -> Result<(StatusCode, Bytes), StoreError> {
        let request = self.request(method, id, content)?;
        let answer = timeout(TIMEOUT, self.send(request)).await.map_err(|_| away("it does not answer in time"))??;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER_MAX);
        let body = timeout(TIMEOUT, body.collect()).await.map_err(|_| away("it stopped answering"))?;
        Ok((status, body.map_err(|error| away(&error.to_string()))?.to_bytes()))
    }

    fn request(&self, method: Method, id: Uuid, content: Vec<u8>) -> Result<Request<Full<Bytes>>, StoreError> {
        let S3Settings { host, port, tls, bucket, region, access_key, secret_key } = &self.settings;
        let usual = if *tls { 443 } else { 80 };
        let host = if *port == usual { host.clone() } else { format!("{host}:{port}") };
        // Whether its clock is right decides whether a store believes us, so no other will do.
        let at = Clock::System.now();
        let (path, content_hash, moment) = (format!("/{bucket}/{id}"), sign::hash(&content), sign::moment(at));
        let headers = [("host", host.as_str()), ("x-amz-content-sha256", &content_hash), ("x-amz-date", &moment)];
        let signed =
            sign::Request { method: method.as_str(), path: &path, headers: &headers, content_hash: &content_hash };
        let authorization = Signer { access_key, secret_key, region }.authorization(signed, at);
        Request::builder()
            .method(method)
            .uri(path.as_str())
            .header(HOST, &host)
            .header("x-amz-content-sha256", &content_hash)
            .header("x-amz-date", &moment)
            .header(AUTHORIZATION, authorization)
            .body(Full::new(Bytes::from(content)))
            .map_err(|error| away(&error.to_string()))
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Result<Response<hyper::body::Incoming>, StoreError> {
        let S3Settings { host, port, .. } = &self.settings;
        let name = host.trim_matches(['[', ']']);
        let stream = TcpStream::connect((name, *port)).await.map_err(|error| away(&error.to_string()))?;
        let Some(tls) = &self.tls else { return over(stream, request).await };
        let server = ServerName::try_from(name.to_owned()).map_err(|error| away(&error.to_string()))?;
        over(tls.connect(server, stream).await.map_err(|error| away(&error.to_string()))?, request).await
    }
}

/// One request on a connection of its own.
async fn over<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Response<hyper::body::Incoming>, StoreError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let failed = |error: hyper::Error| away(&error.to_string());
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    // It ends with the answer's last byte.
    tokio::spawn(connection);
    sender.send_request(request).await.map_err(failed)
}

fn connector() -> Result<TlsConnector, FilesError> {
    let failed = |error: String| FilesError::Tls(error);
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(failed("this machine trusts no certificates".to_owned()));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

fn away(why: &str) -> StoreError {
    StoreError::Away(format!("the store of files: {why}"))
}

/// What an answer without success means. Its text says more, and holds no secret.
fn refused(status: StatusCode, body: &[u8]) -> StoreError {
    let text: String = String::from_utf8_lossy(body).chars().take(300).collect();
    match status {
        StatusCode::NOT_FOUND if !text.contains("NoSuchBucket") => StoreError::Missing,
        StatusCode::INSUFFICIENT_STORAGE => StoreError::Full,
        _ => away(&format!("{status} {text}")),
    }
}

#[async_trait::async_trait]
impl Store for S3 {
    async fn put(&self, id: Uuid, content: Vec<u8>) -> Result<(), StoreError> {
        match self.ask(Method::PUT, id, content).await? {
            (status, _) if status.is_success() => Ok(()),
            (status, body) => Err(refused(status, &body)),
        }
    }

    async fn get(&self, id: Uuid) -> Result<Vec<u8>, StoreError> {
        match self.ask(Method::GET, id, vec![]).await? {
            (status, body) if status.is_success() => Ok(body.to_vec()),
            (status, body) => Err(refused(status, &body)),
        }
    }

    async fn remove(&self, id: Uuid) -> Result<(), StoreError> {
        match self.ask(Method::DELETE, id, vec![]).await? {
            (status, _) if status.is_success() => Ok(()),
            (status, body) => match refused(status, &body) {
                StoreError::Missing => Ok(()),
                other => Err(other),
            },
        }
    }
}
