//! Everything that happened to a commitment, and how it stood on a day.

use chrono::{DateTime, NaiveDate};
use domain::dutch;
use domain::history::{Beside, Happened, Topic, as_it_stood, stood_beside};
use domain::period::parse_day;
use uuid::Uuid;

use super::one_visible;
use super::show::happened_to;
use crate::audit::data::TimelineEntry;
use crate::audit::timeline::timeline;
use crate::commitments::waiting::queries::around;
use crate::error::AppError;
use crate::request::{Request, day_of};

/// What the page of the timeline shows.
#[derive(Clone, Debug)]
pub struct HistoryPage {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    /// None: of everything.
    pub topic: Option<Topic>,
    /// As a date field has it: `2026-11-21`.
    pub day: Option<String>,
    /// How it was at the end of that day.
    pub stood: Option<Stood>,
    /// Newest first.
    pub entries: Vec<TimelineEntry>,
    /// What the address asks for in vain, and what to do about it.
    pub problems: Vec<String>,
}

/// A commitment at the end of a day.
#[derive(Clone, Debug)]
pub struct Stood {
    /// In words.
    pub day: String,
    /// What it said; empty when it was not there yet.
    pub fields: Vec<(&'static str, String)>,
    pub beside: Beside,
}

/// # Errors
/// `NotFound` when the commitment does not exist for this person.
pub async fn history(request: &Request, id: Uuid, topic: &str, day: &str) -> Result<HistoryPage, AppError> {
    let (database, visibility) = (request.database(), request.visibility());
    let (row, _, rights) = one_visible(database, &visibility, id).await?;
    let chosen: Option<Topic> = topic.parse().ok();
    let (on, not_a_day) = match read_day(day, request.today()) {
        Ok(on) => (on, None),
        Err(problem) => (None, Some(problem)),
    };
    let no_topic =
        (!topic.is_empty() && chosen.is_none()).then(|| format!("De soort ‘{topic}’ kennen wij niet. U ziet alles."));
    let waiting = around(database, &visibility, id, rights.life_cycle).await?;
    let all = timeline(database, happened_to(&visibility, id, &waiting)).await?;
    let stood = on.map(|on| {
        let until = || all.iter().rev().filter(|(_, entry)| happened_by(entry, on));
        let own = until().filter(|(subject, _)| *subject == id);
        let fields = as_it_stood(own.map(|(_, entry)| (entry.event, entry.changes.as_slice())));
        let happened = until().map(|(subject, entry)| Happened {
            subject: *subject,
            event: entry.event,
            organisation: &entry.organisation,
            changes: &entry.changes,
        });
        Stood {
            day: dutch::date(on),
            fields: fields.into_iter().map(|(field, text)| (field.label(), text)).collect(),
            beside: stood_beside(happened),
        }
    });
    let entries = all.into_iter().map(|(_, entry)| entry);
    let entries = entries.filter(|entry| chosen.is_none_or(|topic| Topic::of(entry.event) == topic)).collect();
    Ok(HistoryPage {
        id,
        number: row.number,
        title: row.title,
        topic: chosen,
        day: on.map(|day| day.to_string()),
        stood,
        entries,
        problems: no_topic.into_iter().chain(not_a_day).collect(),
    })
}

/// None when no day is asked for.
fn read_day(text: &str, today: NaiveDate) -> Result<Option<NaiveDate>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    // As a date field sends it, or as people write it.
    match text.trim().parse().ok().or_else(|| parse_day(text)) {
        Some(day) if day > today => Err(format!("{} moet nog komen. Kies een dag die voorbij is.", dutch::date(day))),
        Some(day) => Ok(Some(day)),
        None => Err(format!("‘{text}’ is geen dag. Schrijf bijvoorbeeld {}.", dutch::date(today))),
    }
}

/// By the end of that day, on a Dutch calendar.
fn happened_by(entry: &TimelineEntry, day: NaiveDate) -> bool {
    DateTime::parse_from_rfc3339(&entry.at.iso).is_ok_and(|at| day_of(at.to_utc()) <= day)
}
