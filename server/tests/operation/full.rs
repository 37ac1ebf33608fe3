//! A disk without room. A limit on the size of files plays that: SQLite cannot write further, as on a full disk.

use crate::process::{PROGRAM, Server, command, save, sqlite, titles};

/// Beside what the demo takes, in kB: a few hundred commitments.
const ROOM: u64 = 1024;

#[tokio::test]
async fn a_full_disk_loses_nothing_and_is_told() {
    let (folder, url) = sqlite();
    // With the demo, which needs room itself.
    drop(Server::start(&url, &[]));
    // The database, and what is not yet in it but in the log beside it.
    let files = std::fs::read_dir(folder.path()).unwrap();
    let needed = files.map(|file| file.unwrap().metadata().unwrap().len()).sum::<u64>() / 1024;
    let mut limited = command("bash");
    let arguments = format!("serve --demo --listen 127.0.0.1:0 --database {url}");
    // Ignoring the signal makes writing fail, which would else end the process.
    limited.args(["-c", &format!("trap '' XFSZ; ulimit -f {}; exec {PROGRAM} {arguments}", needed + ROOM)]);
    let server = Server::from_command(limited);
    let cookie = server.log_in().await;
    let (mut saved, mut last) = (Vec::new(), 303);
    let description = "Lang verhaal. ".repeat(140);
    while last == 303 && saved.len() < 1000 {
        let title = format!("Afspraak {} op een volle schijf", saved.len());
        last = save(server.address, &cookie, &title, &description).await.unwrap();
        if last == 303 {
            saved.push(title);
        }
    }
    assert_eq!(last, 507, "after {} commitments", saved.len());
    // Reading goes on.
    assert_eq!(server.status("/afspraken", &cookie).await, 200);
    assert_eq!(server.status("/healthz", "").await, 200);
    drop(server);

    // With room again: all that was acknowledged, and nothing of what was not.
    let server = Server::start(&url, &[]);
    let there = titles(&url).await;
    let there: Vec<&String> = there.iter().filter(|title| title.ends_with("op een volle schijf")).collect();
    assert_eq!(there.len(), saved.len());
    assert!(saved.iter().all(|title| there.contains(&title)));
    let cookie = server.log_in().await;
    assert_eq!(save(server.address, &cookie, "Er is weer ruimte", "").await.unwrap(), 303);
}
