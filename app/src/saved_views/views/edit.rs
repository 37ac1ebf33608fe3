//! `/weergaven/nieuw` and `/weergaven/{id}/wijzigen`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::api::{RemoveView, SaveView};
use super::super::data::SavedView;
use super::super::queries::{EditPage, edit_page};
use super::super::records::stored;
use crate::commitments::filter::Filter;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, CheckboxGroup, Choice, Crumb, Form, SubmitButton, TextField};

#[component]
pub fn NewViewPage() -> impl IntoView {
    let filter = use_query_map().with_untracked(|query| Filter::from_query(query).0);
    let organisation = crate::request::served(async |request: Request| Ok(request.user.organisation.clone()));
    shown(organisation, move |organisation| {
        let path = filter.on_page(1).address_at("/weergaven/nieuw");
        let back = filter.address();
        view! {
            <Breadcrumb crumbs=vec![Crumb::link("Afspraken", back.clone()), Crumb::here("Weergave bewaren")]/>
            <PlainTitle title="Weergave bewaren" lead="U bewaart het filter, niet de afspraken van nu."/>
            <Form path=path endpoint=SaveView::PATH>
                <input type="hidden" name=field_name("filter") value=stored(&filter).unwrap_or_default()/>
                <Fields name=String::new() shared=false organisation=organisation/>
                <Buttons back=back/>
            </Form>
        }
    })
}

#[component]
pub fn EditViewPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| view! { <Edit page=page/> })
}

#[component]
fn Edit(page: EditPage) -> impl IntoView {
    let EditPage { view: SavedView { id, name, address, shared }, version, organisation } = page;
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link("Weergaven", PATH),
            Crumb::here(name.clone()),
        ]/>
        <PlainTitle title=format!("Weergave wijzigen: {name}")/>
        <p><a href=address>"Bekijk de lijst met dit filter"</a></p>
        <Form path=format!("{PATH}/{id}/wijzigen") endpoint=SaveView::PATH>
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <input type="hidden" name=field_name("version") value=version.to_string()/>
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
