//! Deliveries (opleveringen): a ledger of dwellings that are really there.
//!
//! An entry is never edited or removed. Who builds reports; the gemeente verifies or returns; a mistake is put right by a new
//! entry that points at the old one. So every dwelling stands in one lot at a time, and counts once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::ids::{DeliveryId, UserId};
use crate::projects::DwellingType;
use crate::text::{check_line, check_text};
use crate::{Problem, coded_enum};

coded_enum! {
    /// What an entry does.
    Act {
        Reported = "gemeld", "Gemeld";
        Verified = "geverifieerd", "Geverifieerd";
        Returned = "teruggegeven", "Teruggegeven";
        Corrected = "gecorrigeerd", "Gecorrigeerd";
    }
}

/// What an entry says of its dwellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// They are there, and of this type.
    Report { dwelling_type: DwellingType },
    /// The gemeente has seen them.
    Verify { of: DeliveryId },
    /// The gemeente says that they are not as reported.
    Return { of: DeliveryId },
    /// They are of another type than was said, or with none: they are not there.
    Correct { of: DeliveryId, into: Option<DwellingType> },
}

impl Entry {
    pub const fn act(self) -> Act {
        match self {
            Self::Report { .. } => Act::Reported,
            Self::Verify { .. } => Act::Verified,
            Self::Return { .. } => Act::Returned,
            Self::Correct { .. } => Act::Corrected,
        }
    }

    /// The entry that it points at.
    pub const fn of(self) -> Option<DeliveryId> {
        match self {
            Self::Report { .. } => None,
            Self::Verify { of } | Self::Return { of } | Self::Correct { of, .. } => Some(of),
        }
    }
}

/// The dwellings of one report, or of a correction that made them something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    pub dwelling_type: DwellingType,
    /// Reported, and not looked at by the gemeente yet.
    pub waiting: u32,
    pub verified: u32,
    /// Returned by the gemeente, and not corrected yet: they count for nothing.
    pub returned: u32,
}

impl Lot {
    pub const fn total(self) -> u32 {
        self.waiting + self.verified + self.returned
    }
}

/// Why an entry cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("Vul een aantal van ten minste 1 in.")]
    Nothing,
    #[error("De melding waar dit over gaat, staat niet in dit project.")]
    NoSuchReport,
    #[error("Er wachten nog {0} woningen van deze melding op controle. Kies ten hoogste dat aantal.")]
    MoreThanWaiting(u32),
    #[error("Van deze melding zijn er {0} woningen. Kies ten hoogste dat aantal.")]
    MoreThanReported(u32),
    #[error("De woningen zijn al van deze soort. Kies een andere soort.")]
    SameType,
    #[error("Deze melding staat er al.")]
    Twice,
}

/// Where the dwellings of one project stand: the fold of its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    lots: BTreeMap<DeliveryId, Lot>,
}

impl Ledger {
    /// # Errors
    /// Why these dwellings cannot be that; the ledger is as it was.
    pub fn add(&mut self, id: DeliveryId, entry: Entry, count: u32) -> Result<(), Refusal> {
        if count == 0 {
            return Err(Refusal::Nothing);
        }
        if self.lots.contains_key(&id) {
            return Err(Refusal::Twice);
        }
        match entry {
            Entry::Report { dwelling_type } => {
                self.lots.insert(id, reported(dwelling_type, count));
            }
            Entry::Verify { of } => {
                let lot = self.waiting(of, count)?;
                lot.waiting -= count;
                lot.verified += count;
            }
            Entry::Return { of } => {
                let lot = self.waiting(of, count)?;
                lot.waiting -= count;
                lot.returned += count;
            }
            Entry::Correct { of, into } => {
                let lot = self.lots.get_mut(&of).ok_or(Refusal::NoSuchReport)?;
                if into == Some(lot.dwelling_type) {
                    return Err(Refusal::SameType);
                }
                take(lot, count)?;
                if let Some(dwelling_type) = into {
                    self.lots.insert(id, reported(dwelling_type, count));
                }
            }
        }
        Ok(())
    }

    fn waiting(&mut self, of: DeliveryId, count: u32) -> Result<&mut Lot, Refusal> {
        let lot = self.lots.get_mut(&of).ok_or(Refusal::NoSuchReport)?;
        if count > lot.waiting { Err(Refusal::MoreThanWaiting(lot.waiting)) } else { Ok(lot) }
    }

    pub fn lot(&self, id: DeliveryId) -> Option<Lot> {
        self.lots.get(&id).copied()
    }

    pub fn lots(&self) -> impl Iterator<Item = (DeliveryId, Lot)> {
        self.lots.iter().map(|(id, lot)| (*id, *lot))
    }

