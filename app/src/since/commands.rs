//! Freezing what a meeting looks at.
#![expect(
    clippy::disallowed_methods,
    reason = "what belongs to a meeting is read by its id, which was found through `seen`"
)]

use chrono::NaiveDate;
use domain::audit::Event;
use domain::differences::{Field, FieldChange};
use domain::meetings::State;
use domain::period::parse_day;
use domain::snapshots::Freezing;
use domain::{Problem, dutch};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Set,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::entity::{kept_state, snapshot};
use super::form::FreezeForm;
use super::keeping::{Ended, Now, end_of_day};
use crate::audit::entity::audit_entry;
use crate::audit::{self, Author, Subject};
use crate::error::AppError;
use crate::meetings::commands::{done, locked};
use crate::meetings::entity::meeting;
use crate::meetings::records::state_of;
use crate::request::Request;
use crate::ui::form::FormReply;

/// The snapshot of a meeting.
pub async fn snapshot_of(connection: &impl ConnectionTrait, meeting: Uuid) -> Result<Option<snapshot::Model>, DbErr> {
    snapshot::Entity::find_by_id(meeting).one(connection).await
}

/// Of the meeting of the same body that looks at the last day before this one or at this day: what the meeting is compared
/// with. Nobody looked at what one that was called off would have.
pub async fn former_snapshot(
    connection: &impl ConnectionTrait,
    row: &meeting::Model,
    until: NaiveDate,
) -> Result<Option<snapshot::Model>, DbErr> {
    snapshot::Entity::find()
        .join(JoinType::InnerJoin, snapshot::Relation::Meeting.def())
        .filter(meeting::Column::BodyId.eq(row.body_id))
        .filter(meeting::Column::State.ne(State::Cancelled.code()))
        .filter(meeting::Column::Date.lte(row.date))
        .filter(snapshot::Column::MeetingId.ne(row.id))
        .filter(snapshot::Column::ReferenceDate.lte(until))
        .order_by_desc(snapshot::Column::ReferenceDate)
        .order_by_desc(snapshot::Column::FrozenAt)
        .one(connection)
        .await
}

/// Freezes the state of a day for a meeting: of today as it is now, of an earlier day as it was at its end.
pub async fn freeze(request: &Request, form: &FreezeForm) -> Result<FormReply, AppError> {
    let day = parse_day(&form.reference_date);
    // Before the lock: reading all of a region keeps nobody waiting. Who may not do this learns nothing of it.
    let region = request.region()?.0;
    let today = request.today();
    let now = if day == Some(today) { Some(Now::of(request.database(), region, today).await?) } else { None };
    let (transaction, found) = locked(request, &form.id, Event::Frozen).await?;
    let Some(day) = day else {
        let message = "Vul een dag in, bijvoorbeeld 21-11-2026.";
        return Ok(FormReply::invalid(vec![Problem::new("reference_date", message)]));
    };
    let freezing = Freezing {
        state: state_of(&found.row)?,
        date: found.row.date,
        frozen_on: found.snapshot.as_ref().map(|snapshot| snapshot.reference_date),
    };
    let problems = freezing.problems(day, today);
    if !problems.is_empty() {
        return Ok(FormReply::invalid(problems.into_iter().map(of_this_form).collect()));
    }
    let author = Author::of(request);
    let state = match now {
        Some(now) => now.keep(&transaction, region, day, false, author.at).await?,
        None => match end_of_day(&transaction, region, day).await? {
            Ended::Kept(id) => id,
            missing => return Ok(FormReply::invalid(vec![Problem::new("reference_date", missing.told())])),
        },
    };
    let meeting = found.row.id;
    insert_snapshot(&transaction, &found.row, state, day, &author).await?;
    transaction.commit().await?;
    Ok(done(meeting, "peildatum-vastgelegd"))
}

/// How everything stands, of a meeting that looks at nothing yet on its own day: read before it is locked.
pub async fn before_holding(request: &Request, meeting: &meeting::Model) -> Result<Option<Now>, AppError> {
    let today = request.today();
    if meeting.date != today || snapshot_of(request.database(), meeting.id).await?.is_some() {
        return Ok(None);
    }
    Ok(Some(Now::of(request.database(), request.region()?.0, today).await?))
}

/// A meeting that is held and for which nobody froze anything looked at its own day: what the next one is compared with. Nothing,
/// when nothing was kept of that day.
pub async fn freeze_held(
    transaction: &DatabaseTransaction,
    request: &Request,
    row: &meeting::Model,
    now: Option<Now>,
) -> Result<(), AppError> {
    if snapshot_of(transaction, row.id).await?.is_some() {
        return Ok(());
    }
    let author = Author::of(request);
    let state = match now {
        Some(now) => now.keep(transaction, row.region_id, row.date, false, author.at).await?,
        None => match end_of_day(transaction, row.region_id, row.date).await? {
            Ended::Kept(id) => id,
            Ended::NotYet | Ended::Before(_) => return Ok(()),
        },
    };
    Ok(insert_snapshot(transaction, row, state, row.date, &author).await?)
}

/// Says that a meeting looks at what was kept, as the state of a day; with its audit entry.
pub async fn insert_snapshot(
    transaction: &DatabaseTransaction,
    meeting: &meeting::Model,
    state: Uuid,
    day: NaiveDate,
    author: &Author,
) -> Result<(), DbErr> {
    let former = former_snapshot(transaction, meeting, day).await?;
    let meeting = meeting.id;
    let row = snapshot::ActiveModel {
        meeting_id: Set(meeting),
        state_id: Set(state),
        former_id: Set(former.map(|former| former.meeting_id)),
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

/// Whether what a meeting looks at is what an entry of the trail says was frozen for it.
pub async fn is_as_frozen(connection: &impl ConnectionTrait, entry: &audit_entry::Model) -> Result<bool, DbErr> {
    let changes: Vec<FieldChange> = serde_json::from_str(&entry.changes).unwrap_or_default();
    let Some(said) = changes.into_iter().find(|change| change.field == Field::Fingerprint) else { return Ok(false) };
    match snapshot_of(connection, entry.subject_id).await? {
        Some(row) => Ok(fingerprint(connection, row.state_id).await? == said.after),
        None => Ok(false),
    }
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
