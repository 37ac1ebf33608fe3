//! Forms as they are posted, text by text, and how they become what the domain knows.

use chrono::NaiveDate;
use domain::Problem;
use domain::meetings::items::Item;
use domain::meetings::{Attendant, Content, Presence, State, Step};
use domain::period::parse_day;
use domain::routing::Purpose;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

const NO_DAY: &str = "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026.";

/// A meeting that is planned, or changes to one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    /// Empty for a new one.
    pub id: String,
    /// The version that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    /// Only of a new one: a meeting stays with its body.
    pub body: String,
    pub date: String,
    pub title: String,
    pub place: String,
    /// Why it is on another day, when the papers are ready.
    pub reason: String,
}

impl MeetingForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let day = if self.date.trim().is_empty() {
            Err(Problem::new("date", "Vul in op welke dag het overleg is. Bijvoorbeeld 21-11-2026."))
        } else {
            parse_day(&self.date).ok_or_else(|| Problem::new("date", NO_DAY))
        };
        // Any day that is not wrong by itself: then the rules name all the rest.
        let date = day.clone().unwrap_or_else(|_| NaiveDate::default());
        let content = Content { title: optional(&self.title), date, place: optional(&self.place) };
        let mut problems = content.problems();
        if let Err(problem) = day {
            problems.retain(|other| other.field != "date");
            problems.insert(0, problem);
        }
        problems.sort_by_key(|problem| ["date", "title", "place"].iter().position(|field| *field == problem.field));
        if problems.is_empty() { Ok(content) } else { Err(problems) }
    }

    pub fn reason(&self) -> Option<String> {
        optional(&self.reason)
    }
}

/// A step forward, or back with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub id: String,
    /// The version that the person saw.
    pub version: String,
    /// The code of the state that it leads to.
    pub to: String,
    /// On which day the minutes were adopted.
    pub on: String,
    pub reason: String,
}

impl StepForm {
    /// # Errors
    /// It is no step forward, or without its day.
    pub fn forward(&self) -> Result<Step, Problem> {
        match self.to.parse() {
            Ok(State::PapersReady) => Ok(Step::PapersReady),
            Ok(State::Held) => Ok(Step::Hold),
            Ok(State::MinutesAdopted) => {
                let on = parse_day(&self.on).ok_or_else(|| Problem::new("on", NO_DAY))?;
                Ok(Step::AdoptMinutes { on })
            }
            Ok(State::Preparing | State::Cancelled) | Err(_) => Err(Problem::of_form("Kies een stap.")),
        }
    }

    pub fn back(&self) -> Step {
        Step::Reopen { reason: optional(&self.reason).unwrap_or_default() }
    }

    pub fn cancel(&self) -> Step {
        Step::Cancel { reason: optional(&self.reason).unwrap_or_default() }
    }
}

/// An item of the agenda: `item` is empty for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    /// The meeting's.
    pub id: String,
    pub item: String,
    pub version: String,
    pub conflict_version: String,
    pub title: String,
    pub purpose: String,
    pub note: String,
    /// Holds `ja` when it is ticked.
    pub oral: Vec<String>,
}

/// The value of a box that is ticked.
pub const YES: &str = "ja";

impl ItemForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn item(&self, papers: usize) -> Result<Item, Vec<Problem>> {
        let purpose = self.purpose.parse::<Purpose>();
        let item = Item {
            title: self.title.trim().to_owned(),
            purpose: purpose.unwrap_or(Purpose::Inform),
            note: optional(&self.note),
            papers,
            oral: self.oral.iter().any(|value| value == YES),
        };
        let mut problems = item.problems();
        if purpose.is_err() {
            let place = problems.iter().take_while(|problem| problem.field == "title").count();
            problems.insert(place, Problem::new("purpose", "Kies waarvoor dit punt op de agenda staat."));
        }
        if problems.is_empty() { Ok(item) } else { Err(problems) }
    }
}

/// An item a place up or down, or away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveItemForm {
    /// The meeting's.
    pub id: String,
    pub item: String,
    /// Where the item stood for whom moves it, from 0.
    pub place: String,
    /// The version that was seen of what is taken away.
    pub version: String,
    pub way: String,
}

pub const UP: &str = "omhoog";
pub const DOWN: &str = "omlaag";
pub const AWAY: &str = "weg";

/// Who was there, row by row; a row without an organisation or without an answer says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendanceForm {
    pub id: String,
    pub version: String,
    pub conflict_version: String,
    pub attendance: Vec<AttendantRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AttendantRow {
    pub organisation: String,
    pub function: String,
    pub presence: String,
}

impl AttendanceForm {
    /// # Errors
    /// A row that says something, and not of whom.
    pub fn attendance(&self) -> Result<Vec<Attendant>, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut attendance = Vec::new();
        for (index, row) in self.attendance.iter().enumerate() {
            match (row.organisation.parse::<Uuid>(), row.presence.parse::<Presence>()) {
                (Ok(organisation), Ok(presence)) => attendance.push(Attendant {
                    organisation: organisation.into(),
                    function: optional(&row.function),
                    presence,
                }),
                (Err(_), Ok(_)) => {
                    let message = format!("Kies in rij {} ook de organisatie.", index + 1);
                    problems.push(Problem::new("attendance", message));
                }
                (_, Err(_)) => {}
            }
        }
        if problems.is_empty() { Ok(attendance) } else { Err(problems) }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MinutesForm {
    pub id: String,
    pub version: String,
    pub conflict_version: String,
    pub minutes: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn everything_that_is_wrong_with_a_meeting_is_told_at_once() {
        let form = MeetingForm { date: "31-02-2027".to_owned(), title: "…".to_owned(), ..Default::default() };
        assert_eq!(fields(&form.content().unwrap_err()), ["date", "title"]);
        assert_eq!(fields(&MeetingForm::default().content().unwrap_err()), ["date"]);
        let form = MeetingForm { date: "12-3-2027".to_owned(), place: " ".to_owned(), ..Default::default() };
        assert_eq!(form.content().unwrap().place, None);
    }

    #[test]
    fn an_item_has_a_title_and_a_purpose() {
        assert_eq!(fields(&ItemForm::default().item(0).unwrap_err()), ["title", "purpose"]);
    }

    #[test]
    fn a_row_without_an_answer_says_nothing_and_one_without_an_organisation_is_told() {
        let row = |organisation: &str, presence: &str| AttendantRow {
            organisation: organisation.to_owned(),
            presence: presence.to_owned(),
            ..Default::default()
        };
        let id = Uuid::from_u128(7).to_string();
        let form =
            AttendanceForm { attendance: vec![row(&id, ""), row("", ""), row(&id, "afgemeld")], ..Default::default() };
        assert_eq!(form.attendance().unwrap().len(), 1);
        let form = AttendanceForm { attendance: vec![row("", "aanwezig")], ..Default::default() };
        assert_eq!(fields(&form.attendance().unwrap_err()), ["attendance"]);
    }
}
