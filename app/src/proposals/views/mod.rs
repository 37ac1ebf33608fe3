//! The pages of proposals, and how a meeting shows them. Plain pages.

mod agenda;
mod conclude;
mod edit;
mod list;
mod show;
mod step;

pub use agenda::{OnAgenda, proposals_for};
pub use conclude::ConcludePage;
pub use edit::{EditProposalPage, NewProposalPage};
pub use list::ProposalsPage;
pub use show::ProposalPage;
pub use step::{NewStepPage, RemoveStepPage, StepPage};

use domain::routing::Standing;
use leptos::prelude::*;

use super::PATH;
use crate::meetings;
use crate::ui::{Breadcrumb, Crumb};

/// Where a page of a proposal is.
#[component]
fn Path(
    /// The proposal's address and title, on a page below its own.
    #[prop(optional_no_strip)]
    through: Option<(String, String)>,
    #[prop(into)] here: String,
) -> impl IntoView {
    let mut crumbs = vec![Crumb::link("Overleggen", meetings::PATH), Crumb::link("Voorstellen", PATH)];
    crumbs.extend(through.map(|(address, title)| Crumb::link(title, address)));
    crumbs.push(Crumb::here(here));
    view! { <Breadcrumb crumbs=crumbs/> }
}

#[component]
fn StandingBadge(standing: Standing) -> impl IntoView {
    let class = match standing {
        Standing::Concept => "nl-data-badge",
        Standing::Underway => "nl-data-badge wza-badge--open",
        Standing::Done => "nl-data-badge wza-badge--completed",
    };
    view! { <span class=class>{standing.label()}</span> }
}
