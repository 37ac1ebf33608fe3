//! The server function of deadlines.

use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

use super::data::Overview;
use crate::error::AppError;

#[server(DeadlinesOverview, "/api", input = Postcard, output = Postcard)]
pub async fn deadlines_overview() -> Result<Overview, AppError> {
    crate::request::served(async |request| {
        super::queries::overview(request.database(), &request.visibility(), request.today()).await
    })
    .await
}
