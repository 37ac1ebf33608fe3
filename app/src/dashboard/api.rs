//! The server function of the dashboard.

use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

use super::data::Screen;
use crate::error::AppError;

/// The whole screen. `scenario` and `map` are what the address asks for; what does not exist is told and replaced.
#[server(LoadDashboard, "/api", input = Postcard, output = Postcard)]
pub async fn load_dashboard(scenario: Option<String>, map: Option<String>) -> Result<Screen, AppError> {
    crate::request::served(async |request| {
        let (visibility, reckoning) = (request.visibility(), request.reckoning());
        let (scenario, map) = (scenario.as_deref(), map.as_deref());
        let counting = super::queries::dashboard(request.database(), &visibility, scenario, map, reckoning);
        let dashboard = crate::memo::remembered(&request, &format!("dashboard {scenario:?} {map:?}"), counting).await?;
        Ok(Screen { dashboard, next_meeting: super::evening::next_meeting_again(&request).await? })
    })
    .await
}
