//! All that is wrong with a line at once: who mends a file wants to mend it in one go.

use super::Wrong;

/// What a line made of a form, and the cells that stand for nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<F> {
    pub form: F,
    pub wrong: Vec<Wrong>,
    /// Whether every cell could be read: what is missing cannot be judged.
    pub whole: bool,
}

impl<F> Filled<F> {
    /// Goes on with what the rules say of the form. A cell that stands for nothing left its field as it was: what the rules say
    /// of that field, or of the row as a whole, may be so only because of it, and is left out.
    ///
    /// # Errors
    /// Everything that is wrong with the line.
    pub fn checked<T>(self, rules: impl FnOnce(&F) -> Result<T, Vec<Wrong>>) -> Result<(F, T), Vec<Wrong>> {
        let Self { form, mut wrong, whole } = self;
        if !whole {
            return Err(wrong);
        }
        match rules(&form) {
            Ok(read) if wrong.is_empty() => Ok((form, read)),
            Ok(_) => Err(wrong),
            Err(told) if wrong.is_empty() => Err(told),
            Err(told) => {
                let of_other = |one: &Wrong| one.column.is_some() && wrong.iter().all(|it| it.column != one.column);
                let others: Vec<Wrong> = told.into_iter().filter(of_other).collect();
                wrong.extend(others);
                Err(wrong)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(wrong: &[&str]) -> Filled<u8> {
        Filled {
            form: 7,
            whole: true,
            wrong: wrong.iter().map(|column| Wrong::of(column, "a name that is not known")).collect(),
        }
    }

    fn columns(wrong: Vec<Wrong>) -> Vec<Option<String>> {
        wrong.into_iter().map(|one| one.column).collect()
    }

    #[test]
    fn a_line_that_is_right_is_read() {
        assert_eq!(filled(&[]).checked(|form| Ok(form + 1)), Ok((7, 8)));
    }

    #[test]
    fn names_and_rules_are_told_together_but_nothing_twice() {
        let rules = |_: &u8| -> Result<(), _> {
            Err(vec![Wrong::of("who", "empty"), Wrong::of("when", "over"), Wrong::of_row("does not add up")])
        };
        let told = columns(filled(&["who"]).checked(rules).unwrap_err());
        assert_eq!(told, [Some("who".to_owned()), Some("when".to_owned())]);
        let told = columns(filled(&[]).checked(rules).unwrap_err());
        assert_eq!(told, [Some("who".to_owned()), Some("when".to_owned()), None]);
        assert_eq!(filled(&["who"]).checked(|_| Ok(())).unwrap_err().len(), 1);
        let half = Filled { whole: false, ..filled(&["who"]) };
        assert_eq!(columns(half.checked(rules).unwrap_err()), [Some("who".to_owned())]);
    }
}
