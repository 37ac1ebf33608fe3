//! Who is in a commitment, as what, and what each brings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bottlenecks::FUNCTION_MAX;
use crate::ids::OrganisationId;
use crate::organisations::OrganisationType;
use crate::text::check_line;
use crate::{Problem, coded_enum};

pub const CONTRIBUTION_MAX: usize = 500;
/// More parties than this in one commitment are a list without an owner.
pub const PARTIES_MAX: usize = 60;

coded_enum! {
    /// What a party is in one commitment.
    PartyRole {
        Lead = "trekker", "Trekker";
        Partner = "partner", "Partner";
        Consulted = "betrokkene", "Betrokkene";
    }
}

/// One organisation, or all organisations of a type when an agreement names only the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartyRef {
    Organisation(OrganisationId),
    Group(OrganisationType),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub who: PartyRef,
    pub role: PartyRole,
    /// The function that carries it there, never a person. Which one is the organisation's own affair: it binds nobody.
    #[serde(default)]
    pub function: Option<String>,
    /// What this party itself brings.
    pub contribution: Option<String>,
}

impl Party {
    fn check(&self, problems: &mut Vec<Problem>) {
        let (function_field, contribution_field) = match self.role {
            PartyRole::Lead => ("lead_function", "lead_contribution"),
            PartyRole::Partner | PartyRole::Consulted => ("parties", "parties"),
        };
        if self.function.is_some() && self.organisation().is_none() {
            problems.push(Problem::new(function_field, "Een functie hoort bij één organisatie, niet bij een groep."));
        }
        check_line(function_field, "Een functie", self.function.as_deref(), FUNCTION_MAX, problems);
        check_line(contribution_field, "Een bijdrage", self.contribution.as_deref(), CONTRIBUTION_MAX, problems);
    }

    /// None for a group, of which nobody in particular can answer.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self.who {
            PartyRef::Organisation(id) => Some(id),
            PartyRef::Group(_) => None,
        }
    }
}

pub(super) fn check(parties: &[Party], problems: &mut Vec<Problem>) {
    let leads = parties.iter().filter(|party| party.role == PartyRole::Lead);
    if leads.count() > 1 {
        problems.push(Problem::new("lead", "Een afspraak heeft precies één trekker."));
    }
    if parties.len() > PARTIES_MAX {
        problems.push(Problem::new("parties", format!("Een afspraak heeft ten hoogste {PARTIES_MAX} partijen.")));
    }
    let mut seen = BTreeMap::new();
    for party in parties {
        if let Some(before) = seen.insert(party.who, party.role) {
            problems.push(Problem::new("parties", twice(before, party.role)));
        }
    }
    for party in parties {
        party.check(problems);
    }
}

/// These parties; who is in `other` as well, with the function that it has there.
pub(super) fn with_functions_of(mut parties: Vec<Party>, other: &[Party]) -> Vec<Party> {
    for party in &mut parties {
        if let Some(there) = other.iter().find(|there| there.who == party.who) {
            party.function.clone_from(&there.function);
        }
    }
    parties
}

fn twice(one: PartyRole, other: PartyRole) -> String {
    let (one, other) = (one.label().to_lowercase(), other.label().to_lowercase());
    let roles = if one == other { format!("twee keer als {one}") } else { format!("als {one} en als {other}") };
    format!("Een organisatie staat er {roles} in. Geef elke organisatie één rol.")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{complete, fields};
    use super::*;

    #[test]
    fn a_function_belongs_to_one_organisation() {
        let function = || Some("Wethouder wonen".to_owned());
        let mut content = complete();
        content.parties[0].function = function();
        assert_eq!(content.problems(), vec![]);
        content.parties[0].function = Some("twee\nregels".to_owned());
        content.parties[1].function = Some("x".repeat(FUNCTION_MAX + 1));
        assert_eq!(fields(&content.problems()), ["lead_function", "parties"]);
        let who = PartyRef::Group(OrganisationType::HousingCorporation);
        content.parties = vec![Party { who, role: PartyRole::Consulted, function: function(), contribution: None }];
        assert_eq!(fields(&content.problems()), ["parties"]);
    }
}
