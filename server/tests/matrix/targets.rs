//! Whose targets the requests are about.

use std::collections::BTreeSet;

use domain::organisations::OrganisationType;
use domain::policy::{Actor, AgendaRights, TargetRights};
use domain::targets::HeldBy;

use crate::world::World;

impl World {
    /// The targets of the region that somebody is of.
    pub fn regional_targets(&self, actor: &Actor) -> TargetRights {
        let provinces = self.organisations.iter().filter(|(_, kind)| **kind == OrganisationType::Province);
        let provinces = provinces.map(|(id, _)| *id).collect();
        TargetRights { region: actor.region, held_by: HeldBy::Region, provinces }
    }

    pub fn targets_of_slug(&self) -> TargetRights {
        let AgendaRights { region, municipality } = self.agendas_of_slug;
        TargetRights { region, held_by: HeldBy::Municipality(municipality), provinces: BTreeSet::new() }
    }

    /// Of a corporatie within that gemeente.
    pub fn targets_within_slug(&self) -> TargetRights {
        let AgendaRights { region, municipality } = self.agendas_of_slug;
        let held_by = HeldBy::Corporation(municipality, self.corporation_of_slug);
        TargetRights { region, held_by, provinces: BTreeSet::new() }
    }
}
