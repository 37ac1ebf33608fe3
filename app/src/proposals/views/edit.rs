//! `/voorstellen/nieuw` and `/voorstellen/{id}/wijzigen`: the text.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::SaveProposal;
use super::super::form::ProposalForm;
use super::super::queries::{FormPage, edit_page, new_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, SeenVersion, SubmitButton, TextArea, TextField};

#[component]
pub fn NewProposalPage() -> impl IntoView {
    let page = crate::request::served(async move |request: Request| new_page(&request));
    shown(page, |page| view! { <Page page=page path=format!("{PATH}/nieuw") back=PATH.to_owned()/> })
}

#[component]
pub fn EditProposalPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| edit_page(&request, id?).await);
    shown(page, |page| {
        let back = format!("{PATH}/{}", page.form.id);
        view! { <Page path=format!("{back}/wijzigen") back=back page=page/> }
    })
}

#[component]
fn Page(page: FormPage, path: String, back: String) -> impl IntoView {
    let FormPage { form, title, unfit } = page;
    let (through, here, heading) = if form.id.is_empty() {
        (None, "Voorstel schrijven", "Voorstel schrijven".to_owned())
    } else {
        (Some((back.clone(), title.clone())), "Wijzigen", format!("Wijzigen: {title}"))
    };
    let lead =
        "Zolang er geen overleg is gekozen, is het een concept: alleen uw organisatie en de aanjagers lezen het.";
    let fits = unfit.is_none();
    view! {
        <Path through=through here=here/>
        <PlainTitle title=heading lead=lead without_form=!fits/>
        {unfit.map(|text| view! { <p class="wza-notice">{text}</p> })}
        {fits.then(|| view! { <Fields form=form path=path back=back/> })}
    }
}

#[component]
fn Fields(form: ProposalForm, path: String, back: String) -> impl IntoView {
    view! {
        <Form path=path endpoint=SaveProposal::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <SeenVersion version=form.version/>
            <TextField name="title" label="Titel" hint="Waar gaat het voorstel over?" value=form.title/>
            <TextArea
                name="proposed"
                label="Voorstel"
                hint="Wat legt u voor? Een overleg kan het pas behandelen als dit is ingevuld."
                value=form.proposed
                rows=5
                optional=true
            />
            <TextArea name="intended_effect" label="Beoogd effect" hint="Wat wordt er beter, en voor wie?" value=form.intended_effect optional=true/>
            <TextArea name="arguments" label="Argumenten" value=form.arguments rows=8 optional=true/>
            <TextArea name="remarks" label="Kanttekening" hint="Wat pleit ertegen, of is nog onzeker?" value=form.remarks optional=true/>
            <TextArea name="costs" label="Kosten" hint="Wat kost het, en wie betaalt dat?" value=form.costs optional=true/>
            <TextArea name="communication" label="Communicatie" hint="Wie hoort ervan, wanneer en hoe?" value=form.communication optional=true/>
            <TextArea name="follow_up" label="Vervolg" hint="Wat gebeurt er na het besluit?" value=form.follow_up optional=true/>
            <TextArea
                name="decision"
                label="Besluit"
                hint="Wat vraagt u het overleg te besluiten? Nodig als een overleg het vaststelt."
                value=form.decision
                optional=true
            />
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}
