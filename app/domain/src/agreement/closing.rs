//! Ending a commitment: dropping it, or calling it done while something of it is not.

use crate::progress::Stoplight;
use crate::text::{check_text, has_words};
use crate::{Period, Problem, dutch};

use super::REASON_MAX;

/// What stands against calling a commitment done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unfinished {
    /// Titles of the milestones that are not done.
    pub milestones: Vec<String>,
    /// What was reported last.
    pub status: Option<Stoplight>,
    pub due: Option<Period>,
}

impl Unfinished {
    /// A sentence for each; empty when nothing is left to do.
    pub fn in_words(&self) -> Vec<String> {
        let quoted: Vec<String> = self.milestones.iter().map(|title| format!("‘{title}’")).collect();
        let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
        let milestones = match quoted.as_slice() {
            [] => None,
            [one] => Some(format!("De mijlpaal {one} staat nog open.")),
            all => Some(format!("Deze mijlpalen staan nog open: {}.", dutch::list(all))),
        };
        let trouble = self.status.filter(|status| status.needs_reasons());
        let trouble = trouble.map(|status| format!("De laatste melding is {}.", status.colour().to_lowercase()));
        let recurs = self.due.filter(|due| due.recurs());
        let recurs = recurs.map(|due| format!("De afspraak komt terug: {}.", due.label()));
        [milestones, trouble, recurs].into_iter().flatten().collect()
    }

    /// Empty when it may be called done. Who calls it so all the same, tells why.
    pub fn problems(&self, reason: Option<&str>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let left = self.in_words();
        if !left.is_empty() && is_missing(reason) {
            let message = format!("{} Schrijf op waarom de afspraak toch is afgerond.", left.join(" "));
            problems.push(Problem::new("reason", message));
        }
        check_text("reason", "De reden", reason, REASON_MAX, &mut problems);
        problems
    }
}

/// The reason with which a commitment lapses. Empty when it may.
pub fn lapse_problems(reason: Option<&str>) -> Vec<Problem> {
    with_reason("Schrijf op waarom de afspraak vervalt.", reason)
}

/// The reason with which a commitment is opened again. Empty when it may.
pub fn reopen_problems(reason: Option<&str>) -> Vec<Problem> {
    with_reason("Schrijf op wat er toch nog te doen is.", reason)
}

fn with_reason(ask: &str, reason: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if is_missing(reason) {
        problems.push(Problem::new("reason", ask));
    }
    check_text("reason", "De reden", reason, REASON_MAX, &mut problems);
    problems
}

fn is_missing(reason: Option<&str>) -> bool {
    !reason.is_some_and(has_words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_is_named_and_may_be_explained() {
        let nothing =
            Unfinished { status: Some(Stoplight::Green), due: Some(Period::Year(2027)), ..Default::default() };
        assert_eq!(nothing.problems(None), vec![]);
        let unfinished = Unfinished {
            milestones: vec!["Vergunning".to_owned(), "Start bouw".to_owned()],
            status: Some(Stoplight::Red),
            due: Some(Period::EveryYear),
        };
        let told = [
            "Deze mijlpalen staan nog open: ‘Vergunning’ en ‘Start bouw’.",
            "De laatste melding is rood.",
            "De afspraak komt terug: elk jaar.",
        ];
        assert_eq!(unfinished.in_words(), told);
        assert_eq!(unfinished.problems(Some(" "))[0].field, "reason");
        assert_eq!(unfinished.problems(Some("Overgenomen door een andere afspraak")), vec![]);
        let long = "x".repeat(REASON_MAX + 1);
        assert_eq!(nothing.problems(Some(&long))[0].field, "reason");
    }

    #[test]
    fn what_is_dropped_or_opened_again_has_a_reason() {
        for problems in [lapse_problems, reopen_problems] {
            for nothing in [None, Some("  "), Some("."), Some("\u{200b}")] {
                assert_eq!(problems(nothing)[0].field, "reason");
            }
            assert_eq!(problems(Some("Er is geen grond meer.")), vec![]);
        }
    }
}
