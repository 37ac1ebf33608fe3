//! Whose targets are set: the region's, a gemeente's, or those of a corporatie within a gemeente.

use domain::ids::{MunicipalityId, OrganisationId};
use domain::policy::TargetRights;
use domain::targets::HeldBy;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::PATH;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub rights: TargetRights,
    /// A gemeente's slug, or [`REGION`](super::form::REGION).
    pub slug: String,
    /// `de regio Twente`, `gemeente Enschede`, `Domijn in Enschede`
    pub name: String,
    /// What the gemeente is called.
    pub place: Option<String>,
    /// What the corporatie is called, when it is one.
    pub corporation: Option<String>,
}

impl Holder {
    pub const fn held_by(&self) -> HeldBy {
        self.rights.held_by
    }

    /// By which the audit trail knows them.
    pub fn id(&self) -> Uuid {
        match self.held_by() {
            HeldBy::Region => self.rights.region.into(),
            HeldBy::Municipality(place) => place.into(),
            HeldBy::Corporation(place, organisation) => id_within(place, organisation),
        }
    }

    /// Where its targets are.
    pub fn address(&self) -> String {
        let corporation = self.held_by().corporation().map(|id| format!("/{id}")).unwrap_or_default();
        format!("{PATH}/{}{corporation}", self.slug)
    }
}

/// By which the audit trail knows a corporatie within a gemeente: made from both their ids (RFC 9562, version 8), because two
/// things have no row of their own, and a first attempt to set their numbers is recorded before they have any.
pub fn id_within(place: MunicipalityId, organisation: OrganisationId) -> Uuid {
    let digest = Sha256::new().chain_update(organisation.0).chain_update(place.0).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_corporatie_has_an_id_in_each_gemeente() {
        let id = |place, organisation| id_within(Uuid::from_u128(place).into(), Uuid::from_u128(organisation).into());
        let ids = [id(1, 2), id(2, 1), id(1, 3), id(2, 3)];
        let distinct: std::collections::BTreeSet<Uuid> = ids.into_iter().collect();
        assert_eq!(distinct.len(), 4);
        // What is recorded stays known by its id: how that is made may not change.
        assert_eq!(ids[0].to_string(), "2cf6b74e-206d-8bbc-b67a-cae14ca12be8");
    }
}
