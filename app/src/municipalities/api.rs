//! The server functions of gemeenten.

use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;

use super::data::{AgendaPage, RegionFigures};
use crate::error::AppError;

/// All gemeenten with their figures.
#[server(ListMunicipalities, "/api", input = Postcard, output = Postcard)]
pub async fn list_municipalities() -> Result<RegionFigures, AppError> {
    crate::request::served(async |request| {
        Ok(super::queries::region_figures(request.database(), &request.visibility(), request.reckoning()).await?)
    })
    .await
}

/// One gemeente with its agenda.
#[server(ShowMunicipality, "/api", input = Postcard, output = Postcard)]
pub async fn show_municipality(slug: String) -> Result<AgendaPage, AppError> {
    crate::request::served(async |request| {
        let counted = crate::balance::balance(&request).await?;
        let (visibility, reckoning) = (request.visibility(), request.reckoning());
        super::queries::agenda_page(request.database(), &visibility, &slug, reckoning, &counted).await
    })
    .await
}
