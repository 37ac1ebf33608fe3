//! Accepting connections: with a limit on slow clients, and without cutting anybody off at the end.

use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};

/// A client that sends its headers slower than this only holds a connection.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// What requests in flight get to finish after the signal to stop.
const FAREWELL: Duration = Duration::from_secs(25);

/// Serves until SIGTERM or Ctrl-C, then lets the requests in flight finish.
pub async fn listen(listener: TcpListener, router: Router) {
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(told_to_stop());
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => serve_connection(stream, router.clone(), &connections),
                // Out of file descriptors, usually: try again once some are back.
                Err(error) => {
                    tracing::warn!(%error, "accepting a connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(FAREWELL, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

fn serve_connection(stream: TcpStream, router: Router, connections: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    let mut server = Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    server.http2().timer(TokioTimer::new()).keep_alive_interval(HEADER_TIMEOUT);
    let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router)).into_owned();
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        // Clients hang up all the time; that is theirs to do.
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection");
        }
    });
}

async fn told_to_stop() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(error) => {
                tracing::warn!(%error, "cannot listen for SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! { () = interrupted => {}, () = terminated => {} }
}
