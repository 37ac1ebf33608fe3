//! The list as a spreadsheet.

use leptos::prelude::*;

/// What a list is taken out as, with the filter of its address: `/projecten?status=actief`.
#[component]
pub fn DownloadLinks(
    address: String,
    /// What the files are called.
    #[prop(default = "uitvoer")]
    file: &'static str,
) -> impl IntoView {
    let link = move |ending: &'static str, name: &'static str| {
        let (path, query) = address.split_at(address.find('?').unwrap_or(address.len()));
        // The router of a live page would look for a page there.
        view! { <a href=format!("{path}/{file}.{ending}{query}") rel="external">{name}</a> }
    };
    view! { <p class="wza-muted">"Downloaden: " {link("xlsx", "Excel")} ", " {link("csv", "CSV")}</p> }
}
