//! What is measured while the server runs.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::process::{Server, sqlite};

#[tokio::test]
async fn metrics_name_routes_without_ids_on_a_port_of_their_own() {
    let (_folder, url) = sqlite();
    let server = Server::start(&url, &["--metrics-listen", "127.0.0.1:0"]);
    let cookie = server.log_in().await;
    let id = "019a0000-0000-7000-8000-000000000000";
    assert_eq!(server.status(&format!("/afspraken/{id}"), &cookie).await, 404);
    assert_eq!(server.status("/metrics", &cookie).await, 404);

    let mut stream = TcpStream::connect(server.metrics.unwrap()).await.unwrap();
    stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).await.unwrap();
    for expected in [
        "woonzorgagenda_request_seconds_count{method=\"GET\",route=\"/afspraken/{id}\",status=\"404\"} 1",
        "woonzorgagenda_request_seconds_count{method=\"POST\",route=\"/inloggen\",status=\"303\"} 1",
        "woonzorgagenda_sessions 1",
        "woonzorgagenda_database_up 1",
        "woonzorgagenda_database_connections{state=\"idle\"}",
        "process_resident_memory_bytes",
    ] {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
    assert!(!text.contains(id));
}
