//! The form of an occurrence, and how it becomes a report.

use domain::Problem;
use domain::occurrences::{Outcome, Report};
use domain::period::parse_day;
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OccurrenceForm {
    /// The commitment's.
    pub id: String,
    /// Which occurrence, as the address has it: `2026`, `2026-H1` or `2026-07-01`.
    pub occurrence: String,
    /// The one that the reporter saw; 0 when nothing was told yet.
    pub version: String,
    pub outcome: String,
    pub done_on: String,
    pub note: String,
}

impl OccurrenceForm {
    /// # Errors
    /// What cannot be read, in the order of the form.
    pub fn report(&self) -> Result<Report, Vec<Problem>> {
        let mut problems = Vec::new();
        let outcome = self.outcome.parse::<Outcome>();
        if outcome.is_err() {
            problems.push(Problem::new("outcome", "Kies of het deze keer is gedaan."));
        }
        let done_on = optional(&self.done_on).and_then(|text| {
            let day = parse_day(&text);
            if day.is_none() {
                problems.push(Problem::new("done_on", "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026."));
            }
            day
        });
        match outcome {
            Ok(outcome) if problems.is_empty() => Ok(Report { outcome, done_on, note: optional(&self.note) }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_all_at_once() {
        let form = OccurrenceForm { done_on: "gisteren".to_owned(), ..OccurrenceForm::default() };
        let fields: Vec<String> = form.report().unwrap_err().into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["outcome", "done_on"]);
        let form = OccurrenceForm { outcome: "gedaan".to_owned(), done_on: "3-12-2025".to_owned(), ..form };
        let report = form.report().unwrap();
        assert_eq!((report.outcome, report.note), (Outcome::Done, None));
    }
}
