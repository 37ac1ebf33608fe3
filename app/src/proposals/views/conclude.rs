//! `/voorstellen/{id}/behandeling/{step}/conclusie`: what a body said, or that in better words.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::ConcludeProposalStep;
use super::super::queries::{ConclusionPage, conclusion_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, SeenVersion, SubmitButton, TextArea, paragraphs};

#[component]
pub fn ConcludePage() -> impl IntoView {
    let (id, step) = (plain_id("id"), plain_id("step"));
    let page = crate::request::served(async move |request: Request| conclusion_page(&request, id?, step?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: ConclusionPage) -> impl IntoView {
    let ConclusionPage { title, step, asked, form, again, unfit } = page;
    let back = format!("{PATH}/{}", form.id);
    let path = format!("{back}/behandeling/{}/conclusie", form.step);
    let heading = if again { "Conclusie anders verwoorden" } else { "Conclusie vastleggen" };
    let fits = unfit.is_none();
    let address = back.clone();
    let fields = fits.then(move || {
        view! {
            <Form path=path endpoint=ConcludeProposalStep::PATH>
                <input type="hidden" name=field_name("id") value=form.id/>
                <input type="hidden" name=field_name("step") value=form.step/>
                <SeenVersion version=form.version/>
                <input type="hidden" name=field_name("text_version") value=form.text_version/>
                <TextArea
                    name="conclusion"
                    label="Conclusie"
                    hint="Wat heeft het overleg gezegd? De hele regio leest dit, en het logboek bewaart elke versie."
                    value=form.conclusion
                    rows=5
                />
                <div class="wza-form__actions wza-actions">
                    <SubmitButton label="Vastleggen"/>
                    <a class="nl-button nl-button--subtle" href=address>"Annuleren"</a>
                </div>
            </Form>
        }
    });
    let asked = (!asked.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="gevraagd">
                <h2 id="gevraagd">"Het gevraagde besluit"</h2>
                <div class="wza-prose">{paragraphs(&asked)}</div>
            </section>
        }
    });
    view! {
        <Path through=Some((back, title.clone())) here=heading/>
        <PlainTitle title=heading lead=format!("{title}: {step}") without_form=!fits/>
        {asked}
        {unfit.map(|text| view! { <p class="wza-notice">{text}</p> })}
        {fields}
    }
}
