//! The forms of notes.

use leptos::prelude::*;

use super::form::{AnswerForm, NoteForm, RemoveForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

#[server(AddNote, "/api")]
pub async fn add_note(form: NoteForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form).await).await
}

#[server(AnswerNote, "/api")]
pub async fn answer_note(form: AnswerForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::answer(&request, &form).await).await
}

/// Its words are gone with it; that there was one stays in the log.
#[server(RemoveNote, "/api")]
pub async fn remove_note(form: RemoveForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::remove(&request, &form).await).await
}
