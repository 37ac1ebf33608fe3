//! A housing project (woningbouwproject): dwellings that are planned and built somewhere, and how sure they are.
//!
//! Phases, plan status and confidentiality are those of DiWi, the gemeenten's own register of housing plans, so that both
//! systems say the same. *Delivered* is no phase: it follows from the ledger of deliveries.

mod counts;
mod nesting;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::ids::{MeasureId, OrganisationId};
use crate::organisations::OrganisationType;
use crate::text::{check_line, check_text, has_words};
use crate::{Period, Problem, coded_enum, dutch};

pub use counts::{Counts, DwellingType, Line, Stock, Tenure};
pub use nesting::{NotNested, highest_types};

pub const NAME_MAX: usize = 200;
pub const PLACE_MAX: usize = 120;
pub const EXTERNAL_ID_MAX: usize = 100;
/// An address, or the words by which an archive finds it.
pub const DOCUMENT_MAX: usize = 500;
pub const NOTE_MAX: usize = 2_000;
pub const PARTIES_MAX: usize = 30;
/// More than any region builds in one project: a typing error.
pub const DWELLINGS_MAX: u32 = 100_000;

coded_enum! {
    /// Where the work stands, in order.
    Phase {
        Concept = "concept", "1 Concept";
        Initiative = "initiatief", "2 Initiatief";
        Definition = "definitie", "3 Definitie";
        Design = "ontwerp", "4 Ontwerp";
        Preparation = "voorbereiding", "5 Voorbereiding";
        Realisation = "realisatie", "6 Realisatie";
        Aftercare = "nazorg", "7 Nazorg";
    }
}

coded_enum! {
    Status {
        New = "nieuw", "Nieuw";
        Active = "actief", "Actief";
        Realised = "gerealiseerd", "Gerealiseerd";
        Aborted = "afgebroken", "Afgebroken";
    }
}

impl Status {
    /// Its dwellings may still come.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Active)
    }
}

coded_enum! {
    /// How far the plan has come in law, from sure to unsure.
    PlanStatus {
        Irrevocable = "1a", "1a Onherroepelijk";
        IrrevocableToElaborate = "1b", "1b Onherroepelijk, uitwerking nodig";
        IrrevocableToDecide = "1c", "1c Onherroepelijk, B&W nodig";
        Adopted = "2a", "2a Vastgesteld";
        AdoptedToElaborate = "2b", "2b Vastgesteld, uitwerking nodig";
        AdoptedToDecide = "2c", "2c Vastgesteld, B&W nodig";
        InPreparation = "3", "3 In voorbereiding";
        InVision = "4a", "4a Opgenomen in de visie";
        NotInVision = "4b", "4b Niet opgenomen in de visie";
    }
}

coded_enum! {
    /// How sure it is that the dwellings come.
    Hardness {
        Hard = "hard", "Hard";
        Soft = "zacht", "Zacht";
    }
}

/// The plan statuses that a region counts as hard; provincies read them differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HardStatuses(pub BTreeSet<PlanStatus>);

impl Default for HardStatuses {
    /// The common reading: what was adopted.
    fn default() -> Self {
        use PlanStatus::{InPreparation, InVision, NotInVision};
        let soft = [InPreparation, InVision, NotInVision];
        Self(PlanStatus::ALL.iter().copied().filter(|status| !soft.contains(status)).collect())
    }
}

impl HardStatuses {
    /// A plan of which nobody says how far it has come is not sure.
    pub fn hardness(&self, status: Option<PlanStatus>) -> Hardness {
        if status.is_some_and(|status| self.0.contains(&status)) { Hardness::Hard } else { Hardness::Soft }
    }
}

coded_enum! {
    /// Who may know of it, from few to all.
    Confidentiality {
        Private = "prive", "Privé";
        InternalStaff = "intern-ambtelijk", "Intern ambtelijk";
        InternalManagement = "intern-management", "Intern management";
        InternalCouncil = "intern-raad-college", "Intern raad en college";
        Regional = "extern-regionaal", "Extern regionaal";
        Governments = "extern-mede-overheden", "Extern mede-overheden";
        Public = "openbaar", "Openbaar";
    }
}

