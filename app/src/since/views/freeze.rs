//! On a meeting's page: its reference date, and the way to what is different.

use chrono::NaiveDate;
use domain::dutch;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::api::FreezeMeeting;
use crate::meetings::views::Day;
use crate::ui::form::field_name;
use crate::ui::{Form, Refused, SubmitButton, TextField};

/// `frozen_on`: its reference date. `may_freeze`: this person can do so now.
#[component]
pub fn Frozen(meeting: Uuid, frozen_on: Option<NaiveDate>, may_freeze: bool, today: NaiveDate) -> impl IntoView {
    let standing = match frozen_on {
        Some(day) => {
            view! { <p>"Dit overleg kijkt naar de stand van " <Day date=day/> ". Die verandert niet meer."</p> }
                .into_any()
        }
        None => view! { <p class="wza-muted">"De peildatum is nog niet vastgelegd."</p> }.into_any(),
    };
    let form = if may_freeze && frozen_on.is_none() {
        view! {
            <Form path=format!("{}/{meeting}/peildatum", crate::meetings::PATH) endpoint=FreezeMeeting::PATH>
                <input type="hidden" name=field_name("id") value=meeting.to_string()/>
                <TextField
                    name="reference_date"
                    label="Peildatum"
                    hint="Van vandaag geldt de stand van dit moment, van een eerdere dag de stand aan het eind. Dit kan één keer."
                    value=dutch::date(today)
                />
                <div class="wza-actions"><SubmitButton label="Peildatum vastleggen" secondary=true/></div>
            </Form>
        }
        .into_any()
    } else {
        // Somebody else froze it, or held it, while the form was open.
        view! { <Refused endpoint=FreezeMeeting::PATH/> }.into_any()
    };
    view! {
        <section class="wza-card" aria-labelledby="peildatum">
            <h2 id="peildatum">"Peildatum"</h2>
            {standing}
            {form}
        </section>
    }
}
