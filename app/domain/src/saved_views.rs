//! A saved view (weergave): a filter of the list of commitments under a name, for oneself or for one's organisation.

use crate::Problem;
use crate::text::{check_line, has_words};

pub const NAME_MAX: usize = 60;
/// More than these nobody finds anything in.
pub const SAVED_MAX: u64 = 25;

/// Empty when a view may be called this.
pub fn name_problems(name: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !has_words(name) {
        problems.push(Problem::new("name", "Vul een naam in, bijvoorbeeld 'Rood en over tijd'."));
    }
    check_line("name", "De naam", Some(name), NAME_MAX, &mut problems);
    problems
}

/// # Errors
/// When somebody has saved as many as one may.
pub fn may_save_another(saved: u64) -> Result<(), Problem> {
    if saved < SAVED_MAX {
        return Ok(());
    }
    let message = format!("U hebt al {SAVED_MAX} weergaven. Verwijder er eerst een die u niet meer gebruikt.");
    Err(Problem::new("name", message))
}

/// A filter that filters nothing is the whole list, which has an address already.
pub const NOTHING_TO_SAVE: &str = "Er is geen filter om te bewaren. Kies eerst een filter bij Afspraken.";
pub const NAME_TAKEN: &str = "U hebt al een weergave met deze naam. Kies een andere naam.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_has_a_name_of_one_short_line() {
        assert_eq!(name_problems("Rood"), vec![]);
        for name in ["", " … ", &"x".repeat(NAME_MAX + 1), "twee\nregels"] {
            assert_eq!(name_problems(name).first().map(|problem| problem.field.as_str()), Some("name"), "{name:?}");
        }
    }

    #[test]
    fn one_saves_so_many_and_no_more() {
        assert_eq!(may_save_another(SAVED_MAX - 1), Ok(()));
        assert!(may_save_another(SAVED_MAX).unwrap_err().message.contains("25"));
    }
}
