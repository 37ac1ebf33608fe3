//! The rules for how far municipalities are with deadlines.

use super::Check;
use crate::regions::reader::At;

impl Check<'_> {
    pub(super) fn deadline_phases(&self) {
        let rows = &self.file.deadline_phases;
        for row in rows {
            self.exists("deadline", &row.deadline.value, row.deadline.line, &self.names.deadlines);
            self.exists("municipality", &row.municipality.value, row.municipality.line, &self.names.municipalities);
            for (key, message) in row.mistakes() {
                self.error(row.lines.of(key), message);
            }
        }
        let pairs = rows.iter().map(|row| At {
            line: row.deadline.line,
            value: (row.deadline.value.as_str(), row.municipality.value.as_str()),
        });
        self.once("the phase", pairs, |(deadline, code)| format!("of {code} for \"{deadline}\""));
    }
}
