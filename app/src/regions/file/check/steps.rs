//! The rules for milestones and waits, in every agenda where they would stand.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::ids::CommitmentId;
use domain::waiting::{Graph, Refused};
use uuid::Uuid;

use super::Check;
use crate::regions::file::commitments::{CommitmentEntry, LeadEntry};
use crate::regions::file::messages;
use crate::regions::file::reference::MunicipalityEntry;
use crate::regions::file::steps::WaitedFor;
use crate::regions::reader::At;

/// The code of the municipality in whose agenda a commitment stands, and its number.
type Place<'a> = (Option<&'a str>, &'a str);

impl Check<'_> {
    pub(super) fn steps(&self) {
        for row in &self.file.commitments {
            for At { line, value } in &row.milestones {
                // Reading a file knows no day: nothing in it lies in the future.
                for problem in value.0.problems(row.due, NaiveDate::MAX) {
                    self.error(*line, messages::of_milestone(&problem, &value.0));
                }
            }
        }
        self.waits();
    }

    fn waits(&self) {
        let places: BTreeMap<Place<'_>, CommitmentId> =
            self.places().zip(1..).map(|(place, number)| (place, Uuid::from_u128(number).into())).collect();
        let mut graph = Graph::default();
        for row in &self.file.commitments {
            let mut organisations = BTreeSet::new();
            for At { line, value } in &row.waits_for {
                for problem in value.wait.problems(NaiveDate::MAX) {
                    self.error(*line, messages::of_wait(&problem));
                }
                match &value.what {
                    WaitedFor::Organisation(name) => {
                        self.exists("organisation", name, *line, &self.names.organisations);
                        if leads(row, name) {
                            self.error(*line, messages::refused_wait(Refused::OwnLead));
                        }
                        if !organisations.insert(name) {
                            self.error(*line, messages::refused_wait(Refused::Twice));
                        }
                    }
                    WaitedFor::Commitment(number) => self.wait(row, number, *line, &places, &mut graph),
                }
            }
        }
    }

    fn wait<'f>(
        &self,
        row: &'f CommitmentEntry,
        number: &'f str,
        line: usize,
        places: &BTreeMap<Place<'f>, CommitmentId>,
        graph: &mut Graph,
    ) {
        for of in self.agendas_of(row) {
            let place = |number| places.get(&(of, number));
            let Some((waiting, other)) = place(row.number.value.as_str()).zip(place(number)) else {
                self.error(line, format!("unknown commitment \"{number}\" in the same agenda"));
                return;
            };
            if let Err(refused) = graph.add(*waiting, *other) {
                self.error(line, messages::refused_wait(refused));
                return;
            }
        }
    }

    fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let of_row = |row| self.agendas_of(row).into_iter().map(move |of| (of, number_of(row)));
        self.file.commitments.iter().flat_map(of_row)
    }

    fn agendas_of(&self, row: &CommitmentEntry) -> Vec<Option<&str>> {
        self.file.agendas(row).into_iter().map(code_of).collect()
    }
}

fn code_of(municipality: Option<&MunicipalityEntry>) -> Option<&str> {
    municipality.map(|municipality| municipality.code.value.as_str())
}

fn number_of(row: &CommitmentEntry) -> &str {
    &row.number.value
}

fn leads(row: &CommitmentEntry, name: &str) -> bool {
    matches!(&row.lead, Some(At { value: LeadEntry::Organisation(lead), .. }) if lead == name)
}
