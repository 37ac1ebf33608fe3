//! A milestone (mijlpaal): a dated step inside a commitment. It binds no party: changing one asks nobody.

use chrono::NaiveDate;

use crate::commitments::{LifeCycle, TITLE_MAX};
use crate::text::{check_line, check_text, has_words};
use crate::{Period, Problem, dutch};

pub const NOTE_MAX: usize = 2_000;
/// More steps than this are a plan of their own.
pub const MILESTONES_MAX: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub title: String,
    /// As precise as it is known; it never recurs.
    pub due: Period,
    /// None: not yet.
    pub done_on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl Milestone {
    /// Empty when it may stand in a commitment that is itself due then.
    pub fn problems(&self, commitment_due: Option<Period>, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.title.chars().any(char::is_alphanumeric) {
            problems.push(Problem::new("title", "Vul een titel in: welke stap is dit?"));
        }
        check_line("title", "De titel", Some(&self.title), TITLE_MAX, &mut problems);
        problems.extend(check_due(self.due, commitment_due).err());
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        problems.extend(self.done_on.and_then(|day| check_done_on(day, today).err()));
        problems
    }

    pub fn is_overdue(&self, life_cycle: LifeCycle, today: NaiveDate) -> bool {
        life_cycle.is_open() && self.done_on.is_none() && self.due.is_over(today)
    }
}

/// The reason with which a milestone is taken away. Empty when it may: one that is late does not vanish without a word.
pub fn removal_problems(overdue: bool, reason: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if overdue && !reason.is_some_and(has_words) {
        problems.push(Problem::new("reason", "Deze mijlpaal is over tijd. Schrijf op waarom hij vervalt."));
    }
    check_text("reason", "De reden", reason, NOTE_MAX, &mut problems);
    problems
}

/// # Errors
/// What recurs is no step, and no step comes after the end of its commitment.
pub fn check_due(due: Period, commitment_due: Option<Period>) -> Result<(), Problem> {
    let Some(ends) = due.last_day() else {
        let message = "Een mijlpaal is één moment en komt niet terug. Maak voor elke keer een eigen mijlpaal.";
        return Err(Problem::new("due", message));
    };
    let Some((commitment, limit)) = commitment_due.and_then(|period| Some((period, period.last_day()?))) else {
        return Ok(());
    };
    if ends <= limit {
        return Ok(());
    }
    let message = format!(
        "De mijlpaal eindigt na de afspraak zelf (gereed: {}). Kies een periode die uiterlijk op {} eindigt.",
        commitment.label(),
        dutch::date(limit),
    );
    Err(Problem::new("due", message))
}

/// What is wrong when a commitment is due sooner than one of its milestones, which has this title and period.
pub fn left_behind(title: &str, due: Period, commitment_due: Option<Period>) -> Option<Problem> {
    check_due(due, commitment_due).err()?;
    let message = format!(
        "De mijlpaal ‘{title}’ ({}) eindigt dan na de afspraak zelf. Verzet eerst de mijlpaal, of kies een latere tijd.",
        due.label(),
    );
    Some(Problem::new("due", message))
}

/// # Errors
/// What is still to come is not done.
pub fn check_done_on(day: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    if day <= today {
        return Ok(());
    }
    Err(Problem::new("done_on", "Deze dag ligt in de toekomst. Vul de dag in waarop de mijlpaal gereed was."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn today() -> NaiveDate {
        day(2026, 11, 26)
    }

    fn milestone(due: Period) -> Milestone {
        Milestone { title: "Vergunning verleend".to_owned(), due, done_on: None, note: None }
    }

    fn fields(milestone: &Milestone, commitment_due: Option<Period>) -> Vec<String> {
        milestone.problems(commitment_due, today()).into_iter().map(|problem| problem.field).collect()
    }

    const Q3: Period = Period::Quarter { year: 2027, quarter: 3 };

    #[test]
    fn it_may_end_with_its_commitment_but_not_after_it() {
        assert_eq!(fields(&milestone(Q3), Some(Q3)), [""; 0]);
        assert_eq!(fields(&milestone(Period::Month { year: 2027, month: 9 }), Some(Q3)), [""; 0]);
        assert_eq!(fields(&milestone(Period::Year(2027)), Some(Q3)), ["due"]);
        let message = milestone(Period::Year(2027)).problems(Some(Q3), today()).remove(0).message;
        assert!(message.contains("3e kwartaal 2027") && message.contains("30-09-2027"), "{message}");
    }

    #[test]
    fn a_commitment_without_an_end_leaves_every_moment_free() {
        for commitment_due in [None, Some(Period::EveryYear)] {
            assert_eq!(fields(&milestone(Period::Year(2099)), commitment_due), [""; 0]);
        }
    }

    #[test]
    fn it_does_not_recur_and_has_a_title() {
        assert_eq!(fields(&milestone(Period::EveryHalfYear), None), ["due"]);
        let nameless = Milestone { title: " … ".to_owned(), ..milestone(Q3) };
        assert_eq!(fields(&nameless, None), ["title"]);
        let long = Milestone { title: "x".repeat(TITLE_MAX + 1), note: Some("bel\u{7}".to_owned()), ..milestone(Q3) };
        assert_eq!(fields(&long, None), ["title", "note"]);
    }

    #[test]
    fn nothing_is_done_tomorrow() {
        let done = |done_on| Milestone { done_on: Some(done_on), ..milestone(Q3) };
        assert_eq!(fields(&done(today()), None), [""; 0]);
        assert_eq!(fields(&done(today().succ_opt().unwrap()), None), ["done_on"]);
    }

    #[test]
    fn overdue_is_not_done_and_over_in_a_commitment_that_is_open() {
        let late = milestone(Period::Month { year: 2026, month: 10 });
        assert!(late.is_overdue(LifeCycle::Ratified, today()));
        assert!(!late.is_overdue(LifeCycle::Completed, today()));
        assert!(!late.is_overdue(LifeCycle::Lapsed, today()));
        assert!(!late.is_overdue(LifeCycle::Ratified, day(2026, 10, 31)));
        assert!(!Milestone { done_on: Some(today()), ..late }.is_overdue(LifeCycle::Ratified, today()));
    }

    proptest! {
        #[test]
        fn what_is_accepted_ends_within_its_commitment(
            year in 2020..2040, month in 1..=12_u32, limit in 2020..2040, quarter in 1..=4_u32,
        ) {
            let (due, whole) = (Period::Month { year, month }, Period::Quarter { year: limit, quarter });
            prop_assert_eq!(check_due(due, Some(whole)).is_ok(), due.last_day() <= whole.last_day());
        }
    }
}
