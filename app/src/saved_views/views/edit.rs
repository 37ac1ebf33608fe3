//! `/weergaven/nieuw` and `/weergaven/{id}/wijzigen`.

use domain::saved_views::NOTHING_TO_SAVE;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::api::{RemoveView, SaveView};
use super::super::data::SavedView;
use super::super::queries::{EditPage, NewPage, edit_page, new_page};
use super::super::records::stored;
use crate::commitments::filter::Filter;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, CheckboxGroup, Choice, Crumb, Form, LeftOut, LeftOutNotice, SeenVersion, SubmitButton, TextField,
};

#[component]
pub fn NewViewPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| new_page(&request, &asked).await);
    shown(page, move |page| view! { <New page=page filter=filter left_out=left_out/> })
}

#[component]
fn New(page: NewPage, filter: Filter, mut left_out: LeftOut) -> impl IntoView {
    let NewPage { filters, unknown, organisation } = page;
    let filter = filter.without_unknown(&unknown).on_page(1);
    left_out.unknown.extend(unknown);
    let back = filter.address();
    let to_list = back.clone();
    let form = match stored(&filter) {
        Some(stored) => view! {
            <FilterInWords filters=filters/>
            <Form path=filter.address_at("/weergaven/nieuw") endpoint=SaveView::PATH>
                <input type="hidden" name=field_name("filter") value=stored/>
                <Fields name=String::new() shared=false organisation=organisation/>
                <Buttons back=back/>
            </Form>
        }
        .into_any(),
        None => view! {
            <p class="wza-notice">{NOTHING_TO_SAVE}</p>
            <div class="wza-actions"><a class="nl-button nl-button--primary" href="/afspraken">"Naar de afspraken"</a></div>
        }
        .into_any(),
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Afspraken", to_list), Crumb::here("Weergave bewaren")]/>
        <PlainTitle title="Weergave bewaren" lead="U bewaart het filter, niet de afspraken van nu."/>
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=("/afspraken", "Toon alle afspraken")/>
        {form}
    }
}

#[component]
fn FilterInWords(filters: Vec<String>) -> impl IntoView {
    let lines: Vec<_> = filters.into_iter().map(|filter| view! { <li>{filter}</li> }).collect();
    view! {
        <section class="wza-card" aria-labelledby="filter">
            <h2 id="filter">"Het filter"</h2>
            <ul>{lines}</ul>
        </section>
    }
}

#[component]
pub fn EditViewPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| view! { <Edit page=page/> })
}

#[component]
fn Edit(page: EditPage) -> impl IntoView {
    let EditPage { view: SavedView { id, name, address, shared }, version, filters, organisation } = page;
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link("Weergaven", PATH),
            Crumb::here(name.clone()),
        ]/>
        <PlainTitle title=format!("Weergave wijzigen: {name}")/>
        <FilterInWords filters=filters/>
        <p><a href=address>"Bekijk de lijst met dit filter"</a></p>
        <Form path=format!("{PATH}/{id}/wijzigen") endpoint=SaveView::PATH>
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <SeenVersion version=version.to_string()/>
            <Fields name=name shared=shared organisation=organisation/>
            <Buttons back=PATH.to_owned()/>
        </Form>
        <section class="wza-card" aria-labelledby="weg">
            <h2 id="weg">"Verwijderen"</h2>
            <p>"De afspraken zelf blijven. Alleen deze weergave gaat weg, ook voor collega's."</p>
            <Form path=format!("{PATH}/{id}/verwijderen") endpoint=RemoveView::PATH>
                <input type="hidden" name=field_name("id") value=id.to_string()/>
                <input type="hidden" name=field_name("version") value=version.to_string()/>
                <SubmitButton label="Weergave verwijderen" secondary=true/>
            </Form>
        </section>
    }
}

#[component]
fn Fields(name: String, shared: bool, organisation: String) -> impl IntoView {
    let ticked = if shared { vec!["ja".to_owned()] } else { vec![] };
    view! {
        <section class="wza-form__section" aria-labelledby="naam">
            <h2 id="naam">"Naam en voor wie"</h2>
            <TextField name="name" label="Naam" hint="Bijvoorbeeld ‘Rood en over tijd’." value=name/>
            <CheckboxGroup
                name="shared"
                label="Delen"
                choices=vec![Choice::new("ja", format!("Delen met {organisation}"))]
                ticked=ticked
                optional=true
            />
        </section>
    }
}

#[component]
fn Buttons(back: String) -> impl IntoView {
    view! {
        <div class="wza-form__actions wza-actions">
            <SubmitButton label="Opslaan"/>
            <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
        </div>
    }
}
