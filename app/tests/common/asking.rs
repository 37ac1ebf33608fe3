//! Somebody who asks.

use std::sync::Arc;

use app::auth::accounts::{NewUser, create_user, current_user};
use app::document::Assets;
use app::files::store::Nowhere;
use app::mail::Mailing;
use app::request::{AppState, Clock, Request};
use chrono::{DateTime, Utc};
use domain::organisations::Role;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

/// A request, at this moment, by a new account of this organisation and role.
pub async fn request_at(database: &DatabaseConnection, organisation: &str, role: Role, at: DateTime<Utc>) -> Request {
    let new = NewUser {
        mandated: false,
        email: format!("{}@merenveld.example", Uuid::now_v7().simple()),
        name: format!("{} van {organisation}", role.label()),
        function: None,
        role,
        organisation: organisation.to_owned(),
        password: "paard accu nietje".to_owned(),
    };
    let id = create_user(database, &new, at).await.expect("an account");
    let user = current_user(database, id, false).await.expect("the database answers");
    Request { state: state_at(database, at), user: user.expect("the account is there") }
}

/// A server without files and mail, at this moment.
pub fn state_at(database: &DatabaseConnection, at: DateTime<Utc>) -> AppState {
    AppState {
        database: database.clone(),
        clock: Clock::Fixed(at),
        assets: Arc::new(Assets::default()),
        files: Arc::new(Nowhere),
        demo_logins: None,
        mailing: Arc::new(Mailing::none("http://127.0.0.1")),
    }
}
