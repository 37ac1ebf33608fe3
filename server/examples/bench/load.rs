//! Asking for one page, over and over, on several connections at once.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::Result;
use crate::client::{Connection, expect_page, request};

/// A server that answers nothing for this long is not measured further.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Clone, Copy)]
pub struct Load {
    pub connections: usize,
    pub duration: Duration,
}

/// What one measurement found.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

impl Load {
    /// Every response must be a page.
    pub async fn put_on(self, address: SocketAddr, path: &str, cookie: &str) -> Result<Figures> {
        let request = request(address, path, cookie);
        let start = Instant::now();
        let end = start + self.duration;
        let mut connections = JoinSet::new();
        for _ in 0..self.connections {
            connections.spawn(ask_until(end, address, path.to_owned(), request.clone()));
        }
        let all = tokio::time::timeout(self.duration + PATIENCE, connections.join_all()).await;
        let all = all.map_err(|_| format!("{path} did not answer any more"))?;
        let taken = start.elapsed();

        let mut times = Vec::new();
        for of_connection in all {
            times.append(&mut of_connection?);
        }
        Ok(Figures { per_second: times.len() as f64 / taken.as_secs_f64(), ..Figures::of(times) })
    }
}

impl Figures {
    /// Of responses that were asked for one after the other.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let taken: Duration = times.iter().sum();
        Self {
            per_second: times.len() as f64 / taken.as_secs_f64(),
            p50: percentile(&times, 50),
            p99: percentile(&times, 99),
        }
    }
}

/// How long each response took.
async fn ask_until(end: Instant, address: SocketAddr, path: String, request: String) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address).await?;
    let mut times = Vec::with_capacity(1 << 16);
    let mut asked = Instant::now();
    while asked < end {
        let response = connection.exchange(request.as_bytes()).await?;
        expect_page(&path, &response)?;
        let answered = Instant::now();
        times.push(answered - asked);
        asked = answered;
    }
    Ok(times)
}

/// The time within which this share of the responses came.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}
