//! The server function of organisations.

use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

use super::data::Overview;
use crate::error::AppError;

#[server(OrganisationsOverview, "/api", input = Postcard, output = Postcard)]
pub async fn organisations_overview() -> Result<Overview, AppError> {
    crate::request::served(async |request| super::queries::overview(request.database(), &request.visibility()).await)
        .await
}
