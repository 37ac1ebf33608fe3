//! What taking out a long list costs: how long somebody waits for the file, and how much memory the server has at most.

use std::time::Instant;

use crate::data::{LISTS, make_lists};
use crate::processes::{Process, ScratchFolder};
use crate::report::ListFigures;
use crate::{Result, client, say};

const FILES: [&str; 4] =
    ["/projecten/uitvoer.xlsx", "/projecten/uitvoer.csv", "/afspraken/uitvoer.xlsx", "/afspraken/uitvoer.csv"];

/// Each file from a server that has done nothing else, so that its peak is that of the file. A short and a long list of each:
/// memory should be about the same.
pub async fn measure(folder: &ScratchFolder) -> Result<Vec<ListFigures>> {
    let mut figures = Vec::new();
    for rows in LISTS {
        let database = format!("sqlite://{}", folder.path().join(format!("list-{rows}.db")).display());
        say(&format!("Filling a database with {rows} commitments and {rows} projects…"));
        let login = make_lists(&database, rows).await?;
        for path in FILES {
            let server = Process::woonzorgagenda(&database)?;
            let cookie = client::log_in(server.address, &login.email, &login.password).await?;
            let before = server.peak_memory()?;
            let begun = Instant::now();
            let bytes = client::get(server.address, path, &cookie).await?;
            figures.push(ListFigures { path, rows, bytes, took: begun.elapsed(), before, peak: server.peak_memory()? });
        }
    }
    figures.sort_by_key(|figures| FILES.iter().position(|path| *path == figures.path));
    Ok(figures)
}
