//! What a meeting decided (besluit) or somebody promised there (toezegging). It stays open, and comes back on the agenda of
//! every next meeting of its body, until it was reported back there.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::bottlenecks::{FUNCTION_MAX, Holder};
use crate::commitments::LifeCycle;
use crate::ids::{BodyId, MeetingId};
use crate::meetings;
use crate::text::{check_line, check_text, has_words};
use crate::{Period, Problem, coded_enum, dutch};

pub const TEXT_MAX: usize = 5_000;

coded_enum! {
    Kind {
        Decision = "besluit", "Besluit";
        Pledge = "toezegging", "Toezegging";
    }
}

coded_enum! {
    State {
        Open = "open", "Open";
        ReportedBack = "teruggekoppeld", "Teruggekoppeld";
    }
}

/// By when. That there is no day is said aloud, and never what an empty field means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Due {
    By(Period),
    NoDate,
}

impl Due {
    /// Out of a form, where both can be empty or filled in.
    ///
    /// # Errors
    /// Neither or both were chosen, or the period recurs.
    pub fn of(period: Option<Period>, no_date: bool) -> Result<Self, Problem> {
        let message = match (period, no_date) {
            (Some(period), false) if period.recurs() => {
                "Een besluit of toezegging is één keer klaar. Kies een moment dat niet terugkomt."
            }
            (Some(period), false) => return Ok(Self::By(period)),
            (None, true) => return Ok(Self::NoDate),
            (Some(_), true) => "U vulde een datum in en koos ook ‘geen datum’. Kies een van beide.",
            (None, false) => "Vul in wanneer het klaar is, of kies ‘geen datum’.",
        };
        Err(Problem::new("due", message))
    }

    pub fn label(self) -> String {
        match self {
            Self::By(period) => period.label(),
            Self::NoDate => "geen datum".to_owned(),
        }
    }

    /// The last day on which it is in time.
    pub fn last_day(self) -> Option<NaiveDate> {
        match self {
            Self::By(period) => period.last_day(),
            Self::NoDate => None,
        }
    }
}

coded_enum! {
    /// What a decision does to a commitment.
    Effect {
        Creates = "maakt", "Maakt deze afspraak";
        Amends = "wijzigt", "Wijzigt deze afspraak";
    }
}

/// # Errors
/// Nothing is decided any more about a commitment that will not be done, or is done.
pub fn check_link(effect: Effect, life_cycle: LifeCycle) -> Result<(), Problem> {
    let message = match (effect, life_cycle) {
        (_, LifeCycle::Lapsed) => "Deze afspraak is vervallen. Kies een andere afspraak, of maak een nieuwe.",
        (_, LifeCycle::Completed) => "Deze afspraak is afgerond. Heropen haar eerst als er nog iets aan verandert.",
        (Effect::Creates, LifeCycle::Ratified) => {
            "Deze afspraak is al bekrachtigd. Kies ‘Wijzigt deze afspraak’, of maak een nieuwe."
        }
        _ => return Ok(()),
    };
    Err(Problem::new("commitment", message))
}

/// Whether a commitment can be changed because of a decision. `effect`: what the decision does to it; none: nothing.
///
/// # Errors
/// The decision says nothing about changing it, or what came of it was told already.
pub fn check_ground(effect: Option<Effect>, state: State) -> Result<(), Problem> {
    let message = match (effect, state) {
        (None, _) => {
            "Dit besluit gaat niet over deze afspraak. Koppel het eerst, of wijzig de afspraak zonder besluit."
        }
        (Some(Effect::Creates), _) => {
            "Dit besluit maakt deze afspraak en wijzigt haar niet. Wijzig haar zonder dit besluit te noemen."
        }
        (Some(Effect::Amends), state) => return check_open(state),
    };
    Err(Problem::of_form(message))
}

/// # Errors
/// What came of it was told already: nothing follows from it any more.
pub fn check_open(state: State) -> Result<(), Problem> {
    match state {
        State::Open => Ok(()),
        State::ReportedBack => {
            Err(Problem::of_form("Dit besluit is al teruggekoppeld. Leg een nieuw besluit vast, of noem geen besluit."))
        }
    }
}

/// What people write down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub kind: Kind,
    pub text: String,
    pub owner: Holder,
    pub due: Due,
}

impl Content {
    /// Empty when it may be saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let (name, ask) = match self.kind {
            Kind::Decision => ("Het besluit", "Vul in wat er is besloten."),
            Kind::Pledge => ("De toezegging", "Vul in wat er is toegezegd."),
        };
        if !has_words(&self.text) {
            problems.push(Problem::new("text", ask));
        }
        check_text("text", name, Some(&self.text), TEXT_MAX, &mut problems);
        check_line("owner_function", "De functie", self.owner.function.as_deref(), FUNCTION_MAX, &mut problems);
        if let Due::By(period) = self.due {
            problems.extend(Due::of(Some(period), false).err());
        }
        problems
    }
}

