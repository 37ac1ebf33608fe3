//! The rules for projects.

use uuid::Uuid;

use super::Check;
use crate::regions::file::projects::{message, names_measure};

impl Check<'_> {
    pub(super) fn projects(&self) {
        self.once_by_name("project", self.file.projects.iter().map(|row| &row.name));
        for row in &self.file.projects {
            let place = &row.municipality;
            self.exists("municipality", &place.value, place.line, &self.names.municipalities);
            for count in row.counts.iter().filter(|count| names_measure(&count.value.measure)) {
                self.exists("measure", &count.value.measure, count.line, &self.names.measures);
            }
            for party in &row.parties {
                self.exists("organisation", &party.value.organisation, party.line, &self.names.organisations);
            }
            let (anything, anybody) = (|_: &str| Ok(Uuid::nil().into()), |_: &str| Ok(Uuid::nil().into()));
            for problem in row.content(anything, anybody).iter().flat_map(domain::projects::Content::problems) {
                self.error(row.lines.of(&problem.field), message(&problem.field));
            }
        }
    }
}
