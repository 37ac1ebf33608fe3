//! Forms as they are posted, text by text, and how they become what the domain knows.

use chrono::NaiveDate;
use domain::Problem;
use domain::period::parse_day;
use domain::routing::Purpose;
use domain::routing::proposal::Proposal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

/// A proposal that is written, or changes to one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    /// Empty for a new one.
    pub id: String,
    /// The version of the text that the form was filled from.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub title: String,
    pub proposed: String,
    pub intended_effect: String,
    pub arguments: String,
    pub remarks: String,
    pub costs: String,
    pub communication: String,
    pub follow_up: String,
    pub decision: String,
}

impl ProposalForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn content(&self) -> Result<Proposal, Vec<Problem>> {
        let text = |typed: &str| optional(typed).unwrap_or_default();
        let proposal = Proposal {
            title: text(&self.title),
            proposed: text(&self.proposed),
            intended_effect: text(&self.intended_effect),
            arguments: text(&self.arguments),
            remarks: text(&self.remarks),
            costs: text(&self.costs),
            communication: text(&self.communication),
            follow_up: text(&self.follow_up),
            decision: text(&self.decision),
        };
        let problems = proposal.problems();
        if problems.is_empty() { Ok(proposal) } else { Err(problems) }
    }

    pub fn of(proposal: Proposal) -> Self {
        Self {
            title: proposal.title,
            proposed: proposal.proposed,
            intended_effect: proposal.intended_effect,
            arguments: proposal.arguments,
            remarks: proposal.remarks,
            costs: proposal.costs,
            communication: proposal.communication,
            follow_up: proposal.follow_up,
            decision: proposal.decision,
            ..Self::default()
        }
    }
}

/// A body that is to see it: `step` is empty for a new one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// The proposal's.
    pub id: String,
    pub step: String,
    /// The version of the steps that was seen.
    pub version: String,
    pub body: String,
    pub date: String,
    pub purpose: String,
}

impl StepForm {
    /// The body as it was chosen, the day and the purpose.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn step(&self) -> Result<(Uuid, NaiveDate, Purpose), Vec<Problem>> {
        let body = self.body.parse().map_err(|_| no_body());
        let date = match self.date.trim() {
            "" => Err(Problem::new("date", "Vul in op welke dag het overleg is. Bijvoorbeeld 21-11-2026.")),
            text => {
                parse_day(text).ok_or_else(|| Problem::new("date", "Dit is geen dag. Schrijf bijvoorbeeld 21-11-2026."))
            }
        };
        let purpose = self.purpose.parse().map_err(|_| Problem::new("purpose", "Kies wat u van het overleg vraagt."));
        match (body, date, purpose) {
            (Ok(body), Ok(date), Ok(purpose)) => Ok((body, date, purpose)),
            (body, date, purpose) => Err([body.err(), date.err(), purpose.err()].into_iter().flatten().collect()),
        }
    }
}

pub fn no_body() -> Problem {
    Problem::new("body", "Kies welk overleg het voorstel behandelt.")
}

/// A body need not see it after all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveStepForm {
    /// The proposal's.
    pub id: String,
    pub step: String,
    pub version: String,
}

/// What a body concluded, or that in better words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConclusionForm {
    /// The proposal's.
    pub id: String,
    pub step: String,
    /// The version of the steps that was seen.
    pub version: String,
    /// The version of the text that was seen: nobody concludes about other words.
    pub text_version: String,
    pub conclusion: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn everything_that_is_wrong_with_a_step_is_told_at_once() {
        assert_eq!(fields(&StepForm::default().step().unwrap_err()), ["body", "date", "purpose"]);
        let form = StepForm {
            body: Uuid::nil().to_string(),
            date: "31-02-2027".to_owned(),
            purpose: "vaststellen".to_owned(),
            ..StepForm::default()
        };
        assert_eq!(fields(&form.step().unwrap_err()), ["date"]);
        assert!(StepForm { date: "12-3-2027".to_owned(), ..form }.step().is_ok());
    }

    #[test]
    fn what_was_typed_becomes_a_proposal_and_back() {
        let form = ProposalForm {
            title: " Urgentieregeling ".to_owned(),
            arguments: "Eerst\r\n\r\nDan".to_owned(),
            decision: "\n".to_owned(),
            ..ProposalForm::default()
        };
        let proposal = form.content().unwrap();
        assert_eq!((proposal.title.as_str(), proposal.arguments.as_str()), ("Urgentieregeling", "Eerst\n\nDan"));
        assert_eq!(proposal.decision, "");
        assert_eq!(ProposalForm::of(proposal.clone()).content(), Ok(proposal));
    }
}
