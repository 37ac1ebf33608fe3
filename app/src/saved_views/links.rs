//! Above the list of commitments: the views of who reads it.

use leptos::prelude::*;

use super::PATH;
use super::data::SavedView;
use crate::commitments::filter::Filter;

#[component]
pub fn SavedViewLinks(views: Vec<SavedView>, filter: Filter) -> impl IntoView {
    let here = filter.on_page(1).address();
    let save = (here != "/afspraken" && views.iter().all(|view| view.address != here))
        .then(|| filter.on_page(1).address_at("/weergaven/nieuw"));
    let manage = (!views.is_empty()).then_some(PATH);
    let links: Vec<_> = views
        .into_iter()
        .map(|view| {
            let current = (view.address == here).then_some("true");
            view! { <li><a href=view.address aria-current=current>{view.name}</a></li> }.into_any()
        })
        .collect();
    let more = [(save, "Bewaar deze weergave"), (manage.map(str::to_owned), "Weergaven beheren")];
    let more: Vec<_> = more
        .into_iter()
        .filter_map(|(href, text)| Some(view! { <li><a href=href? rel="external">{text}</a></li> }.into_any()))
        .collect();
    view! {
        <nav aria-label="Weergaven">
            <ul class="wza-views">{links} {more}</ul>
        </nav>
    }
}
