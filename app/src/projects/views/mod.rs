//! The screens of projects.

mod edit;
mod links;
mod list;
mod rows;
mod show;

pub use edit::{EditProjectPage, NewProjectPage};
pub use list::ProjectsPage;
pub use show::ProjectPage;

use domain::projects::{Hardness, Status};
use leptos::prelude::*;

#[component]
fn StatusBadge(status: Status) -> impl IntoView {
    let class = match status {
        Status::New => "nl-data-badge wza-badge--concept",
        Status::Active => "nl-data-badge wza-badge--proposed",
        Status::Realised => "nl-data-badge wza-badge--completed",
        Status::Aborted => "nl-data-badge wza-badge--lapsed",
    };
    view! { <span class=class>{status.label()}</span> }
}

#[component]
fn HardnessBadge(hardness: Hardness) -> impl IntoView {
    let label = match hardness {
        Hardness::Hard => "Hard plan",
        Hardness::Soft => "Zacht plan",
    };
    view! { <span class="nl-data-badge">{label}</span> }
}
