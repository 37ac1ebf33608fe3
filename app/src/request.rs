//! What a server function knows of the request it answers: who asks, when, and where the data is.

use std::sync::Arc;

use axum::http::request::Parts;
use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Europe::Amsterdam;
use domain::ids::RegionId;
use domain::policy::{self, Access, Action, Actor, Visibility, Visitor};
use domain::progress::Reckoning;
use domain::tasks::has_tasks;
use leptos::prelude::use_context;
use sea_orm::DatabaseConnection;

use crate::auth::WhoIsThere;
use crate::auth::form::LoginForm;
use crate::document::Assets;
use crate::error::AppError;
use crate::files::store::Store;
use crate::mail::Mailing;
use crate::ui::Session;

/// Where "now" comes from. Rules never read a clock: they are given a moment.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    System,
    /// Always this moment: for tests and rehearsals.
    Fixed(DateTime<Utc>),
}

impl Clock {
    pub fn now(self) -> DateTime<Utc> {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place where the system's clock is read")]
            // Microseconds, which both databases keep: what is read again is what was written.
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Fixed(moment) => moment,
        }
    }

    /// The day on a Dutch calendar.
    pub fn today(self) -> NaiveDate {
        day_of(self.now())
    }
}

/// The day of a moment, on a Dutch calendar.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Amsterdam).date_naive()
}

/// When a day begins on a Dutch clock; none for a day that no calendar has.
pub fn beginning_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    Amsterdam.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest().map(|begin| begin.to_utc())
}

/// `21-11-2026 14:05`, on a Dutch clock.
pub fn moment_label(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&Amsterdam).format("%d-%m-%Y %H:%M").to_string()
}

/// What all requests share.
#[derive(Clone, Debug)]
pub struct AppState {
    pub database: DatabaseConnection,
    pub clock: Clock,
    pub assets: Arc<Assets>,
    pub mailing: Arc<Mailing>,
    /// Where the contents of files are.
    pub files: Arc<dyn Store>,
    /// Set in demo mode: the accounts that the login page shows.
    pub demo_logins: Option<Arc<[LoginForm]>>,
}

/// The person who is logged in, put into the request's extensions by the session middleware.
#[derive(Clone, Debug)]
pub struct CurrentUser {
    pub visitor: Visitor,
    pub name: String,
    /// What this person is in the organisation.
    pub function: Option<String>,
    pub organisation: String,
    pub region: String,
    /// For how many weeks a report of progress counts in this region.
    pub freshness_weeks: u32,
}

/// A request of somebody who is logged in.
#[derive(Clone, Debug)]
pub struct Request {
    pub state: AppState,
    pub user: CurrentUser,
}

impl Request {
    fn current() -> Result<Self, AppError> {
        let state = use_context::<AppState>().ok_or(AppError::Internal)?;
        let user = current_user().ok_or(AppError::LoggedOut)?;
        Ok(Self { state, user })
    }

    pub fn database(&self) -> &DatabaseConnection {
        &self.state.database
    }

    pub fn actor(&self) -> &Actor {
        &self.user.visitor.actor
    }

    /// The region whose reference data this person may read.
    ///
    /// # Errors
    /// `NotFound` when they may read none.
    pub fn region(&self) -> Result<RegionId, AppError> {
        let region = self.actor().region;
        self.allow(Action::ViewRegion(region))?;
        Ok(region)
    }

    pub fn visibility(&self) -> Visibility {
        Visibility::of(self.actor())
    }

    pub fn today(&self) -> NaiveDate {
        self.state.clock.today()
    }

    /// What counts as of today.
    pub fn reckoning(&self) -> Reckoning {
        Reckoning::of(self.today(), self.user.freshness_weeks)
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// Asks the policy.
    ///
    /// # Errors
    /// `NotFound` for what this person may not see, `Forbidden` for what they may not do.
    pub fn allow(&self, action: Action<'_>) -> Result<(), AppError> {
        Ok(policy::allows(self.actor(), action)?)
    }
}

/// Whoever is logged in, if anybody.
pub fn current_user() -> Option<CurrentUser> {
    use_context::<Parts>()?.extensions.get::<CurrentUser>().cloned()
}

/// Runs a server function's body for somebody who is logged in.
///
/// # Errors
/// `LoggedOut` when nobody is, or what the body fails with.
pub async fn served<T>(body: impl AsyncFnOnce(Request) -> Result<T, AppError>) -> Result<T, AppError> {
    body(Request::current()?).await
}

/// What the page that is being rendered knows of its visitor.
pub fn session() -> Session {
    let Some(state) = use_context::<AppState>() else {
        return Session::default();
    };
    let user = current_user();
    // Nobody needs the demo's passwords once logged in.
    let logins = |logins: Arc<[LoginForm]>| if user.is_none() { logins.to_vec() } else { vec![] };
    Session {
        demo_logins: state.demo_logins.map(logins),
        region: user.as_ref().map(|user| user.region.clone()).unwrap_or_default(),
        visitor: user.map(|user| WhoIsThere {
            may_create: policy::may_create_somewhere(&user.visitor.actor),
            has_tasks: has_tasks(user.visitor.actor.role),
            may_import: policy::may_import(&user.visitor.actor),
            administers: policy::enters(Access::Administrator, Some(&user.visitor)).is_ok(),
            name: user.name,
            organisation: user.organisation,
            region: user.region,
        }),
    }
}
