//! Files in a store that speaks S3, against one of our own that checks who asks.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use app::files::store::{Store, StoreError};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::any;
use server::cli::FilesArgs;
use server::files::Place;
use server::files::sign::{Request, Signer, hash};
use tokio::net::TcpListener;
use uuid::Uuid;

const ACCESS_KEY: &str = "agenda";
const SECRET_KEY: &str = "paard/accu+nietje";

#[derive(Clone, Default)]
struct Bucket {
    contents: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    /// What the next answer is instead.
    trouble: Arc<Mutex<Option<StatusCode>>>,
}

/// Computes the signature again, from what came in.
fn is_signed(method: &Method, path: &str, headers: &HeaderMap, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (host, content, date) = (text("host"), text("x-amz-content-sha256"), text("x-amz-date"));
    let Ok(at) = chrono::NaiveDateTime::parse_from_str(&date, "%Y%m%dT%H%M%SZ") else { return false };
    let signed = [("host", host.as_str()), ("x-amz-content-sha256", &content), ("x-amz-date", &date)];
    let request = Request { method: method.as_str(), path, headers: &signed, content_hash: &content };
    let signer = Signer { access_key: ACCESS_KEY, secret_key: SECRET_KEY, region: "nl-1" };
    content == hash(body) && text("authorization") == signer.authorization(request, at.and_utc())
}

async fn answer(
    State(bucket): State<Bucket>,
    Path((name, key)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Vec<u8>) {
    let error = |status, code: &str| (status, format!("<Error><Code>{code}</Code></Error>").into_bytes());
    if !is_signed(&method, &format!("/{name}/{key}"), &headers, &body) {
        return error(StatusCode::FORBIDDEN, "SignatureDoesNotMatch");
    }
    if name != "bewijs" {
        return error(StatusCode::NOT_FOUND, "NoSuchBucket");
    }
    if let Some(status) = bucket.trouble.lock().unwrap().take() {
        return error(status, "SlowDown");
    }
    let mut contents = bucket.contents.lock().unwrap();
    match method {
        Method::PUT => {
            contents.insert(key, body.to_vec());
            (StatusCode::OK, vec![])
        }
        Method::GET => match contents.get(&key) {
            Some(content) => (StatusCode::OK, content.clone()),
            None => error(StatusCode::NOT_FOUND, "NoSuchKey"),
        },
        Method::DELETE => {
            contents.remove(&key);
            (StatusCode::NO_CONTENT, vec![])
        }
        _ => error(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

/// The store as the settings make it, at a server that runs as long as the test.
async fn store(bucket: &Bucket, name: &str, secret: &str) -> Arc<dyn Store> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let limit = axum::extract::DefaultBodyLimit::disable();
    let server = Router::new().route("/{bucket}/{key}", any(answer)).layer(limit).with_state(bucket.clone());
    tokio::spawn(async move { axum::serve(listener, server).await });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, secret).unwrap();
    let arguments = FilesArgs {
        files: Some(format!("s3://{ACCESS_KEY}@{address}/{name}?region=nl-1")),
        files_secret_key_file: Some(file),
    };
    Place::of(&arguments, "postgres://u@h/agenda").unwrap().open().unwrap()
}

#[tokio::test]
async fn what_is_put_is_found_until_it_is_removed() {
    let bucket = Bucket::default();
    let store = store(&bucket, "bewijs", SECRET_KEY).await;
    let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
    assert!(matches!(store.get(one).await, Err(StoreError::Missing)));
    let large: Vec<u8> = (0..10 * 1024 * 1024_u32).map(|number| number.to_le_bytes()[0]).collect();
    store.put(one, large.clone()).await.unwrap();
    store.put(other, b"twee".to_vec()).await.unwrap();
    assert!(store.get(one).await.unwrap() == large);
    store.remove(one).await.unwrap();
    store.remove(one).await.unwrap();
    assert!(matches!(store.get(one).await, Err(StoreError::Missing)));
    let keys: Vec<String> = bucket.contents.lock().unwrap().keys().cloned().collect();
    assert_eq!(keys, [other.to_string()]);
}

#[tokio::test]
async fn a_store_that_does_not_want_us_is_told() {
    let bucket = Bucket::default();
    let told = |result: Result<Vec<u8>, StoreError>| result.unwrap_err().to_string();
    let wrong_key = store(&bucket, "bewijs", "een andere").await;
    let error = told(wrong_key.get(Uuid::nil()).await);
    assert!(error.contains("SignatureDoesNotMatch") && !error.contains("een andere"), "{error}");
    let wrong_bucket = store(&bucket, "elders", SECRET_KEY).await;
    assert!(told(wrong_bucket.get(Uuid::nil()).await).contains("NoSuchBucket"));

    let store = store(&bucket, "bewijs", SECRET_KEY).await;
    *bucket.trouble.lock().unwrap() = Some(StatusCode::SERVICE_UNAVAILABLE);
    assert!(matches!(store.put(Uuid::nil(), vec![1]).await, Err(StoreError::Away(_))));
    *bucket.trouble.lock().unwrap() = Some(StatusCode::INSUFFICIENT_STORAGE);
    assert!(matches!(store.put(Uuid::nil(), vec![1]).await, Err(StoreError::Full)));
    store.put(Uuid::nil(), vec![1]).await.unwrap();
}

#[tokio::test]
async fn a_store_that_is_not_there_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let file = tempfile::NamedTempFile::new().unwrap();
    let arguments = FilesArgs {
        files: Some(format!("s3://{ACCESS_KEY}@{address}/bewijs")),
        files_secret_key_file: Some(file.path().to_owned()),
    };
    let store = Place::of(&arguments, "").unwrap().open().unwrap();
    assert!(matches!(store.get(Uuid::nil()).await, Err(StoreError::Away(_))));
}
