//! A proposal (voorstel): what bodies are asked to say something about.

use super::Purpose;
use crate::Problem;
use crate::text::{check_line, check_text, has_words};

pub const TITLE_MAX: usize = 200;
/// Some pages: for all parts but the arguments.
pub const PART_MAX: usize = 10_000;
/// Five thousand long words.
pub const ARGUMENTS_MAX: usize = 60_000;

/// What people write down. A part that is empty is left out where it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    pub title: String,
    /// Voorstel.
    pub proposed: String,
    /// Beoogd effect.
    pub intended_effect: String,
    /// Argumenten.
    pub arguments: String,
    /// Kanttekening.
    pub remarks: String,
    /// Kosten.
    pub costs: String,
    /// Communicatie.
    pub communication: String,
    /// Vervolg.
    pub follow_up: String,
    /// Besluit: what the body is asked to decide.
    pub decision: String,
}

/// One part with its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The form's field.
    pub field: &'static str,
    pub heading: &'static str,
    pub text: &'a str,
    max: usize,
}

impl Proposal {
    /// The parts in the order in which they are written and read.
    pub fn parts(&self) -> [Part<'_>; 8] {
        let part = |field, heading, text| Part { field, heading, text, max: PART_MAX };
        [
            part("proposed", "Voorstel", self.proposed.as_str()),
            part("intended_effect", "Beoogd effect", &self.intended_effect),
            Part { max: ARGUMENTS_MAX, ..part("arguments", "Argumenten", &self.arguments) },
            part("remarks", "Kanttekening", &self.remarks),
            part("costs", "Kosten", &self.costs),
            part("communication", "Communicatie", &self.communication),
            part("follow_up", "Vervolg", &self.follow_up),
            part("decision", "Besluit", &self.decision),
        ]
    }

    /// Empty when it may be saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.title) {
            problems.push(Problem::new("title", "Vul een titel in: waar gaat het voorstel over?"));
        }
        check_line("title", "De titel", Some(&self.title), TITLE_MAX, &mut problems);
        for part in self.parts() {
            let name = format!("Het onderdeel ‘{}’", part.heading);
            check_text(part.field, &name, Some(part.text), part.max, &mut problems);
        }
        problems
    }

    /// What it still needs before a body can see it for this purpose.
    pub fn missing_for(&self, purpose: Purpose) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.proposed) {
            problems.push(Problem::new("proposed", "Vul het voorstel in voordat een overleg het behandelt."));
        }
        if purpose == Purpose::Adopt && !has_words(&self.decision) {
            problems.push(Problem::new(
                "decision",
                "Vul in welk besluit u vraagt. Zonder dat valt er niets vast te stellen.",
            ));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn a_title_is_enough_to_save_and_not_to_be_discussed() {
        let proposal = Proposal { title: "Urgentieregeling".to_owned(), ..Proposal::default() };
        assert_eq!(proposal.problems(), vec![]);
        assert_eq!(fields(&proposal.missing_for(Purpose::Advise)), ["proposed"]);
        assert_eq!(fields(&proposal.missing_for(Purpose::Adopt)), ["proposed", "decision"]);
        assert_eq!(fields(&Proposal::default().problems()), ["title"]);
        let written = Proposal { proposed: "Eén regeling voor de regio".to_owned(), ..proposal };
        assert_eq!(written.missing_for(Purpose::Inform), vec![]);
    }

    #[test]
    fn five_thousand_words_and_markup_fit_and_hidden_marks_do_not() {
        let proposal = Proposal {
            title: "#set page(width: 1pt) 🏠".to_owned(),
            arguments: "netcongestie ".repeat(4_600),
            remarks: "سكن".to_owned(),
            ..Proposal::default()
        };
        assert_eq!(proposal.problems(), vec![]);
        let wrong = Proposal { costs: "x".repeat(PART_MAX + 1), decision: "ja\u{202e}een".to_owned(), ..proposal };
        assert_eq!(fields(&wrong.problems()), ["costs", "decision"]);
        assert_eq!(
            wrong.problems()[0].message,
            "Het onderdeel ‘Kosten’ heeft 10.001 tekens; er passen er 10.000. Kort de tekst in."
        );
    }

    #[test]
    fn every_part_has_a_field_of_its_own() {
        let fields: std::collections::BTreeSet<_> = Proposal::default().parts().iter().map(|part| part.field).collect();
        assert_eq!(fields.len(), 8);
    }
}
