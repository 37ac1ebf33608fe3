//! `audit verify` and `audit export FILE`: both only read.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

use app::audit::chain::INSTALLATION;
use app::audit::export::{self, ExportError};
use app::audit::verify::{self, VerifiedChain};
use app::storage::connect_to_read;
use sea_orm::DatabaseConnection;

use super::{CommandError, say};

pub async fn verify(url: &str, expected: Vec<String>) -> Result<(), CommandError> {
    let database = connect_to_read(url).await?;
    let found = verify::verify(&database, expected.into_iter().collect()).await?;
    let mut wrong = Vec::new();
    for chain in &found.chains {
        match &chain.fault {
            Some(fault) => wrong.push(format!("in the chain of {}, {fault}", name(chain))),
            None if chain.entries == 0 => say(&format!("{}: no entries", name(chain))),
            None => say(&format!("{}: {} entries, last hash {}", name(chain), chain.entries, chain.last_hash)),
        }
    }
    wrong.extend(found.absent.iter().map(|hash| format!("no sound part of a chain holds the expected hash {hash}")));
    if wrong.is_empty() {
        let entries: i64 = found.chains.iter().map(|chain| chain.entries).sum();
        say(&format!("All {entries} entries are as they were recorded."));
        Ok(())
    } else {
        Err(CommandError::BrokenTrail(wrong.join("\n")))
    }
}

fn name(chain: &VerifiedChain) -> String {
    match &chain.region {
        Some(region) => format!("the region {region} ({})", chain.chain),
        None if chain.chain == INSTALLATION => "the installation".to_owned(),
        None => format!("no region that exists ({})", chain.chain),
    }
}

pub async fn export(url: &str, path: &Path) -> Result<(), CommandError> {
    let database = connect_to_read(url).await?;
    if path == Path::new("-") {
        // Not the locked one: other threads must be able to say what they have to.
        export::export(&database, &mut BufWriter::new(std::io::stdout())).await?;
        return Ok(());
    }
    let failed = |source| CommandError::Write { file: path.to_owned(), source };
    let mut file = new_file(path).map_err(failed)?;
    match write(&database, &mut file).await {
        Ok(count) => {
            say(&format!("{count} entries are in {}.", path.display()));
            Ok(())
        }
        Err(error) => {
            // Half an export must not pass for a whole one.
            let _ = std::fs::remove_file(path);
            Err(error.into())
        }
    }
}

async fn write(database: &DatabaseConnection, file: &mut File) -> Result<u64, ExportError> {
    let mut out = BufWriter::new(&mut *file);
    let count = export::export(database, &mut out).await?;
    out.flush()?;
    drop(out);
    file.sync_all()?;
    Ok(count)
}

/// The trail quotes concepts: the file is for its owner only.
pub fn new_file(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
