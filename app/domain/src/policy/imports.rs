//! Who may load spreadsheets. Each row is judged besides, as the same thing in a form would be.

use super::{Actor, Denied, permit};
use crate::ids::{RegionId, UserId};
use crate::organisations::Role;

/// What decides the rights on a file that somebody loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportRights {
    pub region: RegionId,
    /// Who uploaded it. Its rows may hold what others may not see, so it is nobody else's.
    pub maker: UserId,
}

pub(super) fn allowed(actor: &Actor, rights: &ImportRights) -> Result<(), Denied> {
    permit(actor.region == rights.region && actor.user == rights.maker, Denied::Invisible)?;
    permit(may_import(actor), Denied::Forbidden)
}

/// Whether the actor keeps anything that a file can hold.
pub const fn may_import(actor: &Actor) -> bool {
    matches!(actor.role, Role::Staff | Role::Driver)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, allows};
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_file_is_its_makers_as_long_as_they_keep_anything() {
        let id = Uuid::from_u128;
        for role in Role::ALL {
            for (user, region) in [(1, 0), (2, 0), (1, 9)] {
                let actor = Actor {
                    user: id(user).into(),
                    region: id(region).into(),
                    organisation: id(5).into(),
                    municipality: None,
                    role: *role,
                    mandated: true,
                };
                let rights = ImportRights { region: id(0).into(), maker: id(1).into() };
                let expected = match (user, region, role) {
                    (1, 0, Role::Staff | Role::Driver) => Ok(()),
                    (1, 0, _) => Err(Denied::Forbidden),
                    _ => Err(Denied::Invisible),
                };
                assert_eq!(allows(&actor, Action::Import(&rights)), expected, "{role:?} {user} {region}");
            }
        }
    }
}
