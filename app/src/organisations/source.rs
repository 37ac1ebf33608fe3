//! The document that says so.

use leptos::prelude::*;

/// Where a fact of the region was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub title: String,
    /// The chapter or page.
    pub detail: Option<String>,
    pub url: Option<String>,
    /// False: nobody has seen a document that says it.
    pub verified: bool,
}

/// In a table's cell: the document, and whether the fact is still to be checked.
#[component]
pub fn SourceNote(source: Option<Source>) -> impl IntoView {
    let content = match source {
        Some(source) => named(source),
        None => "onbekend".into_any(),
    };
    view! { <span class="wza-muted">{content}</span> }
}

/// Below a table or chart: `Bron: …`; nothing when there is none.
#[component]
pub fn SourceList(sources: Vec<Source>) -> impl IntoView {
    let label = if sources.len() == 1 { "Bron: " } else { "Bronnen: " };
    let item = |(index, source)| view! { {(index > 0).then_some("; ")} {named(source)} };
    (!sources.is_empty()).then(|| {
        view! { <p class="wza-muted">{label} {sources.into_iter().enumerate().map(item).collect_view()}</p> }
    })
}

fn named(source: Source) -> AnyView {
    let title = match source.url {
        Some(url) => view! { <a href=url>{source.title}</a> }.into_any(),
        None => source.title.into_any(),
    };
    view! {
        {title}
        {source.detail.map(|detail| format!(", {detail}"))}
        {(!source.verified).then(|| view! { " " <span class="nl-data-badge">"Te controleren"</span> })}
    }
    .into_any()
}

/// Each source once, in the order in which they come.
pub fn distinct(sources: impl IntoIterator<Item = Source>) -> Vec<Source> {
    let mut all: Vec<Source> = Vec::new();
    for source in sources {
        if !all.contains(&source) {
            all.push(source);
        }
    }
    all
}
