//! Which projects a form links to its commitment, and which it lets go.

use std::collections::BTreeSet;

use domain::Problem;
use domain::policy::Visibility;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::super::form::CommitmentForm;
use super::queries::served;
use crate::choosing::{Choosable, TERMS_MAX, resolved, terms};
use crate::projects::choose::{Found, WORDING, by_ids, find};

/// How a form changes what a commitment serves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linking {
    pub added: Vec<Found>,
    pub removed: Vec<Found>,
}

impl Linking {
    /// Compares what is ticked with what the form showed: what somebody else linked or let go meanwhile stays so, and so does
    /// what this person may not see. `problems` grows by what the form names in vain.
    pub async fn of_form(
        connection: &impl ConnectionTrait,
        visibility: &Visibility,
        form: &CommitmentForm,
        commitment: Option<Uuid>,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, DbErr> {
        let now = match commitment {
            Some(id) => served(connection, visibility, id).await?,
            None => vec![],
        };
        let (shown, ticked) = (ids(&form.projects_shown), ids(&form.projects));
        let ticked_anew: BTreeSet<Uuid> = ticked.difference(&shown).copied().collect();
        let anew = by_ids(connection, visibility, &ticked_anew).await?;
        if anew.len() < ticked_anew.len() || form.projects.iter().any(|value| value.parse::<Uuid>().is_err()) {
            problems.push(WORDING.unknown_tick());
        }
        let mut terms = terms(&form.project_search);
        if terms.len() > TERMS_MAX {
            problems.push(WORDING.too_many_terms());
            terms.clear();
        }
        let found = find(connection, visibility, &terms).await?;
        let named = resolved(anew, &found, &terms, &WORDING, problems);
        let let_go = |found: &Found| shown.contains(&found.id) && !ticked.contains(&found.id);
        let removed = now.iter().filter(|found| let_go(found) && !has(&named, found));
        Ok(Self {
            removed: removed.cloned().collect(),
            added: named.into_iter().filter(|found| !has(&now, found)).collect(),
        })
    }

    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

fn ids(values: &[String]) -> BTreeSet<Uuid> {
    values.iter().filter_map(|value| value.parse().ok()).collect()
}

fn has(some: &[Found], one: &Found) -> bool {
    some.iter().any(|other| other.id() == one.id())
}
