//! `/projecten/{id}/opleveringen/melden`, and the forms about one report.

use domain::dutch;
use domain::files::TAKEN;
use domain::policy::ProjectVerb;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{CorrectDelivery, ReportDelivery, VerifyDelivery};
use super::super::form::GONE;
use super::super::ledger_of;
use super::super::queries::{Head, LotLine, LotPage, ReportPage, lot_page, report_page};
use super::ledger::crumbs;
use crate::commitments::views::plain_id;
use crate::plain::shown;
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, FileField, Form, PageTitle, SelectField, SubmitButton, TextArea, TextField};

#[component]
pub fn ReportDeliveryPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| report_page(&request, id?).await);
    shown(page, |page| view! { <Report page=page/> })
}

/// What every form sends along: which project, and how much of its ledger its writer saw.
fn known(head: &Head) -> impl IntoView + use<> {
    view! {
        <input type="hidden" name=field_name("id") value=head.project.to_string()/>
        <input type="hidden" name=field_name("seen") value=head.seen.to_string()/>
    }
}

fn choices(kinds: Vec<(String, String)>) -> Vec<Choice> {
    kinds.into_iter().map(|(value, name)| Choice::new(value, name)).collect()
}

#[component]
fn Buttons(label: &'static str, back: String) -> impl IntoView {
    view! {
        <div class="wza-form__actions wza-actions">
            <SubmitButton label=label/>
            <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
        </div>
    }
}

#[component]
fn Report(page: ReportPage) -> impl IntoView {
    let ReportPage { head, kinds } = page;
    let path = format!("{}/melden", ledger_of(head.project));
    let left = u64::from(head.dwellings).saturating_sub(head.there);
    let lead = format!("{}: nog {} niet opgeleverd.", head.name, dutch::count(left, "woning", "woningen"));
    let (known, back) = (known(&head), ledger_of(head.project));
    view! {
        <Breadcrumb crumbs=crumbs(&head, Some("Melden"))/>
        <PageTitle title="Oplevering melden" lead=lead/>
        <Form path=path endpoint=ReportDelivery::PATH with_file=true>
            {known}
            <SelectField
                name="kind"
                label="Soort woningen"
                hint="Elke woning telt één keer: kies de hoogste soort die klopt."
                choices=choices(kinds)
                nothing="Kies een soort"
            />
            <TextField name="count" label="Aantal woningen" class="wza-input--short"/>
            <TextField name="delivered_on" label="Opgeleverd op" hint="Bijvoorbeeld 21-11-2026." class="wza-input--short"/>
            <TextField name="address" label="Adres" hint="Straat en huisnummers, bijvoorbeeld Zuidmolen 1 t/m 24."/>
            <TextField
                name="evidence"
                label="Bewijs"
                hint="Waar te zien is dat de woningen er zijn: een webadres, of het kenmerk van het proces-verbaal van oplevering."
                optional=true
            />
            <FileField
                name="file"
                label="Bestand"
                hint=format!("Bijvoorbeeld het proces-verbaal of een foto. De gemeente, de partijen en de aanjagers kunnen het lezen. {TAKEN}")
                optional=true
            />
            <TextField
                name="external_id"
                label="Kenmerk"
                hint="Uw eigen nummer van deze oplevering. Daaraan herkennen wij haar als u later een bestand inleest."
                class="wza-input--short"
                optional=true
            />
            <TextArea
                name="explanation"
                label="Uitleg"
                hint="Alleen nodig als het er meer worden dan het project telt."
                rows=3
            />
            <Buttons label="Melden" back=back/>
        </Form>
    }
}

#[component]
pub fn VerifyDeliveryPage() -> impl IntoView {
    let (id, lot) = (plain_id("id"), plain_id("delivery"));
    let verb = ProjectVerb::VerifyDelivery;
    let page = crate::request::served(async move |request: Request| lot_page(&request, id?, lot?, verb).await);
    shown(page, |page| view! { <Verify page=page/> })
}

