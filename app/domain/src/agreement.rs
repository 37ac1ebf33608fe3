//! How parties come to an agreement: which version each of them is asked about, what each answers, and what is in force.
//!
//! Every lead and partner is asked about a version. When all have said yes it is ratified and in force. What binds
//! changes only by a new version, which asks everybody again; the last ratified one stays in force until then.

mod change;
mod closing;
mod correction;

use std::collections::{BTreeMap, BTreeSet};

pub use change::{Effect, Nature, nature};
pub use closing::{Unfinished, lapse_problems, reopen_problems};
use serde::{Deserialize, Serialize};

use crate::commitments::LifeCycle;
use crate::ids::OrganisationId;
use crate::text::{check_text, has_words};
use crate::{Problem, coded_enum};

/// For a reservation, a reason to decline, and a reason to drop a commitment.
pub const REASON_MAX: usize = 2_000;

coded_enum! {
    /// What a party says to a version.
    Reply {
        Confirmed = "bevestigd", "Bevestigd";
        Reserved = "voorbehoud", "Bevestigd onder voorbehoud";
        Declined = "afgewezen", "Afgewezen";
    }
}

/// A party's answer to one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub reply: Reply,
    /// The reservation, or why it was declined.
    pub text: Option<String>,
    /// The reservation does not hold any more.
    pub lifted: bool,
}

impl Answer {
    /// A yes on which nothing depends any more.
    pub const fn is_final_yes(&self) -> bool {
        match self.reply {
            Reply::Confirmed => true,
            Reply::Reserved => self.lifted,
            Reply::Declined => false,
        }
    }

    /// Empty when it may be given.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let missing = !self.text.as_deref().is_some_and(has_words);
        let (name, ask) = match self.reply {
            Reply::Confirmed => return problems,
            Reply::Reserved => {
                ("Het voorbehoud", "Schrijf op wat het voorbehoud is, bijvoorbeeld 'goedkeuring door de RvC'.")
            }
            Reply::Declined => ("De reden", "Schrijf op waarom uw organisatie de afspraak afwijst."),
        };
        if missing {
            problems.push(Problem::new("text", ask));
        }
        check_text("text", name, self.text.as_deref(), REASON_MAX, &mut problems);
        problems
    }
}

/// The version that lies with the parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// From 1.
    pub version: i32,
    /// Of every party that is asked; none while it has not answered.
    pub answers: BTreeMap<OrganisationId, Option<Answer>>,
}

impl Asking {
    fn new(version: i32, parties: BTreeSet<OrganisationId>) -> Self {
        Self { version, answers: parties.into_iter().map(|party| (party, None)).collect() }
    }

    pub fn all_confirmed(&self) -> bool {
        !self.answers.is_empty()
            && self.answers.values().all(|answer| answer.as_ref().is_some_and(Answer::is_final_yes))
    }
}

/// Where a commitment stands between its parties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub life_cycle: LifeCycle,
    /// The version that was ratified last.
    pub in_force: Option<i32>,
    pub asking: Option<Asking>,
    /// The highest version that was ever asked; 0 when none was.
    pub newest: i32,
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Alleen een concept kan worden voorgesteld.")]
    NoDraft,
    #[error("Er is geen trekker of partner om te vragen.")]
    NobodyToAsk,
    #[error("Deze afspraak is afgesloten. Er verandert niets meer aan.")]
    Closed,
    #[error("Er ligt op dit moment niets ter bevestiging.")]
    NothingAsked,
    #[error("Intussen ligt er een nieuwe versie. Lees wat er nu staat en antwoord daarop.")]
    OtherVersion,
    #[error("Uw organisatie is geen trekker of partner van deze versie. Er is dus niets te bevestigen.")]
    NotAsked,
    #[error("Uw organisatie heeft dit antwoord al gegeven.")]
    AlreadyAnswered,
    #[error("Uw organisatie heeft op deze versie geen voorbehoud dat nog geldt.")]
    NoReservation,
    #[error("Er ligt nog een wijziging bij de partijen. Wacht op hun antwoord of trek de wijziging eerst in.")]
    StillAsking,
    #[error("Alleen een bekrachtigde afspraak kan worden afgerond.")]
    NotRatified,
    #[error("Alleen een afgeronde afspraak kan worden heropend.")]
    NotCompleted,
    #[error("Alleen een concept dat nooit is voorgesteld kan weg. Andere afspraken laat u vervallen, met de reden.")]
    NotRemovable,
}

impl Agreement {
    pub const fn draft() -> Self {
        Self { life_cycle: LifeCycle::Draft, in_force: None, asking: None, newest: 0 }
    }

    /// Asks the parties of a concept. What it needs for that is [`crate::commitments::Content::missing_for_proposal`].
    ///
    /// # Errors
    /// When it is no concept, or there is nobody to ask.
    pub fn propose(&mut self, parties: BTreeSet<OrganisationId>) -> Result<(), Refusal> {
        if self.life_cycle != LifeCycle::Draft {
            return Err(Refusal::NoDraft);
        }
        self.ask(parties)?;
        self.life_cycle = LifeCycle::Proposed;
        Ok(())
    }

