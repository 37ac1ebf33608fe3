//! The rules for proposals.

use domain::routing::Route;
use uuid::Uuid;

use super::Check;
use crate::regions::file::At;
use crate::regions::file::proposals::ProposalEntry;

impl Check<'_> {
    pub(super) fn proposals(&self) {
        let rows = self.file.proposals.iter();
        let titles = rows.map(|row| At { line: row.organisation.line, value: row.content.title.clone() });
        self.once("the proposal", titles, |title| format!("\"{title}\""));
        for row in &self.file.proposals {
            self.exists("organisation", &row.organisation.value, row.organisation.line, &self.names.organisations);
            for step in &row.steps {
                if !self.file.bodies.iter().any(|body| body.name.value == step.value.body) {
                    self.error(step.line, format!("unknown body \"{}\"", step.value.body));
                }
            }
            self.rules_of_proposal(row);
        }
    }

    fn rules_of_proposal(&self, row: &ProposalEntry) {
        let unreadable = |field: &str| format!("\"{field}\" is empty, too long, or holds what nobody can read");
        for problem in row.content.problems() {
            self.error(row.lines.of(&problem.field), unreadable(&problem.field));
        }
        let mut route = Route::default();
        for (index, At { line, value }) in row.steps.iter().enumerate() {
            for problem in row.content.missing_for(value.purpose) {
                self.error(*line, format!("a body needs \"{}\" for this purpose", problem.field));
            }
            // Which body it is does not matter to the order.
            if route.add(Uuid::nil().into(), value.date, value.purpose).is_err() {
                self.error(*line, "steps follow each other in time");
                return;
            }
            let Some(conclusion) = &value.conclusion else { continue };
            if route.conclude(index, conclusion, true).is_err() {
                self.error(*line, "a step has a \"conclusion\" of words, and only after those before it have one");
            }
        }
    }
}
