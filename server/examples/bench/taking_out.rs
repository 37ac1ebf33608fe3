//! What taking out a long list costs: how long somebody waits for the file, and how much memory the server has at most.

use std::time::Instant;

use crate::data::{LIST, make_list};
use crate::processes::{Process, ScratchFolder};
use crate::report::ListFigures;
use crate::{Result, client, say};

const FILES: [&str; 2] = ["/afspraken/uitvoer.xlsx", "/afspraken/uitvoer.csv"];

/// Each file from a server that has done nothing else, so that its peak is that of the file.
pub async fn measure(folder: &ScratchFolder) -> Result<Vec<ListFigures>> {
    let database = format!("sqlite://{}", folder.path().join("list.db").display());
    say(&format!("Filling a database with {LIST} commitments…"));
    let login = make_list(&database).await?;
    let mut figures = Vec::new();
    for path in FILES {
        let server = Process::woonzorgagenda(&database)?;
        let cookie = client::log_in(server.address, &login.email, &login.password).await?;
        let before = server.peak_memory()?;
        let begun = Instant::now();
        let bytes = client::get(server.address, path, &cookie).await?;
        figures.push(ListFigures { path, bytes, took: begun.elapsed(), before, peak: server.peak_memory()? });
    }
    Ok(figures)
}
