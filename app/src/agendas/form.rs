//! The forms of agendas, and how they become years and a step.

use chrono::NaiveDate;
use domain::Problem;
use domain::agendas::{State, Step, Years};
use domain::period::parse_day;
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

/// A new period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaForm {
    /// The gemeente's slug.
    pub municipality: String,
    pub first_year: String,
    pub last_year: String,
}

impl AgendaForm {
    /// # Errors
    /// Everything that is wrong, from top to bottom.
    pub fn years(&self) -> Result<Years, Vec<Problem>> {
        let read = |field: &str, text: &str| {
            let message = "Vul een jaar in, in vier cijfers. Bijvoorbeeld 2027.";
            text.trim().parse::<i32>().map_err(|_| Problem::new(field, message))
        };
        match (read("first_year", &self.first_year), read("last_year", &self.last_year)) {
            (Ok(first), Ok(last)) => {
                let years = Years { first, last };
                let problems = years.problems();
                if problems.is_empty() { Ok(years) } else { Err(problems) }
            }
            (first, last) => Err([first.err(), last.err()].into_iter().flatten().collect()),
        }
    }
}

/// A step with an agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub id: String,
    /// The version that the person saw.
    pub version: String,
    /// The state that it gets.
    pub to: String,
    /// Which body adopted it.
    pub by: String,
    /// The day on which it was adopted.
    pub on: String,
    pub reason: String,
}

impl StepForm {
    /// # Errors
    /// Everything that cannot be read, from top to bottom.
    pub fn step(&self) -> Result<Step, Vec<Problem>> {
        let to = self.to.parse::<State>().map_err(|_| Problem::new("to", "Kies wat er met de agenda gebeurt."));
        let on = self.day();
        match (to, on) {
            (Ok(to), Ok(on)) => Ok(Step { to, by: optional(&self.by), on, reason: optional(&self.reason) }),
            (to, on) => Err([to.err(), on.err()].into_iter().flatten().collect()),
        }
    }

    fn day(&self) -> Result<Option<NaiveDate>, Problem> {
        let message = "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026.";
        optional(&self.on).map(|text| parse_day(&text).ok_or_else(|| Problem::new("on", message))).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_and_everything_wrong_is_told() {
        let form = |first: &str, last: &str| AgendaForm {
            first_year: first.to_owned(),
            last_year: last.to_owned(),
            ..AgendaForm::default()
        };
        let wrong = |first, last| -> Vec<String> {
            form(first, last).years().unwrap_err().into_iter().map(|problem| problem.field).collect()
        };
        assert_eq!(form(" 2026 ", "2030").years(), Ok(Years { first: 2026, last: 2030 }));
        assert_eq!(wrong("", "later"), ["first_year", "last_year"]);
        assert_eq!(wrong("2026", ""), ["last_year"]);
        assert_eq!(wrong("2030", "2026"), ["last_year"]);
    }

    #[test]
    fn a_step_is_chosen_and_its_day_is_a_day() {
        let wrong = StepForm { on: "morgen".to_owned(), ..StepForm::default() }.step().unwrap_err();
        assert_eq!(wrong.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["to", "on"]);
        let form = StepForm {
            to: "vastgesteld".to_owned(),
            by: " Gemeenteraad ".to_owned(),
            on: "12-11-2026".to_owned(),
            reason: " ".to_owned(),
            ..StepForm::default()
        };
        let on = NaiveDate::from_ymd_opt(2026, 11, 12);
        let step = Step { to: State::Adopted, by: Some("Gemeenteraad".to_owned()), on, reason: None };
        assert_eq!(form.step(), Ok(step));
    }
}
