//! `/beheer`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::SaveSecurity;
use super::super::queries::second_factor_for_all;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, Form, RadioGroup, SubmitButton};

#[component]
pub fn AdministrationPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| {
        Ok((second_factor_for_all(&request).await?, request.state.demo_logins.is_some()))
    });
    shown(page, |(for_all, demo)| view! { <Page second_factor_for_all=for_all demo=demo/> })
}

#[component]
fn Page(second_factor_for_all: bool, demo: bool) -> impl IntoView {
    let part = |href: &'static str, title: &'static str, text: &'static str| {
        view! { <section class="wza-card"><h2><a href=href>{title}</a></h2><p>{text}</p></section> }
    };
    let choices = vec![Choice::new("nee", "Alleen voor beheerders"), Choice::new("ja", "Voor iedereen in deze regio")];
    let chosen = if second_factor_for_all { "ja" } else { "nee" };
    view! {
        <PlainTitle title="Beheer" lead="Wie er een account heeft, wat men mag en wat er is gebeurd."/>
        <div class="wza-grid">
            {part("/beheer/gebruikers", "Gebruikers", "Mensen uitnodigen, rollen en mandaten geven, accounts blokkeren.")}
            {part("/beheer/rechten", "Wie mag wat", "Een tabel van alle rollen en wat zij mogen.")}
            {part("/beheer/logboek", "Logboek", "Alles wat er is gebeurd, door wie en namens wie. Niemand kan het wijzigen.")}
        </div>
        <section class="wza-card" aria-labelledby="beveiliging">
            <h2 id="beveiliging">"Inloggen"</h2>
            <Form path="/beheer" endpoint=SaveSecurity::PATH>
                <RadioGroup
                    name="second_factor_for_all"
                    label="Voor wie is inloggen in twee stappen verplicht?"
                    hint="Wie nog geen tweede stap heeft, stelt die bij de volgende klik in."
                    choices=choices
                    value=chosen
                />
                {demo.then(|| view! { <p class="wza-notice">"Dit is een demo: hier wordt de tweede stap aan niemand gevraagd."</p> })}
                <div class="wza-form__actions wza-actions"><SubmitButton label="Opslaan"/></div>
            </Form>
        </section>
        <p class="wza-muted">"Organisaties, opgaven, doelen en termijnen komen uit het regiobestand. Wie de server beheert, leest dat in."</p>
    }
}
