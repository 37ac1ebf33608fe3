//! The map of addresses to pages that wake up in the browser; the others are in `plain.rs`.

use leptos::html;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Outlet, ParentRoute, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{SsrMode, path};

use crate::commitments::views::{EditCommitmentPage, ListCommitmentsPage, ShowCommitmentPage};
use crate::dashboard::views::DashboardPage;
use crate::error::AppError;
use crate::municipalities::views::{MunicipalitiesPage, MunicipalityPage};
use crate::ui::form::Submission;
use crate::ui::{ErrorPage, Frame, Session, browser_title};

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(StoredValue::new(shared_session()));
    provide_context(RwSignal::new(shared_submission()));
    view! {
        <Title formatter=browser_title/>
        <Router>
            <Frame>
                <Routes fallback=|| view! { <main class="wza-main" id="inhoud" tabindex="-1"><ErrorPage error=AppError::NotFound/></main> }>
                    <ParentRoute path=path!("") view=Main>
                        <Route path=path!("") view=DashboardPage ssr=SsrMode::Async/>
                        <Route path=path!("/afspraken") view=ListCommitmentsPage ssr=SsrMode::Async/>
                        <Route path=path!("/afspraken/nieuw") view=EditCommitmentPage ssr=SsrMode::Async/>
                        <Route path=path!("/afspraken/:id") view=ShowCommitmentPage ssr=SsrMode::Async/>
                        <Route path=path!("/afspraken/:id/bewerken") view=EditCommitmentPage ssr=SsrMode::Async/>
                        <Route path=path!("/gemeenten") view=MunicipalitiesPage ssr=SsrMode::Async/>
                        <Route path=path!("/gemeenten/:slug") view=MunicipalityPage ssr=SsrMode::Async/>
                    </ParentRoute>
                </Routes>
            </Frame>
        </Router>
    }
}

/// Where the pages of who is logged in stand.
#[component]
fn Main() -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    let path = use_location().pathname;
    // As after loading a page: reading goes on at the top of the new one.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now)
            && let Some(main) = main.get_untracked()
        {
            let _ = main.focus();
        }
        now
    });
    view! {
        <main class="wza-main" id="inhoud" tabindex="-1" node_ref=main>
            <Outlet/>
        </main>
    }
}

/// Who is there, given to the page by the server.
fn shared_session() -> Session {
    SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return crate::request::session();
        #[cfg(not(feature = "ssr"))]
        Session::default()
    })
    .into_inner()
}

/// The form that was posted and rejected, given to the page by the server.
fn shared_submission() -> Option<Submission> {
    SharedValue::new(|| {
        #[cfg(feature = "ssr")]
        return use_context::<Submission>();
        #[cfg(not(feature = "ssr"))]
        None
    })
    .into_inner()
}
