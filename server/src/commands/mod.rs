//! One file per command.

mod audit;
mod background;
mod backup;
mod config;
mod demo;
mod doctor;
pub mod generate;
mod import;
mod region;
mod serve;
mod user;

use std::io::Write;
use std::path::PathBuf;

use app::auth::accounts::CreateUserError;
use app::request::Clock;
use app::storage::{self, StorageError};
use sea_orm::DatabaseConnection;

use crate::cli::{AuditCommand, Command, ConfigCommand, RegionCommand, UserCommand};
use crate::settings::Settings;

/// Why a command failed, in a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    CreateUser(#[from] CreateUserError),
    #[error("cannot read {}: {source}", file.display())]
    Read { file: PathBuf, source: std::io::Error },
    #[error("{file} has errors; nothing was loaded:\n{errors}")]
    RegionFile { file: String, errors: app::regions::file::FileErrors },
    #[error("the region could not be loaded: {0}")]
    LoadRegion(#[from] app::regions::load::LoadError),
    #[error("cannot listen on {address}: {source}. Stop what uses it, or choose another address with --listen")]
    Listen { address: std::net::SocketAddr, source: std::io::Error },
    #[error(
        "this database holds the demo's invented commitments and accounts: start with --demo, or choose another with \
         --database"
    )]
    DemoDatabase,
    #[error(
        "this database has accounts of its own and is no demo: start without --demo, or choose another with --database"
    )]
    NoDemo,
    #[error("no password was given: write it on standard input, and end with Enter")]
    NoPassword,
    #[error("these are two passwords; nothing was saved")]
    TwoPasswords,
    #[error(transparent)]
    Files(#[from] crate::files::FilesError),
    #[error(transparent)]
    Mail(#[from] crate::mail::MailError),
    #[error("this program was built without its browser files: run `make build`, or `make run` in the project")]
    Assets,
    #[error(transparent)]
    Backup(#[from] ::backup::BackupError),
    #[error("{0} holds nothing yet to back up: name another database with --database")]
    NothingThere(String),
    #[error("stopped before it was finished; nothing has changed")]
    Interrupted,
    #[error("{0} found; see above")]
    Unhealthy(String),
    #[error("the audit trail is not as it was recorded:\n{0}")]
    BrokenTrail(String),
    #[error("cannot write {}: {source}. Choose a file that does not exist yet, in a folder that does", file.display())]
    Write { file: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Export(#[from] app::audit::export::ExportError),
    #[error(transparent)]
    Generate(#[from] app::generate::GenerateError),
    #[error("{} cannot be loaded: {reason}", file.display())]
    Import { file: PathBuf, reason: String },
    #[error("{0} wrong rows were not loaded; see above")]
    WrongRows(usize),
    #[error("the account {0} keeps nothing that a file can hold: it must be of a medewerker or an aanjager")]
    MayNotImport(String),
    #[error("no account has the address {0}")]
    NoAccount(String),
    #[error("the data could not be gathered: {0}; the log says more")]
    PersonalData(#[from] app::error::AppError),
    #[error(transparent)]
    Pseudonymise(#[from] app::privacy::Refusal),
    #[error("the database failed: {0}")]
    Database(#[from] sea_orm::DbErr),
    #[error("the metrics failed: {0}")]
    Metrics(#[from] prometheus::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

pub async fn run(settings: Settings) -> Result<(), CommandError> {
    match settings.cli.command {
        Command::Serve(arguments) => serve::serve(arguments).await,
        Command::Migrate(arguments) => {
            // SQLite then has all of it in the one file that people copy.
            open(&arguments.database).await?.close().await?;
            say("The database is up to date.");
            Ok(())
        }
        Command::Backup(arguments) => backup::back_up(&arguments, Clock::System.now()).await,
        Command::Restore(arguments) => backup::restore(&arguments).await,
        Command::Doctor(arguments) => {
            doctor::examine(&arguments.database.database, &arguments.files, Clock::System.now()).await
        }
        Command::Generate(arguments) => generate::run(&arguments, Clock::System.now()).await,
        Command::Config(ConfigCommand::Check) => {
            config::show(&settings.effective, &settings.warnings);
            Ok(())
        }
        Command::Region(RegionCommand::Load { database, file }) => {
            region::load(&database.database, &file, Clock::System.now()).await
        }
        Command::Import(arguments) => import::run(arguments, Clock::System).await,
        Command::User(UserCommand::Create(arguments)) => user::create(arguments, Clock::System.now()).await,
        Command::User(UserCommand::Export { database, email, file }) => {
            user::export(&database.database, &email, &file, Clock::System.now()).await
        }
        Command::User(UserCommand::Pseudonymise { database, email }) => {
            user::pseudonymise(&database.database, &email, Clock::System.now()).await
        }
        Command::Audit(AuditCommand::Verify { database, expected }) => {
            audit::verify(&database.database, expected).await
        }
        Command::Audit(AuditCommand::Export { database, file }) => audit::export(&database.database, &file).await,
    }
}

/// Connects and, when that is needed, migrates: never under a server that runs.
async fn open(url: &str) -> Result<DatabaseConnection, StorageError> {
    let database = storage::connect(url).await?;
    if !storage::missing_migrations(&database).await?.is_empty() {
        let _lock = storage::lock(url)?;
        storage::migrate(&database).await?;
    }
    Ok(database)
}

/// A line for the person at the command line. A closed pipe is no reason to fail.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

pub fn say_error(error: &dyn std::error::Error) {
    let _ = writeln!(std::io::stderr().lock(), "error: {error}");
}
