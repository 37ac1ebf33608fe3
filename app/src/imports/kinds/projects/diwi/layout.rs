//! Where what stands in a sheet of DiWi. Its table has four rows of headers: sections, groups, headers and sub-headers; columns
//! are found by what these say, because they move, repeat or miss from one export to another.

use std::collections::{BTreeMap, BTreeSet};

use domain::imports::{HEADER_ROWS, Mapping, Source, normalised};
use domain::projects::{Phase, PlanStatus, Tenure};

use super::super::columns::{EXTERNAL_ID, MUNICIPALITY, of_phase};
use super::Nested;
use crate::imports::content::{KeptRow, KeptSheet};

/// Columns are counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The row with the headers, as the spreadsheet counts. The rows of the table begin two further.
    pub header: u32,
    /// Those that say the same in every block of a project, by our code.
    pub project: BTreeMap<String, usize>,
    pub plan_kind: Option<usize>,
    pub ends: Option<usize>,
    /// Wijk and buurt.
    pub places: Vec<usize>,
    /// The day since which the plan has this status.
    pub plan_statuses: Vec<(PlanStatus, usize)>,
    pub built: Option<usize>,
    pub demolished: Option<usize>,
    /// Dwellings that are delivered on a day.
    pub delivered: Vec<(String, usize)>,
    pub tenures: Vec<(Tenure, usize)>,
    /// A gemeente's own counts, by their normalised name.
    pub own: Vec<(String, usize)>,
    /// What each column is called in a sentence; without those that have no name.
    names: Vec<(String, usize)>,
}

impl Layout {
    pub fn find(sheet: &KeptSheet) -> Option<Self> {
        let sections = sheet.rows.iter().take(HEADER_ROWS).find(|row| {
            let names: Vec<String> = row.texts().iter().map(|text| normalised(text)).collect();
            ["projectgegevens", "bouwgegevens"].iter().all(|section| names.iter().any(|name| name == section))
        })?;
        let below = |further| sheet.rows.iter().find(|row| row.number == sections.number + further);
        let (headers, subs) = (below(2)?, below(3).cloned().unwrap_or_default());
        let mut layout = Self { header: headers.number, ..Self::default() };
        let (mut section, mut section_name, mut header) = (String::new(), String::new(), String::new());
        for column in 0..headers.cells.len().max(subs.cells.len()) {
            // A name that stands over several columns is in the first of them.
            let opens = !sections.text(column).is_empty();
            if opens {
                section_name = sections.text(column).to_owned();
                section = normalised(&section_name);
            }
            if opens || !headers.text(column).is_empty() {
                header = headers.text(column).to_owned();
            }
            layout.place(&section, &header, subs.text(column), column);
            layout.names.extend(name(&section_name, &header, subs.text(column)).map(|name| (name, column)));
        }
        (layout.project.contains_key(EXTERNAL_ID) && layout.built.is_some()).then_some(layout)
    }

    /// The first of columns that say the same counts.
    fn place(&mut self, section: &str, header: &str, sub: &str, column: usize) {
        match section {
            "projectgegevens" => self.place_of_project(header, column),
            "woningaantallen" => match normalised(header).as_str() {
                "bouw" => self.built = self.built.or(Some(column)),
                "sloop" => self.demolished = self.demolished.or(Some(column)),
                _ => {}
            },
            // What is demolished has the same columns again, and what is for checking is no data.
            "bouwgegevens" => match normalised(header).as_str() {
                "opleverdatum" => self.delivered.push((sub.to_owned(), column)),
                "koopwoning" => self.tenures.push((Tenure::Owned, column)),
                "huurwoningcorporatie" => self.tenures.push((Tenure::SocialRent, column)),
                // Private rent may be middle or high: DiWi does not tell.
                "particuliereverhuurder" => self.tenures.push((Tenure::Unknown, column)),
                "maatwerkwoningeigenschap" => self.own.push((normalised(sub), column)),
                _ => {}
            },
            _ => {}
        }
    }

    fn place_of_project(&mut self, header: &str, column: usize) {
        let normal = normalised(header);
        let code = match normal.as_str() {
            "identificatienr" => EXTERNAL_ID,
            "naam" => "name",
            "vertrouwelijkheid" => "confidentiality",
            "projectstatus" => "status",
            "gemeente" => MUNICIPALITY,
            "plansoort" => return self.plan_kind = self.plan_kind.or(Some(column)),
            "eindproject" => return self.ends = self.ends.or(Some(column)),
            "wijk" | "buurt" => return self.places.push(column),
            _ => return self.place_of_progress(header, &normal, column),
        };
        self.project.entry(code.to_owned()).or_insert(column);
    }

    fn place_of_progress(&mut self, header: &str, normal: &str, column: usize) {
        if let Some(phase) = Phase::ALL.iter().find(|phase| normalised(phase.label()) == normal) {
            self.project.entry(of_phase(*phase)).or_insert(column);
        }
        // `1a Onherroepelijk`
        let status = header.split_whitespace().next().and_then(|code| code.to_lowercase().parse::<PlanStatus>().ok());
        self.plan_statuses.extend(status.map(|status| (status, column)));
    }

    /// Where our columns are read from as they stand, to name the cell of what is wrong.
    pub fn mapping(&self) -> Mapping {
        let mut mapping: BTreeMap<String, Source> =
            self.project.iter().map(|(code, column)| (code.clone(), Source::Column(*column))).collect();
        let counted = [("dwellings", self.built), ("demolished", self.demolished)];
        for (code, column) in counted {
            mapping.extend(column.map(|column| (code.to_owned(), Source::Column(column))));
        }
        Mapping(mapping)
    }

    /// Every column of which blocks of one project say the same.
    pub fn shared(&self) -> impl Iterator<Item = usize> {
        let statuses = self.plan_statuses.iter().map(|(_, column)| *column);
        let others = self.plan_kind.into_iter().chain(self.ends).chain(self.places.iter().copied());
        self.project.values().copied().chain(statuses).chain(others)
    }

    /// The named columns in which something stands and that nothing is read from.
    pub fn unused(&self, sheet: &KeptSheet, types: &[Vec<Nested>]) -> Vec<String> {
        let known = |name: &str| types.iter().flatten().any(|nested| nested.normalised == name);
        let own = self.own.iter().filter(|(name, _)| known(name)).map(|(_, column)| *column);
        let counted = self.built.into_iter().chain(self.demolished);
        let delivered = self.delivered.iter().map(|(_, column)| *column);
        let tenures = self.tenures.iter().map(|(_, column)| *column);
        let used: BTreeSet<usize> = self.shared().chain(own).chain(counted).chain(delivered).chain(tenures).collect();
        let says = |column: usize| self.blocks(sheet).any(|row| !row.text(column).is_empty());
        let mut unused: Vec<String> = Vec::new();
        for (name, column) in &self.names {
            if !used.contains(column) && !unused.contains(name) && says(*column) {
                unused.push(name.clone());
            }
        }
        unused
    }

    /// The rows of the table.
    pub fn blocks<'a>(&self, sheet: &'a KeptSheet) -> impl Iterator<Item = &'a KeptRow> {
        let last_header = self.header + 1;
        sheet.rows.iter().filter(move |row| row.number > last_header)
    }
}

/// `Sloop gegevens: Koopwoning`
fn name(section: &str, header: &str, sub: &str) -> Option<String> {
    let parts: Vec<&str> = [header, sub].into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| format!("{}: {}", section.trim(), parts.join(", ")))
}
