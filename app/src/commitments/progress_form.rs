//! The forms of progress, text by text, and how they become a report.

use domain::progress::{ProgressReport, Stoplight};
use domain::{Period, Problem};
use serde::{Deserialize, Serialize};

use super::form::read_period;
use crate::ui::form::optional;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressForm {
    pub id: String,
    /// The report that was the newest when the form was opened; empty when there was none.
    #[serde(default)]
    pub seen: String,
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub planning: String,
    #[serde(default)]
    pub money: String,
    #[serde(default)]
    pub expected: String,
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub cause: String,
    #[serde(default)]
    pub effect: String,
    #[serde(default)]
    pub correction: String,
}

impl ProgressForm {
    /// Starts the form from the report before it: what stayed the same need not be typed again.
    pub fn of(id: String, seen: String, last: Option<&ProgressReport>) -> Self {
        let Some(last) = last else { return Self { id, seen, ..Self::default() } };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            id,
            seen,
            content: last.content.code().to_owned(),
            planning: last.planning.code().to_owned(),
            money: last.money.code().to_owned(),
            expected: last.expected.map(Period::label).unwrap_or_default(),
            note: text(&last.note),
            cause: text(&last.cause),
            effect: text(&last.effect),
            correction: text(&last.correction),
        }
    }

    /// # Errors
    /// An aspect without a colour, or a colour that misses its reasons.
    pub fn report(&self) -> Result<ProgressReport, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut light = |field: &str, name: &str, code: &str| {
            let light = code.parse::<Stoplight>().ok();
            if light.is_none() {
                problems.push(Problem::new(field, format!("Kies groen, oranje of rood voor {name}.")));
            }
            light
        };
        let content = light("content", "de inhoud", &self.content);
        let planning = light("planning", "de planning", &self.planning);
        let money = light("money", "het geld", &self.money);
        let expected = read_period("expected", "Verwacht gereed", &self.expected, &mut problems);
        // One colour is enough to know that reasons are needed: everything is told at once.
        let known = |light: Option<Stoplight>| light.unwrap_or(Stoplight::Green);
        let (content, planning, money) = (known(content), known(planning), known(money));
        // Green has no reasons: what was typed before the colour changed is no part of the report.
        let needed = content.max(planning).max(money).needs_reasons();
        let reason = |text: &str| if needed { optional(text) } else { None };
        let report = ProgressReport {
            content,
            planning,
            money,
            expected,
            note: optional(&self.note),
            cause: reason(&self.cause),
            effect: reason(&self.effect),
            correction: reason(&self.correction),
        };
        problems.extend(report.problems());
        if problems.is_empty() { Ok(report) } else { Err(problems) }
    }
}

/// "Geen wijziging": the newest report still holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepForm {
    pub id: String,
    /// The report that still holds.
    #[serde(default)]
    pub seen: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lights(planning: &str) -> ProgressForm {
        let light = |code: &str| code.to_owned();
        ProgressForm { content: light("groen"), planning: light(planning), money: light("groen"), ..Default::default() }
    }

    #[test]
    fn green_drops_reasons_that_were_typed_before() {
        let form = ProgressForm { cause: "oud".to_owned(), ..lights("groen") };
        assert_eq!(form.report().unwrap().cause, None);
        let amber = ProgressForm { cause: "oud".to_owned(), ..lights("oranje") };
        assert_eq!(amber.report().unwrap_err().len(), 2);
        assert_eq!(ProgressForm::default().report().unwrap_err().len(), 3);
        let only_money = ProgressForm { money: "rood".to_owned(), ..ProgressForm::default() };
        assert_eq!(only_money.report().unwrap_err().len(), 5);
    }

    #[test]
    fn a_report_starts_from_the_one_before_it() {
        let form = ProgressForm {
            expected: "Q1 2028".to_owned(),
            cause: "c".to_owned(),
            effect: "e".to_owned(),
            correction: "b".to_owned(),
            ..lights("rood")
        };
        let report = form.report().unwrap();
        assert_eq!(ProgressForm::of(String::new(), String::new(), Some(&report)).report(), Ok(report));
    }
}
