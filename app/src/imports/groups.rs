//! The rows of a file by what they do, each group a page at a time.

use domain::coded_enum;
use domain::imports::{Column, Outcome, Source, Tally, Wrong};
use leptos_router::params::ParamsMap;
use sheets::cell_name;

use super::content::KeptSheet;
use super::kinds::Planned;
use super::lines::Choices;
use crate::ui::{LeftOut, page_number};

/// So many rows of a group stand on a page.
const PAGE_SIZE: usize = 100;

coded_enum! {
    /// What needs somebody first.
    Group {
        Wrong = "fout", "Foute rijen";
        Changed = "gewijzigd", "Gewijzigd";
        New = "nieuw", "Nieuw";
    }
}

impl Group {
    /// None: what changes nothing is only counted.
    pub const fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Wrong(_) => Some(Self::Wrong),
            Outcome::Changed(_) | Outcome::ChangesAgreed(..) => Some(Self::Changed),
            Outcome::New(_) => Some(Self::New),
            Outcome::Unchanged => None,
        }
    }

    pub const fn rows(self, tally: &Tally) -> usize {
        match self {
            Self::Wrong => tally.wrong,
            Self::Changed => tally.changed,
            Self::New => tally.new,
        }
    }

    pub fn pages(self, tally: &Tally) -> u64 {
        self.rows(tally).div_ceil(PAGE_SIZE).max(1) as u64
    }
}

/// Which page of each group is shown, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    wrong: u64,
    changed: u64,
    new: u64,
}

impl Default for Pages {
    fn default() -> Self {
        Self { wrong: 1, changed: 1, new: 1 }
    }
}

impl Pages {
    pub fn from_query(query: &ParamsMap) -> (Self, LeftOut) {
        let mut pages = Self::default();
        let left_out = LeftOut::read(query, |name, value| match (name, name.parse::<Group>()) {
            (_, Ok(group)) => page_number(value).map(|page| *pages.of_mut(group) = page).is_some(),
            (name, Err(_)) => name == "melding",
        });
        (pages, left_out)
    }

    pub const fn of(self, group: Group) -> u64 {
        match group {
            Group::Wrong => self.wrong,
            Group::Changed => self.changed,
            Group::New => self.new,
        }
    }

    const fn of_mut(&mut self, group: Group) -> &mut u64 {
        match group {
            Group::Wrong => &mut self.wrong,
            Group::Changed => &mut self.changed,
            Group::New => &mut self.new,
        }
    }

    /// Of what there is; beyond the last page stands the last.
    #[must_use]
    pub fn within(mut self, tally: &Tally) -> Self {
        for group in Group::ALL {
            let page = self.of_mut(*group);
            *page = (*page).clamp(1, group.pages(tally));
        }
        self
    }

    /// The query of the address that shows this page of a group, and of the others what is shown now.
    pub fn with(mut self, group: Group, page: u64) -> String {
        *self.of_mut(group) = page;
        let mut query = ParamsMap::new();
        for group in Group::ALL.iter().filter(|group| self.of(**group) > 1) {
            query.insert(group.code(), self.of(*group).to_string());
        }
        format!("{}#{}", query.to_query_string(), group.code())
    }
}

/// A row with what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    pub row: u32,
    pub title: String,
    pub outcome: Outcome,
    /// Of a wrong row: where, what stands there, and what is wrong with it.
    pub wrong: Vec<WrongCell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongCell {
    /// `B7 (Te bouwen)`; empty when it is about the row.
    pub place: String,
    pub value: String,
    pub message: String,
}

/// A page of each group.
pub fn shown<W>(planned: Vec<Planned<W>>, pages: Pages, cells: &Cells<'_>) -> Vec<PreviewRow> {
    let mut shown = Vec::new();
    let mut groups: Vec<(Group, Vec<Planned<W>>)> = Group::ALL.iter().map(|group| (*group, vec![])).collect();
    for one in planned {
        let Some(group) = Group::of(&one.outcome) else { continue };
        if let Some((_, rows)) = groups.iter_mut().find(|(its, _)| *its == group) {
            rows.push(one);
        }
    }
    for (group, rows) in groups {
        let before = usize::try_from(pages.of(group) - 1).unwrap_or(usize::MAX).saturating_mul(PAGE_SIZE);
        for Planned { row, title, outcome, .. } in rows.into_iter().skip(before).take(PAGE_SIZE) {
            let wrong = match &outcome {
                Outcome::Wrong(wrong) => wrong.iter().map(|wrong| cells.told(row, wrong)).collect(),
                _ => vec![],
            };
            shown.push(PreviewRow { row, title, outcome, wrong });
        }
    }
    shown
}

/// Where in the file something stands.
pub struct Cells<'a> {
    pub sheet: Option<&'a KeptSheet>,
    pub choices: &'a Choices,
    pub columns: &'a [Column],
}

impl Cells<'_> {
    pub fn told(&self, row: u32, wrong: &Wrong) -> WrongCell {
        let Wrong { column, message } = wrong;
        let column = column.as_ref().and_then(|code| self.columns.iter().find(|column| column.code == *code));
        let (place, value) = match column.map(|column| (column, self.choices.mapping.0.get(&column.code))) {
            None => (String::new(), String::new()),
            Some((column, Some(Source::Column(index)))) => {
                let kept = self.sheet.and_then(|sheet| sheet.rows.iter().find(|kept| kept.number == row));
                let value = kept.map(|kept| kept.text(*index)).unwrap_or_default();
                (format!("{} ({})", cell_name(row, *index), column.header), value.to_owned())
            }
            Some((column, Some(Source::Fixed(text)))) => (column.header.clone(), text.clone()),
            Some((column, None)) => (column.header.clone(), String::new()),
        };
        WrongCell { place, value, message: message.clone() }
    }
}
