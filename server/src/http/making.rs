//! A file that takes longer than a moment: who waits for it in a browser is shown that it is being made, and gets it when it is.
//! Nothing but a page that asks again is needed for that, so that it is the same without scripts.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use app::error::AppError;
use tokio::sync::watch;
use tokio::time::timeout;

/// Who does not come back for it within this time, gets it made anew.
const KEPT: Duration = Duration::from_secs(120);
/// So many files are kept for who comes back: who comes then is asked to try again later.
const KEPT_MAX: usize = 50;

/// What was asked for, by whom: nobody gets what was made for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    pub user: uuid::Uuid,
    pub address: String,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Waited<M> {
    Made(M),
    /// For so long already.
    BeingMade(Duration),
}

#[derive(Clone)]
struct Work<M> {
    began: Instant,
    /// None: not yet.
    made: watch::Receiver<Option<Result<M, AppError>>>,
}

/// The files that are being made in this process, each of them once.
pub struct Making<M>(Mutex<HashMap<Asked, Work<M>>>);

impl<M> Default for Making<M> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<M: Clone + Send + Sync + 'static> Making<M> {
    /// What is made, when it is within `patience`. It goes on when nobody waits any more: who asks for the same again waits on.
    ///
    /// # Errors
    /// As `making`.
    pub async fn wait(
        &self,
        asked: Asked,
        patience: Duration,
        making: impl Future<Output = Result<M, AppError>> + Send + 'static,
    ) -> Result<Waited<M>, AppError> {
        let Some(Work { began, mut made }) = self.begun(&asked, making) else { return Err(AppError::Unavailable) };
        let done = timeout(patience, made.wait_for(Option::is_some)).await;
        let Ok(done) = done else { return Ok(Waited::BeingMade(began.elapsed())) };
        // Without a word the making broke off.
        let made = done.ok().and_then(|made| made.clone()).unwrap_or(Err(AppError::Internal));
        self.all().remove(&asked);
        made.map(Waited::Made)
    }

    /// None: too much is being made.
    fn begun(
        &self,
        asked: &Asked,
        making: impl Future<Output = Result<M, AppError>> + Send + 'static,
    ) -> Option<Work<M>> {
        let mut all = self.all();
        all.retain(|_, work| work.began.elapsed() < KEPT);
        if let Some(work) = all.get(asked) {
            return Some(work.clone());
        }
        if all.len() >= KEPT_MAX {
            return None;
        }
        let (tell, made) = watch::channel(None);
        tokio::spawn(async move { tell.send(Some(making.await)) });
        let work = Work { began: Instant::now(), made };
        all.insert(asked.clone(), work.clone());
        Some(work)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<Asked, Work<M>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;
    use uuid::Uuid;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn asked(user: u128) -> Asked {
        Asked { user: Uuid::from_u128(user), address: "/stukken.pdf".to_owned() }
    }

    /// What is made as soon as it is told to be.
    async fn making(told: oneshot::Receiver<u8>) -> Result<u8, AppError> {
        told.await.map_err(|_| AppError::Internal)
    }

    #[tokio::test]
    async fn who_asks_again_gets_what_was_begun_and_it_is_made_once() {
        let files = Making::default();
        let (tell, told) = oneshot::channel();
        let waited = files.wait(asked(1), Duration::ZERO, making(told)).await;
        assert!(matches!(waited, Ok(Waited::BeingMade(_))), "{waited:?}");
        assert!(tell.send(7).is_ok());
        let anew = async { panic!("it is made twice") };
        assert_eq!(files.wait(asked(1), LONG, anew).await, Ok(Waited::Made(7)));
        assert_eq!(files.wait(asked(1), LONG, async { Ok(8) }).await, Ok(Waited::Made(8)), "it was handed over");
    }

    #[tokio::test]
    async fn nobody_gets_what_somebody_else_asked_for() {
        let files = Making::default();
        let (_tell, told) = oneshot::channel();
        let waited = files.wait(asked(1), Duration::ZERO, making(told)).await;
        assert!(matches!(waited, Ok(Waited::BeingMade(_))), "{waited:?}");
        assert_eq!(files.wait(asked(2), LONG, async { Ok(2) }).await, Ok(Waited::Made(2)));
    }

    #[tokio::test]
    async fn what_breaks_off_is_told_and_not_kept() {
        let files = Making::<u8>::default();
        let (tell, told) = oneshot::channel::<u8>();
        drop(tell);
        assert_eq!(files.wait(asked(1), LONG, making(told)).await, Err(AppError::Internal));
        assert_eq!(files.wait(asked(1), LONG, async { panic!("for once") }).await, Err(AppError::Internal));
        assert_eq!(files.wait(asked(1), LONG, async { Ok(1) }).await, Ok(Waited::Made(1)));
    }

    #[tokio::test]
    async fn no_more_is_begun_than_can_be_kept() {
        let files = Making::<u8>::default();
        for user in 0..KEPT_MAX as u128 {
            let waited = files.wait(asked(user), Duration::ZERO, std::future::pending()).await;
            assert!(matches!(waited, Ok(Waited::BeingMade(_))), "{waited:?}");
        }
        let more = files.wait(asked(KEPT_MAX as u128), LONG, async { Ok(1) }).await;
        assert_eq!(more, Err(AppError::Unavailable));
    }
}
