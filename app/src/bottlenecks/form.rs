//! Forms as they are posted, text by text, and how they become what the domain knows.

use std::collections::BTreeSet;

use domain::Problem;
use domain::bottlenecks::{Content, Holder, Level, Step};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

/// The button that only looks for commitments.
pub const SEARCH: &str = "zoeken";
/// The button that only looks for projects.
pub const SEARCH_PROJECTS: &str = "projecten-zoeken";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BottleneckForm {
    /// Empty for a new one.
    pub id: String,
    /// The version that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub title: String,
    pub description: String,
    pub success_factor: String,
    pub owner: String,
    pub owner_function: String,
    pub action: String,
    pub acting: String,
    pub acting_function: String,
    /// The ids of the commitments that are ticked.
    pub commitments: Vec<String>,
    /// Numbers or words by which more are named.
    pub search: String,
    /// The ids of the projects that are ticked.
    pub projects: Vec<String>,
    /// Words by which more are named.
    pub project_search: String,
    /// Holds [`SEARCH`] or [`SEARCH_PROJECTS`] when that button was pressed.
    pub step: String,
}

impl BottleneckForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut chosen = |field: &str, value: &str, message: &str| {
            let id = value.parse::<Uuid>();
            if id.is_err() {
                problems.push(Problem::new(field, message));
            }
            id.unwrap_or_default()
        };
        let content = Content {
            title: self.title.trim().to_owned(),
            description: optional(&self.description),
            success_factor: chosen("success_factor", &self.success_factor, "Kies een succesfactor.").into(),
            owner: Holder {
                organisation: chosen("owner", &self.owner, "Kies welke organisatie de eigenaar is.").into(),
                function: optional(&self.owner_function),
            },
            action: optional(&self.action).unwrap_or_default(),
            acting: Holder {
                organisation: chosen("acting", &self.acting, "Kies welke organisatie aan zet is.").into(),
                function: optional(&self.acting_function),
            },
        };
        problems.extend(content.problems());
        if problems.is_empty() { Ok(content) } else { Err(in_order_of_the_form(problems)) }
    }
}

/// What is ticked; none for what is no id.
pub fn ticked(values: &[String]) -> BTreeSet<Option<Uuid>> {
    values.iter().map(|value| value.parse().ok()).collect()
}

/// The order in which the form asks, so that the error summary reads from top to bottom.
pub fn in_order_of_the_form(mut problems: Vec<Problem>) -> Vec<Problem> {
    const ORDER: [&str; 12] = [
        "title",
        "description",
        "success_factor",
        "owner",
        "owner_function",
        "action",
        "acting",
        "acting_function",
        "commitments",
        "search",
        "projects",
        "project_search",
    ];
    problems.sort_by_key(|problem| ORDER.iter().position(|field| *field == problem.field).unwrap_or(ORDER.len()));
    problems
}

/// A step with a bottleneck.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub id: String,
    /// The version that the person saw.
    pub version: String,
    /// Where it is taken to; for the other steps empty.
    pub level: String,
    /// Why, or how it was solved.
    pub reason: String,
}

impl StepForm {
    fn reason(&self) -> String {
        optional(&self.reason).unwrap_or_default()
    }

    /// # Errors
    /// When no level is chosen.
    pub fn escalate(&self) -> Result<Step, Problem> {
        let to = self.level.parse::<Level>().map_err(|_| Problem::new("level", "Kies waar het knelpunt heen gaat."))?;
        Ok(Step::Escalate { to, reason: self.reason() })
    }

    pub fn solve(&self) -> Step {
        Step::Solve { how: self.reason() }
    }

    pub fn reopen(&self) -> Step {
        Step::Reopen { reason: self.reason() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_is_told_at_once_from_top_to_bottom() {
        let problems = BottleneckForm::default().content().unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["title", "success_factor", "owner", "action", "acting"]);
    }

    #[test]
    fn a_filled_form_is_read() {
        let id = Uuid::from_u128(7).to_string();
        let form = BottleneckForm {
            title: " Netcongestie ".to_owned(),
            success_factor: id.clone(),
            owner: id.clone(),
            owner_function: "  ".to_owned(),
            action: "Overleg met de netbeheerder".to_owned(),
            acting: id.clone(),
            acting_function: "BO Wonen".to_owned(),
            commitments: vec![id, "nonsens".to_owned()],
            ..Default::default()
        };
        let content = form.content().unwrap();
        assert_eq!((content.title.as_str(), content.owner.function), ("Netcongestie", None));
        assert_eq!(content.acting.function.as_deref(), Some("BO Wonen"));
        assert_eq!(ticked(&form.commitments), BTreeSet::from([None, Some(Uuid::from_u128(7))]));
    }

    #[test]
    fn a_level_is_chosen_and_never_guessed() {
        assert_eq!(StepForm::default().escalate().unwrap_err().field, "level");
        let form = StepForm { level: "bo".to_owned(), reason: " vol ".to_owned(), ..Default::default() };
        assert_eq!(form.escalate(), Ok(Step::Escalate { to: Level::Executives, reason: "vol".to_owned() }));
    }
}
