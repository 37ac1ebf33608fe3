//! The form of targets: the numbers of one holder in one scenario, and how they become what the domain knows.

use domain::Problem;
use domain::targets::{Status, motivation_problems, parse_value, status_problem, value_problem};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ui::form::optional;

/// Whose targets the form without a gemeente sets.
pub const REGION: &str = "regio";
/// The button that saves what was shown.
pub const SAVE: &str = "opslaan";

/// The number of one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValueRow {
    /// The measure's id.
    pub measure: String,
    /// Empty: not divided yet.
    pub value: String,
    /// How firm it is; of an empty value it says nothing.
    pub status: String,
    /// The version that the form was filled from; empty when there was none.
    pub version: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetsForm {
    /// A gemeente's slug, or [`REGION`].
    pub holder: String,
    /// The id of a corporatie within that gemeente; empty: the gemeente's own, or the region's.
    pub corporation: String,
    /// By key.
    pub scenario: String,
    pub values: Vec<ValueRow>,
    pub motivation: String,
    /// [`SAVE`], or to see first, another.
    pub step: String,
}

/// A number that is wanted, and the version that its writer saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub measure: Uuid,
    pub value: Option<(i64, Status)>,
    pub seen: Option<i32>,
}

impl ValueRow {
    fn number(&self, measure: Uuid) -> Result<Option<(i64, Status)>, Problem> {
        let Some(text) = optional(&self.value) else { return Ok(None) };
        let value = parse_value(&text).ok_or_else(|| value_problem(measure.into()))?;
        let status = self.status.parse().map_err(|_| status_problem(measure.into()))?;
        Ok(Some((value, status)))
    }
}

impl TargetsForm {
    pub fn motivation(&self) -> Option<String> {
        optional(&self.motivation)
    }

    /// # Errors
    /// Everything that cannot be read or breaks a rule, in the order of the form.
    pub fn wanted(&self) -> Result<Vec<Wanted>, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut wanted = Vec::new();
        for row in &self.values {
            let Ok(measure) = row.measure.parse::<Uuid>() else {
                problems.push(Problem::new("values", "Vul aantallen in de velden van het formulier in."));
                continue;
            };
            match row.number(measure) {
                Ok(value) => wanted.push(Wanted { measure, value, seen: row.version.parse().ok() }),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(motivation_problems(self.motivation().as_deref()));
        if problems.is_empty() { Ok(wanted) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(value: &str) -> TargetsForm {
        let measure = Uuid::from_u128(7).to_string();
        TargetsForm {
            values: vec![ValueRow {
                measure,
                value: value.to_owned(),
                status: "richtinggevend".to_owned(),
                version: String::new(),
            }],
            ..TargetsForm::default()
        }
    }

    #[test]
    fn a_number_may_be_empty_and_below_nought_but_not_a_word() {
        assert_eq!(form("1.560").wanted().unwrap()[0].value, Some((1560, Status::Indicative)));
        assert_eq!(form("-235").wanted().unwrap()[0].value, Some((-235, Status::Indicative)));
        assert_eq!(form(" ").wanted().unwrap()[0].value, None);
        let wrong = form("veel").wanted().unwrap_err();
        assert_eq!(wrong[0].field, format!("value-{}", Uuid::from_u128(7)));
        let with_status = |value: &str, status: &str| {
            let mut form = form(value);
            form.values[0].status = status.to_owned();
            form
        };
        assert_eq!(with_status("1", "beloofd").wanted().unwrap_err()[0].field, wrong[0].field);
        assert_eq!(with_status("", "").wanted().unwrap()[0].value, None);
    }
}
