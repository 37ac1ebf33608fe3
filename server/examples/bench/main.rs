//! `make bench`: how many requests per second the server answers, and how fast.
//!
//! The measured server is the release binary, as one process of its own, with a SQLite database of a thousand
//! commitments. Beside it stands the least that this machine could do: a route of axum that returns as many bytes. The
//! two are measured in turns, several times, and the medians are shown, because a machine is never quiet. Nothing is
//! asserted: what is fast enough depends on the machine.
//!
//! Then the same pages of twenty times as many commitments, beside those of a thousand: on SQLite and, where there is one,
//! on PostgreSQL. In the same way the balance of a hundred times as many projects and deliveries.
//!
//! Then what a meeting looks at: the difference between two states half a year apart, and its papers as files.
//!
//! Then a spreadsheet of ten thousand projects, which is loaded with the command line, beside what Python's openpyxl takes to
//! read it. And last lists of a hundred thousand rows as a spreadsheet, beside ten thousand. Of both: how long it takes and
//! how much memory.
//!
//! The load comes from the same machine and takes its share of the processors, for both alike.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `BENCH_SECONDS` | how long each measurement lasts | 8 |
//! | `BENCH_ROUNDS` | how often each is repeated | 3 |
//! | `BENCH_CONNECTIONS` | requests at the same time | 8 |
//! | `BENCH_ONLY` | `bare`, `growth`, `balance`, `meeting`, `import` or `list`: one part of it | all |
//! | `TEST_POSTGRES_URL` | a PostgreSQL whose user may make databases, as `migrations/with-postgres.sh` starts one | none |
//! | `WOONZORGAGENDA_BIN` | the server | `woonzorgagenda` in the folder above this program's |

mod bare;
mod bringing_in;
mod client;
mod data;
mod growth;
mod load;
mod meeting;
mod processes;
mod report;
mod taking_out;

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use load::{Figures, Load};
use processes::{Process, ScratchFolder};
use report::PageFigures;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const WARM_UP: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let sizes = bare::sizes_asked_for(std::env::args().skip(1));
    // The load generator keeps to one thread, so that the server has the rest of the machine.
    let mut runtime = match sizes {
        Some(_) => tokio::runtime::Builder::new_multi_thread(),
        None => tokio::runtime::Builder::new_current_thread(),
    };
    let outcome = runtime.enable_all().build().map_err(Into::into).and_then(|runtime| {
        runtime.block_on(async {
            match sizes {
                Some(sizes) => bare::serve(sizes).await,
                None => tokio::select! {
                    biased;
                    _ = tokio::signal::ctrl_c() => Err("stopped".into()),
                    measured = measure_all() => measured,
                },
            }
        })
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr().lock(), "bench: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measure_all() -> Result<()> {
    let duration = Duration::from_secs(setting("BENCH_SECONDS", 8)?);
    let rounds: usize = setting("BENCH_ROUNDS", 3)?;
    let only: String = setting("BENCH_ONLY", String::new())?;
    let wanted = |part: &str| only.is_empty() || only == part;
    if wanted("bare") {
        let load = Load { connections: setting("BENCH_CONNECTIONS", 8)?, duration };
        say(&report::table(&beside_bare(load, rounds).await?));
    }
    let postgres = std::env::var("TEST_POSTGRES_URL").ok();
    let growths = [("growth", [data::SMALL, data::LARGE]), ("balance", [data::FEW_PROJECTS, data::MANY_PROJECTS])];
    for (_, sizes) in growths.into_iter().filter(|(part, _)| wanted(part)) {
        let folder = ScratchFolder::new()?;
        let mut figures = growth::on_sqlite(&folder, sizes, rounds, duration).await?;
        if let Some(address) = &postgres {
            figures.extend(growth::on_postgres(address, sizes, rounds, duration).await?);
        }
        say(&report::growth_table(&figures, sizes));
    }
    if wanted("meeting") {
        say(&report::meetings(&meeting::measure(&ScratchFolder::new()?).await?));
    }
    if wanted("import") {
        let folder = ScratchFolder::new()?;
        say(&report::import_table(&bringing_in::measure(&folder, postgres.as_deref(), rounds).await?));
    }
    if wanted("list") {
        say(&report::lists(&taking_out::measure(&ScratchFolder::new()?).await?));
    }
    Ok(())
}

/// Pages of a thousand commitments, beside the least that this machine could do.
async fn beside_bare(load: Load, rounds: usize) -> Result<Vec<PageFigures>> {
    let folder = ScratchFolder::new()?;
    let database = format!("sqlite://{}", folder.path().join("bench.db").display());
    say(&format!("Filling a database with {} commitments…", data::SMALL.commitments));
    let example = data::make(&database, data::SMALL).await?;

    let server = Process::woonzorgagenda(&database)?;
    let cookie = client::log_in(server.address, &example.login.email, &example.login.password).await?;
    let mut pages = Vec::new();
    for (name, path) in example.pages {
        let bytes = client::get(server.address, &path, &cookie).await?;
        pages.push(PageFigures::new(name, path, bytes));
    }
    let bare = Process::bare(pages.iter().map(|page| page.bytes))?;

    say(&format!(
        "Measuring {} pages, {rounds} times {} s each and as long for the bare route, with {} connections…",
        pages.len(),
        load.duration.as_secs(),
        load.connections
    ));
    for round in 0..rounds {
        for (index, page) in pages.iter_mut().enumerate() {
            let bare_path = bare::path(index);
            if round == 0 {
                let warm_up = Load { duration: WARM_UP, ..load };
                warm_up.put_on(server.address, &page.path, &cookie).await?;
                warm_up.put_on(bare.address, &bare_path, "").await?;
            }
            let ours: Figures = load.put_on(server.address, &page.path, &cookie).await?;
            let least: Figures = load.put_on(bare.address, &bare_path, "").await?;
            page.rounds.push((ours, least));
        }
    }
    Ok(pages)
}

/// A number from the environment.
fn setting<T: FromStr<Err: Display>>(name: &str, otherwise: T) -> Result<T> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|error| format!("{name}={text}: {error}").into()),
        Err(_) => Ok(otherwise),
    }
}

/// A closed pipe is no reason to fail.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
