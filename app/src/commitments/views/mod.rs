//! The screens of commitments.

mod edit;
mod filter_form;
mod list;
mod party_rows;
mod progress;
mod show;
mod table;
mod timeline;

pub use edit::EditCommitmentPage;
pub use list::ListCommitmentsPage;
pub use progress::ReportProgressPage;
pub use show::ShowCommitmentPage;
pub use table::CommitmentTable;
#[cfg(feature = "ssr")]
pub use timeline::Changes;

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
