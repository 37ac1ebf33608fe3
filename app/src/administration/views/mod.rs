//! The pages of the administration. Plain pages.

mod account;
mod accounts;
mod home;
mod log;
mod pseudonymise;
mod rights;

pub use account::{AccountPage, NewAccountPage};
pub use accounts::AccountsPage;
pub use home::AdministrationPage;
pub use log::LogPage;
pub use pseudonymise::PseudonymisePage;
pub use rights::RightsPage;

use crate::ui::{Breadcrumb, Crumb};
use leptos::prelude::*;

/// Where a page of the administration is.
#[component]
fn Path(#[prop(optional)] through_accounts: bool, #[prop(into)] here: String) -> impl IntoView {
    let mut crumbs = vec![Crumb::link("Beheer", "/beheer")];
    if through_accounts {
        crumbs.push(Crumb::link("Gebruikers", "/beheer/gebruikers"));
    }
    crumbs.push(Crumb::here(here));
    view! { <Breadcrumb crumbs=crumbs/> }
}
