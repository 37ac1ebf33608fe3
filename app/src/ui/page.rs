//! The parts that open a page: where one is, its title, and what just happened.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::form::Submission;

/// A step of the breadcrumb; the last has no address.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

#[component]
pub fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    let items = crumbs
        .into_iter()
        .map(|crumb| {
            let step = match crumb.href {
                Some(href) => {
                    view! { <a class="utrecht-breadcrumb-nav__link nl-link" href=href>{crumb.label}</a> }.into_any()
                }
                None => view! { <span class="utrecht-breadcrumb-nav__link" aria-current="page">{crumb.label}</span> }
                    .into_any(),
            };
            view! { <li class="utrecht-breadcrumb-nav__item">{step}</li> }
        })
        .collect_view();
    view! {
        <nav class="utrecht-breadcrumb-nav wza-breadcrumb" aria-label="Kruimelpad">
            <ol class="utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol">{items}</ol>
        </nav>
    }
}

/// How a page is called in the browser.
pub fn browser_title(title: String) -> String {
    format!("{} · Woonzorgagenda", raw_text(title))
}

/// Text for `<title>` and `<textarea>`, which Leptos writes into the document as it is: what somebody typed must not end
/// them. In the browser it becomes a text without being read as HTML.
pub fn raw_text(text: String) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text }
}

/// Text as it was typed: an empty line begins a paragraph.
pub fn paragraphs(text: &str) -> Vec<AnyView> {
    text.split("\n\n").map(|part| view! { <p>{part.to_owned()}</p> }.into_any()).collect()
}

/// The heading of a page, which is also its title in the browser.
#[component]
pub fn PageTitle(
    #[prop(into)] title: String,
    /// Above the heading.
    #[prop(into, optional)]
    number: String,
    /// One sentence that says what the page is for.
    #[prop(into, optional)]
    lead: String,
    /// Badges below the heading and buttons beside it.
    #[prop(optional_no_strip)]
    badges: Option<AnyView>,
    #[prop(optional_no_strip)] actions: Option<AnyView>,
    /// The page can be posted to, but shows no form just now: then this says why a post was refused.
    #[prop(optional)]
    without_form: bool,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <Notice/>
        {without_form.then(|| view! { <Refusal/> })}
        <div class="wza-title">
            <div class="wza-title__text">
                {(!number.is_empty()).then(|| view! { <p class="wza-title__number">{number}</p> })}
                <h1>{title}</h1>
                {badges.map(|badges| view! { <p class="wza-badges">{badges}</p> })}
                {(!lead.is_empty()).then(|| view! { <p class="wza-title__lead">{lead}</p> })}
            </div>
            {actions.map(|actions| view! { <div class="wza-actions">{actions}</div> })}
        </div>
    }
}

/// Says what the last step did; the address carries a code for it, so that it needs no JavaScript.
#[component]
pub fn Notice() -> impl IntoView {
    let query = use_query_map();
    let text = move || match query.with(|query| query.get("melding")).as_deref() {
        Some("vastgelegd") => Some("De afspraak is vastgelegd als concept."),
        Some("opgeslagen") => Some("De wijzigingen zijn opgeslagen."),
        Some("voorgesteld") => Some("De afspraak is voorgesteld aan de partijen."),
        Some("opnieuw-gevraagd") => Some("De wijziging ligt bij de partijen: zij is opnieuw ter bevestiging gevraagd."),
        Some("beantwoord") => Some("Uw antwoord is vastgelegd."),
        Some("bekrachtigd") => Some("Uw antwoord is vastgelegd. Alle partijen hebben bevestigd: de afspraak geldt."),
        Some("afronden") => Some("De afspraak is afgerond."),
        Some("heropenen") => Some("De afspraak is heropend."),
        Some("intrekken") => Some("De voorgestelde wijziging is ingetrokken. Wat gold, blijft gelden."),
        Some("vervallen") => Some("De afspraak is vervallen."),
        Some("verwijderd") => Some("Het concept is verwijderd."),
        Some("geen-wijziging") => Some("Vastgelegd: wat het laatst is gemeld, klopt nog steeds."),
        Some("voortgang") => Some("De voortgang is opgeslagen."),
        _ => None,
    };
    view! {
        {move || text().map(|text| view! {
            <div class="utrecht-alert utrecht-alert--ok" role="status">
                <div class="utrecht-alert__content"><p>{text}</p></div>
            </div>
        })}
    }
}

/// Why a form was refused that this page does not show (any more).
#[component]
fn Refusal() -> impl IntoView {
    let refused = use_context::<RwSignal<Option<Submission>>>().and_then(|submission| submission.get_untracked())?;
    let failure = refused.failure.map(|failure| {
        let (title, text) = failure.texts();
        format!("{title}. {text}")
    });
    let problems = refused.rejection.problems.into_iter().map(|problem| problem.message);
    let lines: Vec<_> = failure.into_iter().chain(problems).map(|text| view! { <p>{text}</p> }).collect();
    Some(view! {
        <div class="utrecht-alert utrecht-alert--error" role="alert">
            <div class="utrecht-alert__content">{lines}</div>
        </div>
    })
}
