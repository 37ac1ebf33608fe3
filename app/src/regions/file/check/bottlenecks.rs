//! The rules for bottlenecks.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::Check;
use crate::regions::file::bottlenecks::{BottleneckEntry, CommitmentName, Unfit, message};

impl Check<'_> {
    pub(super) fn bottlenecks(&self) {
        self.once_by_name("bottleneck", self.file.bottlenecks.iter().map(|row| &row.title));
        let commitments = self.commitment_names();
        for row in &self.file.bottlenecks {
            self.exists(
                "success factor",
                &row.success_factor.value,
                row.success_factor.line,
                &self.names.success_factors,
            );
            for name in [&row.owner, &row.acting] {
                self.exists("organisation", &name.value, name.line, &self.names.organisations);
            }
            self.once("the commitment", row.blocks.iter().cloned(), CommitmentName::to_string);
            for name in row.blocks.iter().filter(|name| !commitments.contains(&name.value)) {
                self.error(name.line, format!("unknown commitment {}", name.value));
            }
            self.once_by_name("project", &row.blocks_projects);
            for project in &row.blocks_projects {
                self.exists("project", &project.value, project.line, &self.names.projects);
            }
            self.rules_of_bottleneck(row);
        }
    }

    fn rules_of_bottleneck(&self, row: &BottleneckEntry) {
        let nobody = Uuid::nil();
        for problem in row.content(nobody, nobody, nobody).problems() {
            self.error(row.lines.of(&problem.field), message(&problem.field));
        }
        if let Err(Unfit { line, problems }) = row.steps() {
            for problem in problems {
                self.error(line, message(&problem.field));
            }
        }
    }

    /// Every commitment of the file, in every agenda where it stands.
    pub(super) fn commitment_names(&self) -> BTreeSet<CommitmentName> {
        let rows = self.file.commitments.iter().flat_map(|row| {
            self.file.agendas(row).into_iter().map(|of| CommitmentName {
                municipality: of.map(|municipality| municipality.code.value.clone()),
                number: row.number.value.clone(),
            })
        });
        rows.collect()
    }
}
