//! Accepting connections: with a limit on slow clients, and without cutting anybody off at the end.

use std::pin::pin;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use socket2::{SockFilter, SockRef};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout, timeout_at};

use super::answers::Answers;
use crate::stop::{FAREWELL, Stop};

/// A client that sends its headers slower than this only holds a connection; one that asks nothing more, too.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// A client that does not take its answer, or is gone without saying so.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);
/// After the signal to stop: for connections that are being made.
const LAST_ARRIVALS: Duration = Duration::from_millis(250);
/// Then for clients that have a connection and are about to ask something.
const LAST_QUESTIONS: Duration = Duration::from_secs(1);

/// Serves until told to stop, then lets the requests in flight finish.
pub async fn listen(listener: TcpListener, answers: Answers, stop: Stop) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, answers.clone(), stop.clone()));
                }
                // Out of file descriptors, usually: try again once some are back.
                Err(error) => {
                    tracing::warn!(%error, "accepting a connection");
                    sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = connections.join_next() => {}
            () = stop.told() => break,
        }
    }
    for stream in last_arrivals(listener).await {
        connections.spawn(serve_connection(stream, answers.clone(), stop.clone()));
    }
    let all_done = async { while connections.join_next().await.is_some() {} };
    if timeout(FAREWELL, all_done).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

/// Closes the listener without losing anybody. Closing alone would reset every connection that the system has made and
/// we have not accepted yet, and whoever made it has sent a request by then. So first no new ones: the filter drops their
/// first packet, as if it got lost. They try again a second later, and find the port closed or our successor.
async fn last_arrivals(listener: TcpListener) -> Vec<TcpStream> {
    let flags_of_tcp = 13;
    let (syn, syn_and_ack) = (0x02, 0x12);
    let filter = [
        SockFilter::new(0x30, 0, 0, flags_of_tcp),
        SockFilter::new(0x54, 0, 0, syn_and_ack),
        SockFilter::new(0x15, 0, 1, syn),
        SockFilter::new(0x06, 0, 0, 0),
        SockFilter::new(0x06, 0, 0, u32::MAX),
    ];
    if let Err(error) = SockRef::from(&listener).attach_filter(&filter) {
        tracing::debug!(%error, "connections that are made in the last moment may be lost");
    }
    let end = tokio::time::Instant::now() + LAST_ARRIVALS;
    let mut arrived = Vec::new();
    while let Ok(accepted) = timeout_at(end, listener.accept()).await {
        arrived.extend(accepted.ok().map(|(stream, _)| stream));
    }
    arrived
}

/// HTTP/1.1 only: that is what proxies speak to the servers behind them.
async fn serve_connection(stream: TcpStream, answers: Answers, stop: Stop) {
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(&stream).set_tcp_user_timeout(Some(WRITE_TIMEOUT));
    let told = stop.clone();
    let service = service_fn(move |request| answers.clone().answer(request, told.is_told()));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    let mut connection = pin!(server.serve_connection(TokioIo::new(stream), service));
    let farewell = async {
        stop.told().await;
        sleep(LAST_QUESTIONS).await;
    };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = farewell => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // Clients hang up all the time; that is theirs to do.
    if let Err(error) = ended {
        tracing::debug!(%error, "connection");
    }
}
