//! What recurs, is done again and again: each occurrence (keer) is to be done, and told of, on its own.
//!
//! An occurrence is the part of the calendar that "elk jaar" or "elk halfjaar" means then: `2026`, `2e helft 2026`; of "elk jaar
//! op 1 juli" it is that day.

use chrono::{Datelike, NaiveDate};

use crate::period::{Period, YEARS};
use crate::text::check_text;
use crate::{Problem, coded_enum, dutch};

pub const NOTE_MAX: usize = 2_000;

coded_enum! {
    /// What became of an occurrence.
    Outcome {
        Done = "gedaan", "Gedaan";
        NotDone = "niet-gedaan", "Niet gedaan";
    }
}

/// What is told of one occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub outcome: Outcome,
    /// When it was done; none when it was not.
    pub done_on: Option<NaiveDate>,
    /// What was done, or why not.
    pub note: Option<String>,
}

impl Report {
    /// Empty when it may be told of an occurrence of a commitment that counts from `from`.
    pub fn problems(&self, from: NaiveDate, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        match (self.outcome, self.done_on) {
            (Outcome::Done, None) => {
                problems.push(Problem::new("done_on", "Vul in op welke dag het is gedaan, bijvoorbeeld 21-11-2026."));
            }
            (Outcome::Done, Some(day)) if day > today => {
                problems.push(Problem::new("done_on", "Deze dag ligt in de toekomst. Meld het als het is gedaan."));
            }
            (Outcome::Done, Some(day)) if day < from => {
                let message = format!("Deze dag ligt voor {}. Vanaf dan telt de afspraak.", dutch::date(from));
                problems.push(Problem::new("done_on", message));
            }
            (Outcome::NotDone, Some(_)) => {
                problems.push(Problem::new("done_on", "Niet gedaan heeft geen dag. Maak dit veld leeg."));
            }
            _ => {}
        }
        let unsaid = self.note.as_deref().is_none_or(|note| note.trim().is_empty());
        if self.outcome == Outcome::NotDone && unsaid {
            problems.push(Problem::new("note", "Schrijf op waarom het deze keer niet is gedaan."));
        }
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        problems
    }
}

/// The first occurrence that ends on this day or later; none for what does not recur.
pub fn occurrence_at(due: Period, day: NaiveDate) -> Option<Period> {
    let end = due.next_end(day)?;
    match due {
        Period::EveryYear => Some(Period::Year(end.year())),
        Period::EveryHalfYear => {
            Some(Period::HalfYear { year: end.year(), half: if end.month() <= 6 { 1 } else { 2 } })
        }
        Period::EveryYearOn { .. } => Some(Period::Day(end)),
        _ => None,
    }
}

/// The occurrences from the one of `from` on, without end; none for what does not recur.
pub fn occurrences(due: Period, from: NaiveDate) -> impl Iterator<Item = Period> {
    let next = move |before: &Period| occurrence_at(due, before.last_day()?.succ_opt()?);
    std::iter::successors(occurrence_at(due, from), next)
        .take_while(|period| period.last_day().is_some_and(|day| day.year() <= *YEARS.end()))
}

/// The first occurrence from `from` on of which nothing was told yet: by its end the next one is due.
pub fn first_open(due: Period, from: NaiveDate, told: &[Period]) -> Option<Period> {
    occurrences(due, from).find(|occurrence| !is_told(*occurrence, told))
}

/// The last day for what is due: of what recurs, that of the first occurrence of which nothing was told.
pub fn last_day(due: Option<Period>, from: NaiveDate, told: &[Period]) -> Option<NaiveDate> {
    let due = due?;
    if due.recurs() { first_open(due, from, told)?.last_day() } else { due.last_day() }
}

/// What was told of a year also holds for its halves, and the other way round: so a commitment that begins to recur more often
/// or less has nothing to tell twice.
pub fn is_told(occurrence: Period, told: &[Period]) -> bool {
    let overlaps = |other: &Period| match (occurrence.days(), other.days()) {
        (Some((first, last)), Some((other_first, other_last))) => other_first <= last && first <= other_last,
        _ => false,
    };
    told.iter().any(overlaps)
}

