//! The lokale uitvoeringsagenda: the years that it is for, and how far it is on the way to being adopted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::{check_line, check_text, has_words};
use crate::{Problem, coded_enum, dutch};

/// The longest name of a body.
pub const BODY_MAX: usize = 200;
pub const REASON_MAX: usize = 4_000;
/// Beyond these nobody makes an agenda: such a year is a slip of the pen.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// The years of an agenda, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Years {
    pub first: i32,
    pub last: i32,
}

impl Years {
    /// What is wrong with them, by the fields of the form.
    pub fn problems(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (field, year) in [("first_year", self.first), ("last_year", self.last)] {
            if !YEARS.contains(&year) {
                let message = format!("Vul een jaar in tussen {} en {}.", YEARS.start(), YEARS.end());
                problems.push(Problem::new(field, message));
            }
        }
        if problems.is_empty() && self.last < self.first {
            problems.push(Problem::new("last_year", "Het laatste jaar ligt voor het eerste jaar. Draai ze om."));
        }
        problems
    }

    /// Whether a year is in both: the agendas of one gemeente may not have such a year.
    pub const fn overlap(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    pub const fn contain(self, year: i32) -> bool {
        self.first <= year && year <= self.last
    }

    /// From the first day of the first year to the last of the last; none beyond the calendar.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        Some((NaiveDate::from_ymd_opt(self.first, 1, 1)?, NaiveDate::from_ymd_opt(self.last, 12, 31)?))
    }

    /// `2026–2030`, or `2026` for one year.
    pub fn label(self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}–{}", self.first, self.last) }
    }
}

/// As an address has them: `2026-2030`.
impl std::fmt::Display for Years {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

/// These are no years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("years look like 2026-2030")]
pub struct NoYears;

impl std::str::FromStr for Years {
    type Err = NoYears;

    fn from_str(text: &str) -> Result<Self, NoYears> {
        let (first, last) = text.split_once('-').ok_or(NoYears)?;
        let year = |text: &str| text.parse().map_err(|_| NoYears);
        let years = Self { first: year(first)?, last: year(last)? };
        if years.problems().is_empty() { Ok(years) } else { Err(NoYears) }
    }
}

coded_enum! {
    State {
        Draft = "concept", "Concept";
        Consultation = "in-consultatie", "In consultatie";
        Adopted = "vastgesteld", "Vastgesteld";
    }
}

/// By which body an agenda was adopted, and on which day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    pub by: String,
    pub on: NaiveDate,
}

/// How far an agenda is. An adopted one has its body and its day, and no other has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Draft,
    Consultation,
    Adopted(Adoption),
}

impl Standing {
    /// The standing that a state and what belongs to it make; none when they do not belong together.
    pub fn of(state: State, adoption: Option<Adoption>) -> Option<Self> {
        match (state, adoption) {
            (State::Draft, None) => Some(Self::Draft),
            (State::Consultation, None) => Some(Self::Consultation),
            (State::Adopted, Some(adoption)) => Some(Self::Adopted(adoption)),
            _ => None,
        }
    }

    pub const fn state(&self) -> State {
        match self {
            Self::Draft => State::Draft,
            Self::Consultation => State::Consultation,
            Self::Adopted(_) => State::Adopted,
        }
    }

    pub const fn adoption(&self) -> Option<&Adoption> {
        match self {
            Self::Adopted(adoption) => Some(adoption),
            Self::Draft | Self::Consultation => None,
        }
    }

    /// The states that a step can lead to from here, the way forward first.
    pub const fn next(&self) -> &'static [State] {
        match self {
            Self::Draft => &[State::Consultation],
            Self::Consultation => &[State::Adopted, State::Draft],
            Self::Adopted(_) => &[State::Consultation, State::Draft],
        }
    }

    /// Where a step leads to.
    ///
    /// # Errors
    /// Everything that keeps it from being taken.
    pub fn after(&self, step: &Step, today: NaiveDate) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        if !self.next().contains(&step.to) {
            problems.push(Problem::new("to", self.why_not(step.to)));
        }
        let adoption = match step.to {
            State::Adopted => step.adoption(today, &mut problems),
            State::Draft | State::Consultation => {
                step.without_adoption(&mut problems);
                None
            }
        };
        let reason = step.reason.as_deref();
        if step.to < self.state() && !reason.is_some_and(has_words) {
            problems.push(Problem::new("reason", "Vul in waarom de agenda een stap terug gaat."));
        }
        check_text("reason", "De toelichting", reason, REASON_MAX, &mut problems);
        match Self::of(step.to, adoption) {
            Some(next) if problems.is_empty() => Ok(next),
            _ => Err(problems),
        }
    }

    fn why_not(&self, to: State) -> String {
        if self.state() == to {
            format!("De agenda is al: {}.", to.label().to_lowercase())
        } else {
            "Breng een concept eerst in consultatie. Daarna kan het worden vastgesteld.".to_owned()
        }
    }
}

