//! `/afspraken`

use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::api::{commitment_filter_options, list_commitments};
use super::super::data::{FilterOptions, ListPage};
use super::super::filter::Filter;
use super::CommitmentTable;
use super::filter_form::{Chips, FilterForm};
use crate::ui::{Loaded, PageTitle, Session, page_data};

#[component]
pub fn ListCommitmentsPage() -> impl IntoView {
    let query = use_query_map();
    let read = Memo::new(move |_| query.with(Filter::from_query));
    let filter = Memo::new(move |_| read.get().0);
    let options = page_data(|| (), |()| commitment_filter_options());
    let page = page_data(move || filter.get(), list_commitments);
    let session = expect_context::<StoredValue<Session>>().get_value();
    let may_create = session.visitor.is_some_and(|visitor| visitor.may_create);
    view! {
        <PageTitle
            title="Afspraken"
            lead="Wie doet wat, wanneer en waar."
            actions=may_create.then(|| view! { <NewCommitmentLink/> }.into_any())
        />
        <div class="wza-list">
            <Loaded resource=options view=move |options: FilterOptions| view! {
                <FilterForm filter=filter options=options.clone()/>
                <div class="wza-list__results">
                    <Loaded resource=page view=move |page| {
                        let (filter, unread) = read.get_untracked();
                        view! { <Results page=page filter=filter unread=unread options=options.clone()/> }
                    }/>
                </div>
            }/>
        </div>
    }
}

#[component]
pub fn NewCommitmentLink() -> impl IntoView {
    view! {
        <a class="nl-button nl-button--primary" href="/afspraken/nieuw">
            <span class="nl-button__icon-start"><span class="wza-icon wza-icon--plus" aria-hidden="true"></span></span>
            <span class="nl-button__label">"Nieuwe afspraak"</span>
        </a>
    }
}

/// `unread`: parts of the address that are no filter.
#[component]
fn Results(page: ListPage, filter: Filter, unread: Vec<String>, options: FilterOptions) -> impl IntoView {
    let unknown: Vec<String> = unread.into_iter().chain(page.unknown).collect();
    let word = if page.total == 1 { "afspraak" } else { "afspraken" };
    let total = dutch::number(i64::try_from(page.total).unwrap_or(i64::MAX));
    let rows = if page.rows.is_empty() {
        view! { <Nothing/> }.into_any()
    } else {
        view! { <CommitmentTable rows=page.rows/> }.into_any()
    };
    view! {
        <UnknownFilters unknown=unknown/>
        <p class="wza-list__count" role="status"><strong>{total}</strong> {format!(" {word}")}</p>
        <Chips filter=filter.clone() options=options/>
        {rows}
        <Pagination filter=filter page=page.page pages=page.pages/>
    }
}

#[component]
fn UnknownFilters(unknown: Vec<String>) -> impl IntoView {
    (!unknown.is_empty()).then(|| {
        #[cfg(feature = "ssr")]
        crate::ui::set_status(400);
        view! {
            <div class="utrecht-alert utrecht-alert--warning" role="alert">
                <div class="utrecht-alert__content">
                    <p>
                        {format!("Dit deel van het adres kennen wij niet: {}. ", unknown.join(", "))}
                        <a href="/afspraken">"Toon alle afspraken"</a>
                    </p>
                </div>
            </div>
        }
    })
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

#[component]
fn Pagination(filter: Filter, page: u64, pages: u64) -> impl IntoView {
    let to = |number: u64| filter.on_page(number).address();
    let previous = (page > 1).then(|| {
        view! { <a class="utrecht-pagination__relative-link" href=to(page - 1) rel="prev">"Vorige"</a> }
    });
    let next = (page < pages).then(|| {
        view! { <a class="utrecht-pagination__relative-link" href=to(page + 1) rel="next">"Volgende"</a> }
    });
    let numbers = shown_pages(page, pages)
        .into_iter()
        .map(|number| match number {
            None => view! { <span class="wza-pagination__gap">"…"</span> }.into_any(),
            Some(number) => {
                let current = number == page;
                let class = if current {
                    "utrecht-pagination__page-link utrecht-pagination__page-link--current"
                } else {
                    "utrecht-pagination__page-link"
                };
                view! {
                    <a
                        class=class
                        href=to(number)
                        aria-current=current.then_some("page")
                        aria-label=format!("Pagina {number}")
                    >
                        {number}
                    </a>
                }
                .into_any()
            }
        })
        .collect_view();
    (pages > 1).then(|| {
        view! {
            <nav class="utrecht-pagination wza-pagination" aria-label="Pagina's">
                {previous} <span class="wza-pagination__pages">{numbers}</span> {next}
            </nav>
        }
    })
}

/// The first, the last and those around the current page; `None` is a gap.
fn shown_pages(page: u64, pages: u64) -> Vec<Option<u64>> {
    let mut shown = Vec::new();
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1) {
        if shown.last().copied().flatten().is_some_and(|last: u64| number > last + 1) {
            shown.push(None);
        }
        shown.push(Some(number));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_pages;

    #[test]
    fn far_pages_are_left_out() {
        assert_eq!(shown_pages(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(shown_pages(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
    }
}
