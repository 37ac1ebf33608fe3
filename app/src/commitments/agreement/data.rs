//! What the screens of agreeing are given.

use domain::agreement::Reply;
use domain::differences::FieldChange;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::form::Step;
use crate::audit::data::Moment;

/// How a commitment stands between its parties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The version that holds.
    pub in_force: Option<i32>,
    /// The version that lies with the parties.
    pub asking: Option<Asked>,
    /// To the version that lies with the parties, or else to the one that holds.
    pub answers: Vec<PartyAnswer>,
    /// To the version that holds, while another one lies with the parties.
    pub answers_in_force: Vec<PartyAnswer>,
    pub may_answer: bool,
    /// This person's organisation has answered already.
    pub answered: bool,
    /// What may be done with it now, besides changing it.
    pub steps: Vec<Step>,
    /// Why it lapsed.
    pub closing_reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub version: i32,
    pub at: Moment,
    /// The version that it is laid beside: the one that holds, or else the one that was asked before it.
    pub against: Option<i32>,
    /// How it differs from that one.
    pub changes: Vec<FieldChange>,
}

/// A party that is asked, with its answer if it gave one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyAnswer {
    pub organisation: String,
    pub given: Option<Given>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub reply: Reply,
    /// The reservation, or why it was declined.
    pub text: Option<String>,
    pub lifted: bool,
    pub by: String,
    pub function: Option<String>,
    pub at: Moment,
}

impl Given {
    pub const fn label(&self) -> &'static str {
        match self.reply {
            Reply::Reserved if self.lifted => "Bevestigd, voorbehoud vervallen",
            reply => reply.label(),
        }
    }
}

/// The page on which a party answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerPage {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    /// None: it stands in the region's agenda.
    pub municipality: Option<String>,
    pub example: bool,
    pub organisation: String,
    pub version: i32,
    /// Whether an earlier version holds meanwhile.
    pub in_force: Option<i32>,
    /// What is asked: all of it, or how it differs from what holds.
    pub changes: Vec<FieldChange>,
    /// While nothing holds: how it differs from what was asked before it, and which version that was.
    pub since: Option<(i32, Vec<FieldChange>)>,
    /// What is asked puts nothing of a gemeente against what a corporatie brings.
    pub one_sided: bool,
    /// What this organisation answered before.
    pub given: Option<Given>,
}

/// The page on which a commitment is closed, or opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPage {
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub version: i32,
    pub steps: Vec<Step>,
    /// What stands against completing it, in sentences.
    pub unfinished: Vec<String>,
}
