//! `/beheer/gebruikers/{id}/pseudonimiseren`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::super::api::Pseudonymise;
use super::super::queries::{self, AccountState};
use super::Path;
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, SubmitButton, TextField};

#[component]
pub fn PseudonymisePage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let page = crate::request::served(async move |request: Request| {
        queries::account(&request, id.parse().map_err(|_| AppError::NotFound)?).await
    });
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: queries::AccountPage) -> impl IntoView {
    let queries::AccountPage { row, own, .. } = page;
    let account = format!("/beheer/gebruikers/{}", row.id);
    let state = queries::state(&row.email, row.disabled, row.password_hash.is_some());
    let body = match (own, state) {
        (true, _) => view! { <p>"Dit is uw eigen account. Vraag een andere beheerder om dit te doen."</p> }.into_any(),
        (false, AccountState::Former) => view! { <p>"Dit is al gebeurd."</p> }.into_any(),
        (false, _) => view! { <Confirm id=row.id.to_string() email=row.email account=account.clone()/> }.into_any(),
    };
    view! {
        <Path here="Pseudonimiseren" through_accounts=true/>
        <PlainTitle title=format!("{} pseudonimiseren", row.name)/>
        {body}
        <p><a href=account>"Terug naar het account"</a></p>
    }
}

#[component]
fn Confirm(id: String, email: String, account: String) -> impl IntoView {
    view! {
        <p>"Doe dit als iemand weg is en niet meer herkenbaar hoeft te zijn. Het kan niet ongedaan worden gemaakt."</p>
        <ul>
            <li>"Naam, e-mailadres en functie verdwijnen. Overal komt “Oud-medewerker” met een willekeurig nummer te staan."</li>
            <li>"Wachtwoord, tweede stap, links en sessies verdwijnen. Inloggen kan nooit meer met dit account."</li>
            <li>"Afspraken, meldingen, tijdlijnen en het logboek blijven zoals ze zijn. Namen die mensen zelf in een tekst typten, blijven daar staan."</li>
            <li>"Het e-mailadres komt vrij: u kunt deze persoon later opnieuw uitnodigen."</li>
        </ul>
        <p>"Dit account heeft het e-mailadres " <strong>{email}</strong> "."</p>
        <Form path=format!("{account}/pseudonimiseren") endpoint=Pseudonymise::PATH>
            <input type="hidden" name=field_name("id") value=id/>
            <TextField name="email" label="E-mailadres van dit account" kind="email" hint="Typ het over, om zeker te zijn dat u het juiste account voor u hebt."/>
            <div class="wza-form__actions wza-actions"><SubmitButton label="Definitief pseudonimiseren"/></div>
        </Form>
    }
}
