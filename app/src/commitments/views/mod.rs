//! The screens of commitments.

mod dwelling_fields;
mod edit;
mod facts;
mod filter_form;
#[cfg(feature = "ssr")]
mod history;
mod list;
mod party_rows;
#[cfg(feature = "ssr")]
mod progress;
mod progress_card;
mod show;
mod side_card;
mod table;

pub use edit::EditCommitmentPage;
#[cfg(feature = "ssr")]
pub use facts::Facts;
#[cfg(feature = "ssr")]
pub use filter_form::{Part, choices, in_words};
#[cfg(feature = "ssr")]
pub use history::HistoryPage;
pub use list::{ListCommitmentsPage, NewCommitmentLink};
#[cfg(feature = "ssr")]
pub use progress::{ProgressFields, ReportProgressPage};
#[cfg(feature = "ssr")]
pub use progress_card::Report;
pub use show::{ShowCommitmentPage, WITHOUT_RETURN};
pub use table::CommitmentTable;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use crate::error::AppError;

/// The id in the address: none on the page for a new one, an error for what is no id.
fn id_in_address() -> Memo<Option<Result<Uuid, AppError>>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.with(|params| params.get("id"))?;
        Some(text.parse().map_err(|_| AppError::NotFound))
    })
}

/// An id in the address of a plain page.
///
/// # Errors
/// `NotFound` when it is no id.
#[cfg(feature = "ssr")]
pub fn plain_id(name: &str) -> Result<Uuid, AppError> {
    let text = use_params_map().with_untracked(|params| params.get(name));
    text.and_then(|text| text.parse().ok()).ok_or(AppError::NotFound)
}
