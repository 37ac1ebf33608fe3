//! The rules for urgent allocations.

use domain::allocations::NOTE_MAX;
use domain::organisations::OrganisationType;
use uuid::Uuid;

use super::Check;
use crate::regions::file::At;

impl Check<'_> {
    pub(super) fn allocations(&self) {
        let years = self.file.allocations.iter();
        let key = |row: &crate::regions::file::allocations::AllocationEntry| At {
            line: row.lines.of("year"),
            value: (row.municipality.value.clone(), row.year),
        };
        self.once("the allocations of", years.map(key), |(code, year)| format!("{code} in {year}"));
        for row in &self.file.allocations {
            self.exists("municipality", &row.municipality.value, row.municipality.line, &self.names.municipalities);
            for part in &row.parts {
                self.exists("target group", &part.value.target_group, part.line, &self.names.target_groups);
                if let Some(name) = &part.value.organisation {
                    self.exists("organisation", name, part.line, &self.names.organisations);
                    self.takes(name, part.line);
                }
            }
            let keys = row.parts.iter().map(|part| At {
                line: part.line,
                value: (part.value.target_group.clone(), part.value.organisation.clone().unwrap_or_default()),
            });
            self.once("the part of", keys, |(group, name)| format!("\"{name}\" of \"{group}\""));
            let (anybody, anyone) = (|_: &str| Ok(Uuid::nil().into()), |_: &str| Ok(Uuid::nil().into()));
            if row.content(anybody, anyone).is_ok_and(|content| !content.problems().is_empty()) {
                let message = format!("\"note\" is longer than {NOTE_MAX} characters, or holds what nobody can read");
                self.error(row.lines.of("note"), message);
            }
        }
    }

    fn takes(&self, name: &str, line: usize) {
        let is_it = |kind: OrganisationType| kind == OrganisationType::HousingCorporation;
        let listed = self.file.organisations.iter().find(|row| row.name.value == name);
        // A municipality's own organisation is not listed, and is no corporatie either.
        if self.names.organisations.contains(name) && !listed.is_some_and(|row| is_it(row.organisation_type)) {
            self.error(line, format!("only a corporatie takes allocations, and \"{name}\" is none"));
        }
    }
}
