//! `/wachtwoord-vergeten`, `/wachtwoord/{token}` and `/account/wachtwoord`

use domain::accounts::LinkPurpose;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::super::api::{AskReset, ChangePassword, SetPassword};
use super::super::links::{self, Link};
use crate::error::AppError;
use crate::plain::{Narrow, shown};
use crate::request::AppState;
use crate::ui::form::field_name;
use crate::ui::{Form, SubmitButton, TextField, set_status};

const HINT: &str = "Minstens 12 tekens. Een zin van een paar woorden is makkelijk te onthouden en moeilijk te raden.";

#[component]
pub fn ForgottenPasswordPage() -> impl IntoView {
    let sent = use_query_map().with_untracked(|query| query.get("melding")).as_deref() == Some("verstuurd");
    let delivers = use_context::<AppState>().is_some_and(|state| state.mailing.delivers);
    let content = match (sent, delivers) {
        (true, true) => view! {
            <div class="utrecht-alert utrecht-alert--ok" role="status">
                <div class="utrecht-alert__content">
                    <p>"Is er een account met dit e-mailadres? Dan krijgt u binnen een paar minuten een mail met een link."</p>
                </div>
            </div>
            <p>"Geen mail? Kijk bij de ongewenste mail, of vraag de beheerder van uw regio."</p>
        }
        .into_any(),
        (_, false) => view! {
            <p>"Deze installatie kan geen mail versturen. Vraag de beheerder van uw regio om een link voor een nieuw wachtwoord."</p>
        }
        .into_any(),
        (false, true) => view! {
            <p>"Vul uw e-mailadres in. U krijgt een mail met een link waarmee u een nieuw wachtwoord kiest."</p>
            <Form path="/wachtwoord-vergeten" endpoint=AskReset::PATH>
                <TextField name="email" label="E-mailadres" kind="email" autocomplete="username"/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Stuur mij een link"/></div>
            </Form>
        }
        .into_any(),
    };
    view! {
        <Narrow title="Wachtwoord vergeten">
            {content}
            <p><a href="/inloggen">"Terug naar inloggen"</a></p>
        </Narrow>
    }
}

/// Choosing a password by the link of a mail.
#[component]
pub fn SetPasswordPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token").unwrap_or_default());
    let secret = token.clone();
    let link = async move {
        let state = use_context::<AppState>().ok_or(AppError::Internal)?;
        Ok(links::find(&state.database, &secret, state.clock.now()).await?)
    };
    shown(link, move |link: Option<Link>| match link {
        Some(link) => view! { <SetPasswordForm token=token link=link/> }.into_any(),
        None => view! { <DeadLink/> }.into_any(),
    })
}

#[component]
fn SetPasswordForm(token: String, link: Link) -> impl IntoView {
    let title = match link.purpose {
        LinkPurpose::Invitation => "Welkom bij de Woonzorgagenda",
        LinkPurpose::Reset => "Nieuw wachtwoord",
    };
    view! {
        <Narrow title=title>
            <p>"Kies een wachtwoord voor " <strong>{link.account.email.clone()}</strong> "."</p>
            <Form path=links::path(&token) endpoint=SetPassword::PATH>
                <input type="hidden" name=field_name("token") value=token.clone()/>
                // For password managers, which keep a password under a name.
                <input class="wza-visually-hidden" type="email" name="username" value=link.account.email autocomplete="username" tabindex="-1" aria-hidden="true" readonly/>
                <NewPassword/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Wachtwoord opslaan"/></div>
            </Form>
        </Narrow>
    }
}

#[component]
fn NewPassword() -> impl IntoView {
    view! {
        <TextField name="password" label="Nieuw wachtwoord" hint=HINT kind="password" autocomplete="new-password"/>
        <TextField name="password_again" label="Nog een keer" kind="password" autocomplete="new-password"/>
    }
}

#[component]
fn DeadLink() -> impl IntoView {
    set_status(404);
    view! {
        <Narrow title="Deze link werkt niet meer">
            <p>"Elke link werkt één keer, en niet langer dan in de mail staat."</p>
            <p>
                "Had u al een wachtwoord? " <a href="/wachtwoord-vergeten">"Vraag een nieuwe link aan"</a>
                ". Bent u net uitgenodigd? Vraag dan de beheerder van uw regio om een nieuwe uitnodiging."
            </p>
        </Narrow>
    }
}

#[component]
pub fn ChangePasswordPage() -> impl IntoView {
    view! {
        <Narrow title="Wachtwoord wijzigen">
            <p>"In andere browsers wordt u uitgelogd."</p>
            <Form path="/account/wachtwoord" endpoint=ChangePassword::PATH>
                <TextField name="current_password" label="Huidig wachtwoord" kind="password" autocomplete="current-password"/>
                <NewPassword/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Wachtwoord wijzigen"/>
                    <a class="nl-button nl-button--subtle" href="/account">"Annuleren"</a>
                </div>
            </Form>
        </Narrow>
    }
}
