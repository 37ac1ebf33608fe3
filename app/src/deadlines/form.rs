//! The forms of deadlines, and how they become what the domain knows.

use chrono::NaiveDate;
use domain::deadlines::{Content, Phase, Told};
use domain::period::parse_day;
use domain::{Period, Problem};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::records::Saved;
use crate::ui::form::optional;

/// A day as it is typed.
const DAY_FORMAT: &str = "%d-%m-%Y";

/// A deadline of the region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeadlineForm {
    pub id: String,
    /// The version that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub due: String,
    /// Ticked: it is not known yet when.
    pub due_unknown: Vec<String>,
    pub legal_status: String,
    pub note: String,
    /// The id of one of the region's sources.
    pub source: String,
    pub detail: String,
    pub checked_on: String,
}

impl DeadlineForm {
    /// Starts the form from what is saved.
    pub fn of(id: Uuid, version: i32, saved: &Saved) -> Self {
        let Content { due, legal_status, note, detail, checked_on } = saved.content.clone();
        Self {
            id: id.to_string(),
            version: version.to_string(),
            conflict_version: String::new(),
            due: due.map(Period::label).unwrap_or_default(),
            due_unknown: if due.is_none() { vec!["ja".to_owned()] } else { vec![] },
            legal_status: legal_status.unwrap_or_default(),
            note: note.unwrap_or_default(),
            source: saved.source.map(|id| id.to_string()).unwrap_or_default(),
            detail: detail.unwrap_or_default(),
            checked_on: day_text(checked_on),
        }
    }

    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn read(&self, today: NaiveDate) -> Result<Saved, Vec<Problem>> {
        let mut problems = Vec::new();
        let due = self.due(&mut problems);
        let source = optional(&self.source).and_then(|id| {
            let id = id.parse::<Uuid>().ok();
            if id.is_none() {
                problems.push(unknown_source());
            }
            id
        });
        let detail = optional(&self.detail);
        if source.is_none() && detail.is_some() && !problems.iter().any(|problem| problem.field == "source") {
            let message = "Kies ook de bron waarin dit staat, of maak de vindplaats leeg.";
            problems.push(Problem::new("source", message));
        }
        let checked_on = read_day("checked_on", &self.checked_on, &mut problems);
        let (legal_status, note) = (optional(&self.legal_status), optional(&self.note));
        let content = Content { due, legal_status, note, detail, checked_on };
        problems.extend(content.problems(today));
        problems.sort_by_key(|problem| ORDER.iter().position(|field| *field == problem.field));
        if problems.is_empty() { Ok(Saved { content, source }) } else { Err(problems) }
    }

    /// Nothing is meant by an empty field: one says that it is not known.
    fn due(&self, problems: &mut Vec<Problem>) -> Option<Period> {
        let unknown = !self.due_unknown.is_empty();
        match (optional(&self.due), unknown) {
            (None, true) => None,
            (None, false) => {
                let message = "Vul in wanneer het klaar moet zijn, of kies dat dit nog niet bekend is.";
                problems.push(Problem::new("due", message));
                None
            }
            (Some(_), true) => {
                let message = "U vult een datum in, en kiest ook dat hij nog niet bekend is. Laat één van de twee weg.";
                problems.push(Problem::new("due", message));
                None
            }
            (Some(text), false) => match Period::parse_dutch(&text) {
                Ok(period) => Some(period),
                Err(error) => {
                    problems.push(Problem::new("due", error.message()));
                    None
                }
            },
        }
    }
}

const ORDER: [&str; 6] = ["due", "legal_status", "note", "source", "detail", "checked_on"];

pub fn unknown_source() -> Problem {
    Problem::new("source", "Deze bron bestaat niet. Kies een bron uit de lijst.")
}

/// How far a gemeente is with a deadline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhaseForm {
    pub id: String,
    /// The gemeente's slug.
    pub municipality: String,
    /// The version that the form was filled from; empty when nobody told anything yet.
    pub version: String,
    pub conflict_version: String,
    pub phase: String,
    pub adopted_by: String,
    pub adopted_on: String,
    pub note: String,
}

