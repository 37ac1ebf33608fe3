//! A regional deadline, and how far each gemeente is with it.
//!
//! The deadline is one for all gemeenten: who changes its date changes it for each. What a gemeente has of its own is its
//! [`Phase`]. Any phase may follow any other; the trail holds the one before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agendas::{Adoption, BODY_MAX};
use crate::text::{check_line, check_text, has_words};
use crate::{Period, Problem, coded_enum, dutch};

pub const LEGAL_STATUS_MAX: usize = 300;
pub const DETAIL_MAX: usize = 200;
pub const NOTE_MAX: usize = 4_000;
/// Said of a gemeente that told nothing, or not of this turn.
pub const NOT_TOLD: &str = "Nog niets gemeld";

coded_enum! {
    /// How far a gemeente is.
    Phase {
        NotStarted = "niet-gestart", "Niet gestart";
        Preparing = "in-voorbereiding", "In voorbereiding";
        Draft = "concept", "Concept";
        Consultation = "inspraak", "Inspraak";
        Adopted = "vastgesteld", "Vastgesteld";
    }
}

coded_enum! {
    /// How a gemeente stands, seen from a day.
    Standing {
        Late = "te-laat", "Te laat";
        NotStarted = "niet-begonnen", "Nog niet begonnen";
        UnderWay = "bezig", "Bezig";
        Done = "klaar", "Klaar";
    }
}

impl Standing {
    /// What recurs is never over, and so nobody is late with it: see [`Reached::phase_on`].
    pub fn of(phase: Phase, due: Option<Period>, today: NaiveDate) -> Self {
        match phase {
            Phase::Adopted => Self::Done,
            _ if due.is_some_and(|due| due.is_over(today)) => Self::Late,
            Phase::NotStarted => Self::NotStarted,
            Phase::Preparing | Phase::Draft | Phase::Consultation => Self::UnderWay,
        }
    }
}

/// The phase that a gemeente reached, as it was told. An adopted one has its body and its day, and no other has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    phase: Phase,
    adoption: Option<Adoption>,
    /// The day on which it was told.
    pub told_on: NaiveDate,
    pub note: Option<String>,
}

impl Reached {
    /// None when the phase and the adoption do not belong together.
    pub fn of(phase: Phase, adoption: Option<Adoption>, told_on: NaiveDate, note: Option<String>) -> Option<Self> {
        ((phase == Phase::Adopted) == adoption.is_some()).then_some(Self { phase, adoption, told_on, note })
    }

    /// As it was told, whatever the deadline became since.
    pub const fn phase(&self) -> Phase {
        self.phase
    }

    pub const fn adoption(&self) -> Option<&Adoption> {
        self.adoption.as_ref()
    }

    /// Whether it says something about what has to be done now. Of a deadline that comes again each turn begins anew: only what
    /// was adopted or told since the turn before it ended counts. That somebody missed an earlier turn stands in the trail.
    pub fn counts(&self, due: Option<Period>, today: NaiveDate) -> bool {
        let day = self.adoption.as_ref().map_or(self.told_on, |adoption| adoption.on);
        in_this_turn(day, due, today)
    }

    /// The phase as far as it counts.
    pub fn phase_on(&self, due: Option<Period>, today: NaiveDate) -> Phase {
        if self.counts(due, today) { self.phase } else { Phase::NotStarted }
    }
}

fn in_this_turn(day: NaiveDate, due: Option<Period>, today: NaiveDate) -> bool {
    due.is_none_or(|due| !due.recurs() || due.next_end(day) == due.next_end(today))
}

/// What somebody says of a gemeente.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub phase: Phase,
    /// Which body adopted it.
    pub by: Option<String>,
    /// The day on which it was adopted.
    pub on: Option<NaiveDate>,
    pub note: Option<String>,
}

