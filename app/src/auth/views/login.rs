//! `/inloggen` and `/inloggen/code`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::api::{EnterCode, Login};
use super::super::form::LoginForm;
use super::super::with_return;
use crate::plain::{Narrow, PlainNotice};
use crate::ui::form::field_name;
use crate::ui::{Form, Session, SubmitButton, TextField};

#[component]
pub fn LoginPage() -> impl IntoView {
    let session = expect_context::<StoredValue<Session>>().get_value();
    let return_to = return_to();
    view! {
        <Narrow title="Inloggen">
            <PlainNotice/>
            <Form path=with_return("/inloggen", &return_to) endpoint=Login::PATH>
                <TextField name="email" label="E-mailadres" kind="email" autocomplete="username"/>
                <TextField name="password" label="Wachtwoord" kind="password" autocomplete="current-password"/>
                <input type="hidden" name=field_name("return_to") value=return_to/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Inloggen"/></div>
            </Form>
            <p><a href="/wachtwoord-vergeten">"Wachtwoord vergeten?"</a></p>
        </Narrow>
        {session.demo_logins.map(|logins| view! { <DemoLogins logins=logins/> })}
    }
}

/// Where somebody wanted to go before logging in.
fn return_to() -> String {
    use_query_map().with_untracked(|query| query.get("terug")).unwrap_or_else(|| "/".to_owned())
}

#[component]
fn DemoLogins(logins: Vec<LoginForm>) -> impl IntoView {
    let return_to = return_to();
    let password = logins.first().map(|login| login.password.clone()).unwrap_or_default();
    let accounts = logins
        .into_iter()
        .map(|login| {
            let name = login.email.clone();
            view! {
                <li>
                    <form method="post" action="/inloggen">
                        <input type="hidden" name=field_name("password") value=login.password/>
                        <input type="hidden" name=field_name("return_to") value=return_to.clone()/>
                        <button class="wza-account" type="submit" name=field_name("email") value=login.email>
                            <span class="wza-account__name">{name}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="wza-narrow">
            <section class="wza-card" aria-labelledby="demo">
                <h2 id="demo">"Demo-accounts"</h2>
                <p>"Kies een account, of log in met het wachtwoord " <code>{password}</code> "."</p>
                <ul class="wza-accounts">{accounts}</ul>
            </section>
        </div>
    }
}

/// The second step, for who has a second factor.
#[component]
pub fn CodePage() -> impl IntoView {
    let return_to = return_to();
    view! {
        <Narrow title="Code invullen">
            <p>"Open de app op uw telefoon waarmee u codes maakt, en vul de code voor Woonzorgagenda in."</p>
            <Form path=with_return("/inloggen/code", &return_to) endpoint=EnterCode::PATH>
                <TextField
                    name="code"
                    label="Code"
                    hint="Zes cijfers. Telefoon kwijt? Vul dan een van uw herstelcodes in."
                    autocomplete="one-time-code"
                    class="wza-input--short"
                />
                <input type="hidden" name=field_name("return_to") value=return_to/>
                <div class="wza-form__actions wza-actions"><SubmitButton label="Verder"/></div>
            </Form>
            <p><a href="/inloggen">"Opnieuw beginnen"</a></p>
        </Narrow>
    }
}
