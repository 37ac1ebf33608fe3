//! Freezing what a meeting looks at.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a meeting is read by its id, which was found through `seen`"
)]

use chrono::NaiveDate;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::period::parse_day;
use domain::snapshots::Freezing;
use domain::{Problem, dutch};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, Set};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::entity::{kept_state, snapshot};
use super::form::FreezeForm;
use super::keeping::{Now, end_of_day, first_day};
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::meetings::commands::{done, locked};
use crate::meetings::records::state_of;
use crate::request::Request;
use crate::ui::form::FormReply;

/// The snapshot of a meeting.
pub async fn snapshot_of(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Option<snapshot::Model>, DbErr> {
    snapshot::Entity::find_by_id(meeting).one(connection).await
}

/// Freezes the state of a day for a meeting: of today as it is now, of an earlier day as it was at its end.
pub async fn freeze(request: &Request, form: &FreezeForm) -> Result<FormReply, AppError> {
    let Some(day) = parse_day(&form.reference_date) else {
        let message = "Vul een dag in, bijvoorbeeld 21-11-2026.";
        return Ok(FormReply::invalid(vec![Problem::new("reference_date", message)]));
    };
    // Before the lock: reading all of a region keeps nobody waiting. Who may not do this learns nothing of it.
    let region = request.region()?.0;
    let today = request.today();
    let now = if day == today { Some(Now::of(request.database(), region, today).await?) } else { None };
    let (transaction, found) = locked(request, &form.id, Event::Frozen).await?;
    let frozen = snapshot_of(&transaction, found.row.id).await?;
    let freezing = Freezing {
        state: state_of(&found.row)?,
        date: found.row.date,
        frozen_on: frozen.map(|snapshot| snapshot.reference_date),
    };
    let problems = freezing.problems(day, today);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems.into_iter().map(of_this_form).collect()));
    }
    let author = Author::of(request);
    let state = match now {
        Some(now) => now.keep(&transaction, region, day, false, author.at).await?,
        None => match end_of_day(&transaction, region, day).await? {
            Some(id) => id,
            None => return Ok(FormReply::invalid(vec![nothing_kept(first_day(&transaction, region).await?)])),
        },
    };
    let meeting = found.row.id;
    insert_snapshot(&transaction, meeting, state, day, &author).await?;
    transaction.commit().await?;
    Ok(done(meeting, "peildatum-vastgelegd"))
}

/// Says that a meeting looks at what was kept, as the state of a day; with its audit entry.
pub async fn insert_snapshot(
    transaction: &DatabaseTransaction,
    meeting: Uuid,
    state: Uuid,
    day: NaiveDate,
    author: &Author,
) -> Result<(), DbErr> {
    let row = snapshot::ActiveModel {
        meeting_id: Set(meeting),
        state_id: Set(state),
        reference_date: Set(day),
        frozen_at: Set(author.at),
    };
    row.insert(transaction).await?;
    let told = |field, after| FieldChange { field, before: String::new(), after };
    let changes = [
        told(Field::ReferenceDate, dutch::date(day)),
        told(Field::Fingerprint, fingerprint(transaction, state).await?),
    ];
    audit::record(transaction, author, Event::Frozen, Subject::Meeting(meeting), &changes).await
}

/// Of what was kept: stands in the trail, so that nobody can put another state in its place unseen.
async fn fingerprint(connection: &impl ConnectionTrait, state: Uuid) -> Result<String, DbErr> {
    let row = kept_state::Entity::find_by_id(state).one(connection).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("a state that was kept".to_owned()))?;
    Ok(Sha256::digest(&row.content).iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Only the day is a field of this form; the state of the meeting is not.
fn of_this_form(problem: Problem) -> Problem {
    if problem.field == "reference_date" { problem } else { Problem::of_form(problem.message) }
}

fn nothing_kept(first: Option<NaiveDate>) -> Problem {
    let message = match first {
        Some(day) => format!("Van deze dag is niets bewaard. Kies {} of een latere dag.", dutch::date(day)),
        None => "Van deze dag is niets bewaard. Kies vandaag.".to_owned(),
    };
    Problem::new("reference_date", message)
}
