//! The server function of targets.

use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

use super::data::Overview;
use crate::error::AppError;

/// `scenario`: the key of the one whose division over the gemeenten is shown.
#[server(TargetsOverview, "/api", input = Postcard, output = Postcard)]
pub async fn targets_overview(scenario: Option<String>) -> Result<Overview, AppError> {
    crate::request::served(async |request| {
        super::queries::overview(request.database(), &request.visibility(), scenario.as_deref()).await
    })
    .await
}
