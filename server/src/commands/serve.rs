//! `serve`: brings the database up to date and answers requests until it is told to stop.
#![expect(clippy::disallowed_methods, reason = "the command line looks at the whole database")]

use std::net::SocketAddr;
use std::sync::Arc;

use app::auth::entity::user;
use app::auth::form::LoginForm;
use app::request::{AppState, Clock};
use app::storage;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::{CommandError, background, demo, say};
use crate::cli::Serve;
use crate::files::Place;
use crate::http::{self, Answers, Metrics};
use crate::mail::{Smtp, settings};
use crate::stop::Stop;

pub async fn serve(arguments: Serve) -> Result<(), CommandError> {
    let assets = http::assets::manifest().ok_or(CommandError::Assets)?;
    // First, so that a taken port is told before anything is written.
    let listener = bind(arguments.listen).await?;
    let address = listener.local_addr()?;
    let for_metrics = match arguments.metrics_listen {
        Some(address) => Some((Metrics::new()?, bind(address).await?)),
        None => None,
    };
    let (mailing, smtp) = settings::prepare(&arguments.mail, address)?;
    let place = Place::of(&arguments.files, &arguments.database.database)?;
    let about_files = format!("Files are kept in {place}.");
    let files = place.open()?;
    let _lock = storage::lock(&arguments.database.database)?;

    // It answers from here on, if only that it is not ready.
    let stop = Stop::on_signal();
    let answers = Answers::starting(arguments.https);
    let mut listening = tokio::spawn(http::listen(listener, answers.clone(), stop.clone()));
    let clock = arguments.now.map_or(Clock::System, Clock::Fixed);
    let (database, demo_logins) = tokio::select! {
        prepared = prepare(&arguments, clock) => prepared?,
        _ = &mut listening => return Ok(()),
    };
    let (assets, mailing) = (Arc::new(assets), Arc::new(mailing));
    let state = AppState { database: database.clone(), clock, assets, demo_logins, mailing, files };
    let about = [about_mail(smtp.as_ref()), about_files];
    let working = tokio::spawn(background::work(state.clone(), smtp, stop));
    let mut beside = JoinSet::new();
    let mut router = http::router(state.clone(), arguments.https);
    if let Some((metrics, listener)) = for_metrics {
        router = metrics.around(router);
        say(&format!("Metrics: http://{}/metrics", listener.local_addr()?));
        beside.spawn(metrics.serve(listener, state.clone()));
    }
    answers.become_ready(router);
    welcome(&state, address, &about).await?;

    let _ = tokio::join!(listening, working);
    beside.shutdown().await;
    let _ = database.close().await;
    say("Stopped.");
    Ok(())
}

async fn bind(address: SocketAddr) -> Result<TcpListener, CommandError> {
    TcpListener::bind(address).await.map_err(|source| CommandError::Listen { address, source })
}

/// The database, brought up to date, and in demo mode the accounts of the demo.
async fn prepare(
    arguments: &Serve,
    clock: Clock,
) -> Result<(DatabaseConnection, Option<Arc<[LoginForm]>>), CommandError> {
    let database = storage::connect(&arguments.database.database).await?;
    storage::migrate(&database).await?;
    if arguments.demo {
        let logins = demo::prepare(&database, clock.now()).await?;
        return Ok((database, Some(logins)));
    }
    demo::refuse_leftovers(&database).await?;
    Ok((database, None))
}

async fn welcome(state: &AppState, address: SocketAddr, about: &[String]) -> Result<(), DbErr> {
    say(&format!("\nWoonzorgagenda is ready: http://{address}"));
    if let Some(logins) = &state.demo_logins {
        say_logins(logins);
    }
    if !someone_can_log_in(&state.database).await? {
        say("Nobody can log in yet: load a region with `region load FILE` and add an account with `user create`.");
    }
    about.iter().for_each(|line| say(line));
    say("Stop it with Ctrl-C.");
    Ok(())
}

async fn someone_can_log_in(database: &DatabaseConnection) -> Result<bool, DbErr> {
    let account = user::Entity::find().filter(user::Column::Disabled.eq(false)).one(database).await?;
    Ok(account.is_some())
}

fn about_mail(smtp: Option<&Smtp>) -> String {
    match smtp {
        Some(smtp) => format!("Mail goes out through {smtp}."),
        None => {
            "No mail is sent (--smtp names no mail server): an administrator is shown the links instead.".to_owned()
        }
    }
}

fn say_logins(logins: &[LoginForm]) {
    let password = logins.first().map(|login| login.password.as_str()).unwrap_or_default();
    say(&format!("Log in with password {password} as:"));
    for login in logins {
        say(&format!("  {}", login.email));
    }
}
