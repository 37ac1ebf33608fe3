//! `user create`

use std::io::{BufRead, IsTerminal, stdin};

use app::auth::accounts::{NewUser, create_user};
use chrono::{DateTime, Utc};

use super::{CommandError, open, say};
use crate::cli::CreateUser;

pub async fn create(arguments: CreateUser, at: DateTime<Utc>) -> Result<(), CommandError> {
    let CreateUser { database, email, name, function, organisation, role } = arguments;
    let database = open(&database.database).await?;
    if stdin().is_terminal() {
        say("Type the password (it will be visible) and press Enter:");
    }
    let mut password = String::new();
    stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let new = NewUser { email, name, function, role, organisation, password };
    create_user(&database, &new, at).await?;
    say(&format!("Account {} is ready: {} of {}.", new.email, new.role.code(), new.organisation));
    Ok(())
}
