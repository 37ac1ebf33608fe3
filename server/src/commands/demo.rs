//! What `serve --demo` adds to an empty database: the region Twente, example commitments, and accounts to log in with.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::sync::Arc;

use app::audit::Author;
use app::auth::accounts::{CreateUserError, NewUser, create_user};
use app::auth::form::LoginForm;
use app::commitments::entity::commitment;
use app::generate::Demo;
use app::meetings::entity::meeting;
use app::regions::entity::region;
use app::regions::file::{RegionFile, parse_with_users};
use app::regions::load::load;
use app::request::day_of;
use app::since::commands::insert_snapshot;
use app::since::keeping::Now;
use app::storage::begin_write;
use chrono::{DateTime, Utc};
use domain::meetings::State;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{CommandError, say};

const REGION: &str = include_str!("../../regions/twente.toml");
const EXAMPLES: &str = include_str!("../../regions/twente-demo.toml");

/// Printed and shown on the login page: an account of the demo is nobody's secret.
const PASSWORD: &str = "woonzorg-demo-2026";

/// Loads the demo where it is not there yet; what people changed in it stays.
///
/// # Errors
/// When the files in this program do not load, which its tests rule out, or the database fails.
pub async fn prepare(database: &DatabaseConnection, at: DateTime<Utc>) -> Result<Arc<[LoginForm]>, CommandError> {
    let file = parse(&format!("{REGION}\n{EXAMPLES}"))?;
    let known = region::Entity::find().filter(region::Column::Code.eq(&file.region.code));
    if known.one(database).await?.is_some() {
        return Ok(logins(&file));
    }
    say("Loading the region and its examples…");
    // What the examples add is what changed since their last meeting.
    let bare = parse(REGION)?;
    let report = load(database, &bare, at).await?;
    say(&report.to_string());
    let before = Now::of(database, region_id(database, &file).await?, day_of(at)).await?;
    let report = load(database, &file, at).await?;
    freeze_last_meeting(database, &before, at).await?;
    for user in &file.users {
        let new = NewUser {
            email: user.email.value.clone(),
            name: user.name.clone(),
            function: Some(user.function.clone()),
            role: user.role,
            mandated: user.mandated,
            organisation: user.organisation.value.clone(),
            password: PASSWORD.to_owned(),
        };
        match create_user(database, &new, at).await {
            Ok(_) | Err(CreateUserError::Exists(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    say(&report.to_string());
    Ok(logins(&file))
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
    let transaction = begin_write(database).await?;
    let state = before.keep(&transaction, last.region_id, last.date, false, at).await?;
    let author = Author::nobody(last.region_id, at);
    insert_snapshot(&transaction, &last, state, last.date, &author).await?;
    Ok(transaction.commit().await?)
}

fn parse(text: &str) -> Result<RegionFile, CommandError> {
    parse_with_users(text).map_err(|errors| CommandError::RegionFile { file: "the demo".to_owned(), errors })
}

fn logins(file: &RegionFile) -> Arc<[LoginForm]> {
    let login =
        |email: &String| LoginForm { email: email.clone(), password: PASSWORD.to_owned(), ..Default::default() };
    file.users.iter().map(|user| login(&user.email.value)).collect()
}
