//! The forms of loading a file.

use leptos::prelude::*;

use super::form::{ColumnsForm, LoadForm, OpenForm, RemoveForm, UndoForm};
use crate::error::AppError;
use crate::files::upload::posted;
use crate::ui::form::FormReply;

/// Reads a file; nothing of it is loaded yet.
#[server(OpenImport, "/api")]
pub async fn open_import(form: OpenForm) -> Result<FormReply, AppError> {
    let upload = posted();
    crate::request::served(async move |request| super::commands::open(&request, &form, upload).await).await
}

#[server(ChooseColumns, "/api")]
pub async fn choose_columns(form: ColumnsForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::choose(&request, &form).await).await
}

#[server(LoadImport, "/api")]
pub async fn load_import(form: LoadForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::load(&request, &form).await).await
}

#[server(UndoImport, "/api")]
pub async fn undo_import(form: UndoForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::undo(&request, &form).await).await
}

/// Forgets a file that was never loaded.
#[server(RemoveImport, "/api")]
pub async fn remove_import(form: RemoveForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::remove(&request, &form).await).await
}
