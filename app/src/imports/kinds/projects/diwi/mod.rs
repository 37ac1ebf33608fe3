//! The spreadsheet of DiWi, the gemeenten's own register of housing plans (VNG Realisatie, as of October 2025), read as it
//! is: its rows are blocks of dwellings, those with one Identificatie nr are one project, and its counts of types stand beside
//! each other.

mod layout;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::NaiveDate;
use domain::dutch;
use domain::dwellings;
use domain::imports::{Line, Wrong};
use domain::period::parse_day;
use domain::projects::{NotNested, PlanStatus, Stock, Tenure, highest_types};
use sheets::cell_name;

use super::columns::{COUNTS, EXTERNAL_ID};
use crate::imports::content::{KeptRow, KeptSheet};

pub use layout::Layout;

/// A type that a gemeente counts in a column of its own, with the types that hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nested {
    /// As the screens call it.
    pub name: String,
    pub normalised: String,
}

/// The projects of the sheet as lines. `types` are chains of types that hold each other, each from the outermost to the
/// innermost. Of a project with a block that is wrong nothing is loaded: its sums would be false.
pub fn lines(sheet: &KeptSheet, layout: &Layout, types: &[Vec<Nested>], today: NaiveDate) -> Vec<Line> {
    let mark = layout.project.get(EXTERNAL_ID).copied().unwrap_or_default();
    let mut lines: Vec<Line> = layout.blocks(sheet).filter(|row| row.text(mark).is_empty()).map(without_mark).collect();
    for blocks in blocks_of_projects(sheet, layout).into_values() {
        lines.extend(Reading { layout, types, blocks, today }.lines());
    }
    lines.sort_by_key(|line| line.row);
    lines
}

/// Sections, groups, headers and sub-headers.
pub const fn headers(header: u32) -> RangeInclusive<u32> {
    header.saturating_sub(2)..=header + 1
}

/// The blocks of each project, by its mark.
fn blocks_of_projects<'a>(sheet: &'a KeptSheet, layout: &Layout) -> BTreeMap<&'a str, Vec<&'a KeptRow>> {
    let mut projects: BTreeMap<&str, Vec<&KeptRow>> = BTreeMap::new();
    let mark = layout.project.get(EXTERNAL_ID).copied().unwrap_or_default();
    for row in layout.blocks(sheet).filter(|row| !row.text(mark).is_empty()) {
        projects.entry(row.text(mark)).or_default().push(row);
    }
    projects
}

/// The blocks after the first of each project, with the first.
pub fn together(sheet: &KeptSheet, layout: &Layout) -> BTreeMap<u32, u32> {
    let of_project = |blocks: Vec<&KeptRow>| {
        let first = blocks.first().map(|row| row.number).unwrap_or_default();
        blocks.into_iter().skip(1).map(move |row| (row.number, first)).collect::<Vec<_>>()
    };
    blocks_of_projects(sheet, layout).into_values().flat_map(of_project).collect()
}

/// Which projects are delivered on more days than one: of a project one day is kept.
pub fn remarks(sheet: &KeptSheet, layout: &Layout) -> Vec<String> {
    let mut remarks: Vec<(u32, String)> = Vec::new();
    for (mark, blocks) in blocks_of_projects(sheet, layout) {
        let mut days: BTreeMap<NaiveDate, u64> = BTreeMap::new();
        for (day, column) in &layout.delivered {
            let count: u64 =
                blocks.iter().filter_map(|block| dwellings::parse(block.text(*column))).map(u64::from).sum();
            if let Some(day) = parse_day(day).filter(|_| count > 0) {
                *days.entry(day).or_default() += count;
            }
        }
        if let (true, Some(first)) = (days.len() > 1, blocks.first()) {
            let told: Vec<String> =
                days.iter().map(|(day, count)| format!("{count} op {}", dutch::date(*day))).collect();
            let text = format!(
                "Rij {} ({mark}): de woningen komen op {} dagen klaar ({}). Bij het project komt de laatste dag te staan.",
                first.number,
                days.len(),
                told.join(", ")
            );
            remarks.push((first.number, text));
        }
    }
    remarks.sort();
    remarks.into_iter().map(|(_, text)| text).collect()
}

