//! Databases to measure with, filled as `woonzorgagenda generate` does.

use app::auth::form::LoginForm;
use app::generate::{Plan, fullest};
use app::meetings::entity::meeting;
use app::request::Clock;
use app::storage::connect;
use app::{pack, since};
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};
use server::commands::generate::fill;
use uuid::Uuid;

use crate::Result;

/// What a small region agreed on, with three reports of progress for each.
pub const SMALL: Plan = Plan { commitments: 1_000, updates: 3_000, ..NOTHING };
/// More than all regions of the country together.
pub const LARGE: Plan = Plan { commitments: 20_000, updates: 60_000, ..NOTHING };

/// The same with a longer history: some three hundred thousand entries in the trail of the larger one.
pub const SMALL_MEETING: Plan = Plan { commitments: 1_000, updates: 8_650, projects: 150, deliveries: 500, ..NOTHING };
pub const LARGE_MEETING: Plan =
    Plan { commitments: 20_000, updates: 173_000, projects: 3_000, deliveries: 10_000, ..NOTHING };

/// What a region builds, with the ledgers of it.
pub const FEW_PROJECTS: Plan = Plan { projects: 600, deliveries: 2_000, ..NOTHING };
/// A hundred times as much.
pub const MANY_PROJECTS: Plan = Plan { projects: 60_000, deliveries: 200_000, ..NOTHING };

/// The longest list that anybody takes out, and one to compare it with.
pub const LISTS: [usize; 2] = [10_000, 100_000];

const NOTHING: Plan = Plan { commitments: 0, updates: 0, projects: 0, deliveries: 0, seed: 1 };

/// Most people who log in work for a gemeente. They see the concepts of their own gemeente only, which takes the
/// database more work than seeing all.
const WHO: &str = "ambtenaar";

/// Who logs in, and the names and addresses of what they look at.
pub struct Example {
    pub login: LoginForm,
    pub pages: Vec<(&'static str, String)>,
}

/// A database with long lists and nothing of their history, and who sees all of it.
pub async fn make_lists(url: &str, rows: usize) -> Result<LoginForm> {
    filled(url, Plan { commitments: rows, projects: rows, ..NOTHING }, "aanjager").await
}

/// The demo as it is, and who may load anything.
pub async fn make_demo(url: &str) -> Result<LoginForm> {
    filled(url, NOTHING, "aanjager").await
}

/// Somebody of the demo, in a new database.
pub async fn filled(url: &str, plan: Plan, who: &str) -> Result<LoginForm> {
    let (_, logins) = fill(url, plan, Clock::System.now()).await?;
    let login = logins.iter().find(|login| login.email.starts_with(who)).cloned();
    Ok(login.ok_or("the demo has no such account")?)
}

/// Makes the database, and looks at what there is much of.
pub async fn make(url: &str, plan: Plan) -> Result<Example> {
    let login = filled(url, plan, WHO).await?;
    let pages = if plan.commitments > 0 {
        let database = connect(url).await?;
        let commitment = fullest(&database).await?.ok_or("no commitment has everything to show")?;
        let meeting = next_meeting(&database).await?;
        database.close().await?;
        vec![
            ("dashboard", "/".to_owned()),
            ("list", "/afspraken".to_owned()),
            ("one commitment", format!("/afspraken/{commitment}")),
            ("tasks", "/mijn-taken".to_owned()),
            ("witte vlekken", "/witte-vlekken".to_owned()),
            // Beside the region without a single example: the most that can have changed.
            ("since the last meeting", since::address_of(meeting)),
            ("papers of a meeting", pack::address_of(meeting)),
        ]
    } else {
        vec![("balance", "/doelen".to_owned()), ("of a gemeente", "/doelen?gemeente=enschede".to_owned())]
    };
    Ok(Example { login, pages })
}

/// Of the demo, after the one that was frozen.
#[expect(clippy::disallowed_methods, reason = "the demo has one region")]
async fn next_meeting(database: &DatabaseConnection) -> Result<Uuid> {
    let last = meeting::Entity::find().order_by_desc(meeting::Column::Date).one(database).await?;
    Ok(last.ok_or("the demo has no meeting")?.id)
}
