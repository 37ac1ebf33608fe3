//! What a concept lacks before its parties can be asked.

use super::{Content, PartyRole};
use crate::Problem;

pub const GROUP_AS_PARTNER: &str =
    "Noem de partners bij naam, want een groep kan niet bevestigen. Of maak de groep betrokkene.";

/// Without any of these a commitment cannot leave concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Lead,
    /// A group cannot say yes: "de corporaties" have no signature, each corporatie has.
    PartnersByName,
    Due,
    Challenge,
}

impl Missing {
    /// For who reads about it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lead => "een trekker",
            Self::PartnersByName => "partners bij naam in plaats van als groep",
            Self::Due => "wanneer de afspraak gereed is",
            Self::Challenge => "de opgave waar de afspraak bij hoort",
        }
    }

    /// For who can do something about it.
    pub const fn instruction(self) -> &'static str {
        match self {
            Self::Lead => "Kies een trekker.",
            Self::PartnersByName => GROUP_AS_PARTNER,
            Self::Due => "Vul in wanneer de afspraak gereed is.",
            Self::Challenge => "Kies ten minste één opgave.",
        }
    }

    /// The field of the form that mends it.
    const fn field(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::PartnersByName => "parties",
            Self::Due => "due",
            Self::Challenge => "challenges",
        }
    }
}

impl From<Missing> for Problem {
    fn from(missing: Missing) -> Self {
        Self::new(missing.field(), missing.instruction())
    }
}

impl Content {
    /// Empty when it can leave concept.
    pub fn missing_for_proposal(&self) -> Vec<Missing> {
        let group = |party: &super::Party| party.role == PartyRole::Partner && party.organisation().is_none();
        let lacks = [
            (Missing::Lead, self.lead().is_none()),
            (Missing::PartnersByName, self.parties.iter().any(group)),
            (Missing::Due, self.due.is_none()),
            (Missing::Challenge, self.challenges.is_empty()),
        ];
        lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(missing, _)| missing).collect()
    }
}
