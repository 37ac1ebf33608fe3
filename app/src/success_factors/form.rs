//! The form with which a gemeente tells how it is placed.

use domain::Problem;
use domain::success_factors::{State, Told};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StateForm {
    /// The success factor.
    pub id: String,
    /// The gemeente's slug.
    pub municipality: String,
    /// The version that the form was filled from; empty when nobody told anything yet.
    pub version: String,
    /// The version that a conflict showed: saving over that one is a choice.
    pub conflict_version: String,
    pub state: String,
    pub note: String,
}

impl StateForm {
    /// Starts the form from what is saved.
    pub fn of(id: Uuid, municipality: &str, saved: Option<(i32, Told)>) -> Self {
        let form = Self { id: id.to_string(), municipality: municipality.to_owned(), ..Self::default() };
        let Some((version, told)) = saved else { return form };
        let (state, note) = (told.state.code().to_owned(), told.note.unwrap_or_default());
        Self { version: version.to_string(), state, note, ..form }
    }

    /// # Errors
    /// Everything that is wrong, from top to bottom.
    pub fn told(&self) -> Result<Told, Vec<Problem>> {
        let Ok(state) = self.state.parse::<State>() else {
            return Err(vec![Problem::new("state", "Kies hoe de gemeente ervoor staat.")]);
        };
        let told = Told { state, note: optional(&self.note) };
        let problems = told.problems();
        if problems.is_empty() { Ok(told) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_chosen_and_what_is_saved_is_read_again_the_same() {
        let wrong = |form: &StateForm| form.told().unwrap_err().remove(0).field;
        assert_eq!(wrong(&StateForm::default()), "state");
        assert_eq!(wrong(&StateForm { state: "geblokkeerd".to_owned(), ..StateForm::default() }), "note");
        let form = StateForm {
            state: "aandacht".to_owned(),
            note: " Wacht op het net\r\n".to_owned(),
            ..StateForm::default()
        };
        let told = form.told().unwrap();
        assert_eq!((told.state, told.note.as_deref()), (State::Attention, Some("Wacht op het net")));
        let again = StateForm::of(Uuid::nil(), "almelo", Some((3, told.clone())));
        assert_eq!((again.version.as_str(), again.told()), ("3", Ok(told)));
    }
}
