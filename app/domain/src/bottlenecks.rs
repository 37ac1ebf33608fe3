//! A bottleneck (knelpunt): what blocks commitments and projects, who is to move, and how high it has been taken.

pub mod risk;

use crate::Problem;
use crate::coded_enum;
use crate::ids::{OrganisationId, SuccessFactorId};
use crate::text::{check_line, check_text, has_words};

pub const TITLE_MAX: usize = 200;
pub const DESCRIPTION_MAX: usize = 5_000;
pub const ACTION_MAX: usize = 2_000;
pub const FUNCTION_MAX: usize = 120;
pub const REASON_MAX: usize = 2_000;

coded_enum! {
    State {
        Open = "open", "Open";
        Solved = "opgelost", "Opgelost";
    }
}

coded_enum! {
    /// How high it has been taken, from low to high.
    Level {
        Local = "lokaal", "Lokaal";
        Officials = "ao", "AO";
        Executives = "bo", "BO";
        AccelerationTable = "versnellingstafel", "Versnellingstafel";
        National = "rijk", "Rijk";
    }
}

impl Level {
    /// Where it can still be taken to. Steps may be skipped.
    pub fn above(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |level| *level > self)
    }
}

coded_enum! {
    /// What happens to a bottleneck as a whole.
    StepKind {
        Escalated = "geescaleerd", "Geëscaleerd";
        Solved = "opgelost", "Opgelost";
        Reopened = "heropend", "Heropend";
    }
}

/// A step with its reason; for [`Step::Solve`] that is how it was solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Escalate { to: Level, reason: String },
    Solve { how: String },
    Reopen { reason: String },
}

impl Step {
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Escalate { .. } => StepKind::Escalated,
            Self::Solve { .. } => StepKind::Solved,
            Self::Reopen { .. } => StepKind::Reopened,
        }
    }

    pub fn reason(&self) -> &str {
        match self {
            Self::Escalate { reason, .. } | Self::Reopen { reason } => reason,
            Self::Solve { how } => how,
        }
    }

    fn problems(&self) -> Vec<Problem> {
        let (name, when_missing) = match self {
            Self::Escalate { .. } => ("De reden", "Vul in waarom het hogerop moet."),
            Self::Solve { .. } => ("De oplossing", "Vul in hoe het is opgelost."),
            Self::Reopen { .. } => ("De reden", "Vul in waarom het knelpunt terug is."),
        };
        let mut problems = Vec::new();
        if !has_words(self.reason()) {
            problems.push(Problem::new("reason", when_missing));
        }
        check_text("reason", name, Some(self.reason()), REASON_MAX, &mut problems);
        problems
    }
}

/// Where a bottleneck stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    pub level: Level,
}

impl Standing {
    pub const NEW: Self = Self { state: State::Open, level: Level::Local };

    /// Where it stands after a step. Who reopens it finds it at the level that it had.
    ///
    /// # Errors
    /// The step does not fit where it stands now, or lacks its reason.
    pub fn after(self, step: &Step) -> Result<Self, Vec<Problem>> {
        let next = self.fits(step).map_err(|problem| vec![problem])?;
        let problems = step.problems();
        if problems.is_empty() { Ok(next) } else { Err(problems) }
    }

    fn fits(self, step: &Step) -> Result<Self, Problem> {
        match (self.state, step) {
            (State::Open, Step::Escalate { to, .. }) if *to > self.level => Ok(Self { level: *to, ..self }),
            (State::Open, Step::Escalate { .. }) => {
                let message = format!("Het knelpunt ligt al bij {}. Kies een hoger niveau.", self.level.label());
                Err(Problem::new("level", message))
            }
            (State::Open, Step::Solve { .. }) => Ok(Self { state: State::Solved, ..self }),
            (State::Solved, Step::Reopen { .. }) => Ok(Self { state: State::Open, ..self }),
            (State::Open, Step::Reopen { .. }) => {
                Err(Problem::new("state", "Dit knelpunt is al open. Heropenen is niet nodig."))
            }
            (State::Solved, Step::Escalate { .. }) => {
                Err(Problem::new("state", "Dit knelpunt is opgelost. Heropen het voordat u het hogerop brengt."))
            }
            (State::Solved, Step::Solve { .. }) => Err(Problem::new("state", "Dit knelpunt is al opgelost.")),
        }
    }
}

/// Who carries something: an organisation, and in it a function. Never a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub organisation: OrganisationId,
    pub function: Option<String>,
}

/// What people write down about a bottleneck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub title: String,
    pub description: Option<String>,
    pub success_factor: SuccessFactorId,
    pub owner: Holder,
    /// What is being done about it.
    pub action: String,
    /// Who is to move now.
    pub acting: Holder,
}

impl Content {
    /// Empty when it may be saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.title) {
            problems.push(Problem::new("title", "Vul een titel in: wat houdt de afspraken of projecten tegen?"));
        }
        check_line("title", "De titel", Some(&self.title), TITLE_MAX, &mut problems);
        check_text("description", "De omschrijving", self.description.as_deref(), DESCRIPTION_MAX, &mut problems);
        check_line("owner_function", "De functie", self.owner.function.as_deref(), FUNCTION_MAX, &mut problems);
        if !has_words(&self.action) {
            problems.push(Problem::new("action", "Vul in wat eraan wordt gedaan."));
        }
        check_text("action", "De actie", Some(&self.action), ACTION_MAX, &mut problems);
        check_line("acting_function", "De functie", self.acting.function.as_deref(), FUNCTION_MAX, &mut problems);
        problems
    }
}

