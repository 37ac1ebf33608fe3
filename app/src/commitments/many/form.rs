//! The form as it is posted: which commitments, as which version, and what changes of all of them.

use std::collections::BTreeMap;

use domain::comments::function_problems;
use domain::ids::DocumentId;
use domain::{Period, Problem};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::commitments::form::read_period;
use crate::ui::form::optional;

/// More than this nobody looks through before saying yes.
pub const CHOSEN_MAX: usize = 200;
/// What happens to the documents that a commitment follows from already: they stay, or go.
pub const ADD: &str = "toevoegen";
pub const REPLACE: &str = "vervangen";
/// The button that changes what was shown.
pub const APPLY: &str = "doorvoeren";
/// The button that goes back to choosing.
pub const CHOOSE: &str = "kiezen";

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ManyForm {
    /// Ids.
    pub chosen: Vec<String>,
    /// What the preview showed: ids, each with a colon and its version.
    pub versions: Vec<String>,
    pub due: String,
    /// Ticked: when they are due is not known yet.
    pub due_unknown: Vec<String>,
    /// The id of a document that all of them follow from.
    pub document: String,
    /// [`ADD`] or [`REPLACE`].
    pub document_way: String,
    /// The function that carries them at who leads.
    pub lead_function: String,
    /// The filter that the commitments were chosen from, as a saved view stores it.
    pub filter: String,
    /// The button that was pressed: [`APPLY`], [`CHOOSE`] or, to see first, another.
    pub step: String,
}

/// What was asked: for each commitment the version that was seen, and what changes of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub chosen: BTreeMap<Uuid, Option<i32>>,
    pub change: Wanted,
}

/// What all of them are to say; none: what each says stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Some(None): not known yet.
    pub due: Option<Option<Period>>,
    pub document: Option<(DocumentId, Way)>,
    pub lead_function: Option<String>,
}

/// What becomes of the documents that a commitment follows from already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Add,
    Replace,
}

impl ManyForm {
    /// # Errors
    /// Nothing or too much chosen, or no period.
    pub fn asked(&self) -> Result<Asked, Vec<Problem>> {
        let mut problems = Vec::new();
        let shown: BTreeMap<Uuid, i32> = self.versions.iter().filter_map(|value| read_version(value)).collect();
        let ids: Vec<Uuid> = self.chosen.iter().filter_map(|value| value.parse().ok()).collect();
        let chosen: BTreeMap<Uuid, Option<i32>> = ids.iter().map(|id| (*id, shown.get(id).copied())).collect();
        if ids.len() < self.chosen.len() {
            problems.push(Problem::new("chosen", "Kies afspraken uit de lijst."));
        } else if chosen.is_empty() {
            problems.push(Problem::new("chosen", "Kies minstens één afspraak."));
        } else if chosen.len() > CHOSEN_MAX {
            problems.push(Problem::new("chosen", format!("Kies hooguit {CHOSEN_MAX} afspraken tegelijk.")));
        }
        let change = Wanted {
            due: self.due(&mut problems),
            document: self.document(&mut problems),
            lead_function: optional(&self.lead_function),
        };
        problems.extend(function_problems("lead_function", change.lead_function.as_deref()));
        if change == Wanted::default() && problems.iter().all(|problem| problem.field == "chosen") {
            let message = "Vul in wat er wijzigt: wanneer ze gereed zijn, waar ze uit volgen, of namens welke functie.";
            problems.push(Problem::new("due", message));
        }
        if problems.is_empty() { Ok(Asked { chosen, change }) } else { Err(problems) }
    }

    fn due(&self, problems: &mut Vec<Problem>) -> Option<Option<Period>> {
        match (optional(&self.due).is_some(), self.due_unknown.is_empty()) {
            (true, true) => read_period("due", "Gereed", &self.due, problems).map(Some),
            (false, false) => Some(None),
            (false, true) => None,
            (true, false) => {
                let either = "Vul in wanneer ze gereed zijn, of kies 'nog niet bekend'. Niet allebei.";
                problems.push(Problem::new("due", either));
                None
            }
        }
    }

