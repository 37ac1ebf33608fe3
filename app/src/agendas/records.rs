//! Between the table and the domain: reading and writing what an agenda consists of.

use domain::agendas::{Adoption, Standing, State, Step, Years};
use domain::audit::Event;
use domain::differences::{Described, Field, differences};
use domain::dutch;
use domain::policy::AgendaRights;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, IntoActiveModel, Set};
use uuid::Uuid;

use super::entity::agenda;
use crate::audit::{self, Author, Subject};
use crate::storage::new_id;

pub const fn years_of(row: &agenda::Model) -> Years {
    Years { first: row.first_year, last: row.last_year }
}

pub fn rights_of(row: &agenda::Model) -> AgendaRights {
    AgendaRights { region: row.region_id.into(), municipality: row.municipality_id.into() }
}

/// # Errors
/// When the row is not what this program stores.
pub fn standing_of(row: &agenda::Model) -> Result<Standing, DbErr> {
    let adoption = row.adopted_by.clone().zip(row.adopted_on).map(|(by, on)| Adoption { by, on });
    let state = row.state.parse::<State>().ok();
    let standing = state.and_then(|state| Standing::of(state, adoption));
    standing.ok_or_else(|| DbErr::Custom("unreadable agenda".to_owned()))
}

#[derive(Clone, Debug)]
pub struct NewAgenda {
    pub region_id: Uuid,
    pub municipality_id: Uuid,
    pub years: Years,
    pub standing: Standing,
    /// Invented, for the demo.
    pub example: bool,
}

/// Adds an agenda with its audit entry; the caller has seen to it that it overlaps with none.
pub async fn insert_agenda(
    transaction: &DatabaseTransaction,
    new: NewAgenda,
    author: &Author,
    event: Event,
) -> Result<agenda::Model, DbErr> {
    let NewAgenda { region_id, municipality_id, years, standing, example } = new;
    let mut row = agenda::ActiveModel {
        id: Set(new_id()),
        region_id: Set(region_id),
        municipality_id: Set(municipality_id),
        first_year: Set(years.first),
        last_year: Set(years.last),
        example: Set(example),
        version: Set(1),
        updated_at: Set(author.at),
        ..Default::default()
    };
    set_standing(&mut row, &standing);
    let row = row.insert(transaction).await?;
    let mut described = vec![(Field::Years, years.label())];
    described.extend(describe(&standing));
    audit::record(transaction, author, event, Subject::Agenda(row.id), &differences(&[], &described)).await?;
    Ok(row)
}

/// Takes a step of which the rules said that it leads to `next`; the caller has locked the row.
pub async fn take_step(
    transaction: &DatabaseTransaction,
    row: agenda::Model,
    step: &Step,
    next: &Standing,
    author: &Author,
) -> Result<(), DbErr> {
    let (id, version, before) = (row.id, row.version, standing_of(&row)?);
    let mut changed = row.into_active_model();
    set_standing(&mut changed, next);
    changed.version = Set(version + 1);
    changed.updated_at = Set(author.at);
    changed.update(transaction).await?;
    let mut after = describe(next);
    after.extend(step.reason.clone().map(|reason| (Field::Reason, reason)));
    let changes = differences(&describe(&before), &after);
    audit::record(transaction, author, event_of(before.state(), next.state()), Subject::Agenda(id), &changes).await
}

/// How the trail calls a step.
pub fn event_of(before: State, after: State) -> Event {
    match after {
        _ if after < before => Event::SentBack,
        State::Adopted => Event::Adopted,
        State::Draft | State::Consultation => Event::Consulted,
    }
}

fn set_standing(row: &mut agenda::ActiveModel, standing: &Standing) {
    row.state = Set(standing.state().code().to_owned());
    row.adopted_by = Set(standing.adoption().map(|adoption| adoption.by.clone()));
    row.adopted_on = Set(standing.adoption().map(|adoption| adoption.on));
}

fn describe(standing: &Standing) -> Vec<Described> {
    let mut described = vec![(Field::State, standing.state().label().to_owned())];
    if let Some(Adoption { by, on }) = standing.adoption() {
        described.push((Field::AdoptedBy, by.clone()));
        described.push((Field::AdoptedOn, dutch::date(*on)));
    }
    described
}