fn without_mark(row: &KeptRow) -> Line {
    let wrong = Wrong::of(EXTERNAL_ID, "Vul het Identificatie nr in: zo weten wij bij welk project dit blok hoort.");
    Line { row: row.number, unreadable: vec![wrong], ..Line::default() }
}

/// One project.
struct Reading<'a> {
    layout: &'a Layout,
    types: &'a [Vec<Nested>],
    blocks: Vec<&'a KeptRow>,
    today: NaiveDate,
}

impl Reading<'_> {
    fn lines(&self) -> Vec<Line> {
        let mut wrong: BTreeMap<u32, Vec<Wrong>> = BTreeMap::new();
        let mut counts: BTreeMap<(String, Tenure, Stock), u32> = BTreeMap::new();
        let (mut built, mut demolished) = (0_u64, 0_u64);
        for block in &self.blocks {
            let mut problems = self.differs(block);
            let mut number = |column: Option<usize>| self.number(block, column, &mut problems).unwrap_or_default();
            let (of_block, gone) = (number(self.layout.built), number(self.layout.demolished));
            built += u64::from(of_block);
            demolished += u64::from(gone);
            let (tenure, stock) = (self.tenure(block, of_block), self.stock(block));
            for (name, count) in self.types_of(block, &mut problems) {
                *counts.entry((name, tenure, stock)).or_default() += count;
            }
            if !problems.is_empty() {
                wrong.insert(block.number, problems);
            }
        }
        match wrong.keys().next().copied() {
            None => vec![self.project(&counts, built, demolished)],
            Some(first) => self.blocks.iter().map(|block| self.refused(block, &mut wrong, first)).collect(),
        }
    }

    fn refused(&self, block: &KeptRow, wrong: &mut BTreeMap<u32, Vec<Wrong>>, first: u32) -> Line {
        let beside =
            || vec![Wrong::of_row(format!("Dit blok is van hetzelfde project als rij {first}, en die klopt niet."))];
        let cells = self.shared_cells(block);
        Line { row: block.number, cells, unreadable: wrong.remove(&block.number).unwrap_or_else(beside) }
    }

    fn project(&self, counts: &BTreeMap<(String, Tenure, Stock), u32>, built: u64, demolished: u64) -> Line {
        let first = self.blocks[0];
        let mut cells = self.shared_cells(first);
        let mut set = |code: &str, text: String| cells.insert(code.to_owned(), text);
        set("dwellings", built.to_string());
        set("demolished", demolished.to_string());
        let place: Vec<&str> =
            self.layout.places.iter().map(|column| first.text(*column)).filter(|text| !text.is_empty()).collect();
        set("place", place.join(", "));
        set("plan_status", self.plan_status(first).map(|status| status.code().to_owned()).unwrap_or_default());
        set("planned", self.planned(first));
        let part = |((name, tenure, stock), count): (&(String, Tenure, Stock), &u32)| {
            (*count > 0).then(|| format!("{name}, {}, {}: {count}", tenure.label(), stock.label()))
        };
        set(COUNTS, counts.iter().filter_map(part).collect::<Vec<_>>().join("; "));
        Line { row: first.number, cells, unreadable: vec![] }
    }

    fn shared_cells(&self, block: &KeptRow) -> BTreeMap<String, String> {
        self.layout.project.iter().map(|(code, column)| (code.clone(), block.text(*column).to_owned())).collect()
    }

    /// What a block says of its project that the first block says otherwise, or that cannot be read.
    fn differs(&self, block: &KeptRow) -> Vec<Wrong> {
        let first = self.blocks[0];
        let mut wrong = Vec::new();
        for column in self.layout.shared() {
            let cell = cell_name(block.number, column);
            if let Some(problem) = block.problem(column) {
                wrong.push(Wrong::of_row(format!("Cel {cell}: {problem}")));
            } else if block.text(column) != first.text(column) {
                wrong.push(Wrong::of_row(format!(
                    "In cel {cell} staat ‘{}’, en bij hetzelfde project in rij {} staat ‘{}’. Maak ze gelijk.",
                    block.text(column),
                    first.number,
                    first.text(column)
                )));
            }
        }
        wrong
    }

    /// None where nothing is said.
    fn number(&self, block: &KeptRow, column: Option<usize>, wrong: &mut Vec<Wrong>) -> Option<u32> {
        let column = column?;
        let text = block.text(column);
        if text.is_empty() && block.problem(column).is_none() {
            return None;
        }
        let number = dwellings::parse(text);
        if number.is_none() {
            let cell = cell_name(block.number, column);
            wrong.push(Wrong::of_row(format!("In cel {cell} hoort een heel aantal woningen. Er staat ‘{text}’.")));
        }
        number
    }

    fn types_of(&self, block: &KeptRow, wrong: &mut Vec<Wrong>) -> Vec<(String, u32)> {
        let mut found = Vec::new();
        for chain in self.types {
            let column = |nested: &Nested| self.layout.own.iter().find(|(name, _)| *name == nested.normalised);
            let columns: Vec<Option<usize>> =
                chain.iter().map(|nested| column(nested).map(|(_, column)| *column)).collect();
            let counts: Vec<Option<u32>> = columns.iter().map(|column| self.number(block, *column, wrong)).collect();
            match highest_types(&counts) {
                Ok(highest) => found.extend(chain.iter().map(|nested| nested.name.clone()).zip(highest)),
                Err(NotNested { outer, inner }) => wrong.push(Wrong::of_row(format!(
                    "Er staan {} ‘{}’ en {} ‘{}’. Die horen ook bij de eerste, dus daar kunnen er niet minder van zijn.",
                    counts[outer].unwrap_or_default(),
                    chain[outer].name,
                    counts[inner].unwrap_or_default(),
                    chain[inner].name
                ))),
            }
        }
        found
    }

    /// Known when all dwellings of the block have the same.
    fn tenure(&self, block: &KeptRow, built: u32) -> Tenure {
        let all = |(_, column): &&(Tenure, usize)| built > 0 && dwellings::parse(block.text(*column)) == Some(built);
        self.layout.tenures.iter().find(all).map_or(Tenure::Unknown, |(tenure, _)| *tenure)
    }

    fn stock(&self, block: &KeptRow) -> Stock {
        let kind = self.layout.plan_kind.map(|column| block.text(column)).unwrap_or_default();
        if domain::imports::normalised(kind) == "pandtransformatie" { Stock::Transformed } else { Stock::New }
    }

    /// The status that the plan has had since the last of the days that have come; the surest of those of one day.
    fn plan_status(&self, row: &KeptRow) -> Option<PlanStatus> {
        let dated = |(status, column): &(PlanStatus, usize)| Some((parse_day(row.text(*column))?, *status));
        let dated = self.layout.plan_statuses.iter().filter_map(dated).filter(|(day, _)| *day <= self.today);
        dated.max_by_key(|(day, status)| (*day, std::cmp::Reverse(*status))).map(|(_, status)| status)
    }

    /// The last day on which dwellings of any block are delivered; without one, the end of the project.
    fn planned(&self, first: &KeptRow) -> String {
        let some =
            |column: usize| self.blocks.iter().any(|block| dwellings::parse(block.text(column)).is_some_and(|n| n > 0));
        let days = self.layout.delivered.iter().filter(|(_, column)| some(*column));
        let last = days.filter_map(|(day, _)| Some((parse_day(day)?, day))).max();
        match last {
            Some((_, day)) => day.clone(),
            None => self.layout.ends.map(|column| first.text(column).to_owned()).unwrap_or_default(),
        }
    }
}
