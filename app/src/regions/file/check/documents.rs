//! The rules for documents.

use uuid::Uuid;

use super::Check;
use crate::regions::file::documents::message;

impl Check<'_> {
    pub(super) fn documents(&self) {
        self.once_by_name("document", self.file.documents.iter().map(|row| &row.title));
        for row in &self.file.documents {
            self.once_by_name("party", &row.parties);
            for name in &row.parties {
                self.exists("organisation", &name.value, name.line, &self.names.organisations);
            }
            // An empty list was noted with the row.
            let somebody = [Uuid::nil().into()].into();
            for problem in row.content(somebody).problems() {
                self.error(row.lines.of(&problem.field), message(&problem.field));
            }
        }
    }
}
