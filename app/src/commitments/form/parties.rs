//! The parties of the form: the trekker by itself, the others row by row.

use domain::Problem;
use domain::commitments::{Party, PartyRef, PartyRole};
use domain::ids::OrganisationId;
use domain::organisations::OrganisationType;
use serde::{Deserialize, Serialize};

use super::CommitmentForm;
use crate::ui::form::optional;

/// One row of the list of parties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyRow {
    /// An organisation's id, or `groep:` and a type for all organisations of it.
    #[serde(default)]
    pub organisation: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub function: String,
    #[serde(default)]
    pub contribution: String,
}

/// How a row names all organisations of a type.
const GROUP: &str = "groep:";

/// The value by which forms name a party.
pub fn party_value(who: PartyRef) -> String {
    match who {
        PartyRef::Organisation(id) => id.to_string(),
        PartyRef::Group(group) => format!("{GROUP}{}", group.code()),
    }
}

/// What the form calls the organisation of a row, from 0.
pub fn organisation_field(index: usize) -> String {
    format!("parties-{index}-organisation")
}

fn party_ref(value: &str) -> Option<PartyRef> {
    match value.strip_prefix(GROUP) {
        Some(code) => code.parse::<OrganisationType>().ok().map(PartyRef::Group),
        None => value.parse::<OrganisationId>().ok().map(PartyRef::Organisation),
    }
}

impl CommitmentForm {
    pub(super) fn all_parties(&self, problems: &mut Vec<Problem>) -> Vec<Party> {
        let read = std::iter::once(self.lead_party()).chain(self.parties.iter().enumerate().map(PartyRow::party));
        let mut parties = Vec::new();
        for party in read {
            match party {
                Ok(party) => parties.extend(party),
                Err(problem) => problems.push(problem),
            }
        }
        parties
    }

    fn lead_party(&self) -> Result<Option<Party>, Problem> {
        let (function, contribution) = (optional(&self.lead_function), optional(&self.lead_contribution));
        if self.lead.is_empty() {
            return match function.or(contribution) {
                None => Ok(None),
                Some(_) => {
                    let message = "Bij een functie of bijdrage van de trekker hoort een trekker. Kies er een.";
                    Err(Problem::new("lead", message))
                }
            };
        }
        match party_ref(&self.lead) {
            Some(who @ PartyRef::Organisation(_)) => {
                Ok(Some(Party { who, role: PartyRole::Lead, function, contribution }))
            }
            _ => Err(Problem::new("lead", "Kies een trekker uit de lijst.")),
        }
    }
}

impl PartyRow {
    /// None of a row that is left empty.
    fn party((index, row): (usize, &Self)) -> Result<Option<Party>, Problem> {
        row.read(&organisation_field(index))
    }

    /// `field`: where it is mended.
    fn read(&self, field: &str) -> Result<Option<Party>, Problem> {
        let (function, contribution) = (optional(&self.function), optional(&self.contribution));
        let problem = |message: &str| Err(Problem::new(field, message));
        if self.organisation.is_empty() {
            return match function.or(contribution) {
                None => Ok(None),
                Some(_) => problem("Bij een functie of bijdrage hoort een organisatie. Kies er een."),
            };
        }
        let role = match self.role.as_str() {
            // What the form itself shows first.
            "" => Some(PartyRole::Partner),
            code => code.parse().ok().filter(|role| *role != PartyRole::Lead),
        };
        match (party_ref(&self.organisation), role) {
            (Some(who), Some(role)) => Ok(Some(Party { who, role, function, contribution })),
            (None, _) => problem("Kies elke organisatie uit de lijst."),
            (_, None) => problem("Kies bij elke organisatie partner of betrokkene."),
        }
    }
}
