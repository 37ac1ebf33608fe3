//! A comment (reactie) on a commitment, which may ask something of functions at organisations.

use crate::Problem;
use crate::bottlenecks::FUNCTION_MAX;
use crate::ids::OrganisationId;
use crate::text::{check_line, check_text, has_words};

pub const TEXT_MAX: usize = 2_000;
/// Who asks everybody asks nobody.
pub const ADDRESSEES_MAX: usize = 3;

/// Whom it asks: an organisation and, where it is said, the function there. Never a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    pub organisation: OrganisationId,
    pub function: Option<String>,
}

/// The fields of one addressee in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddresseeFields {
    pub organisation: &'static str,
    pub function: &'static str,
}

pub const ADDRESSEE_FIELDS: [AddresseeFields; ADDRESSEES_MAX] = [
    AddresseeFields { organisation: "organisation", function: "function" },
    AddresseeFields { organisation: "organisation_2", function: "function_2" },
    AddresseeFields { organisation: "organisation_3", function: "function_3" },
];

/// What is wrong with the text of a comment or an answer.
pub fn text_problems(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !has_words(text) {
        problems.push(Problem::new("text", "Vul in wat u wilt zeggen of vragen."));
    }
    check_text("text", "De reactie", Some(text), TEXT_MAX, &mut problems);
    problems
}

/// What is wrong with the function that is asked, in the form's field of that name.
pub fn function_problems(field: &str, function: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_line(field, "De functie", function, FUNCTION_MAX, &mut problems);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_says_something() {
        for text in ["", " \n", "…"] {
            assert_eq!(text_problems(text).len(), 1, "{text:?}");
        }
        assert_eq!(text_problems("Wanneer is de vergunning er?\n\nGraag voor 1 mei."), vec![]);
        assert_eq!(text_problems(&"x".repeat(TEXT_MAX + 1))[0].field, "text");
        assert_eq!(text_problems("tekst\u{202e}")[0].field, "text");
    }

    #[test]
    fn a_function_is_one_line() {
        assert_eq!(function_problems("function_2", Some("Teamleider wonen")), vec![]);
        assert_eq!(function_problems("function_2", Some("a\nb"))[0].field, "function_2");
        assert_eq!(function_problems("function", None), vec![]);
    }
}
