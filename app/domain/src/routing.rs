//! Routing (behandeling): the way of a proposal along bodies. Datum, overleg, doel, conclusie.
//!
//! One body after the other: the next step opens when the former has its conclusion, and that comes when its meeting was
//! held. So one step at most is open, and where a proposal is now follows from its steps.

pub mod proposal;

use chrono::NaiveDate;

use crate::ids::BodyId;
use crate::meetings::State;
use crate::text::{check_text, has_words};
use crate::{Problem, coded_enum, dutch};

pub const CONCLUSION_MAX: usize = 5_000;
/// No proposal has as many bodies to see.
pub const STEPS_MAX: usize = 20;

coded_enum! {
    /// What a body is asked to do with it.
    Purpose {
        Advise = "adviseren", "Adviseren";
        Adopt = "vaststellen", "Vaststellen";
        Inform = "informeren", "Informeren";
    }
}

impl Purpose {
    /// As a sentence goes on: `ter advisering`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Advise => "ter advisering",
            Self::Adopt => "ter vaststelling",
            Self::Inform => "ter informatie",
        }
    }

    /// The body is to say something about it.
    pub const fn asks(self) -> bool {
        !matches!(self, Self::Inform)
    }
}

/// One body that a proposal comes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub body: BodyId,
    pub date: NaiveDate,
    pub purpose: Purpose,
    /// None: not yet.
    pub conclusion: Option<String>,
}

impl Step {
    /// `bij BO Wonen, 12 maart 2027, ter advisering`
    pub fn label(&self, body: &str) -> String {
        format!("bij {body}, {}, {}", dutch::long_date(self.date), self.purpose.phrase())
    }
}

coded_enum! {
    /// How far a proposal is.
    Standing {
        /// No body is to see it yet.
        Concept = "concept", "Concept";
        Underway = "in-behandeling", "In behandeling";
        Done = "afgerond", "Afgerond";
    }
}

/// Whether the conclusion of a step can be written down: its meeting was held, or its day is over and nobody planned a meeting here.
///
/// # Errors
/// Its meeting is not known to be held, or was called off.
pub fn check_held(date: NaiveDate, meeting: Option<State>, today: NaiveDate) -> Result<(), Problem> {
    let message = match meeting {
        Some(State::Cancelled) => "Dit overleg is afgelast. Zet de stap eerst op een andere dag.",
        Some(state) if state.was_held() => return Ok(()),
        None if date < today => return Ok(()),
        Some(_) if date <= today => "Dit overleg staat nog niet op ‘gehouden’. Zet het daar eerst op.",
        _ => "Dit overleg is nog niet gehouden. De conclusie komt daarna.",
    };
    Err(Problem::new("conclusion", message))
}

/// Whether a body can still be asked at its meeting of this day.
///
/// # Errors
/// That meeting was held.
pub fn check_askable(date: NaiveDate, meeting: Option<State>) -> Result<(), Problem> {
    if !meeting.is_some_and(State::was_held) {
        return Ok(());
    }
    let message = format!("Dit overleg is op {} al gehouden. Kies een overleg dat nog komt.", dutch::date(date));
    Err(Problem::new("date", message))
}

/// Where a proposal is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// No body is to see it yet.
    Unplanned,
    /// This step is open.
    At(&'a Step),
    /// Every body has concluded; this was the last.
    Through(&'a Step),
}

impl Place<'_> {
    /// For a sentence or a column; `name`: of the body of the step.
    pub fn label(self, name: impl Fn(BodyId) -> String) -> String {
        match self {
            Self::Unplanned => "nog niet gepland".to_owned(),
            Self::At(step) => step.label(&name(step.body)),
            Self::Through(step) => format!("afgerond bij {}, {}", name(step.body), dutch::long_date(step.date)),
        }
    }
}

/// The steps of one proposal, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    steps: Vec<Step>,
}

impl Route {
    /// What is stored.
    ///
    /// # Errors
    /// When these steps cannot have come about.
    pub fn of(steps: Vec<Step>) -> Result<Self, Problem> {
        let route = Self { steps };
        match route.fault() {
            None => Ok(route),
            Some(problem) => Err(problem),
        }
    }

    fn fault(&self) -> Option<Problem> {
        if self.steps.len() > STEPS_MAX {
            return Some(full());
        }
        let mut pairs = self.steps.iter().zip(self.steps.iter().skip(1));
        if pairs.any(|(former, next)| former.conclusion.is_none() && next.conclusion.is_some()) {
            return Some(Problem::new("conclusion", "Een eerdere stap heeft nog geen conclusie. Vul die eerst in."));
        }
        // Not by their days: a meeting that was moved takes its step along.
        None
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The step that waits for its conclusion: the first without one.
    pub fn open(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.conclusion.is_none())
    }