impl PhaseForm {
    /// Starts the form from what is saved and counts.
    pub fn of(id: Uuid, municipality: &str, saved: Option<(i32, Told)>) -> Self {
        let form = Self { id: id.to_string(), municipality: municipality.to_owned(), ..Self::default() };
        let Some((version, told)) = saved else { return form };
        Self {
            version: version.to_string(),
            phase: told.phase.code().to_owned(),
            adopted_by: told.by.unwrap_or_default(),
            adopted_on: day_text(told.on),
            note: told.note.unwrap_or_default(),
            ..form
        }
    }

    /// # Errors
    /// Everything that cannot be read, from top to bottom.
    pub fn told(&self) -> Result<Told, Vec<Problem>> {
        let mut problems = Vec::new();
        let phase = self.phase.parse::<Phase>().unwrap_or_else(|_| {
            problems.push(Problem::new("phase", "Kies hoever de gemeente is."));
            Phase::NotStarted
        });
        let on = read_day("adopted_on", &self.adopted_on, &mut problems);
        let told = Told { phase, by: optional(&self.adopted_by), on, note: optional(&self.note) };
        if problems.is_empty() { Ok(told) } else { Err(problems) }
    }
}

fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.format(DAY_FORMAT).to_string()).unwrap_or_default()
}

fn read_day(field: &str, text: &str, problems: &mut Vec<Problem>) -> Option<NaiveDate> {
    let text = optional(text)?;
    let day = parse_day(&text);
    if day.is_none() {
        problems.push(Problem::new(field, "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026."));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 27).unwrap()
    }

    fn wrong(form: &DeadlineForm) -> Vec<String> {
        form.read(today()).unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn what_is_saved_is_shown_and_read_again_the_same() {
        let form = DeadlineForm {
            due: "elk jaar op 1 juli".to_owned(),
            legal_status: " Woningwet ".to_owned(),
            source: Uuid::from_u128(1).to_string(),
            detail: "artikel 44".to_owned(),
            checked_on: "27-11-2026".to_owned(),
            ..DeadlineForm::default()
        };
        let saved = form.read(today()).unwrap();
        assert_eq!(saved.content.due, Some(Period::EveryYearOn { month: 7, day: 1 }));
        assert_eq!(saved.content.legal_status.as_deref(), Some("Woningwet"));
        assert_eq!(DeadlineForm::of(Uuid::nil(), 1, &saved).read(today()), Ok(saved));
        let unknown = DeadlineForm { due_unknown: vec!["ja".to_owned()], ..DeadlineForm::default() };
        let saved = unknown.read(today()).unwrap();
        assert_eq!(DeadlineForm::of(Uuid::nil(), 1, &saved).read(today()), Ok(saved));
    }

    #[test]
    fn everything_wrong_is_told_from_top_to_bottom_and_an_empty_date_means_nothing() {
        let form = DeadlineForm {
            detail: "2.2".to_owned(),
            checked_on: "gisteren".to_owned(),
            legal_status: "x".repeat(301),
            ..DeadlineForm::default()
        };
        assert_eq!(wrong(&form), ["due", "legal_status", "source", "checked_on"]);
        let both = DeadlineForm {
            due: "2027".to_owned(),
            due_unknown: vec!["ja".to_owned()],
            source: "nonsens".to_owned(),
            checked_on: "28-11-2026".to_owned(),
            ..DeadlineForm::default()
        };
        assert_eq!(wrong(&both), ["due", "source", "checked_on"]);
    }

    #[test]
    fn a_phase_is_chosen_and_its_day_is_a_day() {
        let form = PhaseForm { adopted_on: "morgen".to_owned(), ..PhaseForm::default() };
        let problems = form.told().unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["phase", "adopted_on"]);
        let form = PhaseForm {
            phase: "vastgesteld".to_owned(),
            adopted_by: " gemeenteraad ".to_owned(),
            adopted_on: "12-11-2026".to_owned(),
            ..PhaseForm::default()
        };
        let told = form.told().unwrap();
        assert_eq!((told.phase, told.by.as_deref()), (Phase::Adopted, Some("gemeenteraad")));
        let again = PhaseForm::of(Uuid::nil(), "almelo", Some((3, told.clone())));
        assert_eq!((again.version.as_str(), again.told()), ("3", Ok(told)));
    }
}
