//! Commands beside a server that runs, and what they say.

use crate::process::{PROGRAM, Server, command, run, sqlite, text};

#[test]
fn a_second_server_on_one_sqlite_file_is_refused() {
    let (_folder, url) = sqlite();
    let first = Server::start(&url, &[]);
    let second = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--database", &url]);
    let said = text(&second.stderr);
    assert!(!second.status.success() && said.contains("in use by another process"), "{said}");
    assert!(said.contains(&first.child.id().to_string()), "{said}");
    // What is safe beside it goes on.
    assert!(run(&["migrate", "--database", &url]).status.success());
    drop(first);
    Server::start(&url, &[]);
}

#[test]
fn a_migration_under_a_running_server_is_refused() {
    let (_folder, url) = sqlite();
    let _lock = app::storage::lock(&url).unwrap();
    let migrating = run(&["migrate", "--database", &url]);
    let said = text(&migrating.stderr);
    assert!(!migrating.status.success() && said.contains("Stop it first"), "{said}");
}

#[test]
fn a_backup_of_a_running_server_is_restored_elsewhere() {
    let (folder, url) = sqlite();
    let _server = Server::start(&url, &[]);
    let file = folder.path().join("agenda.backup").display().to_string();
    let made = run(&["backup", &file, "--database", &url]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let again = run(&["backup", &file, "--database", &url]);
    assert!(text(&again.stderr).contains("never overwritten"), "{}", text(&again.stderr));
    // Not over a database that is in use, nor over any that has rows.
    assert!(!run(&["restore", &file, "--database", &url]).status.success());
    let (_elsewhere, other) = sqlite();
    let restored = run(&["restore", &file, "--database", &other]);
    assert!(restored.status.success(), "{}", text(&restored.stderr));
    assert!(run(&["doctor", "--database", &other]).status.success());
    let again = run(&["restore", &file, "--database", &other]);
    assert!(text(&again.stderr).contains("not empty"), "{}", text(&again.stderr));
}

#[test]
fn a_damaged_backup_makes_no_database() {
    let (folder, url) = sqlite();
    let file = folder.path().join("agenda.backup");
    std::fs::write(&file, "no backup").unwrap();
    let restored = run(&["restore", &file.display().to_string(), "--database", &url]);
    assert!(text(&restored.stderr).contains("is not a backup"), "{}", text(&restored.stderr));
    assert!(!folder.path().join("agenda.db").exists());
}

#[test]
fn a_backup_of_a_database_that_is_not_there_makes_neither() {
    let (folder, url) = sqlite();
    let file = folder.path().join("agenda.backup").display().to_string();
    let made = run(&["backup", &file, "--database", &url]);
    assert!(text(&made.stderr).contains("holds nothing yet"), "{}", text(&made.stderr));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn doctor_names_what_is_wrong() {
    let (folder, url) = sqlite();
    let nothing = run(&["doctor", "--database", &url]);
    assert!(!nothing.status.success() && text(&nothing.stdout).contains("is not there"), "{}", text(&nothing.stdout));
    assert!(run(&["migrate", "--database", &url]).status.success());
    let healthy = run(&["doctor", "--database", &url]);
    assert!(healthy.status.success(), "{}", text(&healthy.stdout));

    // The last connection of a server puts everything in the one file.
    let mut server = Server::start(&url, &[]);
    server.signal("TERM");
    server.child.wait().unwrap();
    let file = folder.path().join("agenda.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let half = bytes.len() / 2;
    bytes[half..half + 20_000].fill(0x55);
    std::fs::write(&file, bytes).unwrap();
    let damaged = run(&["doctor", "--database", &url]);
    assert!(!damaged.status.success() && text(&damaged.stdout).contains("error"), "{}", text(&damaged.stdout));
}

#[test]
fn doctor_notices_a_clock_that_was_set_back() {
    let (_folder, url) = sqlite();
    drop(Server::start(&url, &["--now", "2099-01-01T12:00:00Z"]));
    let examined = run(&["doctor", "--database", &url]);
    let said = text(&examined.stdout);
    assert!(!examined.status.success() && said.contains("the clock was set back"), "{said}");
}

#[test]
fn config_check_names_mistakes_and_shows_no_secret() {
    let (folder, _) = sqlite();
    let file = folder.path().join("settings.toml");
    std::fs::write(&file, "https = true\ndatabse = \"sqlite://x\"\n").unwrap();
    let check = || command(PROGRAM).args(["config", "check", "--config"]).arg(&file).output().unwrap();
    let wrong = check();
    assert!(text(&wrong.stderr).contains("settings.toml:2: unknown setting \"databse\"; did you mean \"database\"?"));
    assert_eq!(wrong.status.code(), Some(2));
    std::fs::write(&file, "https = true\ndatabase = \"postgres://u:geheim@db/agenda\"\n").unwrap();
    let right = check();
    let said = text(&right.stdout);
    assert!(right.status.success() && said.contains("settings.toml:1") && !said.contains("geheim"), "{said}");
    let typo = command(PROGRAM).args(["config", "check"]).env("WOONZORGAGENDA_LISTN", "x").output().unwrap();
    assert!(text(&typo.stdout).contains("did you mean \"WOONZORGAGENDA_LISTEN\"?"), "{}", text(&typo.stdout));
    let typo = command(PROGRAM).args(["config", "check"]).env("WOONZORGAGENDA_LISTEN", "x").output().unwrap();
    assert!(text(&typo.stderr).contains("WOONZORGAGENDA_LISTEN: "), "{}", text(&typo.stderr));
}

#[test]
fn generated_commitments_come_into_a_new_database_and_never_beside_anybodys_work() {
    let (_folder, url) = sqlite();
    let few = ["--commitments", "30", "--updates", "60", "--projects", "12", "--deliveries", "40"];
    let generate = |url: &str| run(&[&["generate", "--database", url][..], &few].concat());
    let made = generate(&url);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stdout).contains("Generated 30 commitments with 60 reports"), "{}", text(&made.stdout));
    assert!(text(&made.stdout).contains("12 projects with 40 entries"), "{}", text(&made.stdout));
    assert!(run(&["audit", "verify", "--database", &url]).status.success());
    assert!(text(&generate(&url).stderr).contains("filled before"));
    // They are examples: nobody puts them before people by mistake.
    let served = run(&["serve", "--listen", "127.0.0.1:0", "--database", &url]);
    assert!(text(&served.stderr).contains("start with --demo"), "{}", text(&served.stderr));

    let (folder, other) = sqlite();
    let region = folder.path().join("region.toml");
    std::fs::write(&region, include_str!("../../regions/test-region.toml")).unwrap();
    assert!(run(&["region", "load", &region.display().to_string(), "--database", &other]).status.success());
    let refused = generate(&other);
    assert!(!refused.status.success() && text(&refused.stderr).contains("another region"), "{}", text(&refused.stderr));
}

#[test]
fn a_spreadsheet_is_loaded_as_an_account_and_the_same_again_changes_nothing() {
    let (folder, url) = sqlite();
    let _server = Server::start(&url, &[]);
    let file = folder.path().join("projecten.csv");
    let rows = [
        "Kenmerk;Naam;Gemeente;Vertrouwelijkheid;Te bouwen;Corporatie",
        "C1;Hof;Enschede;Openbaar;60;Domijn",
        "C2;Plein;Elders;Openbaar;60;Domijn",
    ];
    std::fs::write(&file, rows.join("\r\n")).unwrap();
    let file = file.display().to_string();
    let import = |account: &str, more: &[&str]| {
        run(&[&["import", "projecten", &file, "--as", account, "--database", &url], more].concat())
    };
    let builder = "corporatie.domijn@twente.example";
    for (more, told) in [
        (&["--dry-run"][..], "1 new, 0 changed, 0 unchanged, 1 wrong"),
        (&[], "1 new, 0 changed, 0 unchanged, 1 wrong"),
        (&[], "0 new, 0 changed, 1 unchanged, 1 wrong"),
    ] {
        let done = import(builder, more);
        let said = text(&done.stdout);
        assert!(said.contains(told) && said.contains("row 3 C3 (Gemeente) ‘Elders’"), "{said}");
        // A script notices that something is left to mend.
        assert!(!done.status.success() && text(&done.stderr).contains("1 wrong rows were not loaded"), "{said}");
    }
    assert!(text(&import("lezer@twente.example", &[]).stderr).contains("must be of a medewerker or an aanjager"));
    assert!(text(&import("niemand@twente.example", &[]).stderr).contains("no account has the address"));
}
