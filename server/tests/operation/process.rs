//! The server that is tested, as a process of its own, which ends with the test.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

use crate::client::{Connection, Response, log_in};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_woonzorgagenda");
const DRIVER: &str = "aanjager@twente.example";
const PASSWORD: &str = "woonzorg-demo-2026";

/// A new database in a folder of its own.
pub fn sqlite() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("agenda.db").display());
    (folder, url)
}

/// A command without the settings of whoever runs the tests.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("WOONZORGAGENDA_") {
            command.env_remove(name);
        }
    }
    command.env("RUST_LOG", "error").stdin(Stdio::null());
    command
}

pub fn run(arguments: &[&str]) -> Output {
    command(PROGRAM).args(arguments).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
    pub metrics: Option<SocketAddr>,
}

impl Server {
    /// With the demo, ready.
    pub fn start(url: &str, more: &[&str]) -> Self {
        let mut command = command(PROGRAM);
        command.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--database", url]).args(more);
        Self::from_command(command)
    }

    pub fn from_command(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut metrics = None;
        for line in lines {
            let line = line.unwrap();
            if let Some(address) = line.strip_prefix("Metrics: http://") {
                metrics = Some(address.trim_end_matches("/metrics").parse().unwrap());
            } else if let Some((_, address)) = line.split_once("ready: http://") {
                let address = address.trim().parse().unwrap();
                return Self { child, address, metrics };
            }
        }
        panic!("the server ended before it was ready: {:?}", child.wait());
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &pid]).status().unwrap().success());
    }

    pub async fn log_in(&self) -> String {
        log_in(self.address, DRIVER, PASSWORD).await.unwrap()
    }

    pub async fn status(&self, path: &str, cookie: &str) -> u16 {
        get(self.address, path, cookie).await.unwrap().status
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub async fn get(address: SocketAddr, path: &str, cookie: &str) -> crate::Result<Response> {
    let request = crate::client::request(address, path, cookie);
    Connection::open(address).await?.exchange(request.as_bytes()).await
}

/// Records a commitment as a browser without JavaScript does.
pub async fn save(address: SocketAddr, cookie: &str, title: &str, description: &str) -> crate::Result<u16> {
    let fields = [
        ("form[agenda]", "regio"),
        ("form[title]", title),
        ("form[description]", description),
        ("form[kind]", "resultaat"),
        ("form[due_unknown][]", "ja"),
    ];
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = format!(
        "POST /afspraken/nieuw HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    );
    Ok(Connection::open(address).await?.exchange(request.as_bytes()).await?.status)
}

/// The titles of what was saved, read around the server.
pub async fn titles(url: &str) -> Vec<String> {
    use app::commitments::entity::commitment::{Column, Entity};
    use sea_orm::{EntityTrait, QuerySelect};
    let database = app::storage::connect(url).await.unwrap();
    let titles = Entity::find().select_only().column(Column::Title).into_tuple().all(&database).await.unwrap();
    database.close().await.unwrap();
    titles
}
