//! What of each table exists for somebody.
//!
//! A screen's reads start with [`seen`], which takes a [`Visibility`], and only the policy makes one of those. Reading a
//! table without it is refused by clippy (`disallowed-methods` in clippy.toml), except where a file says why: where
//! nobody is asking yet, as in logging in, or where it was found through the scope before.

use domain::policy::{Concepts, Visibility};
use domain::projects::Confidentiality;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, Select};

use crate::agendas::entity::agenda;
use crate::allocations::entity::allocation_year;
use crate::bottlenecks::entity::bottleneck;
use crate::commitments::queries::visible_ids;
use crate::deadlines::entity::{deadline, deadline_phase};
use crate::decisions::entity::decision;
use crate::documents::entity::document;
use crate::meetings::entity::meeting;
use crate::notes::entity::note;
use crate::projects::entity::{project, project_party};
use crate::proposals::entity::{proposal, proposal_step};
use crate::regions::entity::{municipality, organisation, region, source};
use crate::regions::vision::{body, challenge, success_factor, target_group};
use crate::roles::entity::role_description;
use crate::success_factors::entity::factor_state;
use crate::targets::entity::{context_value, definition, measure, scenario, target};

/// A table of which somebody sees a part.
pub trait Scoped: EntityTrait {
    /// What of it exists for whom.
    fn seen_by(visibility: &Visibility) -> Condition;
}

/// The rows that exist for somebody.
#[expect(clippy::disallowed_methods, reason = "this is where the scope comes in")]
pub fn seen<E: Scoped>(visibility: &Visibility) -> Select<E> {
    E::find().filter(E::seen_by(visibility))
}

/// Tables whose rows belong to a region, and are shared by all in it.
macro_rules! shared_in_the_region {
    ($($table:ident . $region:ident),+ $(,)?) => {
        $(
            impl Scoped for $table::Entity {
                fn seen_by(visibility: &Visibility) -> Condition {
                    Condition::all().add($table::Column::$region.eq(visibility.region.0))
                }
            }
        )+
    };
}

shared_in_the_region! {
    agenda.RegionId,
    allocation_year.RegionId,
    body.RegionId,
    bottleneck.RegionId,
    challenge.RegionId,
    context_value.RegionId,
    deadline.RegionId,
    deadline_phase.RegionId,
    decision.RegionId,
    definition.RegionId,
    document.RegionId,
    measure.RegionId,
    meeting.RegionId,
    municipality.RegionId,
    organisation.RegionId,
    region.Id,
    role_description.RegionId,
    scenario.RegionId,
    source.RegionId,
    success_factor.RegionId,
    factor_state.RegionId,
    target.RegionId,
    target_group.RegionId,
}

/// As [`Visibility::includes_project`] says.
impl Scoped for project::Entity {
    fn seen_by(visibility: &Visibility) -> Condition {
        use project::Column as C;
        let regional = Confidentiality::ALL.iter().filter(|level| level.is_regional()).map(|level| level.code());
        let of_region = Condition::all().add(C::RegionId.eq(visibility.region.0));
        let close = match visibility.concepts {
            Concepts::All => return of_region,
            Concepts::None => None,
            Concepts::Of { organisation, municipality } => {
                let own = Query::select()
                    .expr(Expr::val(1))
                    .from(project_party::Entity)
                    .and_where(
                        Expr::col((project_party::Entity, project_party::Column::ProjectId))
                            .equals((project::Entity, C::Id)),
                    )
                    .and_where(project_party::Column::OrganisationId.eq(organisation.0))
                    .to_owned();
                let there = municipality.map(|id| C::MunicipalityId.eq(id.0));
                Some(Condition::any().add_option(there).add(Expr::exists(own)))
            }
        };
        of_region.add(Condition::any().add(C::Confidentiality.is_in(regional)).add_option(close))
    }
}

/// As [`Visibility::includes_note`] says, and of a commitment only for who sees that: colleagues do not all see the same.
impl Scoped for note::Entity {
    fn seen_by(visibility: &Visibility) -> Condition {
        use note::Column as C;
        let Some(organisation) = visibility.notes else { return Condition::all().add(Expr::val(false)) };
        let about =
            Condition::any().add(C::CommitmentId.is_null()).add(C::CommitmentId.in_subquery(visible_ids(visibility)));
        Condition::all().add(C::RegionId.eq(visibility.region.0)).add(C::OrganisationId.eq(organisation.0)).add(about)
    }
}

/// As [`Visibility::includes_proposal`] says.
impl Scoped for proposal::Entity {
    fn seen_by(visibility: &Visibility) -> Condition {
        use proposal::Column as C;
        let of_region = Condition::all().add(C::RegionId.eq(visibility.region.0));
        let own = match visibility.concepts {
            Concepts::All => return of_region,
            Concepts::None => None,
            Concepts::Of { organisation, .. } => Some(C::OrganisationId.eq(organisation.0)),
        };
        let routed = Query::select()
            .expr(Expr::val(1))
            .from(proposal_step::Entity)
            .and_where(
                Expr::col((proposal_step::Entity, proposal_step::Column::ProposalId)).equals((proposal::Entity, C::Id)),
            )
            .to_owned();
        of_region.add(Condition::any().add_option(own).add(Expr::exists(routed)))
    }
}
