//! Migrated databases, made once for all tests and copied for each: running every migration anew takes longer than most tests.
//!
//! What is copied is named by what the migrations say, so that nobody tests with tables of yesterday.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

use app::storage;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};

/// Of PostgreSQL: whoever makes the template keeps the others waiting.
const LOCK: i64 = 0x776F_6F6E;

/// Copies a migrated SQLite database to a file that is not there yet.
pub async fn copy_to(file: &Path) {
    let template = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.db", name()));
    if !template.exists() {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a temporary folder");
        let made = folder.path().join("made.db");
        migrated(&format!("sqlite://{}", made.display())).await;
        // Whole or not at all. Who else made one made the same.
        fs::rename(&made, &template).expect("the template gets its name");
    }
    fs::copy(&template, file).expect("the template is copied");
}

/// Makes a migrated database of this name on a server of PostgreSQL.
pub async fn copy_on(server: &str, database: &str) {
    let mut options = ConnectOptions::new(server);
    // A lock belongs to a connection.
    let connection = Database::connect(options.max_connections(1).to_owned()).await.expect("TEST_POSTGRES_URL answers");
    let template = name();
    if !exists(&connection, &template).await {
        execute(&connection, &format!("SELECT pg_advisory_lock({LOCK})")).await;
        if !exists(&connection, &template).await {
            let made = format!("{template}_made");
            execute(&connection, &format!("DROP DATABASE IF EXISTS {made}")).await;
            execute(&connection, &format!("CREATE DATABASE {made}")).await;
            migrated(&address(server, &made)).await;
            execute(&connection, &format!("ALTER DATABASE {made} RENAME TO {template}")).await;
        }
        execute(&connection, &format!("SELECT pg_advisory_unlock({LOCK})")).await;
    }
    execute(&connection, &format!("CREATE DATABASE {database} TEMPLATE {template}")).await;
    connection.close().await.expect("the connection closes");
}

/// Of a database on the same server.
pub fn address(server: &str, database: &str) -> String {
    let (host, _) = server.rsplit_once('/').expect("TEST_POSTGRES_URL ends in the name of a database");
    format!("{host}/{database}")
}

async fn migrated(url: &str) {
    let connection = storage::connect(url).await.expect("the database opens");
    storage::migrate(&connection).await.expect("the database is migrated");
    connection.close().await.expect("the connections close");
}

async fn exists(connection: &DatabaseConnection, database: &str) -> bool {
    let asked = format!("SELECT 1 FROM pg_database WHERE datname = '{database}'");
    let asked = Statement::from_string(connection.get_database_backend(), asked);
    connection.query_one_raw(asked).await.expect("the server tells its databases").is_some()
}

async fn execute(connection: &DatabaseConnection, statement: &str) {
    connection.execute_unprepared(statement).await.expect(statement);
}

/// `template_` and a number for what the migrations say.
fn name() -> String {
    // Of whichever package the test is, in the workspace above it. A checkout elsewhere may have compiled this: who runs it says where.
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let mut above = Path::new(&package).ancestors().map(|folder| folder.join("migrations/src"));
    let folder = above.find(|folder| folder.is_dir()).expect("the workspace has migrations");
    let sources = fs::read_dir(folder).and_then(|files| files.map(|file| Ok(file?.path())).collect::<io::Result<_>>());
    let mut sources: Vec<PathBuf> = sources.expect("the migrations are there");
    sources.sort();
    let mut hasher = DefaultHasher::new();
    for source in sources {
        fs::read(source).expect("a migration is read").hash(&mut hasher);
    }
    format!("template_{:016x}", hasher.finish())
}
