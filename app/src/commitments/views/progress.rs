//! `/afspraken/{id}/voortgang`: reporting progress. A plain page.

use domain::files::TAKEN;
use domain::progress::Stoplight;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{KeepProgress, ReportProgress};
use super::super::data::ProgressPage;
use super::super::progress_form::ProgressForm;
use super::super::queries;
use super::plain_id;
use super::progress_card::Report;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, Choice, Crumb, ExampleBadge, FileField, Form, RadioGroup, SubmitButton, TextArea, TextField,
};

#[component]
pub fn ReportProgressPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| queries::progress_page(&request, id?).await);
    shown(page, |page| view! { <ReportForm page=page/> })
}

#[component]
fn ReportForm(page: ProgressPage) -> impl IntoView {
    let ProgressPage { number, title, example, form, latest, stale } = page;
    let back = format!("/afspraken/{}", form.id);
    let (id, seen) = (form.id.clone(), form.seen.clone());
    let last = latest.map(|latest| {
        view! {
            <section class="wza-card wza-stack" aria-labelledby="laatst">
                <h2 id="laatst">"Laatst gemeld"</h2>
                {stale.then(|| view! { <p><strong>"Deze melding is verouderd."</strong></p> })}
                <Report latest=latest/>
                <Form path=format!("{back}/geen-wijziging") endpoint=KeepProgress::PATH>
                    <input type="hidden" name=field_name("id") value=id/>
                    <input type="hidden" name=field_name("seen") value=seen/>
                    <div class="wza-actions"><SubmitButton label="Geen wijziging" secondary=true/></div>
                </Form>
            </section>
        }
    });
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", "/afspraken"),
            Crumb::link(number, back.clone()),
            Crumb::here("Voortgang melden"),
        ]/>
        <PlainTitle title="Voortgang melden" lead=title badges=example.then(|| view! { <ExampleBadge/> }.into_any())/>
        {last}
        <Form path=format!("{back}/voortgang") endpoint=ReportProgress::PATH with_file=true>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <input type="hidden" name=field_name("seen") value=form.seen.clone()/>
            <ProgressFields form=form with_file=true/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

/// What is asked about how it goes.
#[component]
pub fn ProgressFields(
    form: ProgressForm,
    /// The form sends a file along.
    #[prop(optional)]
    with_file: bool,
) -> impl IntoView {
    let file = with_file.then(|| {
        let hint = format!("Een bestand dat dit laat zien. {TAKEN}");
        view! { <FileField name="file" label="Bewijs" hint=hint optional=true/> }
    });
    view! {
        <section class="wza-form__section" aria-labelledby="hoe">
            <h2 id="hoe">"Hoe staat het ervoor?"</h2>
            <div class="wza-fields">
                <RadioGroup name="content" label="Inhoud" hint="Wordt het wat is afgesproken?" choices=colours() value=form.content/>
                <RadioGroup name="planning" label="Planning" hint="Wordt het op tijd gereed?" choices=colours() value=form.planning/>
                <RadioGroup name="money" label="Geld" hint="Is er genoeg geld voor?" choices=colours() value=form.money/>
            </div>
            <TextField
                name="expected"
                label="Verwacht gereed"
                hint="Alleen als het anders is dan afgesproken. Bijvoorbeeld Q1 2028."
                value=form.expected
                class="wza-input--short"
                optional=true
            />
        </section>
        <section class="wza-form__section" aria-labelledby="redenen">
            <h2 id="redenen">"Bij oranje of rood"</h2>
            <p class="wza-muted">"Oranje en rood vragen om alle drie. Staat alles op groen, dan worden ze niet bewaard."</p>
            <TextArea name="cause" label="Oorzaak" hint="Waardoor loopt het niet op schema?" value=form.cause rows=3/>
            <TextArea name="effect" label="Gevolg" hint="Wat betekent dit voor de afspraak?" value=form.effect rows=3/>
            <TextArea name="correction" label="Bijsturing" hint="Wat wordt eraan gedaan?" value=form.correction rows=3/>
        </section>
        <section class="wza-form__section" aria-labelledby="toelichten">
            <h2 id="toelichten">"Wat er verder te zeggen is"</h2>
            <TextArea name="note" label="Toelichting" value=form.note optional=true rows=3/>
            {file}
        </section>
    }
}

fn colours() -> Vec<Choice> {
    let choice = |status: &Stoplight| {
        Choice::new(status.code(), format!("{}: {}", status.colour(), status.label().to_lowercase()))
    };
    Stoplight::ALL.iter().map(choice).collect()
}
