//! Who can log in at first: the accounts of the demo, and those that the command line makes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Output, Stdio};

use crate::process::{PROGRAM, Server, command, run, sqlite, text};

const REGION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/regions/twente.toml");
const OTHER: &str = include_str!("../../regions/test-region.toml");

fn load(url: &str, file: &str) {
    let loaded = run(&["region", "load", file, "--database", url]);
    assert!(loaded.status.success(), "{}", text(&loaded.stderr));
}

/// Makes an account, with this on standard input.
fn create(url: &str, name: &str, more: &[&str], typed: &str) -> Output {
    let mut creating = command(PROGRAM);
    creating.args(["user", "create", "--email", "j.jansen@enschede.example", "--name", name]);
    creating.args(["--role", "medewerker", "--database", url]).args(more);
    let mut child = creating.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

const DOMIJN: [&str; 2] = ["--organisation", "Domijn"];
const PASSWORD: &str = "paard accu nietje\n";

#[tokio::test]
async fn a_demo_that_was_interrupted_goes_on() {
    let (_folder, url) = sqlite();
    let mut serving = command(PROGRAM);
    serving.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--database", &url]);
    let mut first = serving.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(first.stdout.take().unwrap()).lines();
    // The region is there, and nothing else.
    assert!(lines.any(|line| line.unwrap().contains("added 1 region")));
    first.kill().unwrap();
    first.wait().unwrap();
    let server = Server::start(&url, &[]);
    let cookie = server.log_in().await;
    assert_eq!(server.status("/projecten", &cookie).await, 200);
}

#[tokio::test]
async fn a_region_without_accounts_becomes_the_demo() {
    let (_folder, url) = sqlite();
    load(&url, REGION);
    let server = Server::start(&url, &[]);
    let cookie = server.log_in().await;
    assert_eq!(server.status("/afspraken", &cookie).await, 200);
}

#[test]
fn a_database_with_accounts_of_its_own_becomes_no_demo() {
    let (_folder, url) = sqlite();
    load(&url, REGION);
    let made = create(&url, "J. Jansen", &DOMIJN, PASSWORD);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let served = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--database", &url]);
    let said = text(&served.stderr);
    assert!(!served.status.success() && said.contains("has accounts of its own and is no demo"), "{said}");
}

#[test]
fn an_account_has_a_name_a_password_and_one_organisation() {
    let (folder, url) = sqlite();
    load(&url, REGION);
    let other = folder.path().join("other.toml");
    std::fs::write(&other, OTHER.replace("\"Stichting Plaswonen\"", "\"Domijn\"")).unwrap();
    load(&url, &other.display().to_string());
    let refused = |made: &Output, why: &str| {
        assert!(!made.status.success() && text(&made.stderr).contains(why), "{why}: {}", text(&made.stderr));
    };
    refused(&create(&url, "J. Jansen", &DOMIJN, ""), "no password was given");
    refused(&create(&url, "J. Jansen", &DOMIJN, "woonzorg\n"), "too weak");
    let long = "x".repeat(121);
    for name in ["", " ", "twee\nregels", &long] {
        refused(&create(&url, name, &DOMIJN, PASSWORD), "the name needs words on one line, at most 120 characters");
    }
    refused(&create(&url, "J. Jansen", &["--organisation", "Nergens"], PASSWORD), "no organisation is called");
    refused(&create(&url, "J. Jansen", &DOMIJN, PASSWORD), "add --region with one of merenveld, twente");
    let chosen = [&DOMIJN[..], &["--region", "merenveld"]].concat();
    let made = create(&url, "J. Jansen", &chosen, PASSWORD);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let held = run(&["user", "export", "--email", "j.jansen@enschede.example", "--database", &url]);
    assert!(text(&held.stdout).contains("Domijn"), "{}", text(&held.stdout));
}

#[test]
fn a_migrated_database_is_one_file() {
    let (folder, url) = sqlite();
    assert!(run(&["migrate", "--database", &url]).status.success());
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().ends_with("-wal")), "{names:?}");
}