/// # Errors
/// It is recorded during the meeting or after it, until the minutes are adopted.
pub fn check_moment(state: meetings::State, date: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    use meetings::State::{Cancelled, Held, MinutesAdopted, PapersReady, Preparing};
    let message = match state {
        Preparing => {
            "De stukken van dit overleg zijn nog niet rond. Besluiten komen tijdens of na het overleg.".to_owned()
        }
        PapersReady if date > today => {
            format!("Dit overleg is pas op {}. Besluiten komen tijdens of na het overleg.", dutch::date(date))
        }
        PapersReady | Held => return Ok(()),
        MinutesAdopted => "Het verslag is vastgesteld. Leg dit vast bij een volgend overleg.".to_owned(),
        Cancelled => "Dit overleg is afgelast. Leg dit vast bij een volgend overleg.".to_owned(),
    };
    Err(Problem::new("meeting", message))
}

/// # Errors
/// What is due before the meeting that decides it would be late from the start.
pub fn check_due(due: Due, meeting: NaiveDate) -> Result<(), Problem> {
    if due.last_day().is_none_or(|day| day >= meeting) {
        return Ok(());
    }
    let message = format!(
        "Dit ligt voor het overleg van {}. Vul een moment in op of na die dag, of kies ‘geen datum’.",
        dutch::date(meeting)
    );
    Err(Problem::new("due", message))
}

/// A meeting, as far as decisions look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub id: MeetingId,
    pub body: BodyId,
    pub date: NaiveDate,
    /// It will not be held: it hears of nothing, and what is open waits for the next one.
    pub cancelled: bool,
}

impl Meeting {
    /// Of two on one day there is no telling which was first, so their ids say it, always the same.
    fn is_before(self, other: Self) -> bool {
        (self.date, self.id) < (other.date, other.id)
    }
}

/// That a meeting heard what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub to: Meeting,
    pub text: String,
}

/// A decision or pledge, as far as its course goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub taken_at: Meeting,
    /// The bodies that it belongs to: of a joint item both.
    pub bodies: BTreeSet<BodyId>,
    pub due: Due,
    pub report: Option<Report>,
}

impl Course {
    pub const fn state(&self) -> State {
        if self.report.is_some() { State::ReportedBack } else { State::Open }
    }

    /// Its time is over and nobody reported back. Without a date it is never late, and stands on every agenda.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state() == State::Open && self.due.last_day().is_some_and(|day| day < today)
    }

    /// Reports back to a meeting.
    ///
    /// # Errors
    /// It was reported back already, that meeting is of another body, came no later than the decision or has not begun, or
    /// nothing is said.
    pub fn report_back(&mut self, to: Meeting, text: &str, today: NaiveDate) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        if let Some(report) = &self.report {
            let message = format!("Dit is al teruggekoppeld, op {}.", dutch::date(report.to.date));
            return Err(vec![Problem::new("state", message)]);
        }
        if !self.bodies.contains(&to.body) {
            problems.push(Problem::new("meeting", "Dit hoort bij een ander overleg. Koppel het daar terug."));
        } else if !self.taken_at.is_before(to) {
            problems.push(Problem::new("meeting", "Koppel terug aan een later overleg dan dat van het besluit zelf."));
        } else if to.cancelled {
            problems.push(Problem::new("meeting", "Dat overleg is afgelast. Koppel terug aan een volgend overleg."));
        }
        if to.date > today {
            let message = format!("Dat overleg is pas op {}. Koppel terug als het zover is.", dutch::date(to.date));
            problems.push(Problem::new("meeting", message));
        }
        if !has_words(text) {
            problems.push(Problem::new("text", "Vul in wat er van is gekomen."));
        }
        check_text("text", "De terugkoppeling", Some(text), TEXT_MAX, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        self.report = Some(Report { to, text: text.to_owned() });
        Ok(())
    }

    /// It stands on the agenda of this meeting: taken at a former one of the same body, and not reported back before. The
    /// meeting that hears of it has it on its agenda too.
    pub fn stands_on(&self, meeting: Meeting) -> bool {
        let settled_before = self.report.as_ref().is_some_and(|report| report.to.is_before(meeting));
        !meeting.cancelled && self.bodies.contains(&meeting.body) && self.taken_at.is_before(meeting) && !settled_before
    }
}

/// What is carried over to a meeting, by its place in `all`: what is due first comes first, then what has no date; what was
/// taken longest ago before the others.
pub fn carried_over(all: &[Course], meeting: Meeting) -> Vec<usize> {
    let mut on: Vec<(usize, &Course)> = all.iter().enumerate().filter(|(_, one)| one.stands_on(meeting)).collect();
    on.sort_by_key(|(index, one)| {
        let last_day = one.due.last_day();
        (last_day.is_none(), last_day, one.taken_at.date, *index)
    });
    on.into_iter().map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests;
