//! The rules for what organisations do.

use super::Check;

impl Check<'_> {
    pub(super) fn roles(&self) {
        for row in &self.file.roles {
            self.exists("organisation", &row.organisation.value, row.organisation.line, &self.names.organisations);
            for (key, message) in row.mistakes() {
                self.error(row.lines.of(key), message);
            }
        }
        self.once_by_name("the role of", self.file.roles.iter().map(|row| &row.organisation));
    }
}
