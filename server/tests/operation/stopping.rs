//! On SIGTERM nobody who has a connection is left without an answer.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::process::{Server, sqlite};

const CLIENTS: usize = 16;

/// Asks until nothing listens any more; every connection that is made must bring its answer.
async fn ask(address: SocketAddr, cookie: String, keep: bool, answered: Arc<AtomicUsize>) -> Result<(), String> {
    let connection = if keep { "keep-alive" } else { "close" };
    let request = format!("GET / HTTP/1.1\r\nhost: {address}\r\nconnection: {connection}\r\ncookie: {cookie}\r\n\r\n");
    loop {
        let opened = tokio::time::timeout(Duration::from_millis(500), TcpStream::connect(address)).await;
        // Too late: refused, or not answered by a port that is closing.
        let mut stream = match opened {
            Err(_) => return Ok(()),
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionRefused => return Ok(()),
            Ok(other) => other.map_err(|error| format!("connecting: {error}"))?,
        };
        loop {
            stream.write_all(request.as_bytes()).await.map_err(|error| format!("sending: {error}"))?;
            let answer = read_answer(&mut stream).await?;
            answered.fetch_add(1, Ordering::Relaxed);
            if answer.contains("connection: close") {
                break;
            }
        }
    }
}

/// The headers, after the whole body was read.
async fn read_answer(stream: &mut TcpStream) -> Result<String, String> {
    let mut bytes = Vec::new();
    loop {
        let read = stream.read_buf(&mut bytes).await.map_err(|error| format!("reading: {error}"))?;
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if read == 0 && !text.contains("</html>") {
            return Err(format!("no answer, but {:?}", text.chars().take(60).collect::<String>()));
        }
        if text.contains("</html>") && (text.contains("content-length") || text.ends_with("0\r\n\r\n")) {
            return Ok(text.split("\r\n\r\n").next().unwrap_or_default().to_owned());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_fails_when_the_server_is_told_to_stop_under_load() {
    let (_folder, url) = sqlite();
    let mut server = Server::start(&url, &[]);
    let cookie = server.log_in().await;
    let answered = Arc::new(AtomicUsize::new(0));
    let mut clients = JoinSet::new();
    for number in 0..CLIENTS {
        clients.spawn(ask(server.address, cookie.clone(), number % 2 == 0, answered.clone()));
    }
    while answered.load(Ordering::Relaxed) < 100 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let told = Instant::now();
    server.signal("TERM");
    let failures: Vec<String> = clients.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(failures.is_empty(), "{} of {CLIENTS}: {failures:?}", failures.len());
    let ended = server.child.wait().unwrap();
    assert!(ended.success() && told.elapsed() < Duration::from_secs(30), "{ended} after {:?}", told.elapsed());
    eprintln!("0 of {} requests failed; gone in {:?}", answered.load(Ordering::Relaxed), told.elapsed());
}
