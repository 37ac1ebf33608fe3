//! The server functions of commitments.

use leptos::prelude::*;
use leptos::server_fn::codec::Postcard;
use uuid::Uuid;

use super::data::{Detail, FilterOptions, FormPage, ListPage};
use super::filter::Filter;
use super::form::{CommitmentForm, ProposeForm};
use super::progress_form::{KeepForm, ProgressForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// What the filter of the list offers.
#[server(CommitmentFilterOptions, "/api", input = Postcard, output = Postcard)]
pub async fn commitment_filter_options() -> Result<FilterOptions, AppError> {
    crate::request::served(async |request| {
        let options = super::queries::filter_options(request.database(), &request.visibility()).await?;
        let views = crate::saved_views::queries::above_the_list(request.database(), request.actor()).await?;
        Ok(FilterOptions { views, ..options })
    })
    .await
}

/// One page of the list.
#[server(ListCommitments, "/api", input = Postcard, output = Postcard)]
pub async fn list_commitments(filter: Filter) -> Result<ListPage, AppError> {
    crate::request::served(async |request| super::queries::list_again(&request, &filter).await).await
}

#[server(ShowCommitment, "/api", input = Postcard, output = Postcard)]
pub async fn show_commitment(id: Uuid) -> Result<Detail, AppError> {
    crate::request::served(async |request| super::queries::show(&request, id).await).await
}

/// What the form starts with: empty, for the agenda of a gemeente if one is named, or the commitment to change. `decision`:
/// the one because of which it is made or changed.
#[server(CommitmentFormPage, "/api", input = Postcard, output = Postcard)]
pub async fn commitment_form_page(
    id: Option<Uuid>,
    municipality: Option<String>,
    decision: Option<String>,
) -> Result<FormPage, AppError> {
    crate::request::served(async |request| match id {
        Some(id) => super::queries::edit_page(&request, id, decision.as_deref()).await,
        None => super::queries::new_page(&request, municipality.as_deref(), decision.as_deref()).await,
    })
    .await
}

/// Adds a commitment, or changes the one whose id the form holds.
#[server(SaveCommitment, "/api")]
pub async fn save_commitment(form: CommitmentForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            super::commands::create(&request, &form).await
        } else {
            super::commands::change(&request, &form).await
        }
    })
    .await
}

#[server(ProposeCommitment, "/api")]
pub async fn propose_commitment(form: ProposeForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::propose(&request, &form).await).await
}

#[server(ReportProgress, "/api")]
pub async fn report_progress(form: ProgressForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        crate::files::commands::report(&request, &form, crate::files::upload::posted()).await
    })
    .await
}

/// "Geen wijziging": the newest report still holds.
#[server(KeepProgress, "/api")]
pub async fn keep_progress(form: KeepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::keep_progress(&request, &form).await).await
}
