//! The program itself, with a mail server that demands TLS.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use app::mail::outbox;
use app::request::Clock;
use app::storage;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::common::{TestDatabase, on_both_databases};
use super::sink::{Answer, Encryption, Sink};
use super::{SECRET, assert_blank, mailing, message, only_row};

const PASSWORD: &str = "ook-geheim";

/// A certificate for this machine, and the file that makes one trust it.
fn certificate(folder: &Path) -> (TlsAcceptor, PathBuf) {
    let mut authority = CertificateParams::new(vec![]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let trusted = folder.join("trusted.pem");
    std::fs::write(&trusted, authority.self_signed(&authority_key).unwrap().pem()).unwrap();

    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &Issuer::new(authority, authority_key)).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), trusted)
}

/// Ends with this value, however the test ends.
struct Server {
    child: Child,
    folder: TempDir,
}

impl Server {
    /// Returns when it is ready.
    async fn start(database: &str, smtp: &str, trusted: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let password = folder.path().join("password");
        std::fs::write(&password, PASSWORD).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_woonzorgagenda"))
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database, "--smtp", smtp])
            .args(["--mail-from", &mailing().from, "--public-url", &mailing().public_url])
            .arg("--smtp-password-file")
            .arg(&password)
            .env("SSL_CERT_FILE", trusted)
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let server = Self { child, folder };
        let said = tokio::task::spawn_blocking(|| {
            let lines: Vec<String> = lines.map(Result::unwrap).take_while(|line| !line.contains("Ctrl-C")).collect();
            lines.join("\n")
        });
        let said = said.await.unwrap();
        assert!(said.contains("with TLS, from Woonzorgagenda <agenda@regio.example>"), "{said}\n{}", server.log());
        assert!(!said.contains(PASSWORD));
        server
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// SIGTERM; says how it ended, and what it logged.
    async fn stop(mut self) -> (ExitStatus, String) {
        let kill = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status().unwrap();
        assert!(kill.success());
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, self.log());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // When it has ended already, that is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A mail in the outbox, and no connection to the database left.
async fn prepare(database: &TestDatabase) {
    outbox::enqueue(&database.connection, &mailing(), &message(0), Clock::System.now()).await.unwrap();
    database.connection.close_by_ref().await.unwrap();
}

async fn delivers(database: &TestDatabase, scheme: &str, encryption: impl FnOnce(TlsAcceptor) -> Encryption) {
    prepare(database).await;
    let folder = tempfile::tempdir().unwrap();
    let (tls, trusted) = certificate(folder.path());
    let sink = Sink::start_encrypted("127.0.0.1:0".parse().unwrap(), encryption(tls), Answer::Accept).await;
    // Sent when the signal to stop comes, not yet confirmed.
    sink.answer(Answer::Slow(Duration::from_millis(500)));
    let address = format!(
        "{scheme}://agenda@localhost:{}{}",
        sink.address.port(),
        if scheme == "smtp" { "?tls=required" } else { "" }
    );
    let server = Server::start(&database.url, &address, &trusted).await;
    tokio::time::timeout(Duration::from_secs(10), sink.wait_for(1)).await.unwrap();
    let (status, log) = server.stop().await;
    assert!(status.success(), "{log}");

    let database = storage::connect(&database.url).await.unwrap();
    let row = only_row(&database).await;
    assert!(row.sent_at.is_some(), "{:?}", row.last_error);
    assert_blank(&row);
    database.close().await.unwrap();
    assert!(log.contains("a mail was sent"), "{log}");
    for secret in [SECRET, PASSWORD, "lezer0@", "agenda@localhost"] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}

on_both_databases!(mail_goes_out_over_starttls_and_is_finished_at_the_end, async |database| {
    delivers(database, "smtp", Encryption::StartTls).await;
});

on_both_databases!(mail_goes_out_over_tls_from_the_start, async |database| {
    delivers(database, "smtps", Encryption::FromTheStart).await;
});

on_both_databases!(a_mail_server_that_nobody_vouches_for_gets_nothing, async |database| {
    prepare(database).await;
    let folder = tempfile::tempdir().unwrap();
    let other_folder = tempfile::tempdir().unwrap();
    let (tls, _) = certificate(folder.path());
    let (_, trusted) = certificate(other_folder.path());
    let sink =
        Sink::start_encrypted("127.0.0.1:0".parse().unwrap(), Encryption::FromTheStart(tls), Answer::Accept).await;
    let address = format!("smtps://agenda@localhost:{}", sink.address.port());
    let server = Server::start(&database.url, &address, &trusted).await;
    while !server.log().contains("a mail was not sent; again later") {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (status, log) = server.stop().await;
    assert!(status.success(), "{log}");
    assert_eq!(sink.received().len(), 0);

    let database = storage::connect(&database.url).await.unwrap();
    let row = only_row(&database).await;
    assert!(row.last_error.as_deref().unwrap().contains("certificate"), "{:?}", row.last_error);
    assert!(row.next_attempt_at.is_some());
    database.close().await.unwrap();
});
