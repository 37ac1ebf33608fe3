//! `serve`: brings the database up to date and answers requests until it is told to stop.

use std::sync::Arc;

use app::auth::LoginForm;
use app::request::{AppState, Clock};
use tokio::net::TcpListener;

use super::{CommandError, demo, open, say};
use crate::cli::Serve;
use crate::http;

pub async fn serve(arguments: Serve) -> Result<(), CommandError> {
    let assets = http::assets::manifest().ok_or(CommandError::Assets)?;
    // First, so that a taken port is told before anything is written.
    let listener = TcpListener::bind(arguments.listen)
        .await
        .map_err(|source| CommandError::Listen { address: arguments.listen, source })?;
    let address = listener.local_addr()?;

    let clock = arguments.now.map_or(Clock::System, Clock::Fixed);
    let database = open(&arguments.database.database).await?;
    let demo_logins = match arguments.demo {
        true => Some(demo::prepare(&database, clock.now()).await?),
        false => None,
    };

    say(&format!("\nWoonzorgagenda is ready: http://{address}"));
    if let Some(logins) = &demo_logins {
        say_logins(logins);
    }
    say("Stop it with Ctrl-C.");

    let state = AppState { database: database.clone(), clock, assets: Arc::new(assets), demo_logins };
    let cleaning = tokio::spawn(http::clean_sessions(database.clone(), clock));
    http::listen(listener, http::router(state, arguments.https)).await;
    cleaning.abort();
    let _ = database.close().await;
    say("Stopped.");
    Ok(())
}

fn say_logins(logins: &[LoginForm]) {
    let password = logins.first().map(|login| login.password.as_str()).unwrap_or_default();
    say(&format!("Log in with password {password} as:"));
    for login in logins {
        say(&format!("  {}", login.email));
    }
}
