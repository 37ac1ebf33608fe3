//! Figures that cost the more the more commitments there are, kept for as long as nothing happens in the region.
//!
//! Every write adds an entry to the region's chain in its own transaction, and the hash of the last entry stands for all
//! that ever happened there: figures that were counted at the same hash, for the same eyes and the same day, are the same.
//! So nobody has to say what a write makes outdated, and several processes on one database agree.
#![expect(clippy::disallowed_methods, reason = "it reads where the chain of the own region ends")]

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use sea_orm::EntityTrait;

use crate::audit::entity::audit_head;
use crate::error::AppError;
use crate::request::Request;

/// As many as a region has organisations, times the pages that keep something.
const KEPT_MAX: usize = 500;
/// Who asks for something this long asks for something that nobody asks for again.
const KEY_MAX: usize = 500;

#[derive(Clone)]
struct Kept {
    /// The hash of the region's last entry.
    at: String,
    value: Arc<dyn Any + Send + Sync>,
}

static KEPT: LazyLock<Mutex<HashMap<String, Kept>>> = LazyLock::new(Mutex::default);

/// What was counted before, or else is counted now. `what` names it among everything that this person may ask for, and
/// says whose it is where that is more than what they see; who sees what, and which day it is, come by themselves.
///
/// # Errors
/// As `counting`, or when the database fails.
pub async fn remembered<T>(
    request: &Request,
    what: &str,
    counting: impl Future<Output = Result<T, AppError>>,
) -> Result<T, AppError>
where
    T: Clone + Send + Sync + 'static,
{
    let region = request.actor().region.0;
    // Before it is counted: what happens meanwhile makes a new hash, and this is counted again.
    let Some(head) = audit_head::Entity::find_by_id(region).one(request.database()).await? else {
        return counting.await;
    };
    let key = format!("{what} {:?} {:?}", request.visibility(), request.reckoning());
    if let Some(value) = kept(&key, &head.hash) {
        return Ok(value);
    }
    let value = counting.await?;
    keep(key, head.hash, Arc::new(value.clone()));
    Ok(value)
}

fn kept<T: Clone + 'static>(key: &str, at: &str) -> Option<T> {
    let all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    all.get(key).filter(|kept| kept.at == at).and_then(|kept| kept.value.downcast_ref::<T>().cloned())
}

fn keep(key: String, at: String, value: Arc<dyn Any + Send + Sync>) {
    if key.len() > KEY_MAX {
        return;
    }
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= KEPT_MAX {
        all.clear();
    }
    all.insert(key, Kept { at, value });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_counts_until_something_happens() {
        keep("test one".to_owned(), "a".to_owned(), Arc::new(7_i64));
        assert_eq!(kept::<i64>("test one", "a"), Some(7));
        assert_eq!(kept::<i64>("test one", "b"), None);
        assert_eq!(kept::<i64>("test other", "a"), None);
        assert_eq!(kept::<String>("test one", "a"), None, "another kind of figure");
    }

    #[test]
    fn what_is_asked_at_length_is_not_kept() {
        let long = "x".repeat(KEY_MAX + 1);
        keep(long.clone(), "a".to_owned(), Arc::new(7_i64));
        assert_eq!(kept::<i64>(&long, "a"), None);
    }
}
