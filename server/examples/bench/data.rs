//! Databases to measure with, filled as `woonzorgagenda generate` does.

use app::auth::form::LoginForm;
use app::generate::{Plan, fullest};
use app::request::Clock;
use app::storage::connect;
use server::commands::generate::fill;
use uuid::Uuid;

use crate::Result;

/// A small region.
pub const SMALL: usize = 1_000;
/// More than all regions of the country together.
pub const LARGE: usize = 20_000;

/// The longest list that anybody takes out.
pub const LIST: usize = 100_000;

const UPDATES_EACH: usize = 3;

/// Most people who log in work for a gemeente. They see the concepts of their own gemeente only, which takes the
/// database more work than seeing all.
const WHO: &str = "ambtenaar";

/// Who logs in, and what they look at.
pub struct Example {
    pub login: LoginForm,
    commitment: Uuid,
}

impl Example {
    /// Names and addresses of the pages to measure.
    pub fn pages(&self) -> [(&'static str, String); 5] {
        [
            ("dashboard", "/".to_owned()),
            ("list", "/afspraken".to_owned()),
            ("one commitment", format!("/afspraken/{}", self.commitment)),
            ("tasks", "/mijn-taken".to_owned()),
            ("witte vlekken", "/witte-vlekken".to_owned()),
        ]
    }
}

/// A database with a long list and nothing of its history, and who sees all of it.
pub async fn make_list(url: &str) -> Result<LoginForm> {
    filled(url, Plan { commitments: LIST, updates: 0, seed: 1 }, "aanjager").await
}

/// Somebody of the demo, in a new database.
async fn filled(url: &str, plan: Plan, who: &str) -> Result<LoginForm> {
    let (_, logins) = fill(url, plan, Clock::System.now()).await?;
    let login = logins.iter().find(|login| login.email.starts_with(who)).cloned();
    Ok(login.ok_or("the demo has no such account")?)
}

/// Makes the database.
pub async fn make(url: &str, commitments: usize) -> Result<Example> {
    let plan = Plan { commitments, updates: commitments * UPDATES_EACH, seed: 1 };
    let login = filled(url, plan, WHO).await?;
    let database = connect(url).await?;
    let commitment = fullest(&database).await?.ok_or("no commitment has everything to show")?;
    database.close().await?;
    Ok(Example { login, commitment })
}
