//! `/beheer/gebruikers/nieuw` and `/beheer/gebruikers/{id}`

use domain::organisations::Role;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::super::api::{ClearSecondFactor, Invite, SaveAccount, SendLink};
use super::super::form::TICKED;
use super::super::queries::{self, AccountState};
use super::Path;
use crate::error::AppError;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{CheckboxGroup, Choice, Form, RadioGroup, SelectField, SubmitButton, TextField};

#[component]
pub fn NewAccountPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| queries::new_account(&request).await);
    shown(page, |organisations| {
        view! {
            <Path here="Uitnodigen" through_accounts=true/>
            <PlainTitle title="Iemand uitnodigen" lead="Wie u uitnodigt, krijgt een link waarmee hij of zij zelf een wachtwoord kiest."/>
            <Form path="/beheer/gebruikers/nieuw" endpoint=Invite::PATH>
                <TextField name="email" label="E-mailadres" kind="email" hint="Hiermee logt deze persoon in."/>
                <AccountFields organisations=organisations/>
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Uitnodigen"/>
                    <a class="nl-button nl-button--subtle" href="/beheer/gebruikers">"Annuleren"</a>
                </div>
            </Form>
        }
    })
}

#[component]
fn AccountFields(
    organisations: Vec<Choice>,
    #[prop(into, optional)] name: String,
    #[prop(into, optional)] function: String,
    #[prop(into, optional)] organisation: String,
    #[prop(into, optional)] role: String,
    #[prop(optional)] mandated: bool,
) -> impl IntoView {
    let roles =
        Role::ALL.iter().map(|role| Choice::new(role.code(), format!("{}: {}", role.label(), explained(*role))));
    view! {
        <TextField name="name" label="Naam" hint="Zoals anderen die zien, bijvoorbeeld S. de Vries." value=name/>
        <TextField name="function" label="Functie" hint="Bijvoorbeeld beleidsmedewerker wonen en zorg." optional=true value=function/>
        <SelectField name="organisation" label="Organisatie" choices=organisations nothing="Kies een organisatie" value=organisation/>
        <RadioGroup name="role" label="Rol" choices=roles.collect() value=role/>
        <OneBox name="mandated" label="Mandaat" text="Mag als medewerker voor de organisatie bevestigen" ticked=mandated/>
    }
}

/// A box that is ticked or not: either is an answer, so that nothing is said of filling it in.
#[component]
fn OneBox(name: &'static str, #[prop(into)] label: String, text: &'static str, ticked: bool) -> impl IntoView {
    let ticked = if ticked { vec![TICKED.to_owned()] } else { vec![] };
    view! { <CheckboxGroup name=name label=label choices=vec![Choice::new(TICKED, text)] ticked=ticked/> }
}

const fn explained(role: Role) -> &'static str {
    match role {
        Role::Administrator => "geeft accounts en rollen, en leest het logboek",
        Role::Driver => "houdt alle afspraken van de regio bij",
        Role::Executive => "leest, bevestigt voor de eigen organisatie, en houdt haar knelpunten bij",
        Role::Staff => "schrijft afspraken en knelpunten van de eigen organisatie en meldt voortgang",
        Role::Reader => "leest wat van de hele regio is",
    }
}

