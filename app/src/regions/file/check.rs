//! What rows say about each other: names that must exist, names that must be unique, and rules over more than one row.

mod agendas;
mod allocations;
mod bodies;
mod bottlenecks;
mod commitments;
mod deadline_phases;
mod documents;
mod meetings;
mod projects;
mod proposals;
mod roles;
mod steps;
mod success_factor_states;

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::Document;

use super::reference::{ActiveIn, MeasureEntry, Sourced};
use super::{At, RegionFile};
use crate::regions::reader::{Reader, did_you_mean};

/// Notes every mistake that no row has by itself.
pub fn check(reader: &Reader, document: &Document<&str>, file: &RegionFile) {
    let check = Check { reader, file, names: Names::in_document(document) };
    check.duplicates();
    check.sources();
    check.organisations();
    check.measures();
    check.targets();
    check.users();
    check.commitments();
    check.steps();
    check.bottlenecks();
    check.documents();
    check.agendas();
    check.deadline_phases();
    check.success_factor_states();
    check.projects();
    check.allocations();
    check.bodies();
    check.meetings();
    check.proposals();
    check.roles();
}

/// The names that rows are recognised by. Taken from the document and not from the rows that could be read, so that a
/// mistake in one row is not reported again by every row that refers to it.
struct Names {
    sources: BTreeSet<String>,
    municipalities: BTreeSet<String>,
    /// The municipalities' own organisations too.
    organisations: BTreeSet<String>,
    measures: BTreeSet<String>,
    scenarios: BTreeSet<String>,
    challenges: BTreeSet<String>,
    target_groups: BTreeSet<String>,
    success_factors: BTreeSet<String>,
    documents: BTreeSet<String>,
    deadlines: BTreeSet<String>,
    projects: BTreeSet<String>,
}

impl Names {
    fn in_document(document: &Document<&str>) -> Self {
        let all = |table: &str, key: &str| -> BTreeSet<String> {
            let rows = document.get(table).and_then(|item| item.as_array_of_tables());
            let names = rows.into_iter().flatten().filter_map(|row| row.get(key)?.as_str());
            names.map(|name| name.trim().to_owned()).collect()
        };
        let own = all("municipality", "name").into_iter().map(|name| format!("Gemeente {name}"));
        Self {
            sources: all("source", "key"),
            municipalities: all("municipality", "code"),
            organisations: all("organisation", "name").into_iter().chain(own).collect(),
            measures: all("measure", "key"),
            scenarios: all("scenario", "key"),
            challenges: all("challenge", "number"),
            target_groups: all("target_group", "name"),
            success_factors: all("success_factor", "name"),
            documents: all("document", "title"),
            deadlines: all("deadline", "key"),
            projects: all("project", "name"),
        }
    }
}

struct Check<'a> {
    reader: &'a Reader,
    file: &'a RegionFile,
    names: Names,
}

