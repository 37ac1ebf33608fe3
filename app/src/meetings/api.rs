//! The forms of meetings.

use leptos::prelude::*;

use super::form::{AttendanceForm, ItemForm, MeetingForm, MinutesForm, MoveItemForm, StepForm};
use super::{commands, items};
use crate::error::AppError;
use crate::ui::form::FormReply;

/// Plans a meeting, or changes the one whose id the form holds.
#[server(SaveMeeting, "/api")]
pub async fn save_meeting(form: MeetingForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.id.is_empty() {
            commands::create(&request, &form).await
        } else {
            commands::change(&request, &form).await
        }
    })
    .await
}

/// A step forward: the papers are ready, it was held, its minutes are adopted.
#[server(TakeMeetingStep, "/api")]
pub async fn take_meeting_step(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| commands::step_forward(&request, &form).await).await
}

/// Back to preparing it.
#[server(ReopenMeeting, "/api")]
pub async fn reopen_meeting(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| commands::step_back(&request, &form).await).await
}

/// It will not be held.
#[server(CancelMeeting, "/api")]
pub async fn cancel_meeting(form: StepForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| commands::cancel(&request, &form).await).await
}

#[server(SaveAttendance, "/api")]
pub async fn save_attendance(form: AttendanceForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| commands::save_attendance(&request, &form).await).await
}

#[server(SaveMinutes, "/api")]
pub async fn save_minutes(form: MinutesForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| commands::save_minutes(&request, &form).await).await
}

/// Adds an item to the agenda, or changes the one whose id the form holds.
#[server(SaveAgendaItem, "/api")]
pub async fn save_agenda_item(form: ItemForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| {
        if form.item.is_empty() { items::add(&request, &form).await } else { items::change(&request, &form).await }
    })
    .await
}

/// An item up, down or away.
#[server(MoveAgendaItem, "/api")]
pub async fn move_agenda_item(form: MoveItemForm) -> Result<FormReply, AppError> {
    crate::request::served(async |request| items::shift(&request, &form).await).await
}
