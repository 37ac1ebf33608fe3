//! What is on the agenda of a meeting, in its order.

use crate::Problem;
use crate::routing::Purpose;
use crate::text::{check_line, check_text, has_words};

pub const TITLE_MAX: usize = 200;
pub const NOTE_MAX: usize = 5_000;
/// Nobody reads more for one item.
pub const PAPERS_MAX: usize = 20;
/// A longer agenda is two meetings.
pub const ITEMS_MAX: usize = 50;

/// What is discussed, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub title: String,
    pub purpose: Purpose,
    pub note: Option<String>,
    /// Files with it.
    pub papers: usize,
    /// It is told at the meeting, without anything to read before.
    pub oral: bool,
}

impl Item {
    /// Empty when it may stand on an agenda.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.title) {
            problems.push(Problem::new("title", "Vul een titel in: waar gaat dit agendapunt over?"));
        }
        check_line("title", "De titel", Some(&self.title), TITLE_MAX, &mut problems);
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        if self.oral && self.papers > 0 {
            let message = "Dit punt heeft een stuk en is dus niet mondeling. Haal een van beide weg.";
            problems.push(Problem::new("oral", message));
        }
        problems
    }

    /// Whoever is asked for advice or a decision has something to read, or knows that it will be told.
    pub const fn lacks_papers(&self) -> bool {
        self.purpose.asks() && !self.oral && self.papers == 0
    }
}

/// # Errors
/// The agenda is full.
pub fn check_room(items: usize) -> Result<(), Problem> {
    if items < ITEMS_MAX {
        return Ok(());
    }
    Err(Problem::new(
        "items",
        format!("Een agenda heeft ten hoogste {ITEMS_MAX} punten. Maak er een tweede overleg van."),
    ))
}

/// # Errors
/// An item has all the papers that it may have.
pub fn check_room_for_paper(papers: usize) -> Result<(), Problem> {
    if papers < PAPERS_MAX {
        return Ok(());
    }
    Err(Problem::new("file", format!("Een agendapunt heeft ten hoogste {PAPERS_MAX} stukken. Voeg stukken samen.")))
}

/// An agenda of so many points, with the one at `place` (from 0) a place up or down: which one stands where. At an end it stays
/// where it is; what is not on the agenda moves nothing.
pub fn shifted(points: usize, place: usize, down: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points).collect();
    let to = if down { place + 1 } else { place.saturating_sub(1) };
    if place < points && to < points {
        order.swap(place, to);
    }
    order
}
