//! `audit verify` and `audit export` as commands, and what logging in leaves in the trail.
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use app::audit::entity::audit_entry;
use app::storage::connect;
use domain::audit::{Event, SubjectType};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use tempfile::TempDir;

const ADDRESS: &str = "jansen@enschede.example";
const PASSWORD: &str = "paard accu nietje";

/// A folder with a database in it.
struct Place {
    folder: TempDir,
    url: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("agenda.db").display());
        Self { folder, url }
    }

    /// With a region in it.
    fn with(file: &str) -> Self {
        let place = Self::new();
        let file = format!("{}/regions/{file}", env!("CARGO_MANIFEST_DIR"));
        assert!(place.run(&["region", "load", &file]).status.success());
        place
    }

    fn with_region() -> Self {
        Self::with("test-region.toml")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_woonzorgagenda"));
        command.args(arguments).env("WOONZORGAGENDA_DATABASE", &self.url).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn verify_prints_the_last_hash_and_holds_to_it() {
    let place = Place::with_region();
    let output = place.run(&["audit", "verify"]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    assert!(said.contains("the installation: no entries"), "{said}");
    assert!(said.contains("the region Merenveld ("), "{said}");
    assert!(said.contains("All 9 entries are as they were recorded."), "{said}");
    let hash = said.split("last hash ").nth(1).unwrap().split_whitespace().next().unwrap();

    let upper = hash.to_uppercase();
    assert!(place.run(&["audit", "verify", "--expect", hash, "--expect", &upper]).status.success());
    let other = "0".repeat(64);
    let output = place.run(&["audit", "verify", "--expect", hash, "--expect", &other]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains(&format!("the expected hash {other}")));
    assert_eq!(place.run(&["audit", "verify", "--expect", "abc"]).status.code(), Some(2));
}

#[tokio::test]
async fn verify_names_the_entry_that_was_changed() {
    let place = Place::with_region();
    let database = connect(&place.url).await.unwrap();
    let third = audit_entry::Entity::find().filter(audit_entry::Column::Sequence.eq(3));
    let third = third.one(&database).await.unwrap().unwrap();
    for statement in [
        "DROP TRIGGER audit_entries_no_update",
        "UPDATE audit_entries SET changes = replace(changes, 'a', 'e') WHERE sequence = 3",
    ] {
        database.execute_unprepared(statement).await.unwrap();
    }
    database.close().await.unwrap();
    let output = place.run(&["audit", "verify"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.contains("in the chain of the region Merenveld ("), "{said}");
    assert!(said.contains(&format!("entry 3 (id {}) was changed: ", third.id)), "{said}");
}

#[test]
fn export_writes_a_new_file_only() {
    let place = Place::with_region();
    let file = place.file("trail.jsonl");
    let path = file.to_str().unwrap();
    assert!(place.run(&["audit", "export", path]).status.success());
    let exported = std::fs::read_to_string(&file).unwrap();
    assert_eq!(exported.lines().count(), 9);
    let output = place.run(&["audit", "export", "-"]);
    assert_eq!((output.status.success(), text(&output.stdout)), (true, exported.clone()));

    let output = place.run(&["audit", "export", path]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("Choose a file that does not exist yet"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), exported);
}

#[test]
fn neither_makes_a_database() {
    let place = Place::new();
    for arguments in [["audit", "verify"].as_slice(), &["audit", "export", "-"]] {
        let output = place.run(arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains("cannot open the database"), "{}", text(&output.stderr));
    }
    assert!(!place.file("agenda.db").exists());
}

/// A server that stops with this value.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(place: &Place) -> Self {
        let mut process = place.command(&["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let ready = lines.find_map(|line| line.split_once("http://").map(|(_, address)| address.to_owned()));
        let address = ready.unwrap();
        // What it says later must have somewhere to go.
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address }
    }

    /// The status of the answer to a login.
    fn log_in(&self, email: &str, password: &str) -> String {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("form[email]", email)
            .append_pair("form[password]", password)
            .append_pair("form[return_to]", "/")
            .finish();
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "POST /inloggen HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
            self.address,
            form.len()
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).split(' ').nth(1).unwrap().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test]
async fn failed_logins_are_recorded_without_what_was_typed() {
    // Without examples, which are for the demo only.
    let place = Place::with("twente.toml");
    let mut account = place.command(&["user", "create", "--email", ADDRESS, "--name", "J. Jansen"]);
    account.args(["--organisation", "Gemeente Enschede", "--role", "medewerker"]).stdin(Stdio::piped());
    let mut account = account.spawn().unwrap();
    writeln!(account.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    assert!(account.wait().unwrap().success());

    let server = Server::start(&place);
    assert_eq!(server.log_in(ADDRESS, "paard accu fout"), "401");
    assert_eq!(server.log_in("geheim-woord@elders.example", PASSWORD), "401");
    assert_eq!(server.log_in(PASSWORD, "iets anders"), "401");
    assert_eq!(server.log_in(ADDRESS, PASSWORD), "303");
    // While the server is there.
    assert!(place.run(&["audit", "verify"]).status.success());
    drop(server);

    let database = connect(&place.url).await.unwrap();
    let events = [Event::LoginFailed, Event::LoggedIn].map(Event::code);
    let entries = audit_entry::Entity::find().filter(audit_entry::Column::Event.is_in(events));
    let entries = entries.order_by_asc(audit_entry::Column::Id).all(&database).await.unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| {
            (entry.event.as_str(), entry.subject_type.as_str(), entry.region_id.is_some(), entry.user_id.is_some())
        })
        .collect();
    let (failed, user) = (Event::LoginFailed.code(), SubjectType::User.code());
    let unknown = (failed, SubjectType::Installation.code(), false, false);
    assert_eq!(told, [(failed, user, true, false), unknown, unknown, (Event::LoggedIn.code(), user, true, true)]);
    assert!(entries.iter().all(|entry| entry.changes == "[]"));
    let output = place.run(&["audit", "export", "-"]);
    assert!(!text(&output.stdout).contains("geheim-woord"));
    database.close().await.unwrap();
}
