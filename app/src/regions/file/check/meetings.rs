//! The rules for meetings.

use domain::meetings::{REASON_MAX, State};
use domain::text::{check_text, has_words};
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
        let reason = row.reason.as_deref();
        if (row.state == State::Cancelled) != reason.is_some_and(has_words) {
            let message = "a meeting with state = \"afgelast\" has a \"reason\", and no other has one";
            self.error(row.lines.of("reason"), message);
        }
        let mut too_long = Vec::new();
        check_text("reason", "De reden", reason, REASON_MAX, &mut too_long);
        if !too_long.is_empty() {
            self.error(row.lines.of("reason"), unreadable("reason"));
        }
        for At { line, value } in &row.items {
            for problem in value.item().problems() {
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
