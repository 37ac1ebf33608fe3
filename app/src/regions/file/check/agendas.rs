//! The rules for agendas.

use super::Check;
use crate::regions::file::agendas::AgendaEntry;

impl Check<'_> {
    pub(super) fn agendas(&self) {
        for (number, row) in self.file.agendas.iter().enumerate() {
            self.exists("municipality", &row.municipality.value, row.municipality.line, &self.names.municipalities);
            for (key, message) in row.mistakes() {
                self.error(row.lines.of(key), message);
            }
            let meets = |earlier: &&AgendaEntry| {
                earlier.municipality.value == row.municipality.value && earlier.years.overlap(row.years)
            };
            if let Some(earlier) = self.file.agendas.iter().take(number).find(meets) {
                let (code, line) = (&row.municipality.value, earlier.lines.of("first_year"));
                let message = format!("the years overlap with those of the agenda of {code} on line {line}");
                self.error(row.lines.of("first_year"), message);
            }
        }
    }
}
