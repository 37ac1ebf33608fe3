//! The forms of comments, and how they become what the domain knows.

use domain::Problem;
use domain::comments::{ADDRESSEE_FIELDS, Addressee, AddresseeFields, function_problems, text_problems};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

/// A new comment on a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentForm {
    /// The commitment's.
    pub id: String,
    pub text: String,
    pub organisation: String,
    pub function: String,
    pub organisation_2: String,
    pub function_2: String,
    pub organisation_3: String,
    pub function_3: String,
}

/// Whom it asks, each with the fields in which that was chosen.
pub type Asked = Vec<(AddresseeFields, Addressee)>;

impl CommentForm {
    /// The text, and whom it asks.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<(String, Asked), Vec<Problem>> {
        let text = optional(&self.text).unwrap_or_default();
        let mut problems = text_problems(&text);
        let mut asked = Asked::new();
        let rows = [
            (&self.organisation, &self.function),
            (&self.organisation_2, &self.function_2),
            (&self.organisation_3, &self.function_3),
        ];
        for (fields, (organisation, function)) in ADDRESSEE_FIELDS.into_iter().zip(rows) {
            let function = optional(function);
            match (optional(organisation).map(|id| id.parse::<Uuid>()), &function) {
                (None, None) => continue,
                (None, Some(_)) => {
                    problems.push(Problem::new(fields.organisation, "Kies bij welke organisatie deze functie hoort."));
                }
                (Some(Err(_)), _) => problems.push(unknown(fields)),
                (Some(Ok(id)), _) => {
                    let addressee = Addressee { organisation: id.into(), function: function.clone() };
                    if asked.iter().all(|(_, other)| *other != addressee) {
                        asked.push((fields, addressee));
                    }
                }
            }
            problems.extend(function_problems(fields.function, function.as_deref()));
        }
        if problems.is_empty() { Ok((text, asked)) } else { Err(problems) }
    }
}

/// What is wrong with an organisation that this region does not have.
pub fn unknown(fields: AddresseeFields) -> Problem {
    Problem::new(fields.organisation, "Kies een organisatie uit de lijst.")
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyForm {
    pub id: String,
    pub comment: String,
    pub text: String,
}

impl ReplyForm {
    /// # Errors
    /// What is wrong with it.
    pub fn text(&self) -> Result<String, Vec<Problem>> {
        let text = optional(&self.text).unwrap_or_default();
        let problems = text_problems(&text);
        if problems.is_empty() { Ok(text) } else { Err(problems) }
    }
}

/// Which comment: for what needs no words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OneCommentForm {
    pub id: String,
    pub comment: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_it_asks_is_read_row_by_row_and_each_once() {
        let id = || Uuid::from_u128(7).to_string();
        let form = CommentForm {
            text: " Wanneer? ".to_owned(),
            organisation: id(),
            function: " Teamleider ".to_owned(),
            organisation_2: id(),
            function_2: "Teamleider".to_owned(),
            organisation_3: id(),
            ..CommentForm::default()
        };
        let (text, asked) = form.content().unwrap();
        assert_eq!(text, "Wanneer?");
        let functions: Vec<_> = asked.iter().map(|(_, addressee)| addressee.function.as_deref()).collect();
        assert_eq!(functions, [Some("Teamleider"), None]);
    }

    #[test]
    fn everything_that_is_wrong_is_told_in_the_order_of_the_form() {
        let form = CommentForm {
            function: "Teamleider".to_owned(),
            organisation_2: "x".to_owned(),
            function_2: "a\u{7}".to_owned(),
            ..CommentForm::default()
        };
        let fields: Vec<String> = form.content().unwrap_err().into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["text", "organisation", "organisation_2", "function_2"]);
    }
}