impl Confidentiality {
    /// The whole region may know of it.
    pub const fn is_regional(self) -> bool {
        matches!(self, Self::Regional | Self::Governments | Self::Public)
    }
}

coded_enum! {
    /// What an organisation is in a project.
    PartyRole {
        Developer = "ontwikkelaar", "Ontwikkelaar";
        HousingCorporation = "corporatie", "Corporatie";
        CareProvider = "zorgaanbieder", "Zorgaanbieder";
        CareOffice = "zorgkantoor", "Zorgkantoor";
    }
}

impl PartyRole {
    /// What an organisation of this type usually is in a project.
    pub const fn usual(organisation: OrganisationType) -> Option<Self> {
        match organisation {
            OrganisationType::HousingCorporation => Some(Self::HousingCorporation),
            OrganisationType::CareProvider => Some(Self::CareProvider),
            OrganisationType::CareOffice => Some(Self::CareOffice),
            _ => None,
        }
    }

    /// Who builds says what was delivered.
    pub const fn reports_deliveries(self) -> bool {
        matches!(self, Self::Developer | Self::HousingCorporation)
    }

    /// The three that sign the letter of intent for dwellings with care.
    pub const fn signs_intent(self) -> bool {
        !matches!(self, Self::HousingCorporation)
    }
}

/// The intentieovereenkomst of who develops, the zorgkantoor and the zorgaanbieder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intent {
    /// None: there is none yet.
    pub signed_on: Option<NaiveDate>,
    /// Where it can be read.
    pub document: Option<String>,
}

impl Intent {
    /// What is wrong with it on a day: what is signed, was signed by then.
    pub fn problem(&self, today: NaiveDate) -> Option<Problem> {
        let message =
            "Deze dag ligt in de toekomst. Vul de dag in waarop de overeenkomst is getekend, of laat het veld leeg.";
        self.signed_on.filter(|day| *day > today).map(|_| Problem::new("intent_signed_on", message))
    }
}

/// What people write down about a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub name: String,
    /// Kern, wijk or complex inside the gemeente.
    pub place: Option<String>,
    /// Only the gemeente and the parties may know where it is.
    pub place_hidden: bool,
    pub confidentiality: Confidentiality,
    pub status: Status,
    pub plan_status: Option<PlanStatus>,
    /// When each phase began, of those that did.
    pub phases: BTreeMap<Phase, NaiveDate>,
    /// All dwellings that are built, of whatever type.
    pub dwellings: u32,
    pub demolished: u32,
    pub counts: Counts,
    /// As precise as it is known.
    pub planned: Option<Period>,
    pub parties: BTreeSet<(PartyRole, OrganisationId)>,
    pub intent: Intent,
    /// Who bears the structural extra costs of care, in per cent.
    pub cost_shares: BTreeMap<OrganisationId, u32>,
    /// Of another register, such as DiWi: the same again is the same project.
    pub external_id: Option<String>,
    pub note: Option<String>,
}

impl Content {
    /// The last phase that began by that day.
    pub fn phase(&self, today: NaiveDate) -> Option<Phase> {
        self.phases.iter().filter(|(_, began)| **began <= today).map(|(phase, _)| *phase).max()
    }

    pub fn with_role(&self, role: PartyRole) -> impl Iterator<Item = OrganisationId> {
        self.parties.iter().filter(move |(its, _)| *its == role).map(|(_, organisation)| *organisation)
    }

