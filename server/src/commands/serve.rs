//! `serve`: brings the database up to date and answers requests until it is told to stop.

use std::sync::Arc;

use app::auth::LoginForm;
use app::auth::entity::user;
use app::request::{AppState, Clock};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter};
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
        false => {
            demo::refuse_leftovers(&database).await?;
            None
        }
    };

    say(&format!("\nWoonzorgagenda is ready: http://{address}"));
    if let Some(logins) = &demo_logins {
        say_logins(logins);
    }
    if !someone_can_log_in(&database).await? {
        say("Nobody can log in yet: load a region with `region load FILE` and add an account with `user create`.");
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

async fn someone_can_log_in(database: &DatabaseConnection) -> Result<bool, DbErr> {
    let account = user::Entity::find().filter(user::Column::Disabled.eq(false)).one(database).await?;
    Ok(account.is_some())
}

fn say_logins(logins: &[LoginForm]) {
    let password = logins.first().map(|login| login.password.as_str()).unwrap_or_default();
    say(&format!("Log in with password {password} as:"));
    for login in logins {
        say(&format!("  {}", login.email));
    }
}
