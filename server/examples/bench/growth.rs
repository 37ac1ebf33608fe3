//! What many times as much costs: the same pages of a small and of a large database, in turns.
//!
//! Each page is asked again and again while nothing happens in the region, and then each time after something happened
//! there: figures that were counted before do not hold any more, and the page counts them again.

use std::time::{Duration, Instant};

use app::audit::{Author, Subject, record};
use app::generate::Plan;
use app::regions::entity::region;
use app::request::Clock;
use app::storage::{begin_write, connect};
use domain::audit::Event;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, EntityTrait};
use uuid::Uuid;

use crate::data::make;
use crate::load::{Figures, Load};
use crate::processes::{Process, ScratchFolder};
use crate::report::GrowthFigures;
use crate::{Result, client, say};

/// How often something happens in the region in one measurement.
const HAPPENS: usize = 9;

/// How much there is in the two databases.
pub type Sizes = [Plan; 2];

/// A server with its database, and somebody who is logged in.
struct Side {
    server: Process,
    cookie: String,
    pages: Vec<(&'static str, String)>,
    /// For what happens elsewhere.
    database: DatabaseConnection,
    region: Uuid,
}

impl Side {
    async fn of(url: &str, plan: Plan) -> Result<Self> {
        let Plan { commitments, updates, projects, deliveries, .. } = plan;
        say(&format!(
            "Filling a database with {commitments} commitments, {updates} reports of progress, {projects} projects and \
             {deliveries} deliveries…"
        ));
        let example = make(url, plan).await?;
        let server = Process::woonzorgagenda(url)?;
        let cookie = client::log_in(server.address, &example.login.email, &example.login.password).await?;
        let database = connect(url).await?;
        #[expect(clippy::disallowed_methods, reason = "the demo has one region")]
        let region = region::Entity::find().one(&database).await?.ok_or("the demo has no region")?.id;
        Ok(Self { server, cookie, pages: example.pages, database, region })
    }

    /// While nothing happens.
    async fn again(&self, load: Load, page: usize) -> Result<Figures> {
        load.put_on(self.server.address, &self.pages[page].1, &self.cookie).await
    }

    /// Each time after something happened.
    async fn first(&self, page: usize) -> Result<Figures> {
        let mut times = Vec::new();
        for _ in 0..HAPPENS {
            let author = Author::nobody(self.region, Clock::System.now());
            let transaction = begin_write(&self.database).await?;
            record(&transaction, &author, Event::Loaded, Subject::Region(self.region), &[]).await?;
            transaction.commit().await?;
            let asked = Instant::now();
            client::get(self.server.address, &self.pages[page].1, &self.cookie).await?;
            times.push(asked.elapsed());
        }
        Ok(Figures::of(times))
    }
}

/// One connection: what is asked is how long somebody waits, not how many the machine can serve.
fn alone(duration: Duration) -> Load {
    Load { connections: 1, duration }
}

pub async fn on_sqlite(
    folder: &ScratchFolder,
    sizes: Sizes,
    rounds: usize,
    each: Duration,
) -> Result<Vec<GrowthFigures>> {
    let url = |name: &str| format!("sqlite://{}", folder.path().join(name).display());
    measure("SQLite", [&url("small.db"), &url("large.db")], sizes, rounds, each).await
}

/// On a server whose user may make databases.
pub async fn on_postgres(address: &str, sizes: Sizes, rounds: usize, each: Duration) -> Result<Vec<GrowthFigures>> {
    let small = NewDatabase::on(address, "small").await?;
    let large = NewDatabase::on(address, "large").await?;
    let measured = measure("PostgreSQL", [&small.url, &large.url], sizes, rounds, each).await;
    small.drop().await?;
    large.drop().await?;
    measured
}

/// A database on a server of PostgreSQL, which its maker drops.
pub struct NewDatabase {
    pub url: String,
    name: String,
    server: DatabaseConnection,
}

impl NewDatabase {
    pub async fn on(address: &str, name: &str) -> Result<Self> {
        let (host, _) = address.rsplit_once('/').ok_or("the address of PostgreSQL ends in the name of a database")?;
        let name = format!("bench_{}_{name}", std::process::id());
        let server = Database::connect(address).await?;
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        Ok(Self { url: format!("{host}/{name}"), name, server })
    }

    pub async fn drop(self) -> Result<()> {
        self.server.execute_unprepared(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await?;
        Ok(())
    }
}

async fn measure(
    engine: &'static str,
    urls: [&str; 2],
    sizes: Sizes,
    rounds: usize,
    each: Duration,
) -> Result<Vec<GrowthFigures>> {
    let small = Side::of(urls[0], sizes[0]).await?;
    let large = Side::of(urls[1], sizes[1]).await?;
    say(&format!("Measuring {} pages on {engine}, one request after the other…", small.pages.len()));
    let mut figures = Vec::new();
    for (page, (name, _)) in small.pages.iter().enumerate() {
        let again = GrowthFigures { engine, name, asked: "again", rounds: vec![] };
        figures.push((page, again, GrowthFigures { engine, name, asked: "first", rounds: vec![] }));
    }
    for round in 0..rounds {
        for (page, again, first) in &mut figures {
            if round == 0 {
                small.again(alone(each / 4), *page).await?;
                large.again(alone(each / 4), *page).await?;
            }
            again.rounds.push((small.again(alone(each), *page).await?, large.again(alone(each), *page).await?));
            first.rounds.push((small.first(*page).await?, large.first(*page).await?));
        }
    }
    small.database.close().await?;
    large.database.close().await?;
    Ok(figures.into_iter().flat_map(|(_, again, first)| [again, first]).collect())
}
