//! What the people of one organisation write for each other before a meeting: notes, and questions of its bestuurder.

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::coded_enum;
use crate::ids::{AgendaItemId, CommitmentId, ProposalId};
use crate::meetings::State;
use crate::text::{check_text, has_words};

pub const TEXT_MAX: usize = 2_000;

coded_enum! {
    Kind {
        /// To be remembered.
        Note = "notitie", "Notitie";
        /// To be answered by a colleague before the meeting.
        Question = "vraag", "Vraag";
    }
}

impl Kind {
    /// # Errors
    /// Nothing is asked before a meeting that was held or called off: there is nothing left to prepare.
    pub fn check_before(self, meeting: State) -> Result<(), Problem> {
        if self == Self::Question && !meeting.is_to_come() {
            let message = "Dit overleg komt niet meer: er is niets meer voor te bereiden. Maak er een notitie van.";
            return Err(Problem::new("kind", message));
        }
        Ok(())
    }
}

/// What a note stands beside, as addresses and forms write it: `agendapunt-…`, `voorstel-…`, `afspraak-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum About {
    /// The meeting as a whole.
    Meeting,
    Item(AgendaItemId),
    Proposal(ProposalId),
    Commitment(CommitmentId),
}

const MEETING: &str = "overleg";
const ITEM: &str = "agendapunt-";
const PROPOSAL: &str = "voorstel-";
const COMMITMENT: &str = "afspraak-";

impl About {
    pub fn code(self) -> String {
        match self {
            Self::Meeting => MEETING.to_owned(),
            Self::Item(id) => format!("{ITEM}{id}"),
            Self::Proposal(id) => format!("{PROPOSAL}{id}"),
            Self::Commitment(id) => format!("{COMMITMENT}{id}"),
        }
    }

    pub const fn commitment(self) -> Option<CommitmentId> {
        match self {
            Self::Commitment(id) => Some(id),
            _ => None,
        }
    }

    /// None: it names nothing that can be noted at.
    pub fn from_code(code: &str) -> Option<Self> {
        let id = |prefix: &str| code.strip_prefix(prefix).and_then(|id| id.parse::<uuid::Uuid>().ok());
        if code == MEETING {
            return Some(Self::Meeting);
        }
        id(ITEM)
            .map(|id| Self::Item(id.into()))
            .or_else(|| id(PROPOSAL).map(|id| Self::Proposal(id.into())))
            .or_else(|| id(COMMITMENT).map(|id| Self::Commitment(id.into())))
    }
}

/// What is wrong with the text of a note or question.
pub fn text_problems(text: &str) -> Vec<Problem> {
    problems(text, "Vul in wat u wilt onthouden of vragen.", "De tekst")
}

/// What is wrong with the text of an answer.
pub fn answer_problems(text: &str) -> Vec<Problem> {
    problems(text, "Vul het antwoord in.", "Het antwoord")
}

fn problems(text: &str, missing: &'static str, name: &'static str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !has_words(text) {
        problems.push(Problem::new("text", missing));
    }
    check_text("text", name, Some(text), TEXT_MAX, &mut problems);
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_a_note_is_about_survives_an_address() {
        let id = Uuid::from_u128(7);
        for about in [About::Meeting, About::Item(id.into()), About::Proposal(id.into()), About::Commitment(id.into())]
        {
            assert_eq!(About::from_code(&about.code()), Some(about));
        }
        for wrong in ["", "agendapunt-", "afspraak-7", "knelpunt-00000000-0000-0000-0000-000000000007", "overleg-1"] {
            assert_eq!(About::from_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn questions_are_asked_before_what_is_to_come() {
        for state in State::ALL.iter().copied() {
            assert_eq!(Kind::Note.check_before(state), Ok(()));
            let to_come = matches!(state, State::Preparing | State::PapersReady);
            assert_eq!(Kind::Question.check_before(state).is_ok(), to_come, "{state:?}");
        }
    }

    #[test]
    fn it_says_something_and_is_no_report() {
        for text in ["", " \n", "…"] {
            assert_eq!(text_problems(text).len(), 1, "{text:?}");
            assert_eq!(answer_problems(text).len(), 1, "{text:?}");
        }
        assert_eq!(text_problems("Waarom loopt dit uit?\n\nGraag voor dinsdag."), vec![]);
        assert_eq!(text_problems(&"x".repeat(TEXT_MAX + 1))[0].field, "text");
        assert_eq!(answer_problems("tekst\u{202e}")[0].field, "text");
    }
}
