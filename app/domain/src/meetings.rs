//! A meeting (overleg) of a body: when and where, how far it is, who was there, and what is on its agenda.

pub mod items;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::bottlenecks::FUNCTION_MAX;
use crate::ids::OrganisationId;
use crate::period::YEARS;
use crate::text::{check_line, check_text, has_words};
use crate::{Problem, coded_enum, dutch};

pub const TITLE_MAX: usize = 200;
pub const PLACE_MAX: usize = 200;
pub const REASON_MAX: usize = 2_000;
/// Some ten pages.
pub const MINUTES_MAX: usize = 30_000;
/// More people than this are a congress.
pub const ATTENDANCE_MAX: usize = 100;

coded_enum! {
    /// How far a meeting is, in order.
    State {
        Preparing = "in-voorbereiding", "In voorbereiding";
        PapersReady = "stukken-rond", "Stukken rond";
        Held = "gehouden", "Gehouden";
        MinutesAdopted = "verslag-vastgesteld", "Verslag vastgesteld";
        /// It will not be held after all.
        Cancelled = "afgelast", "Afgelast";
    }
}

impl State {
    /// The states that a step can lead to from here, the way forward first. Once it was held it cannot be unheld.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Preparing => &[Self::PapersReady, Self::Cancelled],
            Self::PapersReady => &[Self::Held, Self::Preparing, Self::Cancelled],
            Self::Held => &[Self::MinutesAdopted],
            Self::MinutesAdopted | Self::Cancelled => &[],
        }
    }

    /// It is still to be held.
    pub const fn is_to_come(self) -> bool {
        matches!(self, Self::Preparing | Self::PapersReady)
    }

    /// Its papers were ready, so that people read what stands on its agenda.
    pub const fn agenda_was_read(self) -> bool {
        matches!(self, Self::PapersReady | Self::Held | Self::MinutesAdopted)
    }

    pub const fn was_held(self) -> bool {
        matches!(self, Self::Held | Self::MinutesAdopted)
    }

    /// # Errors
    /// What people read is what they will discuss; what was discussed is no longer planned, and what was called off will not be
    /// discussed.
    pub fn may_change_agenda(self) -> Result<(), Problem> {
        match self {
            Self::Preparing => Ok(()),
            Self::PapersReady => {
                let message =
                    "De stukken zijn rond: de agenda ligt vast. Zet het overleg eerst terug in voorbereiding.";
                Err(Problem::new("state", message))
            }
            Self::Held | Self::MinutesAdopted => {
                Err(Problem::new("state", "Dit overleg is gehouden. De agenda ligt daarmee vast."))
            }
            Self::Cancelled => Err(is_cancelled()),
        }
    }

    /// # Errors
    /// The minutes say who was there and what was concluded; once adopted, nothing in them changes.
    pub fn may_change_minutes(self) -> Result<(), Problem> {
        match self {
            Self::Preparing | Self::PapersReady | Self::Held => Ok(()),
            Self::MinutesAdopted => {
                Err(Problem::new("state", "Het verslag is vastgesteld. Er verandert niets meer aan."))
            }
            Self::Cancelled => Err(is_cancelled()),
        }
    }
}

fn is_cancelled() -> Problem {
    Problem::new("state", "Dit overleg is afgelast. Er verandert niets meer aan.")
}

/// What people write down about a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// None: it is called by its body and its day.
    pub title: Option<String>,
    pub date: NaiveDate,
    pub place: Option<String>,
}

impl Content {
    /// Empty when it may be saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.title.as_deref().is_some_and(|title| !has_words(title)) {
            problems.push(Problem::new("title", "Vul een titel met letters in, of laat het veld leeg."));
        }
        check_line("title", "De titel", self.title.as_deref(), TITLE_MAX, &mut problems);
        if !YEARS.contains(&self.date.year()) {
            let message = format!("Vul een datum in tussen {} en {}.", YEARS.start(), YEARS.end());
            problems.push(Problem::new("date", message));
        }
        check_line("place", "De plaats", self.place.as_deref(), PLACE_MAX, &mut problems);
        problems
    }

    /// `BO Wonen, 12 maart 2027`, with its title where it has one.
    pub fn label(&self, body: &str) -> String {
        let day = dutch::long_date(self.date);
        match &self.title {
            Some(title) => format!("{body}, {day}: {title}"),
            None => format!("{body}, {day}"),
        }
    }
}

/// That a body meets twice on a day: which of the two would a proposal for that day be on?
pub fn day_is_taken(date: NaiveDate) -> Problem {
    let day = dutch::long_date(date);
    Problem::new(
        "date",
        format!("Op {day} is er al een bijeenkomst van dit overleg. Kies een andere dag, of gebruik die."),
    )
}