    /// Empty when it may be saved. `today`: no phase begins in the past of the one before it.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.name) {
            problems.push(Problem::new("name", "Vul de naam van het project in."));
        }
        check_line("name", "De naam", Some(&self.name), NAME_MAX, &mut problems);
        check_line("place", "De plaats", self.place.as_deref(), PLACE_MAX, &mut problems);
        check_line("external_id", "Het kenmerk", self.external_id.as_deref(), EXTERNAL_ID_MAX, &mut problems);
        let document = self.intent.document.as_deref();
        check_line("intent_document", "De vindplaats", document, DOCUMENT_MAX, &mut problems);
        check_text("note", "De toelichting", self.note.as_deref(), NOTE_MAX, &mut problems);
        if self.planned.is_some_and(Period::recurs) {
            problems.push(Problem::new(
                "planned",
                "Een project wordt één keer opgeleverd. Kies een moment dat niet terugkomt.",
            ));
        }
        self.check_dwellings(&mut problems);
        self.check_phases(&mut problems);
        if self.parties.len() > PARTIES_MAX {
            problems.push(Problem::new("parties", format!("Een project heeft ten hoogste {PARTIES_MAX} partijen.")));
        }
        problems.extend(check_shares(&self.cost_shares).err());
        problems
    }

    fn check_dwellings(&self, problems: &mut Vec<Problem>) {
        for (field, count) in [("dwellings", self.dwellings), ("demolished", self.demolished)] {
            if count > DWELLINGS_MAX {
                problems.push(Problem::new(field, "Vul een heel aantal woningen in, ten hoogste 100.000."));
            }
        }
        let typed = self.counts.total();
        if typed > u64::from(self.dwellings) {
            let message = format!(
                "Per soort staan er samen {} woningen, en het project heeft er {}. Een woning telt één keer, in haar \
                 hoogste soort. Verlaag een soort, of verhoog het totaal.",
                dutch::number(i64::try_from(typed).unwrap_or(i64::MAX)),
                dutch::number(self.dwellings.into()),
            );
            problems.push(Problem::new("counts", message));
        }
    }

    /// A later phase does not begin before an earlier one.
    fn check_phases(&self, problems: &mut Vec<Problem>) {
        for ((earlier, began), (later, next)) in self.phases.iter().zip(self.phases.iter().skip(1)) {
            if next < began {
                let message = format!(
                    "‘{}’ begint vóór ‘{}’. Kies een latere datum, of laat een van beide leeg.",
                    later.label(),
                    earlier.label()
                );
                problems.push(Problem::new(format!("phase-{}", later.code()), message));
            }
        }
    }

    /// It is said to be realised, and nobody told that any of it is there.
    pub const fn is_realised_without(&self, there: u64) -> bool {
        matches!(self.status, Status::Realised) && self.dwellings > 0 && there == 0
    }

    /// What is still needed before dwellings with care can come; empty when the project has none of the measures that need
    /// it.
    pub fn missing_for_care(&self, with_care: &BTreeSet<MeasureId>) -> Vec<MissingForCare> {
        if self.counts.of_measures(with_care) == 0 {
            return vec![];
        }
        let lacks = |role: PartyRole| self.with_role(role).next().is_none();
        let builds = PartyRole::ALL.iter().any(|role| role.reports_deliveries() && !lacks(*role));
        let all = [
            (MissingForCare::Developer, !builds),
            (MissingForCare::CareProvider, lacks(PartyRole::CareProvider)),
            (MissingForCare::CareOffice, lacks(PartyRole::CareOffice)),
            (MissingForCare::Intent, self.intent.signed_on.is_none()),
            (MissingForCare::Document, self.intent.signed_on.is_some() && self.intent.document.is_none()),
            (MissingForCare::CostShares, self.cost_shares.is_empty()),
        ];
        all.into_iter().filter(|(_, lacks)| *lacks).map(|(missing, _)| missing).collect()
    }
}

coded_enum! {
    MissingForCare {
        Developer = "ontwikkelende-partij", "een ontwikkelende partij";
        CareProvider = "zorgaanbieder", "een zorgaanbieder";
        CareOffice = "zorgkantoor", "het zorgkantoor";
        Intent = "intentieovereenkomst", "de intentieovereenkomst";
        Document = "document", "het document van de intentieovereenkomst";
        CostShares = "meerkosten", "wie de structurele meerkosten draagt";
    }
}

/// # Errors
/// Shares are of one whole: together they are 100 %, or there are none yet.
pub fn check_shares(shares: &BTreeMap<OrganisationId, u32>) -> Result<(), Problem> {
    let sum: u64 = shares.values().map(|share| u64::from(*share)).sum();
    if shares.is_empty() || (sum == 100 && shares.values().all(|share| *share > 0)) {
        return Ok(());
    }
    let message = format!(
        "De meerkosten zijn samen voor {sum} % verdeeld. Verdeel ze zo dat het samen 100 % is, of laat alles leeg."
    );
    Err(Problem::new("cost_shares", message))
}

#[cfg(test)]
mod tests;