    /// Asks the parties of a changed version; what they said of an earlier one does not count for it.
    ///
    /// # Errors
    /// When it is a concept or closed, or there is nobody to ask.
    pub fn ask_again(&mut self, parties: BTreeSet<OrganisationId>) -> Result<(), Refusal> {
        match self.life_cycle {
            LifeCycle::Proposed | LifeCycle::Ratified => self.ask(parties),
            LifeCycle::Draft => Err(Refusal::NothingAsked),
            LifeCycle::Completed | LifeCycle::Lapsed => Err(Refusal::Closed),
        }
    }

    fn ask(&mut self, parties: BTreeSet<OrganisationId>) -> Result<(), Refusal> {
        if parties.is_empty() {
            return Err(Refusal::NobodyToAsk);
        }
        self.newest += 1;
        self.asking = Some(Asking::new(self.newest, parties));
        Ok(())
    }

    /// Takes a party's answer to the version that it saw. Ratifies when it was the last yes: then it says so.
    ///
    /// # Errors
    /// When that version does not lie with this party any more, or it gave this answer already.
    pub fn answer(&mut self, party: OrganisationId, version: i32, answer: Answer) -> Result<bool, Refusal> {
        let given = self.answer_of(party, version)?;
        if given.as_ref().is_some_and(|given| given.reply == answer.reply && given.text == answer.text) {
            return Err(Refusal::AlreadyAnswered);
        }
        *given = Some(Answer { lifted: false, ..answer });
        Ok(self.ratify_if_all_confirmed())
    }

    /// A party's reservation does not hold any more: its answer is then a yes. Says whether that ratified it.
    ///
    /// # Errors
    /// When that version does not lie with this party any more, or it has no reservation.
    pub fn lift(&mut self, party: OrganisationId, version: i32) -> Result<bool, Refusal> {
        match self.answer_of(party, version)? {
            Some(answer) if answer.reply == Reply::Reserved && !answer.lifted => answer.lifted = true,
            _ => return Err(Refusal::NoReservation),
        }
        Ok(self.ratify_if_all_confirmed())
    }

    fn answer_of(&mut self, party: OrganisationId, version: i32) -> Result<&mut Option<Answer>, Refusal> {
        if !self.life_cycle.is_open() {
            return Err(Refusal::Closed);
        }
        let asking = self.asking.as_mut().ok_or(Refusal::NothingAsked)?;
        if asking.version != version {
            return Err(Refusal::OtherVersion);
        }
        asking.answers.get_mut(&party).ok_or(Refusal::NotAsked)
    }

    fn ratify_if_all_confirmed(&mut self) -> bool {
        let Some(asking) = self.asking.take_if(|asking| asking.all_confirmed()) else {
            return false;
        };
        self.in_force = Some(asking.version);
        self.life_cycle = LifeCycle::Ratified;
        true
    }

    /// Takes back a change that lies with the parties; what was in force stays so.
    ///
    /// # Errors
    /// When nothing is in force, or no change lies with the parties.
    pub fn withdraw(&mut self) -> Result<(), Refusal> {
        if self.in_force.is_none() {
            return Err(Refusal::NotRatified);
        }
        self.asking.take().map(|_| ()).ok_or(Refusal::NothingAsked)
    }

    /// It is done.
    ///
    /// # Errors
    /// When it was not ratified, or a change still lies with the parties.
    pub fn complete(&mut self) -> Result<(), Refusal> {
        if self.life_cycle != LifeCycle::Ratified {
            return Err(Refusal::NotRatified);
        }
        if self.asking.is_some() {
            return Err(Refusal::StillAsking);
        }
        self.life_cycle = LifeCycle::Completed;
        Ok(())
    }

    /// It turned out not to be done after all.
    ///
    /// # Errors
    /// When it was not completed.
    pub fn reopen(&mut self) -> Result<(), Refusal> {
        if self.life_cycle != LifeCycle::Completed {
            return Err(Refusal::NotCompleted);
        }
        self.life_cycle = LifeCycle::Ratified;
        Ok(())
    }

    /// It will not be done; the reason is kept beside it. Nobody is asked any more.
    ///
    /// # Errors
    /// When it is a concept, which can simply go, or is closed.
    pub fn lapse(&mut self) -> Result<(), Refusal> {
        match self.life_cycle {
            LifeCycle::Proposed | LifeCycle::Ratified => {
                self.asking = None;
                self.life_cycle = LifeCycle::Lapsed;
                Ok(())
            }
            LifeCycle::Draft => Err(Refusal::NothingAsked),
            LifeCycle::Completed | LifeCycle::Lapsed => Err(Refusal::Closed),
        }
    }

    /// Whether it can go without a trace in the agenda.
    ///
    /// # Errors
    /// When parties were ever asked about it.
    pub fn remove(&self) -> Result<(), Refusal> {
        if self.life_cycle == LifeCycle::Draft && self.newest == 0 { Ok(()) } else { Err(Refusal::NotRemovable) }
    }
}

#[cfg(test)]
mod tests;