/// What is wrong with the text that tells what was discussed. None: there is none yet.
pub fn minutes_problems(minutes: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if minutes.is_some_and(|text| !has_words(text)) {
        problems.push(Problem::new("minutes", "Vul een verslag in met letters, of laat het veld leeg."));
    }
    check_text("minutes", "Het verslag", minutes, MINUTES_MAX, &mut problems);
    problems
}

/// What is wrong with the day whose state a meeting looks at (peildatum).
pub fn check_reference_date(day: NaiveDate, meeting: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    let message = if day > today {
        "De peildatum ligt in de toekomst. Kies vandaag of een eerdere dag."
    } else if day > meeting {
        "De peildatum ligt na het overleg. Kies de dag van het overleg of een eerdere dag."
    } else {
        return Ok(());
    };
    Err(Problem::new("reference_date", message))
}

/// Putting a meeting on another day. When the papers are ready, everybody counts on the day that they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move<'a> {
    pub state: State,
    pub before: NaiveDate,
    pub after: NaiveDate,
    pub reason: Option<&'a str>,
    /// The reference date of the snapshot that it has.
    pub frozen_on: Option<NaiveDate>,
    /// Something was decided or promised there.
    pub decided: bool,
}

impl Move<'_> {
    /// The day that people's papers say, when that is another than the meeting's. `known`: what they said before this move.
    pub fn papers_say(&self, known: Option<NaiveDate>) -> Option<NaiveDate> {
        let said = known.or((self.state == State::PapersReady).then_some(self.before));
        said.filter(|day| *day != self.after)
    }

    /// Empty when it may.
    pub fn problems(self, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.before == self.after {
            return problems;
        }
        if self.state.was_held() {
            return vec![Problem::new("date", "Dit overleg is gehouden. De dag verandert niet meer.")];
        }
        if self.state == State::Cancelled {
            return vec![Problem::new("date", "Dit overleg is afgelast. Plan een nieuw overleg op een andere dag.")];
        }
        // What was decided there would be open at no meeting until that day.
        if self.decided && self.after > today {
            let message = "Bij dit overleg zijn al besluiten of toezeggingen vastgelegd. Laat de dag staan en plan een \
                           nieuw overleg voor wat er nog komt.";
            return vec![Problem::new("date", message)];
        }
        if let Some(frozen_on) = self.frozen_on.filter(|day| self.after < *day) {
            let day = dutch::date(frozen_on);
            let message = format!("De peildatum van dit overleg is {day}. Kies die dag of een latere.");
            problems.push(Problem::new("date", message));
        } else if self.state == State::PapersReady && self.after < today {
            let message = "De stukken zijn rond en deze dag is al voorbij. Kies vandaag of een latere dag.";
            problems.push(Problem::new("date", message));
        }
        if self.state == State::PapersReady && !self.reason.is_some_and(has_words) {
            let message = "De stukken zijn al rond. Schrijf op waarom het overleg een andere dag krijgt.";
            problems.push(Problem::new("reason", message));
        }
        check_text("reason", "De reden", self.reason, REASON_MAX, &mut problems);
        problems
    }
}

/// What decides whether a meeting is far enough for a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness<'a> {
    pub date: NaiveDate,
    pub has_place: bool,
    pub items: &'a [items::Item],
    /// How many proposals stand on its agenda.
    pub proposals: usize,
    pub attendance: &'a [Attendant],
    /// There is a text or a file that tells what was discussed.
    pub has_minutes: bool,
}

/// A step of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    PapersReady,
    /// Back to preparing.
    Reopen {
        reason: String,
    },
    Hold,
    AdoptMinutes {
        on: NaiveDate,
    },
    /// It will not be held.
    Cancel {
        reason: String,
    },
}

impl Step {
    pub const fn leads_to(&self) -> State {
        match self {
            Self::PapersReady => State::PapersReady,
            Self::Reopen { .. } => State::Preparing,
            Self::Hold => State::Held,
            Self::AdoptMinutes { .. } => State::MinutesAdopted,
            Self::Cancel { .. } => State::Cancelled,
        }
    }
}

impl State {
    /// Where a meeting is after a step.
    ///
    /// # Errors
    /// The step does not fit how far it is, or something that it needs is not there.
    pub fn after(self, step: &Step, has: Readiness<'_>, today: NaiveDate) -> Result<Self, Vec<Problem>> {
        let to = step.leads_to();
        if !self.next().contains(&to) {
            return Err(vec![self.refusal(to)]);
        }
        let mut problems = Vec::new();
        match step {
            Step::PapersReady => missing_for_papers(has, &mut problems),
            Step::Reopen { reason } => {
                missing_reason(reason, "Schrijf op waarom de stukken toch niet rond zijn.", &mut problems);
            }
            Step::Cancel { reason } => {
                missing_reason(reason, "Schrijf op waarom het overleg niet doorgaat.", &mut problems);
            }
            Step::Hold => missing_for_held(has, today, &mut problems),
            Step::AdoptMinutes { on } => missing_for_adoption(has, *on, today, &mut problems),
        }
        if problems.is_empty() { Ok(to) } else { Err(problems) }
    }

