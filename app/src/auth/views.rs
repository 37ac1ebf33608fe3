//! The login page.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use super::LoginForm;
use super::api::Login;
use crate::ui::form::field_name;
use crate::ui::{Form, Session, SubmitButton, TextField};

#[component]
pub fn LoginPage() -> impl IntoView {
    let session = expect_context::<StoredValue<Session>>().get_value();
    let return_to = use_query_map().with_untracked(|query| query.get("terug").unwrap_or_default());
    let mut query = ParamsMap::new();
    if !return_to.is_empty() {
        query.insert("terug", return_to.clone());
    }
    let path = format!("/inloggen{}", query.to_query_string());
    view! {
        <Title text="Inloggen"/>
        <main class="wza-main wza-main--narrow" id="inhoud" tabindex="-1">
            <div class="wza-card wza-card--roomy">
                <h1>"Inloggen"</h1>
                <Form path=path endpoint=Login::PATH reload=true>
                    <TextField name="email" label="E-mailadres" kind="email" autocomplete="username"/>
                    <TextField name="password" label="Wachtwoord" kind="password" autocomplete="current-password"/>
                    <input type="hidden" name=field_name("return_to") value=return_to.clone()/>
                    <div class="wza-form__actions wza-actions"><SubmitButton label="Inloggen"/></div>
                </Form>
            </div>
            {session.demo_logins.map(|logins| view! { <DemoLogins logins=logins/> })}
        </main>
    }
}

#[component]
fn DemoLogins(logins: Vec<LoginForm>) -> impl IntoView {
    let password = logins.first().map(|login| login.password.clone()).unwrap_or_default();
    let accounts = logins
        .into_iter()
        .map(|login| {
            let name = login.email.clone();
            view! {
                <li>
                    <form method="post" action="/inloggen">
                        <input type="hidden" name=field_name("password") value=login.password/>
                        <button class="wza-account" type="submit" name=field_name("email") value=login.email>
                            <span class="wza-account__name">{name}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="wza-card" aria-labelledby="demo">
            <h2 id="demo">"Demo-accounts"</h2>
            <p>"Kies een account, of log in met het wachtwoord " <code>{password}</code> "."</p>
            <ul class="wza-accounts">{accounts}</ul>
        </section>
    }
}
