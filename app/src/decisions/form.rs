//! Forms as they are posted, text by text, and how they become what the domain knows.

use domain::bottlenecks::Holder;
use domain::decisions::{Content, Due, Effect, Kind};
use domain::{Period, Problem};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

pub use crate::meetings::form::YES;

/// A decision or pledge: `decision` is empty for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    /// The meeting's.
    pub id: String,
    pub decision: String,
    pub version: String,
    pub conflict_version: String,
    pub kind: String,
    pub text: String,
    /// The item of the agenda at which it was taken; may be empty.
    pub item: String,
    pub owner: String,
    pub owner_function: String,
    pub due: String,
    /// Holds `ja` when it is said aloud that there is no date.
    pub no_date: Vec<String>,
    /// The ids of the commitments that are ticked.
    pub commitments: Vec<String>,
    /// Numbers or words by which more are named.
    pub search: String,
    /// What it does to those that are named by words; empty: it changes them.
    pub effect: String,
}

impl DecisionForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let mut problems = Vec::new();
        let kind = self.kind.parse::<Kind>();
        if kind.is_err() {
            problems.push(Problem::new("kind", "Kies of dit een besluit of een toezegging is."));
        }
        let owner = self.owner.parse::<Uuid>();
        if owner.is_err() {
            problems.push(Problem::new("owner", "Kies wie dit uitvoert."));
        }
        let due = self.due().unwrap_or_else(|problem| {
            problems.push(problem);
            Due::NoDate
        });
        let content = Content {
            kind: kind.unwrap_or(Kind::Decision),
            text: optional(&self.text).unwrap_or_default(),
            owner: Holder { organisation: owner.unwrap_or_default().into(), function: optional(&self.owner_function) },
            due,
        };
        problems.extend(content.problems());
        if problems.is_empty() { Ok(content) } else { Err(in_order_of_the_form(problems)) }
    }

    /// # Errors
    /// It is none that there is.
    pub fn effect(&self) -> Result<Effect, Problem> {
        match self.effect.as_str() {
            "" => Ok(Effect::Amends),
            code => code.parse().map_err(|_| Problem::new("effect", "Kies wat dit met de afspraken doet.")),
        }
    }

    fn due(&self) -> Result<Due, Problem> {
        let period = match optional(&self.due) {
            Some(text) => Some(Period::parse_dutch(&text).map_err(|error| Problem::new("due", error.message()))?),
            None => None,
        };
        Due::of(period, self.no_date.iter().any(|value| value == YES))
    }
}

/// The order in which the form asks, so that the error summary reads from top to bottom.
pub fn in_order_of_the_form(mut problems: Vec<Problem>) -> Vec<Problem> {
    const ORDER: [&str; 9] =
        ["kind", "text", "item", "owner", "owner_function", "due", "commitments", "search", "effect"];
    problems.sort_by_key(|problem| ORDER.iter().position(|field| *field == problem.field).unwrap_or(ORDER.len()));
    problems
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// The decision's.
    pub id: String,
    /// The version that the person saw.
    pub version: String,
    /// The meeting that hears of it.
    pub meeting: String,
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(form: &DecisionForm) -> Vec<String> {
        form.content().unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_from_top_to_bottom() {
        assert_eq!(fields(&DecisionForm::default()), ["kind", "text", "owner", "due"]);
    }

    #[test]
    fn no_date_is_said_and_not_both() {
        let form = DecisionForm {
            kind: "toezegging".to_owned(),
            text: "Cijfers aanleveren".to_owned(),
            owner: Uuid::from_u128(7).to_string(),
            no_date: vec![YES.to_owned()],
            ..Default::default()
        };
        assert_eq!(form.content().unwrap().due, Due::NoDate);
        assert_eq!(fields(&DecisionForm { due: "maart 2027".to_owned(), ..form.clone() }), ["due"]);
        assert_eq!(fields(&DecisionForm { due: "ooit".to_owned(), ..form }), ["due"]);
    }
}