/// What is known of the report.
fn facts(lot: &LotLine) -> impl IntoView + use<> {
    let number = |count: u32| dutch::number(count.into());
    let address = lot.address.clone().map(|text| view! { <div><dt>"Adres"</dt><dd>{text}</dd></div> });
    let evidence = lot.evidence.clone().map(|text| view! { <div><dt>"Bewijs"</dt><dd>{text}</dd></div> });
    view! {
        <dl class="wza-facts">
            <div><dt>"Soort"</dt><dd>{lot.kind.clone()}</dd></div>
            <div><dt>"Opgeleverd op"</dt><dd>{lot.delivered_on.clone()}</dd></div>
            {address}
            {evidence}
            <div><dt>"Te controleren"</dt><dd>{number(lot.state.waiting)}</dd></div>
            <div><dt>"Geverifieerd"</dt><dd>{number(lot.state.verified)}</dd></div>
            <div><dt>"Teruggegeven"</dt><dd>{number(lot.state.returned)}</dd></div>
        </dl>
    }
}

#[component]
fn Verify(page: LotPage) -> impl IntoView {
    let LotPage { head, lot, .. } = page;
    let path = format!("{}/{}/controleren", ledger_of(head.project), lot.id);
    let (crumbs, name) = (crumbs(&head, Some("Controleren")), head.name.clone());
    let own = lot.own.then(|| {
        view! { <p class="wza-notice">"U hebt deze woningen zelf gemeld of gecorrigeerd. Een collega bij de gemeente controleert ze."</p> }
    });
    let none_waits =
        (lot.state.waiting == 0).then(|| view! { <p class="wza-notice">"Hier is niets meer te controleren."</p> });
    let form = (!lot.own && lot.state.waiting > 0).then(|| {
        let (known, back, id) = (known(&head), ledger_of(head.project), lot.id.to_string());
        let (hint, waiting) =
            (format!("Hoeveel van de {} woningen zijn zoals gemeld?", lot.state.waiting), lot.state.waiting);
        view! {
            <Form path=path endpoint=VerifyDelivery::PATH>
                {known}
                <input type="hidden" name=field_name("delivery") value=id/>
                <TextField
                    name="verified"
                    label="Klopt"
                    hint=hint
                    value=waiting.to_string()
                    class="wza-input--short"
                    optional=true
                />
                <TextField
                    name="returned"
                    label="Geef ik terug"
                    hint="Hoeveel woningen kloppen niet? Ze tellen niet mee tot ze zijn gecorrigeerd."
                    class="wza-input--short"
                    optional=true
                />
                <TextArea name="reason" label="Waarom" hint="Nodig als u woningen teruggeeft." rows=3/>
                <Buttons label="Vastleggen" back=back/>
            </Form>
        }
    });
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PageTitle title="Oplevering controleren" lead=name without_form=form.is_none()/>
        {facts(&lot)}
        {own}
        {none_waits}
        {form}
    }
}

#[component]
pub fn CorrectDeliveryPage() -> impl IntoView {
    let (id, lot) = (plain_id("id"), plain_id("delivery"));
    let verb = ProjectVerb::ReportDelivery;
    let page = crate::request::served(async move |request: Request| lot_page(&request, id?, lot?, verb).await);
    shown(page, |page| view! { <Correct page=page/> })
}

#[component]
fn Correct(page: LotPage) -> impl IntoView {
    let LotPage { head, lot, kinds } = page;
    let path = format!("{}/{}/corrigeren", ledger_of(head.project), lot.id);
    let mut kinds = choices(kinds);
    kinds.push(Choice::new(GONE, "Niet opgeleverd: ze zijn er niet"));
    let returned = if lot.state.returned > 0 { lot.state.returned.to_string() } else { String::new() };
    let (known, back, id) = (known(&head), ledger_of(head.project), lot.id.to_string());
    view! {
        <Breadcrumb crumbs=crumbs(&head, Some("Corrigeren"))/>
        <PageTitle title="Oplevering corrigeren" lead=format!("{}. Wat er stond, blijft te lezen.", head.name)/>
        {facts(&lot)}
        <Form path=path endpoint=CorrectDelivery::PATH>
            {known}
            <input type="hidden" name=field_name("delivery") value=id/>
            <TextField
                name="count"
                label="Hoeveel woningen"
                hint="Wat de gemeente teruggaf, wordt het eerst gecorrigeerd."
                value=returned
                class="wza-input--short"
            />
            <SelectField name="into" label="Wat zijn ze wel" choices=kinds nothing="Kies een soort"/>
            <TextArea name="reason" label="Waarom" rows=3/>
            <Buttons label="Corrigeren" back=back/>
        </Form>
    }
}