impl Check<'_> {
    fn error(&self, line: usize, message: impl Into<String>) {
        self.reader.error(line, message);
    }

    /// Notes a name that is none of those there are.
    fn exists(&self, what: &str, name: &str, line: usize, names: &BTreeSet<String>) {
        if !names.contains(name) {
            let hint = did_you_mean(name, names.iter().map(String::as_str));
            self.error(line, format!("unknown {what} \"{name}\"{hint}"));
        }
    }

    /// Notes each row whose key an earlier row has.
    fn once<K: Ord>(&self, what: &str, keys: impl IntoIterator<Item = At<K>>, show: impl Fn(&K) -> String) {
        let mut first = BTreeMap::new();
        for At { line, value } in keys {
            if let Some(earlier) = first.get(&value) {
                self.error(line, format!("{what} {} is already on line {earlier}", show(&value)));
            } else {
                first.insert(value, line);
            }
        }
    }

    fn once_by_name<'f>(&self, what: &str, names: impl IntoIterator<Item = &'f At<String>>) {
        let names = names.into_iter().map(|at| At { line: at.line, value: at.value.as_str() });
        self.once(what, names, |name| format!("\"{name}\""));
    }

    fn duplicates(&self) {
        let file = self.file;
        self.once_by_name("source", file.sources.iter().map(|row| &row.key));
        self.once_by_name("municipality", file.municipalities.iter().map(|row| &row.code));
        self.once_by_name("the name of municipality", file.municipalities.iter().map(|row| &row.name));
        self.once("the tile", file.municipalities.iter().map(|row| row.tile.clone()), |(column, row)| {
            format!("[{column}, {row}]")
        });
        self.once_by_name("organisation", file.organisations.iter().map(|row| &row.name));
        self.once_by_name("measure", file.measures.iter().map(|row| &row.key));
        self.once_by_name("scenario", file.scenarios.iter().map(|row| &row.key));
        self.once_by_name("challenge", file.challenges.iter().map(|row| &row.number));
        self.once_by_name("target group", file.target_groups.iter().map(|row| &row.name));
        self.once_by_name("deadline", file.deadlines.iter().map(|row| &row.key));
        self.once_by_name("body", file.bodies.iter().map(|row| &row.name));
        self.once_by_name("success factor", file.success_factors.iter().map(|row| &row.name));
        self.once_by_name("definition", file.definitions.iter().map(|row| &row.code));
        self.once_by_name("user", file.users.iter().map(|row| &row.email));
        let context = file
            .context
            .iter()
            .map(|row| At { line: row.indicator.line, value: (row.indicator.value.as_str(), row.area.as_str()) });
        self.once("the figure", context, |(indicator, area)| format!("\"{indicator}\" of \"{area}\""));
    }

    fn sources(&self) {
        let file = self.file;
        let organisations = file.organisations.iter().map(|row| &row.source);
        let targets = file.targets.iter().map(|row| &row.source);
        let deadlines = file.deadlines.iter().map(|row| &row.source);
        let bodies = file.bodies.iter().map(|row| &row.source);
        let factors = file.success_factors.iter().map(|row| &row.source);
        let context = file.context.iter().map(|row| &row.source);
        let definitions = file.definitions.iter().map(|row| &row.source);
        let quoted = file.commitments.iter().filter_map(|row| row.quotation.as_ref());
        let commitments = quoted.map(|quotation| &quotation.source);
        let reference = organisations.chain(targets).chain(deadlines).chain(bodies).chain(factors);
        for Sourced { key, .. } in reference.chain(context).chain(definitions).chain(commitments) {
            self.exists("source", &key.value, key.line, &self.names.sources);
        }
    }

    fn organisations(&self) {
        for row in &self.file.organisations {
            if self.file.municipalities.iter().any(|municipality| municipality.organisation() == row.name.value) {
                let message =
                    format!("leave \"{}\" out: every municipality is an organisation already", row.name.value);
                self.error(row.name.line, message);
            }
            if let ActiveIn::Municipalities(codes) = &row.active_in {
                self.once_by_name("municipality", codes);
                for code in codes {
                    self.exists("municipality", &code.value, code.line, &self.names.municipalities);
                }
            }
        }
    }

    fn measures(&self) {
        for row in &self.file.measures {
            let Some(container) = &row.nests_in else { continue };
            self.exists("measure", &container.value, container.line, &self.names.measures);
            if self.measure(&container.value).is_some_and(|container| container.group != row.group) {
                self.error(container.line, format!("measure \"{}\" is of another group", container.value));
            }
            if self.is_inside_itself(row) {
                self.error(container.line, format!("measure \"{}\" would contain itself", row.key.value));
            }
        }
    }

    fn measure(&self, key: &str) -> Option<&MeasureEntry> {
        self.file.measures.iter().find(|row| row.key.value == key)
    }

    fn is_inside_itself(&self, measure: &MeasureEntry) -> bool {
        let containers =
            std::iter::successors(Some(measure), |row| self.measure(&row.nests_in.as_ref()?.value)).skip(1);
        // As many steps as there are measures: a circle elsewhere on the way has no end.
        containers.take(self.file.measures.len()).any(|container| container.key.value == measure.key.value)
    }

    fn targets(&self) {
        let file = self.file;
        for row in &file.targets {
            self.exists("measure", &row.measure.value, row.measure.line, &self.names.measures);
            self.exists("scenario", &row.scenario.value, row.scenario.line, &self.names.scenarios);
            if let Some(code) = &row.municipality {
                self.exists("municipality", &code.value, code.line, &self.names.municipalities);
            }
            let scenario = file.scenarios.iter().find(|scenario| scenario.key.value == row.scenario.value);
            if let (Some(measure), Some(scenario)) = (self.measure(&row.measure.value), scenario)
                && measure.group != scenario.group
            {
                let (measure, scenario) = (&measure.key.value, &scenario.key.value);
                let message = format!("measure \"{measure}\" and scenario \"{scenario}\" are of different groups");
                self.error(row.scenario.line, message);
            }
        }
        let targets = file.targets.iter().map(|row| {
            let municipality = row.municipality.as_ref().map(|code| code.value.as_str());
            let year = row.horizon_year.unwrap_or(file.region.horizon_year);
            let key = (row.measure.value.as_str(), row.scenario.value.as_str(), year, municipality);
            At { line: row.measure.line, value: key }
        });
        self.once("the target", targets, |(measure, scenario, year, municipality)| {
            format!("{measure}, {scenario}, {year}, {}", municipality.unwrap_or("the region"))
        });
    }

    fn users(&self) {
        for row in &self.file.users {
            self.exists("organisation", &row.organisation.value, row.organisation.line, &self.names.organisations);
        }
    }
}
