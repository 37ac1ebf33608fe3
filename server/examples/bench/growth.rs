//! What twenty times as many commitments cost: the same pages of a small and of a large database, in turns.

use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};

use crate::data::{LARGE, SMALL, make};
use crate::load::{Figures, Load};
use crate::processes::{Process, ScratchFolder};
use crate::report::GrowthFigures;
use crate::{Result, client, say};

/// A server with its database, and somebody who is logged in.
struct Side {
    server: Process,
    cookie: String,
    pages: [(&'static str, String); 5],
}

impl Side {
    async fn of(url: &str, commitments: usize) -> Result<Self> {
        say(&format!("Filling a database with {commitments} commitments…"));
        let example = make(url, commitments).await?;
        let server = Process::woonzorgagenda(url)?;
        let cookie = client::log_in(server.address, &example.login.email, &example.login.password).await?;
        Ok(Self { server, cookie, pages: example.pages() })
    }

    async fn ask(&self, load: Load, page: usize) -> Result<Figures> {
        load.put_on(self.server.address, &self.pages[page].1, &self.cookie).await
    }
}

/// One connection: what is asked is how long somebody waits, not how many the machine can serve.
fn alone(duration: Duration) -> Load {
    Load { connections: 1, duration }
}

pub async fn on_sqlite(folder: &ScratchFolder, rounds: usize, each: Duration) -> Result<Vec<GrowthFigures>> {
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    measure("SQLite", [&url("small.db"), &url("large.db")], rounds, each).await
}

/// On a server whose user may make databases.
pub async fn on_postgres(address: &str, rounds: usize, each: Duration) -> Result<Vec<GrowthFigures>> {
    let (host, _) = address.rsplit_once('/').ok_or("the address of PostgreSQL ends in the name of a database")?;
    let names = [SMALL, LARGE].map(|size| format!("bench_{}_{size}", std::process::id()));
    let server = Database::connect(address).await?;
    for name in &names {
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
    }
    let urls = names.each_ref().map(|name| format!("{host}/{name}"));
    let measured = measure("PostgreSQL", [&urls[0], &urls[1]], rounds, each).await;
    for name in &names {
        server.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
    }
    measured
}

async fn measure(engine: &'static str, urls: [&str; 2], rounds: usize, each: Duration) -> Result<Vec<GrowthFigures>> {
    let small = Side::of(urls[0], SMALL).await?;
    let large = Side::of(urls[1], LARGE).await?;
    say(&format!("Measuring {} pages on {engine}, one request after the other…", small.pages.len()));
    let mut figures: Vec<GrowthFigures> =
        small.pages.iter().map(|(name, _)| GrowthFigures { engine, name, rounds: vec![] }).collect();
    for round in 0..rounds {
        for (page, of_page) in figures.iter_mut().enumerate() {
            if round == 0 {
                small.ask(alone(each / 4), page).await?;
                large.ask(alone(each / 4), page).await?;
            }
            of_page.rounds.push((small.ask(alone(each), page).await?, large.ask(alone(each), page).await?));
        }
    }
    Ok(figures)
}
