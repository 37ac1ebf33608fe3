//! `/afspraken/{id}/voortgang`

use domain::progress::Stoplight;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{ReportProgress, progress_form_page};
use super::super::data::ProgressPage;
use super::id_in_address;
use crate::error::AppError;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, Crumb, Form, Loaded, PageTitle, RadioGroup, SubmitButton, TextArea, page_data};

#[component]
pub fn ReportProgressPage() -> impl IntoView {
    let id = id_in_address();
    let page = page_data(move || id.get(), async |id| progress_form_page(id.unwrap_or(Err(AppError::NotFound))?).await);
    view! { <Loaded resource=page view=|page| view! { <Report page=page/> }/> }
}

#[component]
fn Report(page: ProgressPage) -> impl IntoView {
    let ProgressPage { number, title, form } = page;
    let back = format!("/afspraken/{}", form.id);
    let colours = Stoplight::ALL
        .iter()
        .map(|status| Choice::new(status.code(), format!("{}: {}", status.colour(), status.label().to_lowercase())))
        .collect::<Vec<_>>();
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, back.clone()),
            Crumb::here("Voortgang melden"),
        ]/>
        <PageTitle title="Voortgang melden" lead=title/>
        <Form path=format!("{back}/voortgang") endpoint=ReportProgress::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <RadioGroup name="status" label="Hoe staat het ervoor?" choices=colours value=form.status/>
            <section class="wza-form__section" aria-labelledby="redenen">
                <h2 id="redenen">"Bij oranje of rood"</h2>
                <p class="wza-muted">"Oranje en rood vragen om alle drie. Bij groen worden ze niet bewaard."</p>
                <TextArea name="cause" label="Oorzaak" hint="Waardoor loopt het niet op schema?" rows=3/>
                <TextArea name="effect" label="Gevolg" hint="Wat betekent dit voor de afspraak?" rows=3/>
                <TextArea name="correction" label="Bijsturing" hint="Wat doen jullie eraan?" rows=3/>
            </section>
            <TextArea name="note" label="Toelichting" optional=true rows=3/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}
