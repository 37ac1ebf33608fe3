//! The page of a meeting, and that of any two days.

use chrono::NaiveDate;
use domain::meetings::State;
use domain::policy::{Action, BodyVerb, Visibility};
use domain::snapshots::Days;
use domain::{Problem, dutch};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::commands::{former_snapshot, snapshot_of};
use super::comparing::{End, Source, between};
use super::entity::snapshot;
use super::filter::Filter;
use super::keeping::{Ended, end_of_day, first_day};
use super::shown::{PAGE_SIZE, Shown, shown};
use crate::error::AppError;
use crate::meetings::queries::{Found, one};
use crate::meetings::records::state_of;
use crate::request::Request;

/// The page of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMeeting {
    pub meeting: Uuid,
    pub label: String,
    /// Its reference date is fixed.
    pub frozen: bool,
    /// What it looks at.
    pub to: End,
    /// None: no meeting of this body was frozen before.
    pub shown: Option<Shown>,
}

/// What is different between what the last meeting of the same body looked at and what this one does. As long as that is not
/// frozen: how everything stands now, or stood at the end of the day on which it was held.
///
/// # Errors
/// `NotFound` when the meeting does not exist for this person.
pub async fn of_meeting(request: &Request, id: Uuid, filter: &Filter) -> Result<OfMeeting, AppError> {
    let Ends { meeting, label, frozen, from, to, .. } = ends(request, id).await?;
    let shown = match from {
        Some(from) => Some(shown(request, between(request, &from, &to).await?, filter, PAGE_SIZE).await?),
        None => None,
    };
    Ok(OfMeeting { meeting, label, frozen, to: to.end().clone(), shown })
}

/// All lines of a meeting at once.
///
/// # Errors
/// As [`of_meeting`].
pub async fn of_meeting_whole(request: &Request, id: Uuid, filter: &Filter) -> Result<Option<Shown>, AppError> {
    let Ends { from, to, .. } = ends(request, id).await?;
    let Some(from) = from else { return Ok(None) };
    Ok(Some(shown(request, between(request, &from, &to).await?, filter, usize::MAX).await?))
}

/// All lines of two days at once; none when they are wrong.
pub async fn days_asked(request: &Request, filter: &Filter) -> Result<Option<Shown>, AppError> {
    Ok(days(request, filter, usize::MAX).await?.shown)
}

/// What a meeting compares.
pub struct Ends {
    pub meeting: Uuid,
    pub label: String,
    /// Its reference date is fixed.
    pub frozen: bool,
    /// None: no meeting of this body was frozen before.
    pub from: Option<Source>,
    pub to: Source,
    pub found: Found,
}

/// How the moment is called that a meeting, once frozen, is compared with.
pub async fn compared_with(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    meeting: Uuid,
) -> Result<Option<String>, AppError> {
    let own = snapshot_of(connection, meeting).await?;
    let Some(former) = own.and_then(|own| own.former_id) else { return Ok(None) };
    Ok(Some(reference_date_of(&one(connection, visibility, former).await?.label())))
}

fn reference_date_of(meeting: &str) -> String {
    format!("peildatum van {meeting}")
}

/// # Errors
/// `NotFound` when the meeting does not exist for this person.
pub async fn ends(request: &Request, id: Uuid) -> Result<Ends, AppError> {
    let found = one(request.database(), &request.visibility(), id).await?;
    request.allow(Action::Body(BodyVerb::View, &found.rights))?;
    let label = found.label();
    let own = found.snapshot.clone();
    let held_on =
        Some(found.row.date).filter(|day| state_of(&found.row).is_ok_and(State::was_held) && *day < request.today());
    let former = match &own {
        Some(own) => match own.former_id {
            Some(id) => snapshot_of(request.database(), id).await?,
            None => None,
        },
        None => former_snapshot(request.database(), &found.row, held_on.unwrap_or_else(|| request.today())).await?,
    };
    let former = match former {
        Some(row) => {
            let label = one(request.database(), &request.visibility(), row.meeting_id).await?.label();
            Some((row, label))
        }
        None => None,
    };
    let kept = |row: &snapshot::Model, label: &str| Source::Kept {
        state: row.state_id,
        end: End { day: row.reference_date, label: reference_date_of(label) },
    };
    let to = match (&own, held_on) {
        (Some(own), _) => kept(own, &label),
        (None, Some(day)) => end_of(request, day).await?,
        (None, None) => Source::now(request),
    };
    Ok(Ends {
        meeting: id,
        frozen: own.is_some(),
        from: former.map(|(row, label)| kept(&row, &label)),
        to,
        label,
        found,
    })
}

/// How everything stood at the end of a day that is over; now, when that was never kept.
async fn end_of(request: &Request, day: NaiveDate) -> Result<Source, AppError> {
    Ok(match end_of_day(request.database(), request.region()?.0, day).await? {
        Ended::Kept(state) => Source::end_of_day(state, day),
        Ended::NotYet | Ended::Before(_) => Source::now(request),
    })
}

/// What was asked for any two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfDays {
    /// As typed, or what is proposed.
    pub from: String,
    pub to: String,
    pub problems: Vec<Problem>,
    /// None: nothing was asked yet, or what was asked is wrong.
    pub shown: Option<Shown>,
}

pub async fn of_days(request: &Request, filter: &Filter) -> Result<OfDays, AppError> {
    days(request, filter, PAGE_SIZE).await
}

async fn days(request: &Request, filter: &Filter, page_size: usize) -> Result<OfDays, AppError> {
    let region = request.region()?.0;
    let (database, today) = (request.database(), request.today());
    let typed = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let first = first_day(database, region).await?;
    let to = typed(&filter.to).unwrap_or_else(|| dutch::date(today));
    let from = typed(&filter.from).or_else(|| first.map(dutch::date)).unwrap_or_default();
    let mut asked = OfDays { from, to, problems: vec![], shown: None };
    if filter.from.is_none() && filter.to.is_none() {
        return Ok(asked);
    }
    let days = match days_of(&asked, today) {
        Ok(days) => days,
        Err(problems) => return Ok(OfDays { problems, ..asked }),
    };
    let from = end_of_day(database, region, days.from).await?;
    let Ended::Kept(state) = from else {
        asked.problems.push(Problem::new("van", from.told()));
        return Ok(asked);
    };
    let to = if days.to == today {
        Source::now(request)
    } else {
        match end_of_day(database, region, days.to).await? {
            Ended::Kept(state) => Source::end_of_day(state, days.to),
            missing => {
                asked.problems.push(Problem::new("tot", missing.told()));
                return Ok(asked);
            }
        }
    };
    let between = between(request, &Source::end_of_day(state, days.from), &to).await?;
    asked.shown = Some(shown(request, between, filter, page_size).await?);
    Ok(asked)
}

fn days_of(asked: &OfDays, today: NaiveDate) -> Result<Days, Vec<Problem>> {
    let no_day = |field: &str| Problem::new(field, "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026.");
    match (Filter::day(Some(&asked.from)), Filter::day(Some(&asked.to))) {
        (Some(from), Some(to)) => Days::of(from, to, today).map_err(|problem| {
            let field = if problem.field == "to" { "tot" } else { "van" };
            vec![Problem::new(field, problem.message)]
        }),
        (from, to) => {
            let wrong = [("van", from.is_none()), ("tot", to.is_none())];
            Err(wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(field, _)| no_day(field)).collect())
        }
    }
}
