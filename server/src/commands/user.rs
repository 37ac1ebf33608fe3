//! `user create`, `user export` and `user pseudonymise`

use std::io::{BufRead, IsTerminal, Write, stdin};
use std::path::Path;

use app::audit::Author;
use app::auth::accounts::{NewUser, create_users, find_by_address, region_of};
use app::auth::entity::user;
use app::error::AppError;
use app::privacy::{self, Reader, personal_data, record_export};
use app::storage::begin_write;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::audit::new_file;
use super::{CommandError, open, say};
use crate::cli::CreateUser;

pub async fn create(arguments: CreateUser, at: DateTime<Utc>) -> Result<(), CommandError> {
    let CreateUser { database, email, name, function, organisation, region, role, mandated } = arguments;
    let password = password()?;
    let database = open(&database.database).await?;
    let new = NewUser { email, name, function, role, mandated, organisation, password };
    create_users(&database, std::slice::from_ref(&new), region.as_deref(), at).await?;
    database.close().await?;
    say(&format!("Account {} is ready: {} of {}.", new.email, new.role.code(), new.organisation));
    Ok(())
}

/// What is typed on a terminal is not shown, and asked twice; elsewhere it is the first line.
fn password() -> Result<String, CommandError> {
    let password = if stdin().is_terminal() {
        let password = rpassword::prompt_password("Password: ")?;
        if password != rpassword::prompt_password("The same password: ")? {
            return Err(CommandError::TwoPasswords);
        }
        password
    } else {
        let mut line = String::new();
        stdin().lock().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    if password.is_empty() { Err(CommandError::NoPassword) } else { Ok(password) }
}

pub async fn export(url: &str, email: &str, path: &Path, at: DateTime<Utc>) -> Result<(), CommandError> {
    let database = open(url).await?;
    let account = find(&database, email).await?;
    if path == Path::new("-") {
        let document = document(&database, &account, at).await?;
        std::io::stdout().lock().write_all(&document)?;
        return Ok(());
    }
    let failed = |source| CommandError::Write { file: path.to_owned(), source };
    // First: what cannot be written was not handed over, and is not recorded.
    let mut file = new_file(path).map_err(failed)?;
    let written = match document(&database, &account, at).await {
        Ok(document) => file.write_all(&document).and_then(|()| file.sync_all()).map_err(failed),
        Err(error) => Err(error),
    };
    if written.is_err() {
        let _ = std::fs::remove_file(path);
        return written;
    }
    say(&format!("What is held of {} is in {}.", account.email, path.display()));
    Ok(())
}

async fn document(
    database: &DatabaseConnection,
    account: &user::Model,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, CommandError> {
    let author = Author::nobody(region_of(database, account).await?, at);
    let data = personal_data(database, account, Reader::ThePerson, at).await?;
    let mut document = serde_json::to_vec_pretty(&data).map_err(|_| AppError::Internal)?;
    document.push(b'\n');
    record_export(database, &author, account.id).await?;
    Ok(document)
}

pub async fn pseudonymise(url: &str, email: &str, at: DateTime<Utc>) -> Result<(), CommandError> {
    let database = open(url).await?;
    let transaction = begin_write(&database).await?;
    let account = find(&transaction, email).await?;
    let author = Author::nobody(region_of(&transaction, &account).await?, at);
    let pseudonym = privacy::pseudonymise(&transaction, &author, &account).await?;
    transaction.commit().await?;
    say(&format!("This account is now of {}. Backups made before still hold who it was.", pseudonym.name));
    Ok(())
}

async fn find(connection: &impl ConnectionTrait, email: &str) -> Result<user::Model, CommandError> {
    let address = email.trim().to_lowercase();
    find_by_address(connection, &address).await?.ok_or(CommandError::NoAccount(address))
}
