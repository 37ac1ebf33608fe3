//! The forms of waiting.

use chrono::NaiveDate;
use domain::Problem;
use domain::period::parse_day;
use domain::waiting::Wait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WaitForm {
    /// The commitment that waits.
    pub id: String,
    /// The other commitment as somebody calls it; or else an organisation.
    pub commitment: String,
    pub organisation: String,
    pub reason: String,
    pub since: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResolveForm {
    pub id: String,
    pub wait: String,
}

/// What the form says that is waited for; whether it exists, only the database knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Commitment(String),
    Organisation(Uuid),
}

impl WaitForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn read(&self, today: NaiveDate) -> Result<(Named, Wait), Vec<Problem>> {
        let mut problems = Vec::new();
        let named = match (optional(&self.commitment), optional(&self.organisation)) {
            (Some(text), None) => Some(Named::Commitment(text)),
            (None, Some(id)) => {
                let id = id.parse().ok();
                if id.is_none() {
                    problems.push(unknown_organisation());
                }
                id.map(Named::Organisation)
            }
            (Some(_), Some(_)) => {
                let message = "Vul een afspraak in of kies een organisatie, niet allebei. Maak een van de twee leeg.";
                problems.push(Problem::new("commitment", message));
                None
            }
            (None, None) => {
                let message = "Vul in op welke afspraak deze afspraak wacht, of kies een organisatie.";
                problems.push(Problem::new("commitment", message));
                None
            }
        };
        // Any day that is not wrong by itself: then the rules name all the rest.
        let since = if self.since.trim().is_empty() { Some(today) } else { parse_day(&self.since) };
        let wait = Wait { reason: self.reason.trim().to_owned(), since: since.unwrap_or(today) };
        problems.extend(wait.problems(today));
        if since.is_none() {
            problems.push(Problem::new("since", "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026."));
        }
        match named {
            Some(named) if problems.is_empty() => Ok((named, wait)),
            _ => Err(problems),
        }
    }
}

pub fn unknown_organisation() -> Problem {
    Problem::new("organisation", "Deze organisatie bestaat niet. Kies er een uit de lijst.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 26).unwrap()
    }

    fn form() -> WaitForm {
        WaitForm { commitment: " L-02 Borne ".to_owned(), reason: "Eerst de grond".to_owned(), ..WaitForm::default() }
    }

    fn fields(form: &WaitForm) -> Vec<String> {
        form.read(today()).unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_filled_form_is_a_wait_since_today_unless_it_says_otherwise() {
        let (named, wait) = form().read(today()).unwrap();
        assert_eq!((named, wait.since), (Named::Commitment("L-02 Borne".to_owned()), today()));
        let earlier = WaitForm { since: "1-10-2026".to_owned(), ..form() };
        assert_eq!(earlier.read(today()).unwrap().1.since, NaiveDate::from_ymd_opt(2026, 10, 1).unwrap());
    }

    #[test]
    fn it_waits_for_one_thing() {
        let organisation = Uuid::nil().to_string();
        assert_eq!(fields(&WaitForm { organisation: organisation.clone(), ..form() }), ["commitment"]);
        assert_eq!(fields(&WaitForm { commitment: " ".to_owned(), ..form() }), ["commitment"]);
        let other = WaitForm { commitment: String::new(), organisation, ..form() };
        assert_eq!(other.read(today()).unwrap().0, Named::Organisation(Uuid::nil()));
        assert_eq!(fields(&WaitForm { organisation: "niets".to_owned(), ..other }), ["organisation"]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let wrong = WaitForm { since: "ooit".to_owned(), ..WaitForm::default() };
        assert_eq!(fields(&wrong), ["commitment", "reason", "since"]);
        assert_eq!(fields(&WaitForm { since: "27-11-2026".to_owned(), ..form() }), ["since"]);
    }
}
