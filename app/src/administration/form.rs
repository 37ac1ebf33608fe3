//! The forms of the administration, and how they become what an account may be.

use domain::Problem;
use domain::organisations::Role;
use domain::text::check_line;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::auth::accounts::NAME_MAX;
use crate::auth::accounts::normal_address;
use crate::ui::form::optional;

/// A new account, or changes to one: `id` and `version` are empty for a new one, whose address is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountForm {
    pub id: String,
    pub version: String,
    pub email: String,
    pub name: String,
    pub function: String,
    pub organisation: String,
    pub role: String,
    /// Holds [`TICKED`], or nothing.
    pub mandated: Vec<String>,
    /// The same.
    pub disabled: Vec<String>,
}

/// A button on the page of an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountButtonForm {
    pub id: String,
}

/// To forget whose an account was; the address is typed over, to be sure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PseudonymiseForm {
    pub id: String,
    pub email: String,
}

/// What a region asks of everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecurityForm {
    /// `ja` or `nee`.
    pub second_factor_for_all: String,
}

/// What a form says that an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub function: Option<String>,
    pub organisation: Uuid,
    pub role: Role,
    pub mandated: bool,
    pub disabled: bool,
}

/// What a ticked box posts.
pub const TICKED: &str = "ja";

fn ticked(posted: &[String]) -> bool {
    posted.iter().any(|value| value == TICKED)
}

impl AccountForm {
    /// # Errors
    /// Everything that is wrong, in the order of the form.
    pub fn account(&self) -> Result<Account, Vec<Problem>> {
        let mut problems = Vec::new();
        let name = optional(&self.name);
        let function = optional(&self.function);
        if name.is_none() {
            problems.push(Problem::new("name", "Vul de naam in, zoals anderen die mogen zien."));
        }
        check_line("name", "De naam", name.as_deref(), NAME_MAX, &mut problems);
        check_line("function", "De functie", function.as_deref(), NAME_MAX, &mut problems);
        let organisation = self.organisation.parse().ok();
        if organisation.is_none() {
            problems.push(Problem::new("organisation", "Kies de organisatie waar deze persoon voor werkt."));
        }
        let role: Option<Role> = self.role.parse().ok();
        let mandated = ticked(&self.mandated);
        match role {
            None => problems.push(Problem::new("role", "Kies een rol.")),
            Some(role) if mandated && !role.may_confirm(true) => {
                let message = "Alleen een bestuurder of medewerker kan voor de organisatie bevestigen. Kies een andere rol, of \
                               haal het vinkje weg.";
                problems.push(Problem::new("mandated", message));
            }
            Some(_) => {}
        }
        match (name, organisation, role, problems.is_empty()) {
            (Some(name), Some(organisation), Some(role), true) => {
                Ok(Account { name, function, organisation, role, mandated, disabled: ticked(&self.disabled) })
            }
            _ => Err(problems),
        }
    }

    /// # Errors
    /// When it is no address.
    pub fn address(&self) -> Result<String, Problem> {
        let message = "Vul een e-mailadres in, bijvoorbeeld naam@gemeente.nl.";
        normal_address(&self.email).ok_or_else(|| Problem::new("email", message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> AccountForm {
        AccountForm {
            name: " J. Jansen ".to_owned(),
            organisation: Uuid::nil().to_string(),
            role: "medewerker".to_owned(),
            mandated: vec![TICKED.to_owned()],
            ..AccountForm::default()
        }
    }

    #[test]
    fn a_complete_form_is_an_account() {
        let account = form().account().unwrap();
        assert_eq!((account.name.as_str(), account.role, account.mandated), ("J. Jansen", Role::Staff, true));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let empty = AccountForm { name: "x".repeat(200), ..AccountForm::default() };
        let fields: Vec<String> = empty.account().unwrap_err().into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, ["name", "organisation", "role"]);
    }

    #[test]
    fn a_mandate_is_for_who_acts_for_an_organisation() {
        let reader = AccountForm { role: "lezer".to_owned(), ..form() };
        assert_eq!(reader.account().unwrap_err()[0].field, "mandated");
    }
}
