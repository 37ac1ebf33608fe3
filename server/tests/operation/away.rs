//! PostgreSQL goes away and comes back. A proxy before it plays that: it closes its port and cuts every connection, which
//! is what a server sees of a PostgreSQL that stops.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use crate::process::{Server, get, save, titles};

/// Twenty seconds in `make soak`.
fn outage() -> Duration {
    let seconds = std::env::var("SOAK_OUTAGE").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(3))
}

struct Proxy {
    address: SocketAddr,
    to: String,
    running: JoinHandle<()>,
}

impl Proxy {
    async fn start(address: &str, to: &str) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let (address, target) = (listener.local_addr().unwrap(), to.to_owned());
        let running = tokio::spawn(async move {
            // Dropped with the task, and with it every connection.
            let mut connections = JoinSet::new();
            while let Ok((mut from, _)) = listener.accept().await {
                let target = target.clone();
                connections.spawn(async move {
                    if let Ok(mut to) = TcpStream::connect(target).await {
                        let _ = copy_bidirectional(&mut from, &mut to).await;
                    }
                });
            }
        });
        Self { address, to: to.to_owned(), running }
    }

    async fn stop(&mut self) {
        self.running.abort();
        let _ = (&mut self.running).await;
    }

    async fn start_again(&mut self) {
        *self = Self::start(&self.address.to_string(), &self.to.clone()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_survives_a_postgresql_that_is_away() {
    let Ok(server_url) = std::env::var("TEST_POSTGRES_URL") else {
        assert!(std::env::var_os("TEST_POSTGRES_REQUIRED").is_none(), "TEST_POSTGRES_URL is not set");
        return;
    };
    let name = format!("away_{}", Uuid::now_v7().simple());
    let admin = Database::connect(&server_url).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (account, host) = server_url.rsplit_once('/').unwrap().0.rsplit_once('@').unwrap();
    let mut proxy = Proxy::start("127.0.0.1:0", host).await;
    let url = format!("{account}@{}/{name}", proxy.address);

    let server = Server::start(&url, &[]);
    let (address, cookie) = (server.address, server.log_in().await);
    assert_eq!(save(address, &cookie, "Voor de storing", "").await.unwrap(), 303);
    assert_eq!(server.status("/readyz", "").await, 200);

    proxy.stop().await;
    let end = Instant::now() + outage();
    while Instant::now() < end {
        let asked = Instant::now();
        assert_eq!(server.status("/healthz", "").await, 200);
        assert!(asked.elapsed() < Duration::from_secs(1), "/healthz took {:?}", asked.elapsed());
        assert_eq!(server.status("/readyz", "").await, 503);
        // A page and a form, at the same time: each waits until it is sure.
        let (page, form) = tokio::join!(get(address, "/", &cookie), save(address, &cookie, "Tijdens de storing", ""));
        assert_eq!((page.unwrap().status, form.unwrap()), (503, 503));
    }

    proxy.start_again().await;
    let back = Instant::now();
    while server.status("/readyz", "").await != 200 {
        assert!(back.elapsed() < Duration::from_secs(15), "it does not recover");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    eprintln!("ready again after {:?}", back.elapsed());
    assert_eq!(server.status("/", &cookie).await, 200);
    assert_eq!(save(address, &cookie, "Na de storing", "").await.unwrap(), 303);
    let titles = titles(&url).await;
    let count = |title: &str| titles.iter().filter(|one| *one == title).count();
    assert_eq!((count("Voor de storing"), count("Tijdens de storing"), count("Na de storing")), (1, 0, 1));
    drop(server);
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}