    /// The lots of one type together.
    pub fn of_type(&self, dwelling_type: DwellingType) -> Lot {
        let nothing = Lot { dwelling_type, waiting: 0, verified: 0, returned: 0 };
        self.lots.values().filter(|lot| lot.dwelling_type == dwelling_type).fold(nothing, |sum, lot| Lot {
            dwelling_type,
            waiting: sum.waiting + lot.waiting,
            verified: sum.verified + lot.verified,
            returned: sum.returned + lot.returned,
        })
    }

    /// All dwellings that are said to be there, whatever their type; what was returned is not.
    pub fn there(&self) -> u64 {
        self.lots.values().map(|lot| u64::from(lot.waiting) + u64::from(lot.verified)).sum()
    }
}

const fn reported(dwelling_type: DwellingType, count: u32) -> Lot {
    Lot { dwelling_type, waiting: count, verified: 0, returned: 0 }
}

/// What the gemeente returned goes first: a correction usually answers that. Then what nobody has looked at yet.
fn take(lot: &mut Lot, count: u32) -> Result<(), Refusal> {
    if count > lot.total() {
        return Err(Refusal::MoreThanReported(lot.total()));
    }
    let returned = count.min(lot.returned);
    let waiting = (count - returned).min(lot.waiting);
    lot.returned -= returned;
    lot.waiting -= waiting;
    lot.verified -= count - returned - waiting;
    Ok(())
}

pub const MARK_MAX: usize = 100;
pub const ADDRESS_MAX: usize = 200;
pub const EVIDENCE_MAX: usize = 500;
pub const REASON_MAX: usize = 2_000;

/// When and where dwellings were delivered, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    pub on: NaiveDate,
    pub address: Option<String>,
    /// An address on the web, or the words by which an archive finds it.
    pub evidence: Option<String>,
}

impl Delivered {
    /// Empty when it can be reported.
    pub fn problems(&self, today: NaiveDate) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.on > today {
            let message = "Deze dag ligt in de toekomst. Vul de dag in waarop de woningen zijn opgeleverd.";
            problems.push(Problem::new("delivered_on", message));
        }
        if self.address.is_none() {
            problems.push(Problem::new("address", "Vul in waar de woningen staan: straat en huisnummers."));
        }
        check_line("address", "Het adres", self.address.as_deref(), ADDRESS_MAX, &mut problems);
        check_line("evidence", "Het bewijs", self.evidence.as_deref(), EVIDENCE_MAX, &mut problems);
        problems
    }
}

/// What is wrong with the mark by which a reporter knows a report.
pub fn mark_problems(mark: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_line("external_id", "Het kenmerk", mark, MARK_MAX, &mut problems);
    problems
}

/// What is wrong with a reason or explanation, in the form's field of that name.
pub fn reason_problems(field: &str, reason: Option<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_text(field, "De toelichting", reason, REASON_MAX, &mut problems);
    problems
}

/// # Errors
/// Nobody checks what they wrote themselves. `writers`: of the report, and of the corrections that made it what it is.
pub fn check_verifier(verifier: UserId, writers: impl IntoIterator<Item = UserId>) -> Result<(), Problem> {
    if writers.into_iter().all(|writer| writer != verifier) {
        return Ok(());
    }
    let message = "U hebt deze woningen zelf gemeld of gecorrigeerd. Laat een collega bij de gemeente ze controleren.";
    Err(Problem::new("verified", message))
}

/// # Errors
/// More dwellings than the project holds need an explanation.
pub fn check_room(there: u64, dwellings: u32, explanation: Option<&str>) -> Result<(), Problem> {
    if there <= u64::from(dwellings) || explanation.is_some() {
        return Ok(());
    }
    let message = format!(
        "Dan zijn er {there} woningen opgeleverd, en het project telt er {dwellings}. Controleer het aantal, pas het project aan, of leg \
         uit waarom het klopt.",
    );
    Err(Problem::new("explanation", message))
}

/// What is wrong when a correction makes more dwellings of a project there than it holds: what was returned can have been
/// reported once more.
///
/// # Errors
/// When there are more than before, and more than `dwellings`.
pub fn check_correction(before: u64, after: u64, dwellings: u32) -> Result<(), Problem> {
    if after <= before || after <= u64::from(dwellings) {
        return Ok(());
    }
    let message = format!(
        "Dan zijn er {after} woningen opgeleverd, en het project telt er {dwellings}. Wat is teruggegeven, is al opnieuw gemeld. \
         Corrigeer het tot ‘niet opgeleverd’, of pas het project aan.",
    );
    Err(Problem::new("count", message))
}

#[cfg(test)]
mod tests;
