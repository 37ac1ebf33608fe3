//! Forms as they are posted, and how they become what the domain knows.

use domain::agreement::{Answer, Reply};
use domain::{Problem, coded_enum};
use serde::{Deserialize, Serialize};

use crate::ui::form::optional;

/// A party's answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerForm {
    pub id: String,
    /// The version that was read.
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub reply: String,
    #[serde(default)]
    pub text: String,
}

impl AnswerForm {
    /// # Errors
    /// No answer, one that misses its reason, or a yes beside which something is written: that may be a condition.
    pub fn answer(&self) -> Result<Answer, Vec<Problem>> {
        let Ok(reply) = self.reply.parse::<Reply>() else {
            return Err(vec![Problem::new("reply", "Kies een antwoord.")]);
        };
        let answer = Answer { reply, text: optional(&self.text), lifted: false };
        let mut problems = answer.problems();
        if reply == Reply::Confirmed && answer.text.is_some() {
            let ask = "U bevestigt, maar schrijft er iets bij. Kies 'onder voorbehoud', of maak dit veld leeg.";
            problems.push(Problem::new("text", ask));
        }
        if problems.is_empty() { Ok(answer) } else { Err(problems) }
    }
}

/// A party takes back its reservation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiftForm {
    pub id: String,
    #[serde(default)]
    pub version: String,
}

coded_enum! {
    /// What may be done with a whole commitment.
    Step {
        Complete = "afronden", "Afronden: wat is afgesproken, is gedaan";
        Reopen = "heropenen", "Heropenen: er is toch nog iets te doen";
        Withdraw = "intrekken", "De voorgestelde wijziging intrekken: wat nu geldt, blijft gelden";
        Lapse = "vervallen", "Laten vervallen: dit gaat niet meer gebeuren";
        Remove = "verwijderen", "Het concept verwijderen: het is dan overal weg";
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepForm {
    pub id: String,
    /// The version of the row that was seen.
    #[serde(default)]
    pub version: String,
    #[serde(default)]
    pub step: String,
    #[serde(default)]
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yes_with_something_beside_it_is_asked_what_it_means() {
        let form = AnswerForm { reply: "bevestigd".to_owned(), text: "mits".to_owned(), ..Default::default() };
        assert_eq!(form.answer().unwrap_err()[0].field, "text");
        let yes = AnswerForm { text: " ".to_owned(), ..form };
        assert_eq!(yes.answer().unwrap().text, None);
        let declined = AnswerForm { reply: "afgewezen".to_owned(), text: " ".to_owned(), ..Default::default() };
        assert_eq!(declined.answer().unwrap_err()[0].field, "text");
        assert!(AnswerForm::default().answer().is_err());
    }
}
