//! `make soak`: clients that only hold connections do not keep others out.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::process::{Server, get, sqlite};

const CONNECTIONS: usize = 500;
/// Nothing, half a line, half the headers, and half a form.
const BEGINNINGS: [&str; 4] = [
    "",
    "GET / HT",
    "GET / HTTP/1.1\r\nhost: x\r\nx-slow: 1",
    "POST /inloggen HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nform",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "long: make soak"]
async fn half_open_connections_are_dropped_while_others_are_served() {
    let (_folder, url) = sqlite();
    let server = Server::start(&url, &[]);
    let start = Instant::now();
    let mut slow = JoinSet::new();
    for number in 0..CONNECTIONS {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        slow.spawn(async move {
            stream.write_all(BEGINNINGS[number % BEGINNINGS.len()].as_bytes()).await.unwrap();
            // An answer that says so comes before the end.
            let mut answer = Vec::new();
            let _ = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut answer)).await;
            start.elapsed()
        });
    }
    let mut times = Vec::new();
    let mut dropped = Vec::new();
    while dropped.len() < CONNECTIONS {
        let asked = Instant::now();
        assert_eq!(get(server.address, "/healthz", "").await.unwrap().status, 200);
        times.push(asked.elapsed());
        while let Some(after) = slow.try_join_next() {
            dropped.push(after.unwrap());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    times.sort_unstable();
    let (last, p99) = (dropped.into_iter().max().unwrap(), times[times.len() * 99 / 100]);
    eprintln!("{CONNECTIONS} half-open connections, the last dropped after {last:.1?}; /healthz p99 {p99:.1?}");
    assert!(last < Duration::from_secs(30) && p99 < Duration::from_millis(100));
}
