//! Reading agendas, through `seen`.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::agendas::{Standing, State, Years, current, is_adopted};
use domain::policy::{Action, AgendaRights, AgendaVerb, Visibility};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::agenda;
use super::form::{AgendaForm, StepForm};
use super::records::{rights_of, standing_of, years_of};
use crate::audit;
use crate::audit::data::TimelineEntry;
use crate::audit::entity::audit_entry;
use crate::commitments::entity::commitment;
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::regions::entity::municipality as municipality_table;
use crate::request::Request;
use crate::scope::seen;

/// An agenda with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    pub id: Uuid,
    pub years: Years,
    pub standing: Standing,
    pub example: bool,
    /// How many of the gemeente's commitments are due in its years, of those that this person may see.
    pub due: i64,
    /// The newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// The agendas of a gemeente, on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendasPage {
    pub municipality: String,
    pub slug: String,
    /// The newest first.
    pub agendas: Vec<Agenda>,
    /// How many commitments are in no period, because nobody knows yet when they are due.
    pub without_due: i64,
    /// The form of a new period, for who may add one.
    pub form: Option<AgendaForm>,
}

/// One agenda, and the form of the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPage {
    pub municipality: String,
    pub slug: String,
    pub agenda: Agenda,
    /// For who may take it.
    pub form: Option<StepForm>,
}

/// How far a gemeente is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Of the agenda that counts now; none when there is none.
    pub agenda: Option<(Years, State)>,
    /// It has one that is adopted, for now or later.
    pub adopted: bool,
}

impl Progress {
    fn of(rows: &[(Years, State)], year: i32) -> Self {
        let agenda = current(rows, |row| row.0, year).copied();
        let adopted = rows.iter().any(|(years, state)| is_adopted(*state, *years, year));
        Self { agenda, adopted }
    }

    /// `Uitvoeringsagenda 2026–2030: in consultatie`
    pub fn label(&self) -> String {
        match self.agenda {
            Some((years, state)) => {
                format!("Uitvoeringsagenda {}: {}", years.label(), state.label().to_lowercase())
            }
            None => "Nog geen uitvoeringsagenda vastgelegd".to_owned(),
        }
    }
}

/// The gemeente with this slug.
///
/// # Errors
/// `NotFound` when the region has none.
pub async fn municipality(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    slug: &str,
) -> Result<municipality_table::Model, AppError> {
    let named = seen::<municipality_table::Entity>(visibility).filter(municipality_table::Column::Slug.eq(slug));
    named.one(connection).await?.ok_or(AppError::NotFound)
}

/// One agenda with its gemeente.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn one(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    id: Uuid,
) -> Result<(agenda::Model, municipality_table::Model), AppError> {
    let named = seen::<agenda::Entity>(visibility).filter(agenda::Column::Id.eq(id));
    let found = named.find_also_related(municipality_table::Entity).one(connection).await?;
    match found {
        Some((row, Some(place))) => Ok((row, place)),
        _ => Err(AppError::NotFound),
    }
}

/// The agendas of a gemeente, the newest first.
pub async fn of_municipality(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    municipality: Uuid,
) -> Result<Vec<agenda::Model>, DbErr> {
    let rows = seen::<agenda::Entity>(visibility).filter(agenda::Column::MunicipalityId.eq(municipality));
    rows.order_by_desc(agenda::Column::FirstYear).all(connection).await
}

/// How far each gemeente of the region is, in one query; those without any agenda are not in it.
pub async fn progress(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    year: i32,
) -> Result<BTreeMap<Uuid, Progress>, DbErr> {
    let mut by_place: BTreeMap<Uuid, Vec<(Years, State)>> = BTreeMap::new();
    for row in seen::<agenda::Entity>(visibility).all(connection).await? {
        let entry = (years_of(&row), standing_of(&row)?.state());
        by_place.entry(row.municipality_id).or_default().push(entry);
    }
    Ok(by_place.into_iter().map(|(place, rows)| (place, Progress::of(&rows, year))).collect())
}

