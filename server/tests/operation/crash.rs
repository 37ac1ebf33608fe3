//! `make soak`: the server is killed while people save, over and over. What was acknowledged is there.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use app::storage::connect;
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, Statement};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::process::{Server, save, sqlite, titles};

const WRITERS: usize = 8;

fn rounds() -> usize {
    std::env::var("SOAK_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(100)
}

/// Saves until the server is gone; returns the titles that were acknowledged.
async fn write(address: std::net::SocketAddr, cookie: String, name: String, count: Arc<AtomicUsize>) -> Vec<String> {
    let mut acknowledged = Vec::new();
    loop {
        let title = format!("{name}-{}", acknowledged.len());
        match save(address, &cookie, &title, "Tot het licht uitgaat").await {
            Ok(303) => {
                count.fetch_add(1, Ordering::Relaxed);
                acknowledged.push(title);
            }
            _ => return acknowledged,
        }
    }
}

async fn kill_over_and_over(url: &str) {
    let start = Instant::now();
    let cookie = Server::start(url, &[]).log_in().await;
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..rounds() {
        let mut server = Server::start(url, &[]);
        let (mut writers, count) = (JoinSet::new(), Arc::new(AtomicUsize::new(0)));
        for writer in 0..WRITERS {
            writers.spawn(write(server.address, cookie.clone(), format!("W{round}-{writer}"), count.clone()));
        }
        // In the midst of it, and each time at another moment.
        while count.load(Ordering::Relaxed) < WRITERS {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_millis((round as u64 * 37) % 100)).await;
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        acknowledged.extend(writers.join_all().await.into_iter().flatten());
    }
    let there: std::collections::HashSet<String> = titles(url).await.into_iter().collect();
    let lost = acknowledged.iter().filter(|title| !there.contains(*title)).count();
    assert_eq!(lost, 0, "of {} acknowledged", acknowledged.len());
    look_inside(url).await;
    eprintln!(
        "{} times killed, {} commitments acknowledged, {lost} lost, in {:.0?}",
        rounds(),
        acknowledged.len(),
        start.elapsed()
    );
}

/// No half writes: the engine's own check, and an audit entry for every commitment.
async fn look_inside(url: &str) {
    let database = connect(url).await.unwrap();
    let backend = database.get_database_backend();
    let one = async |sql: &str| database.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
    if backend == DatabaseBackend::Sqlite {
        let answer: String = one("PRAGMA integrity_check").await.try_get_by_index(0).unwrap();
        assert_eq!(answer, "ok");
    }
    let unaccounted = "SELECT COUNT(*) FROM commitments c \
                       WHERE NOT EXISTS (SELECT 1 FROM audit_entries a WHERE a.subject_id = c.id)";
    assert_eq!(one(unaccounted).await.try_get_by_index::<i64>(0).unwrap(), 0);
    database.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make soak"]
async fn what_was_acknowledged_survives_being_killed_on_sqlite() {
    let (_folder, url) = sqlite();
    kill_over_and_over(&url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make soak"]
async fn what_was_acknowledged_survives_being_killed_on_postgresql() {
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else { return };
    let name = format!("crash_{}", Uuid::now_v7().simple());
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    kill_over_and_over(&format!("{}/{name}", server.rsplit_once('/').unwrap().0)).await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}
