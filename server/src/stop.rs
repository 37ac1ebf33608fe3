//! The signal to stop, for everything that runs until then.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// What requests, mails and jobs in hand get to finish after the signal to stop.
pub const FAREWELL: Duration = Duration::from_secs(25);

#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Told by SIGTERM or Ctrl-C.
    pub fn on_signal() -> Self {
        let (teller, stop) = Self::pair();
        tokio::spawn(async move {
            signalled().await;
            tracing::info!("stopping");
            let _ = teller.send(true);
        });
        stop
    }

    /// Told by sending `true`, or when the sender is gone.
    pub fn pair() -> (watch::Sender<bool>, Self) {
        let (teller, listener) = watch::channel(false);
        (teller, Self(listener))
    }

    pub fn is_told(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }

    pub async fn told(&self) {
        let _ = self.0.clone().wait_for(|told| *told).await;
    }

    /// Waits, unless told to stop. Says whether to go on.
    pub async fn pause(&self, duration: Duration) -> bool {
        tokio::select! {
            () = self.told() => false,
            () = tokio::time::sleep(duration) => true,
        }
    }
}

async fn signalled() {
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