/// How far one gemeente is.
pub async fn progress_of(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    municipality: Uuid,
    year: i32,
) -> Result<Progress, DbErr> {
    let rows = of_municipality(connection, visibility, municipality).await?;
    let rows: Result<Vec<_>, DbErr> = rows.iter().map(|row| Ok((years_of(row), standing_of(row)?.state()))).collect();
    Ok(Progress::of(&rows?, year))
}

/// The page of a gemeente's agendas, in three queries.
///
/// # Errors
/// `NotFound` when the region has no such gemeente.
pub async fn agendas_page(request: &Request, slug: &str) -> Result<AgendasPage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let place = municipality(database, &visibility, slug).await?;
    let rows = of_municipality(database, &visibility, place.id).await?;
    let rights = AgendaRights { region: place.region_id.into(), municipality: place.id.into() };
    let may_manage = request.allow(Action::Agenda(AgendaVerb::Manage, &rights)).is_ok();
    let first = rows.first().map_or(request.today().year(), |row| row.last_year + 1);
    let form = may_manage.then(|| AgendaForm {
        municipality: place.slug.clone(),
        first_year: first.to_string(),
        last_year: String::new(),
    });
    let due = Due::of(database, &visibility, place.id).await?;
    let agendas = with_history(database, rows, &due).await?;
    Ok(AgendasPage { municipality: place.name, slug: place.slug, agendas, without_due: due.unknown(), form })
}

/// The page of one agenda.
///
/// # Errors
/// `NotFound` when it does not exist for this person.
pub async fn step_page(request: &Request, id: Uuid) -> Result<StepPage, AppError> {
    let (row, place) = one(request.database(), &request.visibility(), id).await?;
    let may_manage = request.allow(Action::Agenda(AgendaVerb::Manage, &rights_of(&row))).is_ok();
    let form =
        may_manage.then(|| StepForm { id: id.to_string(), version: row.version.to_string(), ..StepForm::default() });
    let due = Due::of(request.database(), &request.visibility(), place.id).await?;
    let agenda = with_history(request.database(), vec![row], &due).await?.pop().ok_or(AppError::NotFound)?;
    Ok(StepPage { municipality: place.name, slug: place.slug, agenda, form })
}

/// The rows, which were found through `seen`, with what happened to them.
async fn with_history(
    connection: &impl ConnectionTrait,
    rows: Vec<agenda::Model>,
    due: &Due,
) -> Result<Vec<Agenda>, DbErr> {
    let ids = rows.iter().map(|row| row.id);
    let entries =
        audit::timeline::timeline(connection, Condition::all().add(audit_entry::Column::SubjectId.is_in(ids))).await?;
    let agenda = |row: agenda::Model| {
        let own = entries.iter().filter(|(subject, _)| *subject == row.id);
        Ok(Agenda {
            id: row.id,
            years: years_of(&row),
            standing: standing_of(&row)?,
            example: row.example,
            due: due.within(years_of(&row)),
            timeline: own.map(|(_, entry)| entry.clone()).collect(),
        })
    };
    rows.into_iter().map(agenda).collect()
}

/// How many of a gemeente's commitments are due on which last day. What recurs is due on that of its next time.
struct Due(Vec<(Option<NaiveDate>, i64)>);

impl Due {
    async fn of(connection: &impl ConnectionTrait, visibility: &Visibility, place: Uuid) -> Result<Self, DbErr> {
        use commitment::Column as C;
        let counted = visible(visibility)
            .filter(C::MunicipalityId.eq(place))
            .select_only()
            .column(C::DueLastDay)
            .column_as(C::Id.count(), "commitments")
            .group_by(C::DueLastDay);
        Ok(Self(counted.into_tuple().all(connection).await?))
    }

    fn within(&self, years: Years) -> i64 {
        let is_within = |day: &NaiveDate| years.contain(day.year());
        self.0.iter().filter(|(day, _)| day.as_ref().is_some_and(is_within)).map(|(_, many)| many).sum()
    }

    fn unknown(&self) -> i64 {
        self.0.iter().filter(|(day, _)| day.is_none()).map(|(_, many)| many).sum()
    }
}
