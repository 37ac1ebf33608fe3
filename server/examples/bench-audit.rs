//! `make bench-audit`: how long `audit verify` takes on a long trail.
//!
//! Fills a new database with one chain of entries such as a change of a commitment leaves, and walks along it as the
//! command does. Nothing is asserted: what is fast enough depends on the machine.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `BENCH_ENTRIES` | how many entries | 1000000 |
//! | `BENCH_DATABASE` | an empty database | a SQLite file in a temporary folder |

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use app::audit::chain::{self, INSTALLATION};
use app::audit::entity::{audit_entry, audit_head};
use app::audit::verify::verify;
use app::request::Clock;
use app::storage::{begin_write, connect, connect_to_read, migrate};
use domain::audit::{Event, SubjectType};
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const ROWS_PER_INSERT: usize = 500;

#[tokio::main]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr().lock(), "bench-audit: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<()> {
    let entries: usize = match std::env::var("BENCH_ENTRIES") {
        Ok(text) => text.parse()?,
        Err(_) => 1_000_000,
    };
    let folder = tempfile::tempdir()?;
    let url = std::env::var("BENCH_DATABASE")
        .unwrap_or_else(|_| format!("sqlite://{}", folder.path().join("bench.db").display()));
    let database = connect(&url).await?;
    migrate(&database).await?;
    let begin = Instant::now();
    fill(&database, entries).await?;
    database.close().await?;
    say(&format!("Recorded {entries} entries in {:.1} s.", begin.elapsed().as_secs_f64()));

    let database = connect_to_read(&url).await?;
    for round in 1..=3 {
        let begin = Instant::now();
        let found = verify(&database, BTreeSet::new()).await?;
        let seconds = begin.elapsed().as_secs_f64();
        if !found.is_sound() {
            return Err(format!("{found:?}").into());
        }
        say(&format!("Round {round}: verified in {seconds:.1} s. Memory so far: {}.", memory()));
    }
    database.close().await?;
    Ok(())
}

/// The highest that this process used, filling included.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}

/// Many rows a statement, where the program adds them one by one: that is not what is measured.
async fn fill(database: &DatabaseConnection, entries: usize) -> Result<()> {
    let at = chain::to_the_microsecond(Clock::System.now());
    let mut last = audit_head::Model { chain: INSTALLATION, sequence: 0, hash: String::new() };
    let transaction = begin_write(database).await?;
    let mut left = entries;
    while left > 0 {
        let count = left.min(ROWS_PER_INSERT);
        left -= count;
        let mut rows = Vec::with_capacity(count);
        for _ in 0..count {
            let sequence = last.sequence + 1;
            let mut entry = audit_entry::Model {
                id: Uuid::now_v7(),
                chain: INSTALLATION,
                sequence,
                region_id: None,
                at,
                user_id: None,
                organisation_id: None,
                event: Event::Changed.code().to_owned(),
                subject_type: SubjectType::Commitment.code().to_owned(),
                subject_id: Uuid::from_u128(u128::from(sequence.unsigned_abs() % 1000)),
                changes: format!(
                    r#"[{{"field":"title","before":"{sequence} zorggeschikte woningen","after":"{sequence} zorggeschikte woningen met een ontmoetingsplek"}},{{"field":"due","before":"3e kwartaal 2027","after":"1e kwartaal 2028"}}]"#
                ),
                previous_hash: std::mem::take(&mut last.hash),
                hash: String::new(),
            };
            entry.hash = chain::hash(&entry);
            last.sequence = sequence;
            last.hash.clone_from(&entry.hash);
            rows.push(entry.into_active_model());
        }
        audit_entry::Entity::insert_many(rows).exec_without_returning(&transaction).await?;
    }
    audit_head::Entity::insert(last.into_active_model()).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// A closed pipe is no reason to fail.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
