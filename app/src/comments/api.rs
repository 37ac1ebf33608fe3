//! The forms of comments.

use leptos::prelude::*;

use super::form::{CommentForm, OneCommentForm, ReplyForm};
use crate::error::AppError;
use crate::ui::form::FormReply;

#[server(AddComment, "/api")]
pub async fn add_comment(form: CommentForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::add(&request, &form).await).await
}

#[server(AnswerComment, "/api")]
pub async fn answer_comment(form: ReplyForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::answer(&request, &form).await).await
}

/// The person's own organisation has read what is asked of it.
#[server(MarkCommentSeen, "/api")]
pub async fn mark_comment_seen(form: OneCommentForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::mark_seen(&request, &form).await).await
}

/// That there was a comment stays; what it said goes.
#[server(WithdrawComment, "/api")]
pub async fn withdraw_comment(form: OneCommentForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| super::commands::withdraw(&request, &form).await).await
}
