//! `/afspraken`

use domain::dutch;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::api::{commitment_filter_options, list_commitments};
use super::super::data::{FilterOptions, ListPage};
use super::super::filter::Filter;
use super::CommitmentTable;
use super::filter_form::{Chips, FilterForm};
use crate::saved_views::links::SavedViewLinks;
use crate::ui::{DownloadLinks, LeftOut, LeftOutNotice, Loaded, PageTitle, Pagination, Session, page_data};

#[component]
pub fn ListCommitmentsPage() -> impl IntoView {
    let query = use_query_map();
    let read = Memo::new(move |_| query.with(Filter::from_query));
    let filter = Memo::new(move |_| read.get().0);
    let options = page_data(|| (), |()| commitment_filter_options());
    let page = page_data(move || filter.get(), list_commitments);
    let results = NodeRef::<html::Div>::new();
    // Who turns the page reads on at its top, by keyboard too.
    Effect::new(move |before: Option<Filter>| {
        let now = filter.get();
        let turned = before.is_some_and(|before| before.page != now.page && before.on_page(1) == now.on_page(1));
        if turned && let Some(results) = results.get_untracked() {
            let _ = results.focus();
        }
        now
    });
    let session = expect_context::<StoredValue<Session>>().get_value();
    let may_create = session.visitor.is_some_and(|visitor| visitor.may_create);
    view! {
        <PageTitle
            title="Afspraken"
            lead="Wie doet wat, wanneer en waar."
            actions=may_create.then(|| view! { <NewCommitmentLink municipality=Signal::derive(move || filter.get().municipality)/> }.into_any())
        />
        <div class="wza-list">
            <Loaded resource=options view=move |options: FilterOptions| view! {
                <FilterForm filter=filter options=options.clone()/>
                <div class="wza-list__results" tabindex="-1" node_ref=results>
                    <Loaded resource=page view=move |page| {
                        let (filter, left_out) = read.get_untracked();
                        view! { <Results page=page filter=filter left_out=left_out options=options.clone() may_report=may_create/> }
                    }/>
                </div>
            }/>
        </div>
    }
}

#[component]
pub fn NewCommitmentLink(
    /// By slug: the agenda that the form starts with, instead of one's own.
    municipality: Signal<Option<String>>,
) -> impl IntoView {
    let href = move || match municipality.get() {
        Some(slug) => format!("/afspraken/nieuw?gemeente={slug}"),
        None => "/afspraken/nieuw".to_owned(),
    };
    view! {
        <a class="nl-button nl-button--primary" href=href>
            <span class="nl-button__icon-start"><span class="wza-icon wza-icon--plus" aria-hidden="true"></span></span>
            <span class="nl-button__label">"Nieuwe afspraak"</span>
        </a>
    }
}

#[component]
fn Results(
    page: ListPage,
    filter: Filter,
    mut left_out: LeftOut,
    options: FilterOptions,
    may_report: bool,
) -> impl IntoView {
    let asked_page = filter.page;
    let filter = filter.without_unknown(&page.unknown);
    left_out.unknown.extend(page.unknown);
    let word = if page.total == 1 { "afspraak" } else { "afspraken" };
    let total = dutch::number(i64::try_from(page.total).unwrap_or(i64::MAX));
    let agreements = page.agreements.filter(|agreements| *agreements < page.total).map(|agreements| {
        let text = format!(
            "Dit zijn {agreements} verschillende afspraken: wat voor elke gemeente geldt, staat in elke agenda apart."
        );
        view! { <p class="wza-muted">{text}</p> }
    });
    let rows = if page.rows.is_empty() {
        view! { <Nothing/> }.into_any()
    } else {
        view! { <CommitmentTable rows=page.rows/> }.into_any()
    };
    view! {
        <LeftOutNotice
            left_out=left_out
            pages=(asked_page, page.page)
            everything=("/afspraken", "Toon alle afspraken")
        />
        <p class="wza-list__count" role="status"><strong>{total}</strong> {format!(" {word}")}</p>
        {agreements}
        {(may_report && page.total > 0).then(|| view! { <SeveralAtOnce filter=filter.clone()/> })}
        <SavedViewLinks views=options.views.clone() filter=filter.clone()/>
        <Chips filter=filter.clone() options=options/>
        {rows}
        <DownloadLinks address=filter.on_page(1).address()/>
        <Pagination page=page.page pages=page.pages to=move |number| filter.on_page(number).address()/>
    }
}

/// What can be done with all commitments of a filter.
#[component]
fn SeveralAtOnce(filter: Filter) -> impl IntoView {
    view! {
        <p>
            <a href=filter.address_at("/afspraken/ronde") rel="external">"Voortgang bijwerken, één voor één"</a>
            ", "
            <a href=filter.address_at("/afspraken/wijzigen") rel="external">"samen wijzigen"</a>
        </p>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">"Geen afspraken gevonden"</h2>
            <p>"Er past niets bij deze filters. Haal er een weg, of zoek op een ander woord."</p>
            <div class="wza-actions"><a class="nl-button nl-button--secondary" href="/afspraken">"Toon alle afspraken"</a></div>
        </div>
    }
}
