//! Reading occurrences.
#![expect(
    clippy::disallowed_methods,
    reason = "an occurrence is read by its commitment, which was found through `visible`"
)]

use std::cmp::Reverse;

use chrono::NaiveDate;
use domain::commitments::is_overdue;
use domain::occurrences::{Outcome, check_occurrence, is_told, occurrence_at, occurrences};
use domain::period::label_or_unknown;
use domain::policy::{Action, CommitmentRights, Verb};
use domain::progress::may_report;
use domain::{Period, dutch};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::occurrence;
use super::records::{counts_from, to_report};
use super::{ANCHOR, path_of};
use crate::commitments::data::{SideCard, SideLine};
use crate::commitments::entity::commitment;
use crate::commitments::names::called;
use crate::commitments::queries::one_visible;
use crate::commitments::records::stored_period;
use crate::error::AppError;
use crate::request::Request;

/// One occurrence, and what was told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub occurrence: Period,
    /// None: nothing yet.
    pub outcome: Option<Outcome>,
    /// `21-11-2026`
    pub done_on: Option<String>,
    pub note: Option<String>,
    pub overdue: bool,
    /// 0 when nothing was told.
    pub version: i32,
}

impl Line {
    /// Where it is told of.
    pub fn href(&self, commitment: Uuid) -> String {
        format!("{}/{}", path_of(commitment), self.occurrence)
    }

    /// `Gedaan op 21-11-2026`, `Niet gedaan`, `Nog te doen`
    pub fn told(&self) -> String {
        match (self.outcome, &self.done_on) {
            (Some(Outcome::Done), Some(day)) => format!("Gedaan op {day}"),
            (Some(outcome), _) => outcome.label().to_owned(),
            (None, _) => "Nog te doen".to_owned(),
        }
    }
}

/// Those of the past and the one that runs, newest first; also what was told when the commitment still recurred otherwise.
async fn lines(
    connection: &impl ConnectionTrait,
    row: &commitment::Model,
    rights: &CommitmentRights,
    today: NaiveDate,
) -> Result<Vec<Line>, DbErr> {
    let rows = occurrence::Entity::find().filter(occurrence::Column::CommitmentId.eq(row.id)).all(connection).await?;
    let mut lines = rows.into_iter().map(told_line).collect::<Result<Vec<Line>, DbErr>>()?;
    let told: Vec<Period> = lines.iter().map(|line| line.occurrence).collect();
    if let Some(due) = stored_period(row.due.as_deref()) {
        let running = occurrence_at(due, today).and_then(Period::last_day);
        let begun = occurrences(due, counts_from(row)).take_while(|it| it.last_day() <= running);
        lines.extend(begun.filter(|it| !is_told(*it, &told)).map(|occurrence| Line {
            occurrence,
            outcome: None,
            done_on: None,
            note: None,
            overdue: is_overdue(rights.life_cycle, occurrence.last_day(), today),
            version: 0,
        }));
    }
    lines.sort_by_key(|line| Reverse(line.occurrence.last_day()));
    Ok(lines)
}

fn told_line(row: occurrence::Model) -> Result<Line, DbErr> {
    let report = to_report(&row)?;
    let unreadable = || DbErr::Custom(format!("unreadable occurrence {}", row.period));
    Ok(Line {
        occurrence: row.period.parse().map_err(|_| unreadable())?,
        outcome: Some(report.outcome),
        done_on: report.done_on.map(dutch::date),
        note: report.note,
        overdue: false,
        version: row.version,
    })
}

/// What somebody may tell of a commitment.
fn may_tell(request: &Request, rights: &CommitmentRights) -> bool {
    may_report(rights.life_cycle).is_ok() && request.allow(Action::Commitment(Verb::ReportProgress, rights)).is_ok()
}

/// How many occurrences the page of a commitment shows.
const ON_CARD: usize = 3;

/// On the page of a commitment that recurs. One query.
pub async fn card(
    request: &Request,
    row: &commitment::Model,
    rights: &CommitmentRights,
) -> Result<Option<SideCard>, DbErr> {
    if !stored_period(row.due.as_deref()).is_some_and(Period::recurs) {
        return Ok(None);
    }
    let may_tell = may_tell(request, rights);
    let all = lines(request.database(), row, rights, request.today()).await?;
    let line = |line: &Line| SideLine {
        text: line.occurrence.label(),
        href: may_tell.then(|| line.href(row.id)),
        below: if line.overdue { "Over tijd: nog niets gemeld".to_owned() } else { line.told() },
    };
    Ok(Some(SideCard {
        anchor: ANCHOR.to_owned(),
        title: "Elke keer".to_owned(),
        nothing: "De eerste keer is nog niet begonnen.".to_owned(),
        lines: all.iter().take(ON_CARD).map(line).collect(),
        href: path_of(row.id),
        link: "Alle keren bekijken".to_owned(),
    }))
}

/// What stands above the pages of occurrences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub commitment: Uuid,
    pub number: String,
    /// `L-01 Hofje in Zenderen (Borne)`
    pub label: String,
    pub example: bool,
    /// `elk jaar`
    pub due: String,
    pub may_tell: bool,
}

/// What the page of all occurrences shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OccurrencesPage {
    pub head: Head,
    /// `21-11-2026`
    pub counts_from: String,
    pub recurs: bool,
    pub lines: Vec<Line>,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person.
pub async fn page(request: &Request, id: Uuid) -> Result<OccurrencesPage, AppError> {
    let (row, _, rights) = one_visible(request.database(), &request.visibility(), id).await?;
    Ok(OccurrencesPage {
        head: head(request, &row, &rights).await?,
        counts_from: dutch::date(counts_from(&row)),
        recurs: stored_period(row.due.as_deref()).is_some_and(Period::recurs),
        lines: lines(request.database(), &row, &rights, request.today()).await?,
    })
}

async fn head(request: &Request, row: &commitment::Model, rights: &CommitmentRights) -> Result<Head, DbErr> {
    Ok(Head {
        commitment: row.id,
        number: row.number.clone(),
        label: called(request.database(), row).await?,
        example: row.example,
        due: label_or_unknown(stored_period(row.due.as_deref())),
        may_tell: may_tell(request, rights),
    })
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person, or has no such occurrence.
pub async fn one(request: &Request, id: Uuid, occurrence: &str) -> Result<(Head, Line), AppError> {
    let occurrence: Period = occurrence.parse().map_err(|_| AppError::NotFound)?;
    let (row, _, rights) = one_visible(request.database(), &request.visibility(), id).await?;
    let due = stored_period(row.due.as_deref());
    let all = lines(request.database(), &row, &rights, request.today()).await?;
    let line = all.into_iter().find(|line| line.occurrence == occurrence).ok_or(AppError::NotFound)?;
    let mut head = head(request, &row, &rights).await?;
    // What was told when it recurred otherwise, stays as it is.
    head.may_tell &= check_occurrence(occurrence, due, counts_from(&row), request.today()).is_ok();
    Ok((head, line))
}
