//! What the screen shows when it cannot show what was asked for.

use leptos::prelude::*;
use leptos_meta::Title;

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
        _ => view! { <a class="nl-button nl-button--primary" href="/">"Naar het dashboard"</a> }.into_any(),
    };
    view! {
        <Title text=title/>
        <div class="wza-error-page">
            <p class="wza-error-page__code">{error.status()}</p>
            <h1>{title}</h1>
            <p>{text}</p>
            <div class="wza-actions">{way_on}</div>
        </div>
    }
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
