//! The rules for meetings.

use uuid::Uuid;

use super::Check;
use crate::regions::file::At;
use crate::regions::file::meetings::MeetingEntry;

impl Check<'_> {
    pub(super) fn meetings(&self) {
        let rows = self.file.meetings.iter();
        let days = rows.map(|row| At { line: row.body.line, value: (row.body.value.clone(), row.date) });
        self.once("the meeting of", days, |(body, day)| format!("\"{body}\" on {day}"));
        let commitments = self.commitment_names();
        for row in &self.file.meetings {
            if !self.file.bodies.iter().any(|body| body.name.value == row.body.value) {
                self.error(row.body.line, format!("unknown body \"{}\"", row.body.value));
            }
            for decision in &row.decisions {
                self.exists("organisation", &decision.value.owner, decision.line, &self.names.organisations);
                for name in decision.value.about.iter().filter(|name| !commitments.contains(&name.value)) {
                    self.error(name.line, format!("unknown commitment {}", name.value));
                }
            }
            self.rules_of_meeting(row);
        }
    }

    fn rules_of_meeting(&self, row: &MeetingEntry) {
        let unreadable = |field: &str| format!("\"{field}\" is empty, too long, or holds what nobody can read");
        for problem in row.content().problems() {
            self.error(row.lines.of(&problem.field), unreadable(&problem.field));
        }
        for At { line, value } in &row.items {
            for problem in value.item().problems(Uuid::nil().into()) {
                self.error(*line, unreadable(&problem.field));
            }
        }
        for At { line, value } in &row.decisions {
            for problem in value.content(Uuid::nil()).problems() {
                let recurs = problem.field == "due";
                self.error(*line, if recurs { "\"due\" cannot recur".to_owned() } else { unreadable(&problem.field) });
            }
            if !row.state.was_held() {
                self.error(*line, "only a meeting with state = \"gehouden\" has decisions");
            }
        }
    }
}
