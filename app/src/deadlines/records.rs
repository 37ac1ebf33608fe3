//! Between the tables and the domain: reading and writing what is said of a deadline, and how far a gemeente is with it.

use chrono::NaiveDate;
use domain::agendas::Adoption;
use domain::audit::Event;
use domain::deadlines::{Content, Reached, Told};
use domain::differences::{Described, Field, FieldChange, differences};
use domain::dutch;
use domain::policy::DeadlineRights;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::entity::{deadline, deadline_phase};
use crate::audit::{self, Author, Subject};
use crate::commitments::records::stored_period;
use crate::storage::new_id;

/// What is said of a deadline, with its source by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub content: Content,
    pub source: Option<Uuid>,
}

impl Saved {
    pub fn of(row: &deadline::Model) -> Self {
        let content = Content {
            due: stored_period(row.due.as_deref()),
            legal_status: row.legal_status.clone(),
            note: row.note.clone(),
            detail: row.source_detail.clone(),
            checked_on: row.checked_on,
        };
        Self { content, source: row.source_id }
    }

    /// Where it stands: the source, by what that is called, and where in it. Empty: nobody knows.
    pub fn stated(&self, source: impl Fn(Uuid) -> String) -> String {
        let parts = [self.source.map(source), self.content.detail.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// In the words of the screen. `source`: what that is called.
    pub fn describe(&self, source: impl Fn(Uuid) -> String) -> Vec<Described> {
        let Content { due, legal_status, note, checked_on, .. } = &self.content;
        vec![
            (Field::DeadlineDue, due.map(domain::Period::label).unwrap_or_default()),
            (Field::LegalStatus, legal_status.clone().unwrap_or_default()),
            (Field::Note, note.clone().unwrap_or_default()),
            (Field::Source, self.stated(source)),
            (Field::CheckedOn, checked_on.map(dutch::date).unwrap_or_default()),
        ]
    }
}

pub fn rights_of(row: &deadline::Model) -> DeadlineRights {
    DeadlineRights { region: row.region_id.into() }
}

/// Replaces what is said; the caller has locked the row.
pub async fn replace(
    transaction: &DatabaseTransaction,
    row: deadline::Model,
    saved: Saved,
    changes: &[FieldChange],
    author: &Author,
) -> Result<(), DbErr> {
    let (id, version) = (row.id, row.version);
    let Saved { content, source } = saved;
    let mut changed = row.into_active_model();
    changed.due = Set(content.due.map(|due| due.to_string()));
    changed.legal_status = Set(content.legal_status);
    changed.note = Set(content.note);
    changed.source_id = Set(source);
    changed.source_detail = Set(content.detail);
    changed.checked_on = Set(content.checked_on);
    changed.version = Set(version + 1);
    changed.updated_at = Set(author.at);
    changed.update(transaction).await?;
    audit::record(transaction, author, Event::Changed, Subject::Deadline(id), changes).await
}

/// # Errors
/// When the row is not what this program stores.
pub fn reached_of(row: &deadline_phase::Model) -> Result<Reached, DbErr> {
    let adoption = row.adopted_by.clone().zip(row.adopted_on).map(|(by, on)| Adoption { by, on });
    let reached = row.phase.parse().ok().and_then(|phase| Reached::of(phase, adoption, row.told_on, row.note.clone()));
    reached.ok_or_else(|| DbErr::Custom("unreadable phase of a deadline".to_owned()))
}

/// As the form has it.
pub fn told_of(reached: &Reached) -> Told {
    let adoption = reached.adoption();
    Told {
        phase: reached.phase(),
        by: adoption.map(|adoption| adoption.by.clone()),
        on: adoption.map(|adoption| adoption.on),
        note: reached.note.clone(),
    }
}

pub fn describe(reached: &Reached) -> Vec<Described> {
    let mut described = vec![(Field::Phase, reached.phase().label().to_owned())];
    if let Some(Adoption { by, on }) = reached.adoption() {
        described.push((Field::AdoptedBy, by.clone()));
        described.push((Field::AdoptedOn, dutch::date(*on)));
    }
    described.extend(reached.note.clone().map(|note| (Field::Note, note)));
    described
}

#[derive(Clone, Debug)]
pub struct NewPhase {
    pub region_id: Uuid,
    pub deadline_id: Uuid,
    pub municipality_id: Uuid,
    pub reached: Reached,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds what a gemeente tells for the first time, with its audit entry.
pub async fn insert_phase(
    transaction: &DatabaseTransaction,
    new: NewPhase,
    author: &Author,
    event: Event,
) -> Result<deadline_phase::Model, DbErr> {
    let NewPhase { region_id, deadline_id, municipality_id, reached, example } = new;
    let mut row = deadline_phase::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region_id),
        deadline_id: Set(deadline_id),
        municipality_id: Set(municipality_id),
        example: Set(example),
        version: Set(1),
        ..Default::default()
    };
    set_reached(&mut row, &reached, author);
    let row = row.insert(transaction).await?;
    let changes = differences(&[], &describe(&reached));
    audit::record(transaction, author, event, Subject::DeadlinePhase(row.id), &changes).await?;
    Ok(row)
}

/// Replaces what was told; the caller has locked the row.
pub async fn replace_phase(
    transaction: &DatabaseTransaction,
    row: deadline_phase::Model,
    reached: &Reached,
    changes: &[FieldChange],
    author: &Author,
) -> Result<(), DbErr> {
    let (id, version) = (row.id, row.version);
    let mut changed = row.into_active_model();
    set_reached(&mut changed, reached, author);
    // What a person tells is no example any more.
    changed.example = Set(false);
    changed.version = Set(version + 1);
    changed.update(transaction).await?;
    audit::record(transaction, author, Event::PhaseSet, Subject::DeadlinePhase(id), changes).await
}

fn set_reached(row: &mut deadline_phase::ActiveModel, reached: &Reached, author: &Author) {
    row.phase = Set(reached.phase().code().to_owned());
    row.adopted_by = Set(reached.adoption().map(|adoption| adoption.by.clone()));
    row.adopted_on = Set(reached.adoption().map(|adoption| adoption.on));
    row.told_on = Set(reached.told_on);
    row.note = Set(reached.note.clone());
    row.updated_at = Set(author.at);
}

/// Whether what is told now says what was told before, and that still counts: then there is nothing to write.
pub fn is_the_same(before: &Reached, after: &Reached, due: Option<domain::Period>, today: NaiveDate) -> bool {
    describe(before) == describe(after) && before.counts(due, today)
}
