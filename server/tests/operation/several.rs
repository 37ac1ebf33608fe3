//! Several servers on one PostgreSQL: they start together, know each other's sessions, and miss nobody.

use std::net::{SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::client::log_in;
use crate::process::{PROGRAM, Server, command, get, run, save, text, titles};

const REGION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/regions/test-region.toml");
const PASSWORD: &str = "paard accu nietje";
const EMAIL: &str = "a.driver@merenveld.example";

/// A new database; `None` when the tests run without PostgreSQL.
async fn postgres() -> Option<(DatabaseConnection, String, String)> {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else {
        assert!(std::env::var_os("TEST_POSTGRES_REQUIRED").is_none(), "TEST_POSTGRES_URL is not set");
        return None;
    };
    let name = format!("several_{}", Uuid::now_v7().simple());
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    Some((admin, name, url))
}

async fn drop_database(admin: &DatabaseConnection, name: &str) {
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

fn serve(url: &str, listen: &str) -> Command {
    let mut serving = command(PROGRAM);
    serving.args(["serve", "--listen", listen, "--database", url]);
    serving
}

fn add_account(url: &str) {
    let loaded = run(&["region", "load", REGION, "--database", url]);
    assert!(loaded.status.success(), "{}", text(&loaded.stderr));
    let arguments = ["user", "create", "--email", EMAIL, "--name", "A. Driver", "--role", "aanjager"];
    let mut creating = command(PROGRAM);
    creating.args(arguments).args(["--organisation", "Gemeente Oosterzijl", "--database", url]);
    let mut child = creating.stdin(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

/// Saves until told otherwise; returns the titles that were acknowledged, and how many tries failed.
async fn write(address: SocketAddr, cookie: String, name: String, until: Instant) -> (Vec<String>, usize) {
    let (mut acknowledged, mut failed) = (Vec::new(), 0);
    while Instant::now() < until {
        let title = format!("{name}-{}", acknowledged.len());
        match save(address, &cookie, &title, "").await {
            Ok(303) => acknowledged.push(title),
            _ => {
                failed += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    (acknowledged, failed)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_servers_start_at_once_and_three_go_on_when_one_is_killed() {
    let Some((admin, name, url)) = postgres().await else { return };
    // On an empty database: one migrates, four wait.
    let starts: Vec<_> = (0..5)
        .map(|_| {
            let serving = serve(&url, "127.0.0.1:0");
            std::thread::spawn(|| Server::from_command(serving))
        })
        .collect();
    let mut servers: Vec<Server> = starts.into_iter().map(|start| start.join().unwrap()).collect();
    servers.truncate(3);
    add_account(&url);

    // Logged in at one is logged in at all.
    let cookie = log_in(servers[0].address, EMAIL, PASSWORD).await.unwrap();
    for server in &servers {
        assert_eq!(server.status("/", &cookie).await, 200);
    }
    let until = Instant::now() + Duration::from_secs(3);
    let mut writers = JoinSet::new();
    for (number, server) in servers.iter().enumerate() {
        let (address, cookie) = (server.address, cookie.clone());
        writers.spawn(async move { (number, write(address, cookie, format!("N{number}"), until).await) });
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    servers[1].child.kill().unwrap();
    let there = writers.join_all().await;
    let titles = titles(&url).await;
    for (number, (acknowledged, failed)) in there {
        assert!(acknowledged.iter().all(|title| titles.contains(title)), "server {number} lost something");
        assert!(!acknowledged.is_empty() && (number == 1 || failed == 0), "server {number} failed {failed} times");
    }
    drop(servers);
    let healthy = run(&["doctor", "--database", &url]);
    assert!(healthy.status.success(), "{}", text(&healthy.stdout));
    drop_database(&admin, &name).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_waits_for_the_migration_is_alive_and_not_ready() {
    let Some((admin, name, url)) = postgres().await else { return };
    let other = Database::connect(&url).await.unwrap();
    let migrating = sea_orm::TransactionTrait::begin(&other).await.unwrap();
    let lock = format!("SELECT pg_advisory_xact_lock({})", app::storage::MIGRATION_LOCK);
    migrating.execute_unprepared(&lock).await.unwrap();

    // It tells its address only when it is ready.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let serving = serve(&url, &address.to_string());
    let start = std::thread::spawn(|| Server::from_command(serving));
    let status = async |path: &str| get(address, path, "").await.map(|response| response.status).ok();
    let begun = Instant::now();
    while status("/healthz").await != Some(200) {
        assert!(begun.elapsed() < Duration::from_secs(20), "it does not answer");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!((status("/readyz").await, status("/inloggen").await), (Some(503), Some(503)));
    migrating.rollback().await.unwrap();
    let server = start.join().unwrap();
    assert_eq!((status("/readyz").await, status("/inloggen").await), (Some(200), Some(200)));
    drop(server);
    drop_database(&admin, &name).await;
}

/// As `docs/deploy/haproxy.cfg`, on free ports. The process ends with the test.
struct Proxy {
    child: std::process::Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Proxy {
    fn start(servers: &[Server]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut configuration = format!(
            "global\n maxconn 512\ndefaults\n mode http\n timeout connect 3s\n timeout client 35s\n timeout server 35s\n \
             option redispatch\n retries 3\n retry-on conn-failure empty-response\n\
             frontend in\n bind {address}\n default_backend servers\n\
             backend servers\n balance roundrobin\n http-request disable-l7-retry unless METH_GET\n \
             option httpchk GET /readyz\n default-server check inter 500ms fall 2 rise 1\n"
        );
        for (number, server) in servers.iter().enumerate() {
            configuration += &format!(" server s{number} {}\n", server.address);
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("haproxy.cfg");
        std::fs::write(&file, configuration).unwrap();
        let child = command("haproxy").args(["-db", "-f"]).arg(file).spawn().unwrap();
        Self { child, address, _folder: folder }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs HAProxy: make soak"]
async fn behind_haproxy_nobody_who_reads_notices_that_a_server_is_killed() {
    let Some((admin, name, url)) = postgres().await else { return };
    let mut servers: Vec<Server> = (0..3).map(|_| Server::from_command(serve(&url, "127.0.0.1:0"))).collect();
    add_account(&url);
    let proxy = Proxy::start(&servers);
    while get(proxy.address, "/readyz", "").await.map_or(0, |response| response.status) != 200 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Through the proxy: each request may go to another server.
    let cookie = log_in(proxy.address, EMAIL, PASSWORD).await.unwrap();
    let until = Instant::now() + Duration::from_secs(8);
    let (mut writers, mut readers) = (JoinSet::new(), JoinSet::new());
    for number in 0..4 {
        writers.spawn(write(proxy.address, cookie.clone(), format!("H{number}"), until));
        let (address, cookie) = (proxy.address, cookie.clone());
        readers.spawn(async move {
            let (mut read, mut failed) = (0, 0);
            while Instant::now() < until {
                let status = get(address, "/termijnen", &cookie).await.map_or(0, |response| response.status);
                (read, failed) = (read + 1, failed + usize::from(status != 200));
            }
            (read, failed)
        });
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    servers[1].child.kill().unwrap();
    let written = writers.join_all().await;
    let (read, failed) = readers.join_all().await.into_iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let titles = titles(&url).await;
    let times = |title: &String| titles.iter().filter(|one| *one == title).count();
    let acknowledged: Vec<&String> = written.iter().flat_map(|(titles, _)| titles).collect();
    let unanswered: usize = written.iter().map(|(_, failed)| failed).sum();
    assert!(acknowledged.iter().all(|title| times(title) >= 1), "something that was acknowledged is lost");
    assert_eq!(failed, 0, "of {read} pages");
    eprintln!(
        "3 servers behind HAProxy, one killed: 0 of {read} pages failed, {} commitments saved, 0 lost, {unanswered} to be \
         saved again by whoever typed them",
        acknowledged.len()
    );
    drop(proxy);
    drop(servers);
    drop_database(&admin, &name).await;
}