impl Told {
    /// # Errors
    /// Everything that does not hold, from top to bottom.
    pub fn reached(self, due: Option<Period>, today: NaiveDate) -> Result<Reached, Vec<Problem>> {
        let mut problems = Vec::new();
        let adoption = if self.phase == Phase::Adopted {
            self.adoption(due, today, &mut problems)
        } else {
            self.without_adoption(&mut problems);
            None
        };
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        match Reached::of(self.phase, adoption, today, self.note) {
            Some(reached) if problems.is_empty() => Ok(reached),
            _ => Err(problems),
        }
    }

    fn adoption(&self, due: Option<Period>, today: NaiveDate, problems: &mut Vec<Problem>) -> Option<Adoption> {
        let by = self.by.as_deref().filter(|by| has_words(by));
        if by.is_none() {
            let message = "Vul in welk orgaan het heeft vastgesteld. Bijvoorbeeld gemeenteraad.";
            problems.push(Problem::new("adopted_by", message));
        }
        check_line("adopted_by", "Het orgaan", self.by.as_deref(), BODY_MAX, problems);
        match self.on {
            None => problems.push(Problem::new("adopted_on", "Vul in op welke dag het is vastgesteld.")),
            Some(day) if day > today => {
                let message = format!("De dag ligt in de toekomst. Vandaag is het {}.", dutch::date(today));
                problems.push(Problem::new("adopted_on", message));
            }
            Some(day) if !in_this_turn(day, due, today) => {
                let turn = due.and_then(|due| due.next_end(today)).map(dutch::date).unwrap_or_default();
                let message = format!(
                    "Deze dag hoort bij een eerdere keer. Hier staat de fase voor de keer van {turn}. \
                     Kies een dag daarvoor, of een andere fase."
                );
                problems.push(Problem::new("adopted_on", message));
            }
            Some(_) => {}
        }
        Some(Adoption { by: by?.to_owned(), on: self.on? })
    }

    /// What was typed is not thrown away in silence.
    fn without_adoption(&self, problems: &mut Vec<Problem>) {
        let message = "Dit hoort bij vaststellen. Maak het veld leeg, of kies ‘Vastgesteld’.";
        if self.by.is_some() {
            problems.push(Problem::new("adopted_by", message));
        }
        if self.on.is_some() {
            problems.push(Problem::new("adopted_on", message));
        }
    }
}

/// What can be changed of a deadline, for all gemeenten at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// None: nog niet bekend.
    pub due: Option<Period>,
    pub legal_status: Option<String>,
    pub note: Option<String>,
    /// Where it is said, in one of the region's sources.
    pub detail: Option<String>,
    pub checked_on: Option<NaiveDate>,
}

impl Content {
    /// From top to bottom of the form.
    pub fn problems(&self, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        let legal_status = self.legal_status.as_deref();
        check_line("legal_status", "De juridische status", legal_status, LEGAL_STATUS_MAX, &mut problems);
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        check_line("detail", "De vindplaats", self.detail.as_deref(), DETAIL_MAX, &mut problems);
        if self.checked_on.is_some_and(|day| day > today) {
            let message = format!("De dag ligt in de toekomst. Vandaag is het {}.", dutch::date(today));
            problems.push(Problem::new("checked_on", message));
        }
        problems
    }
}

/// A gemeente that somebody asks about, by name and how it stands: for "wie is te laat" and "wie is nog niet begonnen".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    pub late: Vec<String>,
    /// Those that are late without having begun stand in both: each question has its whole answer.
    pub not_begun: Vec<String>,
}

impl Behind {
    pub fn of<'a>(phases: impl IntoIterator<Item = (&'a str, Phase)>, due: Option<Period>, today: NaiveDate) -> Self {
        let mut behind = Self { late: vec![], not_begun: vec![] };
        for (name, phase) in phases {
            if Standing::of(phase, due, today) == Standing::Late {
                behind.late.push(name.to_owned());
            }
            if phase == Phase::NotStarted {
                behind.not_begun.push(name.to_owned());
            }
        }
        behind
    }
}

#[cfg(test)]
mod tests;
