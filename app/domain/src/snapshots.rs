//! A snapshot: the whole state that a meeting looks at, frozen on its reference date (peildatum), and the two moments that a
//! comparison lies between.

mod blocking;
mod kept;
mod standing;
mod trouble;

use chrono::NaiveDate;

use crate::meetings::{State, check_reference_date};
use crate::{Problem, dutch};

pub use blocking::{Blocking, OpenBottleneck};
pub use kept::{About, Kept, Marks, Moment, difference_for};
pub use standing::{ComingDeadline, Dwellings, Standings};
pub use trouble::{Reasons, Trouble};

/// A meeting, as far as freezing looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freezing {
    pub state: State,
    pub date: NaiveDate,
    /// The reference date of the snapshot that it has.
    pub frozen_on: Option<NaiveDate>,
}

impl Freezing {
    /// Empty when the state of this day may be frozen for the meeting. What a meeting looked at is never altered, so it is
    /// frozen once, and before it was held.
    pub fn problems(self, reference_date: NaiveDate, today: NaiveDate) -> Vec<Problem> {
        if let Some(day) = self.frozen_on {
            let message = format!("De peildatum van dit overleg is al vastgelegd: {}.", dutch::date(day));
            return vec![Problem::new("state", message)];
        }
        let message = match self.state {
            State::Preparing | State::PapersReady => {
                return check_reference_date(reference_date, self.date, today).err().into_iter().collect();
            }
            State::Held | State::MinutesAdopted => {
                "Dit overleg is al gehouden. Een peildatum vastleggen kan alleen daarvoor."
            }
            State::Cancelled => "Dit overleg is afgelast. Leg de peildatum vast bij het volgende overleg.",
        };
        vec![Problem::new("state", message)]
    }
}

/// Two days whose states are compared, each as it was at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Days {
    /// Any two days, of meetings or not.
    ///
    /// # Errors
    /// They are one day, the wrong way round, or still to come.
    pub fn of(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Result<Self, Problem> {
        if to > today {
            return Err(Problem::new("to", "Deze dag ligt in de toekomst. Kies vandaag of een eerdere dag."));
        }
        if from >= to {
            return Err(Problem::new("from", "Kies een dag die vóór de tweede dag ligt."));
        }
        Ok(Self { from, to })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn refused(freezing: Freezing, reference_date: NaiveDate) -> Vec<String> {
        freezing.problems(reference_date, day(3, 1)).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn it_is_frozen_once_before_the_meeting_and_not_ahead_of_time() {
        let freezing = Freezing { state: State::Preparing, date: day(3, 12), frozen_on: None };
        for state in [State::Preparing, State::PapersReady] {
            assert_eq!(refused(Freezing { state, ..freezing }, day(3, 1)), [""; 0]);
        }
        for state in [State::Held, State::MinutesAdopted] {
            let message = "Dit overleg is al gehouden. Een peildatum vastleggen kan alleen daarvoor.";
            assert_eq!(refused(Freezing { state, ..freezing }, day(3, 1)), [message]);
        }
        let cancelled = Freezing { state: State::Cancelled, ..freezing };
        assert!(refused(cancelled, day(3, 1))[0].starts_with("Dit overleg is afgelast."));
        let twice = Freezing { frozen_on: Some(day(2, 26)), ..freezing };
        assert_eq!(refused(twice, day(3, 1)), ["De peildatum van dit overleg is al vastgelegd: 26-02-2027."]);
        let ahead = "De peildatum ligt in de toekomst. Kies vandaag of een eerdere dag.";
        assert_eq!(refused(freezing, day(3, 2)), [ahead]);
        let after = "De peildatum ligt na het overleg. Kies de dag van het overleg of een eerdere dag.";
        assert_eq!(refused(Freezing { date: day(2, 1), ..freezing }, day(2, 2)), [after]);
    }

    #[test]
    fn any_two_days_that_were_can_be_compared() {
        let of = |from, to| Days::of(from, to, day(3, 1)).map_err(|problem| problem.field);
        assert_eq!(of(day(1, 1), day(3, 1)), Ok(Days { from: day(1, 1), to: day(3, 1) }));
        assert_eq!(of(day(3, 1), day(3, 1)), Err("from".to_owned()));
        assert_eq!(of(day(3, 1), day(1, 1)), Err("from".to_owned()));
        assert_eq!(of(day(1, 1), day(3, 2)), Err("to".to_owned()));
    }
}
