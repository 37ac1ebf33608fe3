//! The pages of an organisation and of its role. Plain pages.

mod edit;
mod show;

pub use edit::RolePage;
pub use show::OrganisationPage;

use domain::dutch;
use domain::roles::Standing;
use leptos::prelude::*;

use super::queries::RoleState;
use crate::ui::ExampleBadge;

/// Whether a role is acknowledged, in words; the colour only repeats it.
#[component]
pub fn RoleBadge(state: RoleState) -> impl IntoView {
    let class = match state.standing {
        Standing::Missing => "nl-data-badge",
        Standing::Waiting => "nl-data-badge wza-badge--proposed",
        Standing::Acknowledged => "nl-data-badge wza-badge--completed",
    };
    let text = match (state.standing, state.since) {
        (Standing::Acknowledged, Some(day)) => format!("Erkend op {}", dutch::date(day)),
        (standing, _) => standing.label().to_owned(),
    };
    view! {
        <span class=class>{text}</span>
        {state.example.then(|| view! { " " <ExampleBadge/> })}
    }
}