#[component]
pub fn AccountPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id").unwrap_or_default());
    let page = crate::request::served(async move |request: Request| {
        queries::account(&request, id.parse().map_err(|_| AppError::NotFound)?).await
    });
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: queries::AccountPage) -> impl IntoView {
    let queries::AccountPage { row, organisations, link, own } = page;
    let path = format!("/beheer/gebruikers/{}", row.id);
    let state = queries::state(&row.email, row.disabled, row.password_hash.is_some());
    if state == AccountState::Former {
        return view! { <Former name=row.name/> }.into_any();
    }
    let id = row.id.to_string();
    let send = match state {
        AccountState::Invited => "Opnieuw uitnodigen",
        _ => "Link voor een nieuw wachtwoord",
    };
    let clear = row.totp_secret.is_some().then(|| {
        let (path, id) = (format!("{path}/tweede-stap"), id.clone());
        view! {
            <p>"Telefoon en herstelcodes kwijt? Ga eerst na of u echt met deze persoon te maken hebt."</p>
            <OneButton path=path endpoint=ClearSecondFactor::PATH id=id label="Tweede stap wissen"/>
        }
    });
    view! {
        <Path here=row.name.clone() through_accounts=true/>
        <PlainTitle title=row.name.clone() lead=format!("{} · {}", row.email, state.label())/>
        {link.map(|link| view! { <LinkToPassOn link=link/> })}
        {own.then(|| view! { <p class="wza-notice">"Dit is uw eigen account."</p> })}
        <Form path=path.clone() endpoint=SaveAccount::PATH>
            <input type="hidden" name=field_name("id") value=row.id.to_string()/>
            <input type="hidden" name=field_name("version") value=row.version.to_string()/>
            <AccountFields
                organisations=organisations
                name=row.name
                function=row.function.unwrap_or_default()
                organisation=row.organisation_id.to_string()
                role=row.role
                mandated=row.mandated
            />
            <OneBox name="disabled" label="Toegang" text="Geblokkeerd: deze persoon kan niet meer inloggen" ticked=row.disabled/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href="/beheer/gebruikers">"Annuleren"</a>
            </div>
        </Form>
        <section class="wza-card" aria-labelledby="hulp">
            <h2 id="hulp">"Kan deze persoon er niet in?"</h2>
            <p>"Met een link kiest hij of zij zelf een wachtwoord. Een link die al verstuurd was, werkt dan niet meer."</p>
            <OneButton path=format!("{path}/link") endpoint=SendLink::PATH id=id label=send/>
            {clear}
        </section>
        <section class="wza-card" aria-labelledby="gegevens">
            <h2 id="gegevens">"Gegevens van deze persoon"</h2>
            <p>"Vraagt iemand wat er over hem of haar is vastgelegd? Dit bestand bevat dat, behalve concepten die u niet mag zien."</p>
            <div class="wza-actions">
                <a class="nl-button nl-button--secondary" href=format!("{path}/gegevens.json") download>"Gegevens downloaden"</a>
                {(!own).then(|| view! {
                    <a class="nl-button nl-button--subtle" href=format!("{path}/pseudonimiseren")>"Pseudonimiseren"</a>
                })}
            </div>
        </section>
    }
    .into_any()
}

/// Nothing can be changed any more.
#[component]
fn Former(name: String) -> impl IntoView {
    view! {
        <Path here=name.clone() through_accounts=true/>
        <PlainTitle title=name lead=AccountState::Former.label()/>
        <p>"Van wie dit account was, weet de Woonzorgagenda niet meer. Wat deze persoon deed, staat nog in de tijdlijnen en het logboek."</p>
        <p>"Komt hij of zij terug? Nodig die persoon dan opnieuw uit."</p>
        <div class="wza-actions">
            <a class="nl-button nl-button--secondary" href="/beheer/gebruikers">"Naar de gebruikers"</a>
        </div>
    }
}

#[component]
fn OneButton(path: String, endpoint: &'static str, id: String, label: &'static str) -> impl IntoView {
    view! {
        <Form path=path endpoint=endpoint>
            <input type="hidden" name=field_name("id") value=id/>
            <div class="wza-actions"><SubmitButton label=label/></div>
        </Form>
    }
}

/// Where no mail is sent.
#[component]
fn LinkToPassOn(link: String) -> impl IntoView {
    view! {
        <div class="wza-notice">
            <p>"Deze installatie verstuurt geen mail. Geef deze link zelf door, aan niemand anders. Hij werkt één keer, en u ziet hem alleen nu."</p>
            <p><code class="wza-secret">{link}</code></p>
        </div>
    }
}
