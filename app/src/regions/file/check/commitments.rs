//! The rules for commitments, in every agenda where they would stand.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Check;
use crate::regions::file::commitments::{Agenda, CommitmentEntry, Directory};
use crate::regions::file::dwellings::DwellingEntry;
use crate::regions::file::messages;
use crate::regions::file::reference::MunicipalityEntry;
use crate::regions::reader::At;

impl Check<'_> {
    pub(super) fn commitments(&self) {
        let directory = self.stand_ins();
        for row in &self.file.commitments {
            self.references(row);
            let agendas = self.file.agendas(row);
            for of in &agendas {
                self.rules(row, *of, &directory);
            }
            if agendas.is_empty() && matches!(row.agenda, Agenda::Municipality(_)) {
                self.rules(row, None, &directory);
            }
            self.activity(row, &agendas);
            if let Some(progress) = &row.progress {
                for problem in progress.report.problems() {
                    self.error(row.lines.of("progress"), messages::of_progress(&problem, &progress.report));
                }
            }
        }
        self.numbers();
    }

    fn references(&self, row: &CommitmentEntry) {
        if let Agenda::Municipality(code) = &row.agenda {
            self.exists("municipality", &code.value, code.line, &self.names.municipalities);
        }
        for At { line, value } in row.organisations() {
            self.exists("organisation", value, line, &self.names.organisations);
        }
        self.once_by_name("challenge", &row.challenges);
        for challenge in &row.challenges {
            self.exists("challenge", &challenge.value, challenge.line, &self.names.challenges);
        }
        self.once_by_name("target group", &row.target_groups);
        for group in &row.target_groups {
            self.exists("target group", &group.value, group.line, &self.names.target_groups);
        }
        for DwellingEntry { measure, .. } in &row.dwellings {
            self.exists("measure", &measure.value, measure.line, &self.names.measures);
        }
        self.once_by_name("success factor", &row.success_factors);
        for factor in &row.success_factors {
            self.exists("success factor", &factor.value, factor.line, &self.names.success_factors);
        }
        self.once_by_name("project", &row.projects);
        for project in &row.projects {
            self.exists("project", &project.value, project.line, &self.names.projects);
        }
        self.once_by_name("document", &row.documents);
        for document in &row.documents {
            self.exists("document", &document.value, document.line, &self.names.documents);
        }
    }

    /// The domain's rules for content in its state.
    fn rules(&self, row: &CommitmentEntry, of: Option<&MunicipalityEntry>, directory: &Directory) {
        // Every name has a stand-in, so there is content.
        let Ok(content) = row.content(of, directory) else { return };
        for problem in content.problems_in(row.life_cycle) {
            let line = row.lines.of(messages::key_of(&problem, &content));
            for message in messages::of_content(&problem, &content) {
                self.error(line, message);
            }
        }
    }

    /// In a municipality's agenda stand organisations that are active there. Municipalities help each other.
    fn activity(&self, row: &CommitmentEntry, agendas: &[Option<&MunicipalityEntry>]) {
        for At { line, value: name } in row.organisations() {
            let Some(organisation) = self.file.organisations.iter().find(|entry| entry.name.value == name) else {
                continue;
            };
            let codes = agendas.iter().flatten().map(|municipality| municipality.code.value.as_str());
            let absent: Vec<&str> = codes.filter(|code| !organisation.active_in.includes(code)).collect();
            if !absent.is_empty() {
                let codes = absent.join(", ");
                self.error(
                    line,
                    format!("\"{name}\" is not active in {codes}: complete its active_in, or leave it out"),
                );
            }
        }
    }

    fn numbers(&self) {
        let numbers = self.file.commitments.iter().flat_map(|row| {
            let agendas = self.file.agendas(row).into_iter();
            agendas.map(|of| {
                let code = of.map_or("the region", |municipality| municipality.code.value.as_str());
                At { line: row.number.line, value: (row.number.value.as_str(), code) }
            })
        });
        self.once("commitment", numbers, |(number, agenda)| format!("\"{number}\" in the agenda of {agenda}"));
    }

    /// An identity for every name that a commitment mentions, whether it exists or not: the domain's rules compare
    /// identities, and a name that does not exist has been noted.
    fn stand_ins(&self) -> Directory {
        let file = self.file;
        let named = file.commitments.iter().flat_map(|row| row.organisations().map(|at| at.value.to_owned()));
        let own = file.municipalities.iter().map(MunicipalityEntry::organisation);
        let challenges = file.commitments.iter().flat_map(|row| &row.challenges);
        let groups = file.commitments.iter().flat_map(|row| &row.target_groups);
        let measures = file.commitments.iter().flat_map(|row| &row.dwellings).map(|entry| &entry.measure);
        let factors = file.commitments.iter().flat_map(|row| &row.success_factors);
        let documents = file.commitments.iter().flat_map(|row| &row.documents);
        Directory {
            organisations: numbered(named.chain(own)),
            challenges: numbered(challenges.map(|at| at.value.clone())),
            target_groups: numbered(groups.map(|at| at.value.clone())),
            measures: numbered(measures.map(|at| at.value.clone())),
            success_factors: numbered(factors.map(|at| at.value.clone())),
            documents: numbered(documents.map(|at| at.value.clone())),
        }
    }
}

fn numbered(names: impl Iterator<Item = String>) -> BTreeMap<String, Uuid> {
    names.zip(1..).map(|(name, number)| (name, Uuid::from_u128(number))).collect()
}
