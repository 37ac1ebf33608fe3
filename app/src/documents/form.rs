//! The form as it is posted, text by text, and how it becomes what the domain knows.

use std::collections::BTreeSet;

use domain::Problem;
use domain::documents::{Content, DocumentKind, YEARS, year_problem};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentForm {
    /// Empty for a new one.
    pub id: String,
    /// The version that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub title: String,
    pub kind: String,
    pub first_year: String,
    pub last_year: String,
    pub url: String,
    /// Ids of organisations.
    pub parties: Vec<String>,
}

impl DocumentForm {
    /// Starts the form from what is saved.
    pub fn of(id: String, version: i32, content: Content) -> Self {
        Self {
            id,
            version: version.to_string(),
            conflict_version: String::new(),
            kind: content.kind.code().to_owned(),
            first_year: content.first_year.to_string(),
            last_year: content.last_year.to_string(),
            url: content.url.unwrap_or_default(),
            parties: content.parties.iter().map(ToString::to_string).collect(),
            title: content.title,
        }
    }

    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<Content, Vec<Problem>> {
        let mut problems = Vec::new();
        let kind = self.kind.parse().unwrap_or_else(|_| {
            problems.push(Problem::new("kind", "Kies wat voor document dit is."));
            DocumentKind::Framework
        });
        // In place of what is no number stands a year with which nothing else is wrong.
        let mut year = |field: &str, text: &str, otherwise: i32| {
            text.trim().parse().unwrap_or_else(|_| {
                problems.push(year_problem(field));
                otherwise
            })
        };
        let first_year = year("first_year", &self.first_year, *YEARS.start());
        let last_year = year("last_year", &self.last_year, *YEARS.end());
        let parties: BTreeSet<_> = self.parties.iter().filter_map(|id| id.parse().ok()).collect();
        if self.parties.iter().any(|id| id.parse::<uuid::Uuid>().is_err()) {
            problems.push(Problem::new("parties", "Kies elke partij uit de lijst."));
        }
        let title = self.title.trim().to_owned();
        let content = Content { title, kind, first_year, last_year, url: optional(&self.url), parties };
        let told: BTreeSet<String> = problems.iter().map(|problem| problem.field.clone()).collect();
        problems.extend(content.problems().into_iter().filter(|problem| !told.contains(&problem.field)));
        if problems.is_empty() { Ok(content) } else { Err(in_order_of_the_form(problems)) }
    }
}

/// The order in which the form asks, so that the error summary reads from top to bottom.
fn in_order_of_the_form(mut problems: Vec<Problem>) -> Vec<Problem> {
    const ORDER: [&str; 6] = ["title", "kind", "first_year", "last_year", "url", "parties"];
    problems.sort_by_key(|problem| ORDER.iter().position(|field| *field == problem.field).unwrap_or(ORDER.len()));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(form: &DocumentForm) -> Vec<String> {
        form.content().unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once_from_top_to_bottom() {
        assert_eq!(fields(&DocumentForm::default()), ["title", "kind", "first_year", "last_year", "parties"]);
        let form = DocumentForm {
            url: "javascript:alert(1)".to_owned(),
            parties: vec!["nonsens".to_owned()],
            first_year: "2025".to_owned(),
            last_year: "2024".to_owned(),
            ..DocumentForm::default()
        };
        assert_eq!(fields(&form), ["title", "kind", "last_year", "url", "parties"]);
    }

    #[test]
    fn a_filled_form_is_read_and_shown_again_the_same() {
        let form = DocumentForm {
            title: " Prestatieafspraken ".to_owned(),
            kind: "prestatieafspraak".to_owned(),
            first_year: " 2025 ".to_owned(),
            last_year: "2028".to_owned(),
            url: " https://www.merendam.example/afspraken.pdf ".to_owned(),
            parties: vec![uuid::Uuid::from_u128(1).to_string()],
            ..DocumentForm::default()
        };
        let content = form.content().unwrap();
        assert_eq!((content.title.as_str(), content.years().as_str()), ("Prestatieafspraken", "2025–2028"));
        assert_eq!(DocumentForm::of(String::new(), 1, content.clone()).content(), Ok(content));
    }
}
