//! Two moments beside each other, for one reader.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use domain::dutch;
use domain::since::{Kind, Line, Subject};
use domain::snapshots::{About, Moment, difference_for};
use sea_orm::{DbErr, QuerySelect};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::keeping::{Now, read};
use super::names::{Names, page_of};
use crate::commitments::entity::commitment;
use crate::commitments::queries::visible;
use crate::error::AppError;
use crate::memo::remembered;
use crate::projects::entity::project;
use crate::request::Request;
use crate::scope::seen;

/// A line in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// None: it counts for the region.
    pub place: Option<Uuid>,
    pub kind: Kind,
    /// Where what it tells of stands.
    pub address: String,
    /// The page of its subject.
    pub page: String,
    pub subject: String,
    /// It was made up for a demonstration.
    pub example: bool,
    /// Of which part of the subject it tells; empty when of all of it.
    pub part: String,
    pub change: String,
    /// What it was and what it is, where the line tells both.
    pub from_to: Option<(String, String)>,
    pub note: Option<String>,
    pub dwellings: Option<u64>,
}

impl Told {
    /// What counts for the region counts for each gemeente.
    pub fn counts_in(&self, place: Uuid) -> bool {
        self.place.is_none_or(|its| its == place)
    }

    /// How many dwellings are at risk from then on: of what was solved none are.
    pub fn still_at_risk(&self) -> Option<u64> {
        self.dwellings.filter(|_| self.kind != Kind::BottleneckSolved)
    }

    /// `60 woningen in gevaar`, of a bottleneck.
    pub fn at_risk(&self) -> Option<String> {
        let [one, many] = match self.kind {
            Kind::BottleneckSolved => ["woning niet meer in gevaar", "woningen niet meer in gevaar"],
            _ => ["woning in gevaar", "woningen in gevaar"],
        };
        self.dwellings.map(|dwellings| dutch::count(dwellings, one, many))
    }
}

/// One of the two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    pub day: NaiveDate,
    /// `peildatum van BO Wonen, 8 oktober 2026`, `dit moment`.
    pub label: String,
}

/// All lines between two moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    pub from: End,
    pub to: End,
    pub lines: Arc<Vec<Told>>,
}

/// Where the state of a moment is.
pub enum Source {
    Kept { state: Uuid, end: End },
    Now(End),
}

impl Source {
    pub fn now(request: &Request) -> Self {
        Self::Now(End { day: request.today(), label: "dit moment".to_owned() })
    }

    pub fn end_of_day(state: Uuid, day: NaiveDate) -> Self {
        Self::Kept { state, end: End { day, label: format!("eind van {}", dutch::long_date(day)) } }
    }

    pub fn end(&self) -> &End {
        match self {
            Self::Kept { end, .. } | Self::Now(end) => end,
        }
    }

    /// Names it among all that was kept.
    pub fn key(&self) -> String {
        match self {
            Self::Kept { state, end } => format!("{state} {}", end.day),
            Self::Now(_) => "now".to_owned(),
        }
    }

    pub async fn moment(&self, request: &Request) -> Result<Moment, AppError> {
        Ok(match self {
            Self::Kept { state, end } => read(request.database(), *state, end.day).await?,
            Self::Now(end) => {
                let now = Now::of(request.database(), request.actor().region.0, end.day).await?;
                now.moment(end.day)
            }
        })
    }
}

/// All that is different between two moments.
pub async fn between(request: &Request, from: &Source, to: &Source) -> Result<Between, AppError> {
    let what = format!("since {} {}", from.key(), to.key());
    let lines = remembered(request, &what, async { Ok(Arc::new(compared(request, from, to).await?)) }).await?;
    Ok(Between { from: from.end().clone(), to: to.end().clone(), lines })
}

async fn compared(request: &Request, from: &Source, to: &Source) -> Result<Vec<Told>, AppError> {
    let today = async { Ok(SeenToday::of(request).await?) };
    let (before, after, today) = tokio::try_join!(from.moment(request), to.moment(request), today)?;
    let visibility = request.visibility();
    let comparing = move || difference_for(before, after, &visibility, |subject| today.sees(subject));
    let (lines, subjects) = spawn_blocking(comparing).await.map_err(|_| AppError::Internal)?;
    let names = Names::of_region(request.database(), request.actor().region.0).await?;
    Ok(together(lines.into_iter().map(|line| told(line, &subjects, &names)).collect()))
}

fn told(line: Line, subjects: &BTreeMap<Subject, About>, names: &Names) -> Told {
    let about = subjects.get(&line.subject);
    Told {
        place: line.municipality.map(Into::into),
        kind: line.kind,
        address: names.address(&line),
        page: page_of(line.subject),
        subject: about.map(|about| about.name.clone()).unwrap_or_default(),
        example: about.is_some_and(|about| about.example),
        part: names.part(&line),
        change: line.change(),
        from_to: line.from_to(),
        note: line.note,
        dwellings: line.dwellings.filter(|many| *many > 0),
    }
}

/// Lights of one commitment that turned alike are one line.
fn together(lines: Vec<Told>) -> Vec<Told> {
    let mut grouped: Vec<Told> = Vec::new();
    for line in lines {
        let same = |last: &&mut Told| {
            line.kind == Kind::Stoplight
                && (last.kind, &last.address, &last.change) == (line.kind, &line.address, &line.change)
        };
        match grouped.last_mut().filter(same) {
            Some(last) => last.part = format!("{}, {}", last.part, line.part.to_lowercase()),
            None => grouped.push(line),
        }
    }
    grouped
}

/// What somebody may see today, of what not everybody may.
pub struct SeenToday {
    commitments: BTreeSet<Uuid>,
    projects: BTreeSet<Uuid>,
}

impl SeenToday {
    pub async fn of(request: &Request) -> Result<Self, DbErr> {
        let connection = request.database();
        let visibility = request.visibility();
        let commitments = visible(&visibility).select_only().column(commitment::Column::Id).into_tuple();
        let projects = seen::<project::Entity>(&visibility).select_only().column(project::Column::Id).into_tuple();
        Ok(Self {
            commitments: commitments.all(connection).await?.into_iter().collect(),
            projects: projects.all(connection).await?.into_iter().collect(),
        })
    }

    pub fn sees(&self, subject: Subject) -> bool {
        match subject {
            Subject::Commitment(id) => self.commitments.contains(&id.0),
            Subject::Project(id) => self.projects.contains(&id.0),
            Subject::Bottleneck(_)
            | Subject::Targets(_)
            | Subject::Deadline(_)
            | Subject::Phase(..)
            | Subject::Agenda(_) => true,
        }
    }
}