    pub fn place(&self) -> Place<'_> {
        let open = self.steps.iter().find(|step| step.conclusion.is_none());
        match (open, self.steps.last()) {
            (Some(step), _) => Place::At(step),
            (None, Some(last)) => Place::Through(last),
            (None, None) => Place::Unplanned,
        }
    }

    /// How far it is.
    pub fn standing(&self) -> Standing {
        match self.place() {
            Place::Unplanned => Standing::Concept,
            Place::At(_) => Standing::Underway,
            Place::Through(_) => Standing::Done,
        }
    }

    /// Whether what is proposed can still be worded otherwise.
    ///
    /// # Errors
    /// The last body has concluded: what it concluded about stays what it was.
    pub fn may_change_text(&self) -> Result<(), Problem> {
        if self.standing() != Standing::Done {
            return Ok(());
        }
        let message = "Het laatste overleg heeft een conclusie. De tekst ligt vast. Gaat het voorstel nog naar een \
                       overleg? Voeg dan eerst die stap toe.";
        Err(Problem::new("step", message))
    }

    /// The conclusion that may still be worded otherwise: the last one.
    pub fn last_concluded(&self) -> Option<usize> {
        self.open().unwrap_or(self.steps.len()).checked_sub(1)
    }

    /// Whether the open step should have had its conclusion by now.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        matches!(self.place(), Place::At(step) if step.date < today)
    }

    /// Adds a body at the end.
    ///
    /// # Errors
    /// It comes before a body that sees the proposal earlier, or there are too many.
    pub fn add(&mut self, body: BodyId, date: NaiveDate, purpose: Purpose) -> Result<(), Problem> {
        if self.steps.len() >= STEPS_MAX {
            return Err(full());
        }
        if let Some(last) = self.steps.last() {
            in_order(last.date, date)?;
        }
        self.steps.push(Step { body, date, purpose, conclusion: None });
        Ok(())
    }

    /// Changes a step that has no conclusion yet.
    ///
    /// # Errors
    /// There is no such step, it has its conclusion, or its day would not lie between those of its neighbours.
    pub fn change(&mut self, index: usize, body: BodyId, date: NaiveDate, purpose: Purpose) -> Result<(), Problem> {
        self.without_conclusion(index)?;
        if let Some(former) = index.checked_sub(1).and_then(|former| self.steps.get(former)) {
            in_order(former.date, date)?;
        }
        if let Some(next) = self.steps.get(index + 1)
            && next.date < date
        {
            let message = format!(
                "De volgende stap is al op {}. Kies een eerdere dag, of verzet eerst die stap.",
                dutch::date(next.date)
            );
            return Err(Problem::new("date", message));
        }
        if let Some(step) = self.steps.get_mut(index) {
            *step = Step { body, date, purpose, conclusion: None };
        }
        Ok(())
    }

    /// A body that need not see it after all.
    ///
    /// # Errors
    /// There is no such step, or it has its conclusion.
    pub fn remove(&mut self, index: usize) -> Result<(), Problem> {
        self.without_conclusion(index)?;
        self.steps.remove(index);
        Ok(())
    }

    fn without_conclusion(&self, index: usize) -> Result<(), Problem> {
        match self.steps.get(index) {
            None => Err(no_such_step()),
            Some(step) if step.conclusion.is_some() => {
                Err(Problem::new("step", "Deze stap heeft een conclusie en ligt daarmee vast."))
            }
            Some(_) => Ok(()),
        }
    }

    /// What a body said, which opens the next step. `held`: its meeting was, and of a joint item that of the other body too.
    ///
    /// # Errors
    /// It is not this body's turn, its meeting was not held, or nothing is said.
    pub fn conclude(&mut self, index: usize, conclusion: &str, held: bool) -> Result<(), Vec<Problem>> {
        self.without_conclusion(index).map_err(|problem| vec![problem])?;
        if self.open() != Some(index) {
            let message = "Een eerdere stap heeft nog geen conclusie. Deze stap opent als die er is.";
            return Err(vec![Problem::new("step", message)]);
        }
        self.write(index, conclusion, held)
    }

    /// Puts the words of the last conclusion right, while the minutes are not adopted (`may_change`).
    ///
    /// # Errors
    /// It is not the last conclusion, the minutes are adopted, or nothing is said.
    pub fn reword(&mut self, index: usize, conclusion: &str, may_change: bool) -> Result<(), Vec<Problem>> {
        if self.last_concluded() != Some(index) {
            let message = "Alleen de laatste conclusie kan nog anders. De stap daarna ging van deze conclusie uit.";
            return Err(vec![Problem::new("step", message)]);
        }
        if !may_change {
            let message = "Het verslag is vastgesteld, en de conclusie daarmee ook.";
            return Err(vec![Problem::new("conclusion", message)]);
        }
        self.write(index, conclusion, true)
    }

    fn write(&mut self, index: usize, conclusion: &str, held: bool) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        if !held {
            let message = "Dit overleg is nog niet gehouden. De conclusie komt daarna.";
            problems.push(Problem::new("conclusion", message));
        }
        if !has_words(conclusion) {
            problems.push(Problem::new("conclusion", "Vul de conclusie van het overleg in."));
        }
        check_text("conclusion", "De conclusie", Some(conclusion), CONCLUSION_MAX, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        if let Some(step) = self.steps.get_mut(index) {
            step.conclusion = Some(conclusion.to_owned());
        }
        Ok(())
    }
}

/// Two bodies may see it on one day.
fn in_order(former: NaiveDate, next: NaiveDate) -> Result<(), Problem> {
    if former <= next {
        return Ok(());
    }
    let message = format!("De stap hiervoor is op {}. Kies die dag of een latere.", dutch::date(former));
    Err(Problem::new("date", message))
}

fn no_such_step() -> Problem {
    Problem::new("step", "Deze stap is er niet meer. Kijk wat er nu staat.")
}

fn full() -> Problem {
    Problem::new("step", format!("Een voorstel gaat langs ten hoogste {STEPS_MAX} overleggen."))
}

#[cfg(test)]
mod tests;
