//! Kritische succesfactoren: what must be in order before anything is built, and how each gemeente is placed for it.

use crate::text::{check_text, has_words};
use crate::{Problem, coded_enum};

pub const NOTE_MAX: usize = 2_000;

coded_enum! {
    /// How a gemeente is placed. Of who told nothing it is unknown.
    State {
        InOrder = "op-orde", "Op orde";
        Attention = "aandacht", "Aandacht";
        Blocked = "geblokkeerd", "Geblokkeerd";
        Unknown = "onbekend", "Onbekend";
    }
}

impl State {
    /// Who reads it wants to know why.
    pub const fn needs_note(self) -> bool {
        matches!(self, Self::Attention | Self::Blocked)
    }
}

/// What a gemeente tells of a success factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub state: State,
    pub note: Option<String>,
}

impl Told {
    /// Everything that is wrong, in the order of the form.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let note = self.note.as_deref();
        if self.state.needs_note() && !note.is_some_and(has_words) {
            let label = self.state.label().to_lowercase();
            let message = format!("Schrijf op waarom het hier op '{label}' staat. De regio leest dit.");
            problems.push(Problem::new("note", message));
        }
        check_text("note", "De toelichting", note, NOTE_MAX, &mut problems);
        problems
    }
}

/// How many gemeenten are in each state, in the order of the states.
pub fn count(states: impl IntoIterator<Item = State>) -> Vec<(State, usize)> {
    let states: Vec<State> = states.into_iter().collect();
    let of = |one: State| states.iter().filter(|state| **state == one).count();
    State::ALL.iter().map(|state| (*state, of(*state))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(state: State, note: Option<&str>) -> Vec<String> {
        let told = Told { state, note: note.map(str::to_owned) };
        told.problems().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn who_needs_attention_or_is_blocked_says_why_and_nobody_else_has_to() {
        for state in State::ALL {
            assert_eq!(fields(*state, Some("Wacht op de netbeheerder")), [""; 0], "{state:?}");
            for nothing in [None, Some("..."), Some(" ")] {
                let needed = matches!(state, State::Attention | State::Blocked);
                assert_eq!(
                    fields(*state, nothing),
                    if needed { vec!["note"] } else { vec![] },
                    "{state:?} {nothing:?}"
                );
            }
        }
    }

    #[test]
    fn a_note_is_no_longer_than_can_be_read() {
        assert_eq!(fields(State::InOrder, Some(&"é".repeat(NOTE_MAX))), [""; 0]);
        assert_eq!(fields(State::InOrder, Some(&"é".repeat(NOTE_MAX + 1))), ["note"]);
    }

    #[test]
    fn every_gemeente_counts_once() {
        let states = [State::Blocked, State::Unknown, State::Blocked];
        let counted: Vec<usize> = count(states).into_iter().map(|(_, count)| count).collect();
        assert_eq!(counted, [0, 0, 2, 1]);
    }
}
