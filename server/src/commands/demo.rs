//! What `serve --demo` adds to an empty database: the region Twente, example commitments, and accounts to log in with.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::sync::Arc;

use app::auth::accounts::{CreateUserError, NewUser, create_user};
use app::auth::form::LoginForm;
use app::commitments::entity::commitment;
use app::generate::Demo;
use app::regions::entity::region;
use app::regions::file::{RegionFile, parse_with_users};
use app::regions::load::load;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};

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
    let file = parse()?;
    let known = region::Entity::find().filter(region::Column::Code.eq(&file.region.code));
    if known.one(database).await?.is_some() {
        return Ok(logins(&file));
    }
    say("Loading the region and its examples…");
    let report = load(database, &file, at).await?;
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
    let file = parse()?;
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

fn parse() -> Result<RegionFile, CommandError> {
    parse_with_users(&format!("{REGION}\n{EXAMPLES}"))
        .map_err(|errors| CommandError::RegionFile { file: "the demo".to_owned(), errors })
}

fn logins(file: &RegionFile) -> Arc<[LoginForm]> {
    let login =
        |email: &String| LoginForm { email: email.clone(), password: PASSWORD.to_owned(), ..Default::default() };
    file.users.iter().map(|user| login(&user.email.value)).collect()
}
