//! The rules for how municipalities are placed for success factors.

use super::Check;
use crate::regions::reader::At;

impl Check<'_> {
    pub(super) fn success_factor_states(&self) {
        let rows = &self.file.success_factor_states;
        for row in rows {
            let (factor, place) = (&row.success_factor, &row.municipality);
            self.exists("success factor", &factor.value, factor.line, &self.names.success_factors);
            self.exists("municipality", &place.value, place.line, &self.names.municipalities);
            if let Some((key, message)) = row.mistakes() {
                self.error(row.lines.of(key), message);
            }
        }
        let pairs = rows.iter().map(|row| At {
            line: row.success_factor.line,
            value: (row.success_factor.value.as_str(), row.municipality.value.as_str()),
        });
        self.once("the state", pairs, |(factor, code)| format!("of {code} for \"{factor}\""));
    }
}
