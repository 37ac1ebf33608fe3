//! The forms of milestones, and how they become one.

use chrono::NaiveDate;
use domain::milestones::{Milestone, check_done_on};
use domain::period::parse_day;
use domain::{Period, Problem};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

/// A new milestone, or changes to one: `milestone` and `version` are empty for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MilestoneForm {
    /// The commitment's.
    pub id: String,
    pub milestone: String,
    /// The one that the editor saw.
    pub version: String,
    /// The one that a conflict showed since.
    pub conflict_version: String,
    pub title: String,
    pub due: String,
    pub note: String,
}

/// A milestone is done, or with an empty day not done after all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoneForm {
    pub id: String,
    pub milestone: String,
    pub version: String,
    pub done_on: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveMilestoneForm {
    pub id: String,
    pub milestone: String,
    pub version: String,
    /// Needed when it is late.
    pub reason: String,
}

impl MilestoneForm {
    /// `done_on`: what another form says of it.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn milestone(
        &self,
        done_on: Option<NaiveDate>,
        commitment_due: Option<Period>,
        today: NaiveDate,
    ) -> Result<Milestone, Vec<Problem>> {
        let (title, note) = (self.title.trim().to_owned(), optional(&self.note));
        let milestone = |due| Milestone { title: title.clone(), due, done_on, note: note.clone() };
        match read_due(&self.due) {
            Ok(due) => {
                let problems = milestone(due).problems(commitment_due, today);
                if problems.is_empty() { Ok(milestone(due)) } else { Err(problems) }
            }
            Err(problem) => {
                // Any period that is not wrong by itself: then the rules name all the rest.
                let mut problems = milestone(Period::Day(today)).problems(None, today);
                let place = problems.iter().take_while(|problem| problem.field == "title").count();
                problems.insert(place, problem);
                Err(problems)
            }
        }
    }
}

fn read_due(text: &str) -> Result<Period, Problem> {
    if text.trim().is_empty() {
        let message = "Vul in wanneer de mijlpaal gereed moet zijn, zo precies als u het weet.";
        return Err(Problem::new("due", message));
    }
    Period::parse_dutch(text).map_err(|error| Problem::new("due", error.message()))
}

impl DoneForm {
    /// # Errors
    /// When it is no day, or one that is still to come.
    pub fn done_on(&self, today: NaiveDate) -> Result<Option<NaiveDate>, Problem> {
        let Some(text) = optional(&self.done_on) else { return Ok(None) };
        let message = "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026, of laat het veld leeg.";
        let day = parse_day(&text).ok_or_else(|| Problem::new("done_on", message))?;
        check_done_on(day, today)?;
        Ok(Some(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn form() -> MilestoneForm {
        MilestoneForm {
            title: " Vergunning verleend ".to_owned(),
            due: "Q1 2027".to_owned(),
            ..MilestoneForm::default()
        }
    }

    #[test]
    fn a_filled_form_is_a_milestone() {
        let milestone = form().milestone(None, Some(Period::Year(2027)), today()).unwrap();
        assert_eq!(milestone.title, "Vergunning verleend");
        assert_eq!((milestone.due, milestone.note), (Period::Quarter { year: 2027, quarter: 1 }, None));
    }

    #[test]
    fn everything_that_is_wrong_is_told_in_the_order_of_the_form() {
        for due in ["", "binnenkort"] {
            let form = MilestoneForm { title: String::new(), due: due.to_owned(), note: "x".repeat(5_000), ..form() };
            let problems = form.milestone(None, Some(Period::Year(2020)), today()).unwrap_err();
            let fields: Vec<String> = problems.into_iter().map(|problem| problem.field).collect();
            assert_eq!(fields, ["title", "due", "note"]);
        }
    }

    #[test]
    fn a_day_on_which_it_was_done_can_be_taken_back() {
        let read = |text: &str| DoneForm { done_on: text.to_owned(), ..DoneForm::default() }.done_on(today());
        assert_eq!(read("26-11-2026"), Ok(Some(today())));
        assert_eq!(read(" "), Ok(None));
        for wrong in ["27-11-2026", "november 2026", "gisteren"] {
            assert_eq!(read(wrong).unwrap_err().field, "done_on", "{wrong}");
        }
    }
}
