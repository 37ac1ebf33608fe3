//! What the matrix holds, and its totals.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::agendas::queries::Progress;
use crate::commitments::filter::{Filter, REGIONAL_AGENDA};

/// The agenda of a gemeente, or without one the region's own.
pub type AgendaOf = Option<Uuid>;

/// One agenda: a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub agenda: AgendaOf,
    pub name: String,
    /// A gemeente's slug, or [`REGIONAL_AGENDA`].
    pub slug: String,
    /// How far the agenda is; none for the region's own, which has no periods.
    pub progress: Option<Progress>,
}

impl Column {
    pub fn of_region() -> Self {
        Self { agenda: None, name: "Hele regio".to_owned(), slug: REGIONAL_AGENDA.to_owned(), progress: None }
    }
}

/// One challenge: a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub challenge: Uuid,
    pub number: String,
    pub title: String,
    pub priority: bool,
}

/// How many commitments serve a challenge in an agenda, without those that are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// What the whole region sees: the same for every reader.
    pub shared: i64,
    /// Concepts that the reader may see. Nobody promised anything yet: beside them the spot stays white.
    pub concepts: i64,
}

/// The agendas, and what stands in them for each challenge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// By name; the region's own last.
    pub columns: Vec<Column>,
    /// Priorities first.
    pub lines: Vec<Line>,
    /// What is not in it is a white spot.
    pub counts: BTreeMap<(Uuid, AgendaOf), Count>,
}

impl Matrix {
    pub fn count(&self, line: &Line, column: &Column) -> Count {
        self.counts.get(&(line.challenge, column.agenda)).copied().unwrap_or_default()
    }

    fn is_white(&self, line: &Line, column: &Column) -> bool {
        self.count(line, column).shared == 0
    }

    pub fn white_in_line(&self, line: &Line) -> usize {
        self.columns.iter().filter(|column| self.is_white(line, column)).count()
    }

    pub fn white_in_column(&self, column: &Column) -> usize {
        self.lines.iter().filter(|line| self.is_white(line, column)).count()
    }

    pub fn white(&self) -> usize {
        self.lines.iter().map(|line| self.white_in_line(line)).sum()
    }

    /// The gemeenten without an adopted agenda.
    pub fn without_adopted(&self) -> impl Iterator<Item = (&Column, &Progress)> {
        let of_municipality = self.columns.iter().filter_map(|column| Some((column, column.progress.as_ref()?)));
        of_municipality.filter(|(_, progress)| !progress.adopted)
    }
}

/// The list of the commitments that a cell counts.
pub fn address(line: &Line, column: &Column) -> String {
    let filter =
        Filter { municipality: Some(column.slug.clone()), challenge: Some(line.number.clone()), ..Filter::default() };
    filter.address()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_spots_add_up_by_line_and_by_column() {
        let id = Uuid::from_u128;
        let column = |number: u128, name: &str| Column {
            agenda: Some(id(number)),
            name: name.to_owned(),
            slug: name.to_lowercase(),
            progress: None,
        };
        let of = |shared, concepts| Count { shared, concepts };
        let line = |number: u128| Line {
            challenge: id(number),
            number: format!("4.{number}"),
            title: "Wonen".to_owned(),
            priority: true,
        };
        let matrix = Matrix {
            columns: vec![column(1, "Almelo"), column(2, "Borne"), Column::of_region()],
            lines: vec![line(1), line(2)],
            counts: [
                ((id(1), Some(id(1))), of(3, 0)),
                ((id(1), None), of(1, 2)),
                ((id(2), Some(id(2))), of(2, 0)),
                ((id(2), Some(id(1))), of(0, 1)),
            ]
            .into(),
        };
        assert_eq!(matrix.count(&matrix.lines[0], &matrix.columns[0]), of(3, 0));
        assert_eq!(matrix.lines.iter().map(|line| matrix.white_in_line(line)).collect::<Vec<_>>(), [1, 2]);
        let columns: Vec<usize> = matrix.columns.iter().map(|column| matrix.white_in_column(column)).collect();
        assert_eq!((columns, matrix.white()), (vec![1, 1, 1], 3));
        assert_eq!(address(&matrix.lines[1], &matrix.columns[2]), "/afspraken?gemeente=regio&opgave=4%2E2");
    }
}
