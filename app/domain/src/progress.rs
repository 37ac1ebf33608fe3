//! Progress (voortgang): the stoplight, with its reasons.

use crate::Problem;
use crate::coded_enum;
use crate::commitments::LifeCycle;
use crate::text::check_text;

pub const TEXT_MAX: usize = 2_000;

coded_enum! {
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

/// Whether there is still progress to report.
///
/// # Errors
/// When the commitment is closed.
pub fn may_report(life_cycle: LifeCycle) -> Result<(), Problem> {
    if life_cycle.is_open() {
        return Ok(());
    }
    Err(Problem::new("status", "Deze afspraak is afgesloten. Er is geen voortgang meer te melden."))
}

/// One report of how a commitment stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressReport {
    pub status: Stoplight,
    pub note: Option<String>,
    /// Oorzaak.
    pub cause: Option<String>,
    /// Gevolg.
    pub effect: Option<String>,
    /// Bijsturing.
    pub correction: Option<String>,
}

impl ProgressReport {
    /// Empty when the report may be saved. Amber and red say why, what follows from it and what is done.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let reasons = [
            ("cause", "De oorzaak", "Vul de oorzaak in: waardoor loopt het niet op schema?", &self.cause),
            ("effect", "Het gevolg", "Vul het gevolg in: wat betekent dit voor de afspraak?", &self.effect),
            ("correction", "De bijsturing", "Vul de bijsturing in: wat doen jullie eraan?", &self.correction),
        ];
        for (field, name, when_missing, text) in reasons {
            if self.status.needs_reasons() && text.as_deref().is_none_or(|text| text.trim().is_empty()) {
                problems.push(Problem::new(field, when_missing));
            }
            check_text(field, name, text.as_deref(), TEXT_MAX, &mut problems);
        }
        check_text("note", "De toelichting", self.note.as_deref(), TEXT_MAX, &mut problems);
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(status: Stoplight, reason: Option<&str>) -> ProgressReport {
        let reason = reason.map(str::to_owned);
        ProgressReport { status, note: None, cause: reason.clone(), effect: reason.clone(), correction: reason }
    }

    #[test]
    fn green_needs_no_reasons() {
        assert_eq!(report(Stoplight::Green, None).problems(), vec![]);
    }

    #[test]
    fn amber_and_red_need_all_three() {
        for status in [Stoplight::Amber, Stoplight::Red] {
            for missing in [None, Some("   ")] {
                let problems = report(status, missing).problems();
                let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
                assert_eq!(fields, ["cause", "effect", "correction"]);
            }
            assert_eq!(report(status, Some("netcongestie")).problems(), vec![]);
        }
    }
}
