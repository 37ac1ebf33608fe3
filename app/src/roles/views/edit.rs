//! `/organisaties/{id}/rol`: writes down what an organisation does.

use domain::roles::Standing;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::super::api::SaveRole;
use super::super::queries::{RolePage as Page, role_page};
use crate::error::AppError;
use crate::organisations::PATH;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, Form, SeenVersion, SubmitButton, TextArea};

#[component]
pub fn RolePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound);
    let page = crate::request::served(async move |request: Request| role_page(&request, id?).await);
    shown(page, |page| view! { <Content page=page/> })
}

#[component]
fn Content(page: Page) -> impl IntoView {
    let Page { organisation, standing, form } = page;
    let own = format!("{PATH}/{}", form.id);
    let crumbs = vec![
        Crumb::link("Organisaties", PATH),
        Crumb::link(organisation.clone(), own.clone()),
        Crumb::here("Rolbeschrijving"),
    ];
    let asks_again = (standing == Standing::Acknowledged).then(|| {
        view! { <p class="wza-notice">"De bestuurder heeft de huidige tekst erkend. Een gewijzigde tekst vraagt opnieuw om erkenning."</p> }
    });
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PlainTitle
            title=format!("Rolbeschrijving {organisation}")
            lead="Wat doet deze organisatie in de regio, en wat mogen anderen van haar verwachten? De hele regio leest dit."
        />
        {asks_again}
        <Form path=format!("{own}/rol") endpoint=SaveRole::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <SeenVersion version=form.version/>
            <section class="wza-form__section" aria-labelledby="tekst">
                <h2 id="tekst">"De tekst"</h2>
                <TextArea
                    name="text"
                    label="Rolbeschrijving"
                    hint="Een lege regel begint een nieuwe alinea. Geen namen van personen."
                    value=form.text
                    rows=12
                />
            </section>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=own>"Annuleren"</a>
            </div>
        </Form>
    }
}