/// A step with an agenda, as somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub to: State,
    /// Which body adopted it.
    pub by: Option<String>,
    /// The day on which it was adopted.
    pub on: Option<NaiveDate>,
    /// Why; on the way forward nobody need say so.
    pub reason: Option<String>,
}

impl Step {
    fn adoption(&self, today: NaiveDate, problems: &mut Vec<Problem>) -> Option<Adoption> {
        let by = self.by.as_deref().filter(|by| has_words(by));
        if by.is_none() {
            problems.push(Problem::new("by", "Vul in welk orgaan de agenda heeft vastgesteld."));
        }
        check_line("by", "Het orgaan", self.by.as_deref(), BODY_MAX, problems);
        match self.on {
            None => problems.push(Problem::new("on", "Vul in op welke dag de agenda is vastgesteld.")),
            Some(day) if day > today => {
                let message = format!("De dag ligt in de toekomst. Vandaag is het {}.", dutch::date(today));
                problems.push(Problem::new("on", message));
            }
            Some(_) => {}
        }
        Some(Adoption { by: by?.to_owned(), on: self.on? })
    }

    /// What was typed is not thrown away in silence.
    fn without_adoption(&self, problems: &mut Vec<Problem>) {
        let message = "Dit hoort bij vaststellen. Maak het veld leeg, of kies ‘Vastgesteld’.";
        if self.by.is_some() {
            problems.push(Problem::new("by", message));
        }
        if self.on.is_some() {
            problems.push(Problem::new("on", message));
        }
    }
}

/// Which of a gemeente's agendas counts in a year: the one for that year, or else the next, or else the last. They do not
/// overlap.
pub fn current<T>(agendas: &[T], years: impl Fn(&T) -> Years, year: i32) -> Option<&T> {
    let not_over = agendas.iter().filter(|agenda| years(agenda).last >= year);
    not_over.min_by_key(|agenda| years(agenda)).or_else(|| agendas.iter().max_by_key(|agenda| years(agenda)))
}