/// # Errors
/// What is no occurrence of this commitment, and what has not begun yet, cannot be told of.
pub fn check_occurrence(
    occurrence: Period,
    due: Option<Period>,
    from: NaiveDate,
    today: NaiveDate,
) -> Result<(), Problem> {
    let Some(due) = due.filter(|due| due.recurs()) else {
        return Err(Problem::new("outcome", "Deze afspraak keert niet terug. Er is dus geen keer te melden."));
    };
    let current = occurrence_at(due, today);
    let mut known = occurrences(due, from).take_while(|it| it.last_day() <= current.and_then(Period::last_day));
    if known.any(|it| it == occurrence) {
        return Ok(());
    }
    let message = match occurrence.first_day() {
        Some(first) if first > today => {
            format!("{} is nog niet begonnen. Meld het als het zover is.", occurrence.label())
        }
        _ => format!("{} hoort niet bij deze afspraak: zij telt vanaf {}.", occurrence.label(), dutch::date(from)),
    };
    Err(Problem::new("outcome", message))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    const JULY_FIRST: Period = Period::EveryYearOn { month: 7, day: 1 };

    fn labels(due: Period, from: NaiveDate) -> Vec<String> {
        occurrences(due, from).take(3).map(Period::label).collect()
    }

    #[test]
    fn each_recurrence_has_its_own_occurrences() {
        let from = day(2026, 11, 26);
        assert_eq!(labels(Period::EveryYear, from), ["2026", "2027", "2028"]);
        assert_eq!(labels(Period::EveryHalfYear, from), ["2e helft 2026", "1e helft 2027", "2e helft 2027"]);
        assert_eq!(labels(JULY_FIRST, from), ["01-07-2027", "01-07-2028", "01-07-2029"]);
        assert_eq!(labels(Period::Year(2027), from), [""; 0]);
    }

    #[test]
    fn what_is_due_is_the_first_of_which_nothing_was_told() {
        let from = day(2025, 3, 1);
        assert_eq!(last_day(Some(Period::EveryYear), from, &[]), Some(day(2025, 12, 31)));
        assert_eq!(last_day(Some(Period::EveryYear), from, &[Period::Year(2025)]), Some(day(2026, 12, 31)));
        // Of the year before nothing was told: that one comes first.
        assert_eq!(last_day(Some(Period::EveryYear), from, &[Period::Year(2026)]), Some(day(2025, 12, 31)));
        assert_eq!(last_day(Some(Period::Year(2027)), from, &[]), Some(day(2027, 12, 31)));
        assert_eq!(last_day(None, from, &[]), None);
    }

    #[test]
    fn what_recurs_more_often_from_now_on_has_nothing_to_tell_twice() {
        let halves: Vec<Period> = (1..=2).map(|half| Period::HalfYear { year: 2025, half }).collect();
        let from = day(2025, 1, 1);
        assert_eq!(first_open(Period::EveryYear, from, &halves), Some(Period::Year(2026)));
        let first = Period::HalfYear { year: 2026, half: 1 };
        assert_eq!(first_open(Period::EveryHalfYear, from, &[Period::Year(2025)]), Some(first));
    }

    #[test]
    fn only_an_occurrence_that_began_can_be_told_of() {
        let (from, today) = (day(2025, 3, 1), day(2026, 11, 26));
        let check = |occurrence| check_occurrence(occurrence, Some(Period::EveryYear), from, today);
        assert_eq!(check(Period::Year(2025)), Ok(()));
        assert_eq!(check(Period::Year(2026)), Ok(()));
        assert!(check(Period::Year(2027)).unwrap_err().message.contains("nog niet begonnen"));
        for wrong in [Period::Year(2024), Period::HalfYear { year: 2026, half: 1 }, Period::EveryYear] {
            assert!(check(wrong).unwrap_err().message.contains("hoort niet bij"), "{wrong}");
        }
        assert!(check_occurrence(Period::Year(2026), Some(Period::Year(2026)), from, today).is_err());
        // The one that is due next summer may be done before: it is the one that runs.
        assert_eq!(check_occurrence(Period::Day(day(2027, 7, 1)), Some(JULY_FIRST), from, today), Ok(()));
    }

    #[test]
    fn done_has_a_day_and_not_done_a_reason() {
        let today = day(2026, 11, 26);
        let fields = |outcome, done_on, note: &str| {
            let report = Report { outcome, done_on, note: Some(note.to_owned()) };
            report.problems(day(2026, 1, 1), today).into_iter().map(|problem| problem.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(Outcome::Done, Some(today), ""), [""; 0]);
        assert_eq!(fields(Outcome::Done, None, ""), ["done_on"]);
        assert_eq!(fields(Outcome::Done, today.succ_opt(), ""), ["done_on"]);
        assert_eq!(fields(Outcome::Done, Some(day(2025, 12, 31)), ""), ["done_on"]);
        assert_eq!(fields(Outcome::NotDone, None, "Geen geld"), [""; 0]);
        assert_eq!(fields(Outcome::NotDone, Some(today), " "), ["done_on", "note"]);
        assert_eq!(fields(Outcome::Done, Some(today), &"x".repeat(NOTE_MAX + 1)), ["note"]);
    }

    fn recurring() -> impl Strategy<Value = Period> {
        prop_oneof![
            Just(Period::EveryYear),
            Just(Period::EveryHalfYear),
            (1..=12_u32, 1..=28_u32).prop_map(|(month, day)| Period::EveryYearOn { month, day }),
        ]
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        (2001..=2090, 1..=365_u32).prop_filter_map("no such day", |(y, d)| NaiveDate::from_yo_opt(y, d))
    }

    proptest! {
        #[test]
        fn occurrences_follow_each_other_without_gap_or_overlap(due in recurring(), from in any_day()) {
            let found: Vec<Period> = occurrences(due, from).take(6).collect();
            prop_assert!(found[0].last_day() >= Some(from));
            for pair in found.windows(2) {
                prop_assert!(pair[0].last_day() < pair[1].last_day());
                prop_assert_eq!(occurrence_at(due, pair[0].last_day().unwrap().succ_opt().unwrap()), Some(pair[1]));
            }
        }

        #[test]
        fn telling_of_what_is_open_moves_what_is_due_forward(due in recurring(), from in any_day(), times in 0..5_usize) {
            let mut told = Vec::new();
            for _ in 0..times {
                let open = first_open(due, from, &told).unwrap();
                prop_assert!(!told.contains(&open));
                told.push(open);
            }
            let expected: Vec<Period> = occurrences(due, from).take(times).collect();
            prop_assert_eq!(told, expected);
        }
    }
}