/// The dwellings that a bottleneck puts at risk, of those in what it blocks: once it is solved, none.
pub const fn at_risk(state: State, dwellings: u64) -> u64 {
    match state {
        State::Open => dwellings,
        State::Solved => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn escalate(to: Level) -> Step {
        Step::Escalate { to, reason: "De netbeheerder wacht op het Rijk".to_owned() }
    }

    fn solve() -> Step {
        Step::Solve { how: "Het station is klaar".to_owned() }
    }

    fn reopen() -> Step {
        Step::Reopen { reason: "Het station is weer vol".to_owned() }
    }

    fn fields(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn it_goes_up_and_may_skip_a_step() {
        let at_bo = Standing::NEW.after(&escalate(Level::Executives)).unwrap();
        assert_eq!(at_bo, Standing { state: State::Open, level: Level::Executives });
        assert_eq!(fields(&at_bo.after(&escalate(Level::Officials)).unwrap_err()), ["level"]);
        assert_eq!(fields(&at_bo.after(&escalate(Level::Executives)).unwrap_err()), ["level"]);
        assert_eq!(at_bo.level.above().collect::<Vec<_>>(), [Level::AccelerationTable, Level::National]);
        assert_eq!(Level::National.above().count(), 0);
    }

    #[test]
    fn what_is_solved_can_only_come_back_and_keeps_its_level() {
        let solved = Standing::NEW.after(&escalate(Level::Officials)).unwrap().after(&solve()).unwrap();
        assert_eq!(fields(&solved.after(&escalate(Level::National)).unwrap_err()), ["state"]);
        assert_eq!(fields(&solved.after(&solve()).unwrap_err()), ["state"]);
        assert_eq!(solved.after(&reopen()), Ok(Standing { state: State::Open, level: Level::Officials }));
        assert_eq!(fields(&Standing::NEW.after(&reopen()).unwrap_err()), ["state"]);
    }

    #[test]
    fn every_step_says_why() {
        for reason in ["", "  ", "…", "\u{200b}"] {
            let reason = reason.to_owned();
            let escalate = Step::Escalate { to: Level::National, reason: reason.clone() };
            assert_eq!(fields(&Standing::NEW.after(&escalate).unwrap_err()), ["reason"]);
            assert_eq!(fields(&Standing::NEW.after(&Step::Solve { how: reason }).unwrap_err()), ["reason"]);
        }
        let long = Step::Solve { how: "x".repeat(REASON_MAX + 1) };
        assert_eq!(fields(&Standing::NEW.after(&long).unwrap_err()), ["reason"]);
    }

    #[test]
    fn what_is_written_down_has_a_title_and_an_action() {
        let holder = |number: u128| Holder { organisation: Uuid::from_u128(number).into(), function: None };
        let content = Content {
            title: "Netcongestie".to_owned(),
            description: None,
            success_factor: Uuid::from_u128(1).into(),
            owner: holder(2),
            action: "Een batterij op het dak".to_owned(),
            acting: holder(3),
        };
        assert_eq!(content.problems(), vec![]);
        let named = Holder { function: Some("x".repeat(FUNCTION_MAX + 1)), ..holder(2) };
        let wrong = Content {
            title: " ".to_owned(),
            description: Some("om\u{202e}gekeerd".to_owned()),
            owner: named.clone(),
            action: String::new(),
            acting: named,
            ..content
        };
        assert_eq!(fields(&wrong.problems()), ["title", "description", "owner_function", "action", "acting_function"]);
    }

    #[test]
    fn solved_means_nothing_is_at_risk() {
        assert_eq!((at_risk(State::Open, 24), at_risk(State::Solved, 24)), (24, 0));
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let reason = prop_oneof![9 => "[a-z]{1,9}", 1 => "[ ]{0,2}"];
        (0..8_usize, reason).prop_map(|(which, reason)| match which {
            0 | 1 => Step::Solve { how: reason },
            2 => Step::Reopen { reason },
            _ => Step::Escalate { to: Level::ALL[which - 3], reason },
        })
    }

    proptest! {
        #[test]
        fn no_row_of_steps_leads_where_it_may_not(steps in proptest::collection::vec(any_step(), 0..40)) {
            let mut standing = Standing::NEW;
            let mut taken: Vec<(Standing, Step)> = Vec::new();
            for step in steps {
                if let Ok(next) = standing.after(&step) {
                    taken.push((standing, step));
                    standing = next;
                }
            }
            for (before, step) in &taken {
                prop_assert!(has_words(step.reason()));
                prop_assert_eq!(before.state == State::Solved, step.kind() == StepKind::Reopened);
            }
            // The levels of the history only go up, and the last of them is where it stands.
            let levels: Vec<Level> = taken.iter().filter_map(|(_, step)| match step {
                Step::Escalate { to, .. } => Some(*to),
                _ => None,
            }).collect();
            prop_assert!(levels.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(standing.level, levels.last().copied().unwrap_or(Level::Local));
            // It is solved once more than it came back, or as often.
            let times = |kind| taken.iter().filter(|(_, step)| step.kind() == kind).count();
            let solved = times(StepKind::Solved) - times(StepKind::Reopened);
            prop_assert_eq!(solved, usize::from(standing.state == State::Solved));
        }

        #[test]
        fn a_refused_step_changes_nothing(step in any_step(), level in 0..5_usize, open: bool) {
            let state = if open { State::Open } else { State::Solved };
            let standing = Standing { state, level: Level::ALL[level] };
            match standing.after(&step) {
                Ok(next) => prop_assert_ne!(next, standing),
                Err(problems) => prop_assert!(!problems.is_empty()),
            }
        }
    }
}
