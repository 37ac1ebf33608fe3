//! `/overleggen/{id}/sinds`

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::filter::Filter;
use super::super::queries::{OfMeeting, of_meeting};
use super::super::{MEETING, PATH, address_of};
use super::lines::Difference;
use crate::commitments::views::plain_id;
use crate::meetings;
use crate::meetings::views::Path;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{LeftOut, LeftOutNotice};

#[component]
pub fn SinceMeetingPage() -> impl IntoView {
    let id = plain_id("id");
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| of_meeting(&request, id?, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, left_out: LeftOut, page: OfMeeting) -> impl IntoView {
    let OfMeeting { meeting, label, frozen, to, shown } = page;
    let address = address_of(meeting);
    let through = (format!("{}/{meeting}", meetings::PATH), label.clone());
    let mut left_out = left_out;
    let pages = shown.as_ref().map_or((1, 1), |shown| (filter.page, shown.page));
    left_out.unknown.extend(shown.iter().flat_map(|shown| shown.unknown.clone()));
    let not_frozen = (!frozen && shown.is_some()).then(|| {
        view! {
            <p class="wza-muted">{format!("De peildatum van dit overleg is niet vastgelegd. U ziet de stand van {}.", to.label)}</p>
        }
    });
    let body = match shown {
        Some(shown) => {
            view! { <Difference shown=shown download=file_of(meeting, &filter) filter=filter path=address.clone()/> }
                .into_any()
        }
        None => view! { <NoFormer/> }.into_any(),
    };
    view! {
        <Path through=Some(through) here="Sinds het vorige overleg"/>
        <PlainTitle title="Sinds het vorige overleg" lead=label/>
        <LeftOutNotice left_out=left_out pages=pages everything=("?", "Toon alle veranderingen")/>
        {not_frozen}
        {body}
    }
}

#[component]
fn NoFormer() -> impl IntoView {
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">"Er is geen vorig overleg om mee te vergelijken"</h2>
            <p>"Van geen eerder overleg is de peildatum vastgelegd. U kunt wel " <a href=PATH>"twee dagen vergelijken"</a> "."</p>
        </div>
    }
}

/// Files are taken out at one address, whatever they are of.
fn file_of(meeting: uuid::Uuid, filter: &Filter) -> String {
    let address = filter.on_page(1).address(PATH);
    let joined = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joined}{MEETING}={meeting}")
}