    fn refusal(self, to: Self) -> Problem {
        let message = match (self, to) {
            (now, to) if now == to => format!("Dit overleg heeft al de stand ‘{}’.", now.label()),
            (Self::Cancelled, _) => "Dit overleg is afgelast. Plan een nieuw overleg.".to_owned(),
            (Self::Held | Self::MinutesAdopted, Self::Cancelled) => {
                "Dit overleg is gehouden. Het kan niet meer worden afgelast.".to_owned()
            }
            (Self::Held | Self::MinutesAdopted, Self::Preparing | Self::PapersReady) => {
                "Dit overleg is gehouden. Het kan niet terug naar de voorbereiding.".to_owned()
            }
            (Self::MinutesAdopted, _) => "Het verslag is vastgesteld. Er verandert niets meer aan.".to_owned(),
            (now, to) => {
                format!("Dit overleg heeft de stand ‘{}’. Het kan niet in één stap naar ‘{}’.", now.label(), to.label())
            }
        };
        Problem::new("state", message)
    }
}

fn missing_reason(reason: &str, ask: &str, problems: &mut Vec<Problem>) {
    if !has_words(reason) {
        problems.push(Problem::new("reason", ask));
    }
    check_text("reason", "De reden", Some(reason), REASON_MAX, problems);
}

fn missing_for_papers(has: Readiness<'_>, problems: &mut Vec<Problem>) {
    if !has.has_place {
        problems.push(Problem::new("place", "Vul in waar het overleg is. Vul ‘online’ in als er geen zaal is."));
    }
    if has.items.is_empty() && has.proposals == 0 {
        problems.push(Problem::new("items", "De agenda is leeg. Voeg eerst een agendapunt toe."));
    }
    for item in has.items.iter().filter(|item| item.lacks_papers()) {
        let message = format!(
            "Bij ‘{}’ ontbreekt een stuk of voorstel. Voeg het toe, of geef aan dat het punt mondeling is.",
            item.title
        );
        problems.push(Problem::new("items", message));
    }
}

fn missing_for_held(has: Readiness<'_>, today: NaiveDate, problems: &mut Vec<Problem>) {
    if has.date > today {
        let message = format!("Dit overleg is pas op {}. Meld het als het is gehouden.", dutch::date(has.date));
        problems.push(Problem::new("date", message));
    }
    if !has.attendance.iter().any(|one| one.presence == Presence::Present) {
        problems.push(Problem::new("attendance", "Vul in wie er was. Ten minste één deelnemer is aanwezig geweest."));
    }
}

fn missing_for_adoption(has: Readiness<'_>, on: NaiveDate, today: NaiveDate, problems: &mut Vec<Problem>) {
    if !has.has_minutes {
        problems.push(Problem::new("minutes", "Er is nog geen verslag. Voeg het eerst toe."));
    }
    if on > today {
        problems.push(Problem::new("on", "Deze dag ligt in de toekomst. Meld het als het verslag is vastgesteld."));
    } else if on < has.date {
        let message =
            format!("Het overleg was op {}. Het verslag kan niet eerder zijn vastgesteld.", dutch::date(has.date));
        problems.push(Problem::new("on", message));
    }
}

coded_enum! {
    Presence {
        Present = "aanwezig", "Aanwezig";
        Excused = "afgemeld", "Afgemeld";
        Absent = "afwezig", "Afwezig zonder bericht";
    }
}

/// Who was there, or was not: an organisation and in it a function. Never a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendant {
    pub organisation: OrganisationId,
    pub function: Option<String>,
    pub presence: Presence,
}

/// What is wrong with who was there. Regrets come before a meeting; who was there is known on its day.
pub fn attendance_problems(attendance: &[Attendant], date: NaiveDate, today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    if attendance.len() > ATTENDANCE_MAX {
        let message = format!("Vul ten hoogste {ATTENDANCE_MAX} deelnemers in.");
        problems.push(Problem::new("attendance", message));
    }
    let mut seen = BTreeSet::new();
    for (index, one) in attendance.iter().enumerate() {
        let field = format!("attendance-{index}");
        check_line(&field, "De functie", one.function.as_deref(), FUNCTION_MAX, &mut problems);
        let function = one.function.as_deref().map(|function| function.trim().to_lowercase());
        if !seen.insert((one.organisation, function)) {
            let message = "Deze organisatie staat er al met dezelfde functie. Haal een van beide weg.";
            problems.push(Problem::new(field.clone(), message));
        }
        if date > today && one.presence != Presence::Excused {
            let message =
                format!("Het overleg is pas op {}. Tot dan kan iemand zich alleen afmelden.", dutch::date(date));
            problems.push(Problem::new(field, message));
        }
    }
    problems
}

#[cfg(test)]
mod tests;
