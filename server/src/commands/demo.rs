//! What `serve --demo` adds to an empty database: the region Twente, example commitments, and accounts to log in with.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::collections::BTreeSet;
use std::sync::Arc;

use app::audit::Author;
use app::auth::accounts::{NewUser, create_users};
use app::auth::entity::user;
use app::auth::form::LoginForm;
use app::commitments::entity::commitment;
use app::generate::Demo;
use app::meetings::entity::meeting;
use app::regions::entity::region;
use app::regions::file::users::UserEntry;
use app::regions::file::{RegionFile, parse_with_users};
use app::regions::load::load;
use app::request::day_of;
use app::since::commands::insert_snapshot;
use app::since::entity::snapshot;
use app::since::keeping::Now;
use app::storage::begin_write;
use chrono::{DateTime, Utc};
use domain::meetings::State;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{CommandError, say};

const REGION: &str = include_str!("../../regions/twente.toml");
const EXAMPLES: &str = include_str!("../../regions/twente-demo.toml");

/// Printed and shown on the login page: an account of the demo is nobody's secret.
const PASSWORD: &str = "woonzorg-demo-2026";

/// Loads the demo where it is not there yet; what people changed in it stays. Its accounts come last and all at once: where there are
/// none, what was interrupted before goes on.
///
/// # Errors
/// [`CommandError::NoDemo`] when the database is somebody's own. When the files in this program do not load, which its tests rule
/// out, or the database fails.
pub async fn prepare(database: &DatabaseConnection, at: DateTime<Utc>) -> Result<Arc<[LoginForm]>, CommandError> {
    let file = parse(&format!("{REGION}\n{EXAMPLES}"))?;
    let accounts = user::Entity::find().select_only().column(user::Column::Email);
    let accounts: BTreeSet<String> = accounts.into_tuple().all(database).await?.into_iter().collect();
    if accounts.is_empty() {
        fill(database, &file, at).await?;
        return Ok(file.users.iter().map(|user| login(&user.email.value)).collect());
    }
    // Who was removed since cannot log in any more.
    let there = file.users.iter().map(|user| &user.email.value).filter(|email| accounts.contains(*email));
    let logins: Arc<[LoginForm]> = there.map(|email| login(email)).collect();
    if logins.is_empty() { Err(CommandError::NoDemo) } else { Ok(logins) }
}

async fn fill(database: &DatabaseConnection, file: &RegionFile, at: DateTime<Utc>) -> Result<(), CommandError> {
    say("Loading the region and its examples…");
    // What the examples add is what changed since their last meeting.
    let report = load(database, &parse(REGION)?, at).await?;
    say(&report.to_string());
    let before = Now::of(database, region_id(database, file).await?, day_of(at)).await?;
    let report = load(database, file, at).await?;
    freeze_last_meeting(database, &before, at).await?;
    let new = |entry: &UserEntry| NewUser {
        email: entry.email.value.clone(),
        name: entry.name.clone(),
        function: Some(entry.function.clone()),
        role: entry.role,
        mandated: entry.mandated,
        organisation: entry.organisation.value.clone(),
        password: PASSWORD.to_owned(),
    };
    let users: Vec<NewUser> = file.users.iter().map(new).collect();
    create_users(database, &users, Some(&file.region.code), at).await?;
    say(&report.to_string());
    Ok(())
}

/// What makes a database that of the demo.
///
/// # Errors
/// As [`prepare`], when the files do not load.
pub fn identity() -> Result<Demo, CommandError> {
    let file = parse(&format!("{REGION}\n{EXAMPLES}"))?;
    let accounts = file.users.iter().map(|user| user.email.value.clone()).collect();
    Ok(Demo { region: file.region.code, accounts })
}

/// Invented commitments and accounts with a published password are for the demo only.
///
/// # Errors
/// When this database was filled by it.
pub async fn refuse_leftovers(database: &DatabaseConnection) -> Result<(), CommandError> {
    let example = commitment::Entity::find().filter(commitment::Column::Example.eq(true)).one(database).await?;
    if example.is_some() { Err(CommandError::DemoDatabase) } else { Ok(()) }
}

async fn region_id(database: &DatabaseConnection, file: &RegionFile) -> Result<Uuid, CommandError> {
    let known = region::Entity::find().filter(region::Column::Code.eq(&file.region.code)).one(database).await?;
    Ok(known.map(|row| row.id).unwrap_or_default())
}

/// The last meeting that was held looked at the region without its examples.
async fn freeze_last_meeting(
    database: &DatabaseConnection,
    before: &Now,
    at: DateTime<Utc>,
) -> Result<(), CommandError> {
    let held = meeting::Entity::find().filter(meeting::Column::State.eq(State::Held.code()));
    let Some(last) = held.order_by_desc(meeting::Column::Date).one(database).await? else { return Ok(()) };
    if snapshot::Entity::find_by_id(last.id).one(database).await?.is_some() {
        return Ok(());
    }
    let transaction = begin_write(database).await?;
    let state = before.keep(&transaction, last.region_id, last.date, false, at).await?;
    let author = Author::nobody(last.region_id, at);
    insert_snapshot(&transaction, &last, state, last.date, &author).await?;
    Ok(transaction.commit().await?)
}

fn parse(text: &str) -> Result<RegionFile, CommandError> {
    parse_with_users(text).map_err(|errors| CommandError::RegionFile { file: "the demo".to_owned(), errors })
}

fn login(email: &str) -> LoginForm {
    LoginForm { email: email.to_owned(), password: PASSWORD.to_owned(), ..LoginForm::default() }
}
