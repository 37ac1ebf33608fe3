//! What the screen shows when it cannot show what was asked for.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

#[cfg(feature = "ssr")]
use super::form::Submission;
use crate::error::AppError;

#[component]
pub fn ErrorPage(error: AppError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    set_status(error.status());
    let (title, text) = error.texts();
    let way_on = match error {
        AppError::LoggedOut => {
            view! { <a class="nl-button nl-button--primary" href="/inloggen" rel="external">"Inloggen"</a> }.into_any()
        }
        // What may be there in a moment.
        AppError::Unreachable | AppError::Unavailable | AppError::Outdated => {
            let (path, query) = (use_location().pathname, use_location().search);
            let here = move || format!("{}{}", path.get(), question(&query.get()));
            view! { <a class="nl-button nl-button--primary" href=here rel="external">"Opnieuw proberen"</a> }.into_any()
        }
        _ => view! { <a class="nl-button nl-button--primary" href="/">"Naar het dashboard"</a> }.into_any(),
    };
    let typed = typed();
    let (title, text) = match (error, typed.is_some()) {
        (AppError::NotFound, true) => ("Deze pagina bestaat niet meer", GONE),
        _ => (title, text),
    };
    view! {
        <Title text=title/>
        <div class="wza-error-page">
            <p class="wza-error-page__code">{error.status()}</p>
            <h1>{title}</h1>
            <p>{text}</p>
            {typed}
            <div class="wza-actions">{way_on}</div>
        </div>
    }
}

/// The query of an address, with its question mark: where it comes from decides whether it had one.
fn question(search: &str) -> String {
    let search = search.trim_start_matches('?');
    if search.is_empty() { String::new() } else { format!("?{search}") }
}

/// What became of a thing while somebody wrote about it.
pub const GONE: &str =
    "Wat u wilde opslaan is intussen weg, of u mag het niet meer zien. Kopieer uw tekst als u hem nog nodig hebt.";

#[cfg(not(feature = "ssr"))]
const fn typed() -> Option<AnyView> {
    None
}

/// What was posted to where it cannot be saved, so that its writer can still copy it; without JavaScript the form is gone.
#[cfg(feature = "ssr")]
fn typed() -> Option<AnyView> {
    typed_words(use_context::<Submission>().filter(|submission| submission.failure.is_some())?)
}

/// The words of a form that was posted, to be copied.
#[cfg(feature = "ssr")]
pub fn typed_words(submission: Submission) -> Option<AnyView> {
    // Words only: ids, versions and the values of lists, which are in small letters, are the form's own.
    let words = |text: &String| {
        let text = text.trim();
        text.contains(|c: char| c.is_whitespace() || c.is_uppercase()) || text.len() > 40
    };
    let is_id = |text: &String| text.parse::<uuid::Uuid>().is_ok();
    let texts: Vec<String> =
        submission.pairs.into_iter().map(|(_, value)| value).filter(|text| words(text) && !is_id(text)).collect();
    (!texts.is_empty()).then(|| {
        let lines = texts.into_iter().map(|text| view! { <li>{super::paragraphs(&text)}</li> }).collect::<Vec<_>>();
        view! { <h2>"Wat u had ingevuld"</h2> <ul>{lines}</ul> }.into_any()
    })
}

/// The status of the page that is being rendered.
#[cfg(feature = "ssr")]
pub(crate) fn set_status(status: u16) {
    if let (Some(response), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(status))
    {
        response.set_status(status);
    }
}
