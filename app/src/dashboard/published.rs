//! The agreements that published sources state.
//!
//! One that holds for every gemeente stands in each agenda, under the same number. It is still one agreement.

use domain::dutch;
use serde::{Deserialize, Serialize};

/// One number of one source, with the agendas that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(sea_orm::FromQueryResult))]
pub struct Agreement {
    pub number: String,
    /// In how many gemeenten it stands in the agenda.
    pub municipalities: i64,
    /// In how many agendas it lacks a lead.
    pub without_lead: i64,
    /// In how many agendas it lacks a due period.
    pub without_due: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedFigures {
    pub agreements: i64,
    pub without_lead: i64,
    pub without_due: i64,
    /// The numbers of those that stand in the agenda of every gemeente.
    pub everywhere: Vec<String>,
}

impl PublishedFigures {
    /// An agreement lacks a lead or a date as soon as one agenda does not say.
    pub fn of(agreements: &[Agreement], municipalities: usize) -> Self {
        let amount =
            |lacks: fn(&&Agreement) -> bool| i64::try_from(agreements.iter().filter(lacks).count()).unwrap_or(0);
        let in_all = |agreement: &&Agreement| {
            municipalities > 1 && usize::try_from(agreement.municipalities).is_ok_and(|count| count == municipalities)
        };
        Self {
            agreements: amount(|_| true),
            without_lead: amount(|agreement| agreement.without_lead > 0),
            without_due: amount(|agreement| agreement.without_due > 0),
            everywhere: agreements.iter().filter(in_all).map(|agreement| agreement.number.clone()).collect(),
        }
    }

    /// Why the list shows more lines than this counts; none when it does not.
    pub fn note(&self) -> Option<String> {
        let numbers: Vec<&str> = self.everywhere.iter().map(String::as_str).collect();
        let hold = match numbers.len() {
            0 => return None,
            1 => "geldt voor elke gemeente en staat",
            _ => "gelden voor elke gemeente en staan",
        };
        Some(format!(
            "{} {hold} daarom in elke agenda. Hier telt zo'n afspraak één keer; in de lijst staat zij bij elke gemeente.",
            dutch::list(&numbers)
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(number: &str, municipalities: i64, without_lead: i64, without_due: i64) -> Agreement {
        Agreement { number: number.to_owned(), municipalities, without_lead, without_due }
    }

    #[test]
    fn what_holds_everywhere_counts_once() {
        let agreements = [
            agreement("R-01", 0, 1, 0),
            agreement("R-02", 14, 0, 0),
            agreement("R-03", 14, 0, 14),
            agreement("R-04", 3, 1, 3),
        ];
        let figures = PublishedFigures::of(&agreements, 14);
        assert_eq!((figures.agreements, figures.without_lead, figures.without_due), (4, 2, 2));
        assert_eq!(figures.everywhere, ["R-02", "R-03"]);
    }

    #[test]
    fn the_note_names_them_as_in_a_sentence() {
        let note = |numbers: &[&str]| {
            let everywhere = numbers.iter().map(|number| (*number).to_owned()).collect();
            PublishedFigures { everywhere, ..PublishedFigures::default() }.note()
        };
        assert_eq!(note(&[]), None);
        let starts = |numbers: &[&str], text: &str| note(numbers).is_some_and(|note| note.starts_with(text));
        assert!(starts(&["R-02"], "R-02 geldt voor elke gemeente en staat daarom in elke agenda."));
        assert!(starts(
            &["R-02", "R-03", "R-09"],
            "R-02, R-03 en R-09 gelden voor elke gemeente en staan daarom in elke agenda."
        ));
    }

    #[test]
    fn in_a_region_of_one_gemeente_nothing_needs_explaining() {
        assert_eq!(PublishedFigures::of(&[agreement("R-01", 1, 0, 0)], 1).note(), None);
    }
}