/// Whether a gemeente has an adopted agenda in a year, or for later: one that is over counts no more.
pub fn is_adopted(state: State, years: Years, year: i32) -> bool {
    state == State::Adopted && years.last >= year
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn to(state: State) -> Step {
        Step { to: state, by: None, on: None, reason: None }
    }

    fn adopt() -> Step {
        Step { by: Some("Gemeenteraad Enschede".to_owned()), on: Some(day(12)), ..to(State::Adopted) }
    }

    fn fields(problems: &[Problem]) -> Vec<&str> {
        problems.iter().map(|problem| problem.field.as_str()).collect()
    }

    #[test]
    fn years_are_in_order_and_meet_in_a_year_or_not() {
        let years = |first, last| Years { first, last };
        assert_eq!(years(2026, 2030).problems(), []);
        assert_eq!(years(2026, 2026).label(), "2026");
        assert_eq!(years(2026, 2030).label(), "2026–2030");
        assert_eq!(fields(&years(2030, 2026).problems()), ["last_year"]);
        assert_eq!(fields(&years(20, 20_000).problems()), ["first_year", "last_year"]);
        assert!(years(2026, 2030).overlap(years(2030, 2034)) && years(2020, 2040).overlap(years(2030, 2030)));
        assert!(!years(2026, 2029).overlap(years(2030, 2034)));
    }

    #[test]
    fn an_agenda_is_adopted_by_a_body_on_a_day_after_it_was_consulted() {
        let consulted = Standing::Draft.after(&to(State::Consultation), day(21)).unwrap();
        let adopted = consulted.after(&adopt(), day(21)).unwrap();
        assert_eq!(adopted.adoption().unwrap().by, "Gemeenteraad Enschede");
        let refused = |standing: &Standing, step: Step| standing.after(&step, day(21)).unwrap_err();
        assert_eq!(fields(&refused(&Standing::Draft, adopt())), ["to"]);
        assert_eq!(fields(&refused(&consulted, to(State::Adopted))), ["by", "on"]);
        assert_eq!(fields(&refused(&consulted, Step { on: Some(day(22)), ..adopt() })), ["on"]);
        assert_eq!(fields(&refused(&consulted, Step { by: Some(" - ".to_owned()), ..adopt() })), ["by"]);
        assert_eq!(fields(&refused(&consulted, Step { by: Some("x".repeat(201)), ..adopt() })), ["by"]);
        assert_eq!(fields(&refused(&adopted, adopt())), ["to"]);
    }

    #[test]
    fn a_step_back_has_a_reason_and_no_body() {
        let adopted = Standing::Consultation.after(&adopt(), day(21)).unwrap();
        for state in [State::Draft, State::Consultation] {
            assert_eq!(fields(&adopted.after(&to(state), day(21)).unwrap_err()), ["reason"]);
            let step = Step { reason: Some("De raad wil meer woningen.".to_owned()), ..to(state) };
            assert_eq!(adopted.after(&step, day(21)).unwrap().state(), state);
            let both = Step { reason: step.reason.clone(), to: state, ..adopt() };
            assert_eq!(fields(&adopted.after(&both, day(21)).unwrap_err()), ["by", "on"]);
        }
    }

    #[test]
    fn the_agenda_of_this_year_counts_or_the_next_or_the_last() {
        let all = [(2022, 2025), (2027, 2030), (2031, 2034)].map(|(first, last)| Years { first, last });
        let current = |year| current(&all, |years| *years, year).unwrap().first;
        assert_eq!([2024, 2026, 2027, 2030, 2031, 2040].map(current), [2022, 2027, 2027, 2027, 2031, 2031]);
        assert!(is_adopted(State::Adopted, all[1], 2026) && !is_adopted(State::Adopted, all[0], 2026));
        assert!(!is_adopted(State::Consultation, all[1], 2026));
    }

    fn any_step() -> impl Strategy<Value = Step> {
        let text = || proptest::option::of(prop_oneof![3 => "[a-z]{1,9}", 1 => "[ ]{0,2}"]);
        (0..3_usize, text(), proptest::option::of(1..30_u32), text()).prop_map(|(which, by, on, reason)| Step {
            to: State::ALL[which],
            by,
            on: on.map(day),
            reason,
        })
    }

    proptest! {
        #[test]
        fn no_row_of_steps_leads_where_it_may_not(steps in proptest::collection::vec(any_step(), 0..60)) {
            let today = day(21);
            let mut standing = Standing::Draft;
            for step in steps {
                let before = standing.clone();
                let Ok(next) = standing.after(&step, today) else { continue };
                standing = next;
                prop_assert_eq!(standing.state(), step.to);
                prop_assert_ne!(before.state(), standing.state());
                // Nothing is adopted that was not consulted about.
                prop_assert!(!(before.state() == State::Draft && standing.state() == State::Adopted));
                let back = standing.state() < before.state();
                prop_assert!(!back || step.reason.as_deref().is_some_and(has_words));
                match standing.adoption() {
                    Some(Adoption { by, on }) => prop_assert!(has_words(by) && *on <= today),
                    None => prop_assert_ne!(standing.state(), State::Adopted),
                }
            }
        }

        #[test]
        fn what_can_be_chosen_can_be_done(which in 0..3_usize) {
            let standing = [
                Standing::Draft,
                Standing::Consultation,
                Standing::Adopted(Adoption { by: "raad".to_owned(), on: day(1) }),
            ][which].clone();
            for state in State::ALL {
                let step = if *state == State::Adopted { adopt() } else { to(*state) };
                let step = Step { reason: Some("daarom".to_owned()), ..step };
                prop_assert_eq!(standing.after(&step, day(21)).is_ok(), standing.next().contains(state));
            }
        }
    }
}