    fn document(&self, problems: &mut Vec<Problem>) -> Option<(DocumentId, Way)> {
        let id = optional(&self.document)?;
        let way = match self.document_way.as_str() {
            ADD => Some(Way::Add),
            REPLACE => Some(Way::Replace),
            _ => None,
        };
        match (id.parse(), way) {
            (Ok(id), Some(way)) => Some((id, way)),
            (Err(_), _) => {
                problems.push(Problem::new("document", "Kies een document uit de lijst."));
                None
            }
            (_, None) => {
                let message = "Kies wat er gebeurt met de documenten waar ze al uit volgen.";
                problems.push(Problem::new("document_way", message));
                None
            }
        }
    }
}

fn read_version(value: &str) -> Option<(Uuid, i32)> {
    let (id, version) = value.split_once(':')?;
    Some((id.parse().ok()?, version.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(chosen: &[&str], due: &str) -> ManyForm {
        let chosen = chosen.iter().map(|&value| value.to_owned()).collect();
        ManyForm { chosen, due: due.to_owned(), ..ManyForm::default() }
    }

    fn fields(form: &ManyForm) -> Vec<String> {
        form.asked().unwrap_err().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn ids_come_with_the_version_that_was_seen() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let chosen = form(&[&one.to_string(), &other.to_string()], "Q3 2028");
        let asked = ManyForm { versions: vec![format!("{other}:7"), "onzin".to_owned()], ..chosen }.asked().unwrap();
        assert_eq!(asked.chosen, BTreeMap::from([(one, None), (other, Some(7))]));
        assert_eq!(asked.change.due, Some(Some(Period::Quarter { year: 2028, quarter: 3 })));
        let unknown = ManyForm { due_unknown: vec!["ja".to_owned()], ..form(&[&one.to_string()], "") };
        assert_eq!(unknown.asked().unwrap().change.due, Some(None));
    }

    #[test]
    fn a_document_comes_beside_or_in_place_of_what_is_there_and_the_time_stays() {
        let one = Uuid::from_u128(1).to_string();
        let with = |document: &str, way: &str| ManyForm {
            document: document.to_owned(),
            document_way: way.to_owned(),
            ..form(&[&one], "")
        };
        let id = Uuid::from_u128(9);
        for (text, way) in [(ADD, Way::Add), (REPLACE, Way::Replace)] {
            let change = with(&id.to_string(), text).asked().unwrap().change;
            assert_eq!(change, Wanted { document: Some((id.into(), way)), ..Wanted::default() });
        }
        assert_eq!(fields(&with(&id.to_string(), "")), ["document_way"]);
        assert_eq!(fields(&with("onzin", ADD)), ["document"]);
    }

    #[test]
    fn a_function_is_one_line() {
        let one = Uuid::from_u128(1).to_string();
        let with = |text: &str| ManyForm { lead_function: text.to_owned(), ..form(&[&one], "") };
        let change = with(" Wethouder wonen ").asked().unwrap().change;
        assert_eq!(change.lead_function.as_deref(), Some("Wethouder wonen"));
        assert_eq!(fields(&with("a\nb")), ["lead_function"]);
    }

    #[test]
    fn what_is_missing_or_too_much_is_told() {
        let one = Uuid::from_u128(1).to_string();
        assert_eq!(fields(&form(&[], "")), ["chosen", "due"]);
        assert_eq!(fields(&form(&["onzin"], "2028")), ["chosen"]);
        assert_eq!(fields(&form(&[&one], "binnenkort")), ["due"]);
        let both = ManyForm { due_unknown: vec!["ja".to_owned()], ..form(&[&one], "2028") };
        assert_eq!(fields(&both), ["due"]);
        let many: Vec<String> = (0..=CHOSEN_MAX as u128).map(|number| Uuid::from_u128(number).to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(fields(&form(&many, "2028")), ["chosen"]);
    }
}
