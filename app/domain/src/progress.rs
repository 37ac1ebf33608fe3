//! Progress (voortgang): the stoplight, with its reasons, and how long a report counts.

mod standing;

use chrono::NaiveDate;

use crate::coded_enum;
use crate::commitments::LifeCycle;
use crate::text::{check_text, has_words};
use crate::{Period, Problem};

pub use standing::{FORESEEN, Reckoning, Standing};

pub const TEXT_MAX: usize = 2_000;

coded_enum! {
    /// In the order of trouble.
    Stoplight {
        Green = "groen", "Op schema";
        Amber = "oranje", "Aandacht nodig";
        Red = "rood", "Loopt vast";
    }
}

impl Stoplight {
    /// The colour's name, for who cannot see it.
    pub const fn colour(self) -> &'static str {
        match self {
            Self::Green => "Groen",
            Self::Amber => "Oranje",
            Self::Red => "Rood",
        }
    }

    pub const fn needs_reasons(self) -> bool {
        !matches!(self, Self::Green)
    }
}

coded_enum! {
    /// What progress is reported of.
    Aspect {
        Content = "inhoud", "Inhoud";
        Planning = "planning", "Planning";
        Money = "geld", "Geld";
    }
}

/// Whether there is still progress to report.
///
/// # Errors
/// When the commitment is closed.
pub fn may_report(life_cycle: LifeCycle) -> Result<(), Problem> {
    if life_cycle.is_open() {
        return Ok(());
    }
    Err(Problem::new("content", "Deze afspraak is afgesloten. Er is geen voortgang meer te melden."))
}

/// One report of how a commitment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressReport {
    pub content: Stoplight,
    pub planning: Stoplight,
    pub money: Stoplight,
    /// When its reporter expects it to be done, where that differs from what was agreed.
    pub expected: Option<Period>,
    pub note: Option<String>,
    /// Oorzaak.
    pub cause: Option<String>,
    /// Gevolg.
    pub effect: Option<String>,
    /// Bijsturing.
    pub correction: Option<String>,
}

impl ProgressReport {
    /// The worst of the three: nothing is on schedule while a part of it is not.
    pub fn status(&self) -> Stoplight {
        self.content.max(self.planning).max(self.money)
    }

    pub const fn of(&self, aspect: Aspect) -> Stoplight {
        match aspect {
            Aspect::Content => self.content,
            Aspect::Planning => self.planning,
            Aspect::Money => self.money,
        }
    }

    /// Empty when the report may be saved. Amber and red say why, what follows from it and what is done.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let reasons = [
            ("cause", "De oorzaak", "Vul de oorzaak in: waardoor loopt het niet op schema?", &self.cause),
            ("effect", "Het gevolg", "Vul het gevolg in: wat betekent dit voor de afspraak?", &self.effect),
            ("correction", "De bijsturing", "Vul de bijsturing in: wat wordt eraan gedaan?", &self.correction),
        ];
        if self.expected.is_some_and(Period::recurs) {
            problems.push(Problem::new("expected", "Verwacht gereed is één moment, bijvoorbeeld 'Q1 2028'."));
        }
        for (field, name, when_missing, text) in reasons {
            if self.status().needs_reasons() && !text.as_deref().is_some_and(has_words) {
                problems.push(Problem::new(field, when_missing));
            }
            check_text(field, name, text.as_deref(), TEXT_MAX, &mut problems);
        }
        check_text("note", "De toelichting", self.note.as_deref(), TEXT_MAX, &mut problems);
        problems
    }

    /// What contradicts the agreement on the day of reporting: a moment that is over is not expected any more, and what is
    /// expected after its time is not on schedule, nor is what should have been done. `due`: when it is agreed to be done.
    pub fn contradictions(&self, due: Option<Period>, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        let on_schedule = !self.planning.needs_reasons();
        if let Some(over) = due.filter(|due| on_schedule && due.is_over(today)) {
            let message = format!(
                "De afgesproken tijd ({}) is voorbij. Kies oranje of rood voor de planning, of spreek een nieuwe tijd af.",
                over.label()
            );
            problems.push(Problem::new("planning", message));
        }
        let Some(expected) = self.expected else { return problems };
        if expected.is_over(today) {
            let message =
                format!("Verwacht gereed ({}) is voorbij. Vul in wanneer u het nu verwacht.", expected.label());
            problems.push(Problem::new("expected", message));
        }
        let agreed = due.filter(|due| due.last_day().is_some_and(|last| expected.last_day() > Some(last)));
        if let Some(agreed) = agreed.filter(|due| on_schedule && !due.is_over(today)) {
            let message = format!(
                "U verwacht het later dan afgesproken ({}). Kies dan oranje of rood voor de planning, of pas ‘Verwacht gereed’ aan.",
                agreed.label()
            );
            problems.push(Problem::new("planning", message));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(status: Stoplight, reason: Option<&str>) -> ProgressReport {
        let reason = reason.map(str::to_owned);
        ProgressReport {
            content: Stoplight::Green,
            planning: status,
            money: Stoplight::Green,
            expected: None,
            note: None,
            cause: reason.clone(),
            effect: reason.clone(),
            correction: reason,
        }
    }

    #[test]
    fn green_needs_no_reasons() {
        assert_eq!(report(Stoplight::Green, None).problems(), vec![]);
    }

    #[test]
    fn one_part_in_amber_or_red_needs_all_three_reasons() {
        for status in [Stoplight::Amber, Stoplight::Red] {
            assert_eq!(report(status, None).status(), status);
            for missing in [None, Some("   "), Some("."), Some("\u{200b}")] {
                let problems = report(status, missing).problems();
                let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
                assert_eq!(fields, ["cause", "effect", "correction"]);
            }
            assert_eq!(report(status, Some("netcongestie")).problems(), vec![]);
        }
    }

    #[test]
    fn what_is_expected_after_its_time_is_not_on_schedule() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
        let quarter = |year, quarter| Some(Period::Quarter { year, quarter });
        let fields = |expected, planning, due| {
            let report = ProgressReport { expected, ..report(planning, Some("netcongestie")) };
            report.contradictions(due, today).into_iter().map(|problem| problem.field).collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(fields(quarter(2027, 4), Stoplight::Green, quarter(2027, 3)), ["planning"]);
        assert_eq!(fields(quarter(2027, 4), Stoplight::Amber, quarter(2027, 3)), none);
        assert_eq!(fields(quarter(2027, 3), Stoplight::Green, Some(Period::Year(2027))), none);
        assert_eq!(fields(quarter(2027, 3), Stoplight::Green, None), none);
        assert_eq!(fields(quarter(2027, 3), Stoplight::Green, Some(Period::EveryYear)), none);
        assert_eq!(fields(None, Stoplight::Green, quarter(2027, 1)), none);
        assert_eq!(fields(None, Stoplight::Green, quarter(2025, 1)), ["planning"]);
        assert_eq!(fields(quarter(2027, 1), Stoplight::Green, quarter(2025, 1)), ["planning"]);
        assert_eq!(fields(None, Stoplight::Red, quarter(2025, 1)), none);
        assert_eq!(fields(quarter(2026, 3), Stoplight::Amber, quarter(2026, 1)), ["expected"]);
        assert_eq!(fields(quarter(2026, 4), Stoplight::Amber, quarter(2026, 1)), none);
    }

    #[test]
    fn what_is_expected_is_one_moment() {
        let recurring = ProgressReport { expected: Some(Period::EveryYear), ..report(Stoplight::Green, None) };
        assert_eq!(recurring.problems()[0].field, "expected");
    }
}
