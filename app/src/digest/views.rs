//! The page behind the link in the mail, and the choice on `/account`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::api::{ChooseDigest, StopDigest};
use super::form::YES;
use super::{links, stop_path, wanted};
use crate::error::AppError;
use crate::plain::{Narrow, PlainNotice, shown};
use crate::request::AppState;
use crate::ui::form::field_name;
use crate::ui::{CheckboxGroup, Choice, Form, SubmitButton, set_status};

#[component]
pub fn StopDigestPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let state = use_context::<AppState>().ok_or(AppError::Internal);
    let secret = token.clone();
    let wants = async move {
        let state = state?;
        match links::find(&state.database, &secret).await? {
            Some(user) => Ok(Some(wanted(&state.database, user).await?)),
            None => Ok(None),
        }
    };
    shown(wants, move |wants: Option<bool>| match wants {
        Some(true) => view! { <Stop token=token/> }.into_any(),
        Some(false) => view! { <Stopped/> }.into_any(),
        None => view! { <Unknown/> }.into_any(),
    })
}

#[component]
fn Stop(token: String) -> impl IntoView {
    view! {
        <Narrow title="Wekelijkse mail stoppen">
            <p>"U krijgt dan geen wekelijkse mail met uw taken meer. In de Woonzorgagenda zelf blijven uw taken staan."</p>
            <Form path=stop_path(&token) endpoint=StopDigest::PATH>
                <input type="hidden" name=field_name("token") value=token.clone()/>
                <div class="wza-actions"><SubmitButton label="Mail stoppen"/></div>
            </Form>
        </Narrow>
    }
}

#[component]
fn Stopped() -> impl IntoView {
    view! {
        <PlainNotice/>
        <Narrow title="U krijgt geen wekelijkse mail">
            <p>"Wilt u de mail toch? Zet haar weer aan bij "<a href="/account">"uw account"</a>"."</p>
        </Narrow>
    }
}

#[component]
fn Unknown() -> impl IntoView {
    set_status(404);
    view! {
        <Narrow title="Deze link werkt niet">
            <p>"Kopieer het hele adres uit de mail. Of log in, en zet de mail uit bij "<a href="/account">"uw account"</a>"."</p>
        </Narrow>
    }
}

/// On `/account`.
#[component]
pub fn DigestChoice(wanted: bool) -> impl IntoView {
    let ticked = if wanted { vec![YES.to_owned()] } else { vec![] };
    view! {
        <section class="wza-stack" aria-labelledby="overzicht">
            <h2 id="overzicht">"Wekelijkse mail"</h2>
            <Form path="/account/overzicht" endpoint=ChooseDigest::PATH>
                <CheckboxGroup
                    name="wanted"
                    label="Mail met uw taken"
                    hint="Elke maandag, als er iets van u wordt gevraagd. In de mail staat hoeveel, niet wat."
                    choices=vec![Choice::new(YES, "Stuur mij elke week een overzicht")]
                    ticked=ticked
                    optional=true
                />
                <div class="wza-actions"><SubmitButton label="Opslaan" secondary=true/></div>
            </Form>
        </section>
    }
}
