//! `/overleggen/{id}/besluiten` and `/overleggen/{id}/besluiten/{decision}`: one form, made for the keyboard.

use domain::decisions::{Effect, Kind};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::SaveDecision;
use super::super::form::{DecisionForm, YES};
use super::super::queries::{RecordPage, change_page, record_page};
use super::super::standing::Linked;
use super::lines::Lines;
use crate::commitments::views::plain_id;
use crate::meetings::PATH;
use crate::meetings::views::Path;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{CheckboxGroup, Choice, Form, RadioGroup, SeenVersion, SelectField, SubmitButton, TextArea, TextField};

#[component]
pub fn RecordDecisionPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| record_page(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
pub fn ChangeDecisionPage() -> impl IntoView {
    let (id, decision) = (plain_id("id"), plain_id("decision"));
    let page = crate::request::served(async move |request: Request| change_page(&request, id?, decision?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: RecordPage) -> impl IntoView {
    let back = format!("{PATH}/{}", page.form.id);
    let (heading, path) = match page.form.decision.as_str() {
        "" => ("Besluit of toezegging vastleggen", format!("{back}/besluiten")),
        decision => ("Besluit of toezegging wijzigen", format!("{back}/besluiten/{decision}")),
    };
    let unfit = page.unfit.clone();
    let taken = page.taken.clone();
    let fits = unfit.is_none();
    view! {
        <Path through=Some((back.clone(), page.meeting.clone())) here=heading/>
        <PlainTitle title=heading lead=page.meeting.clone() without_form=!fits/>
        {unfit.map(|text| view! { <p class="wza-notice">{text}</p> })}
        {fits.then(|| view! { <Fields page=page path=path back=back/> })}
        {(!taken.is_empty()).then(|| view! {
            <section class="wza-stack" aria-labelledby="eerder">
                <h2 id="eerder">"Al vastgelegd bij dit overleg"</h2>
                <Lines lines=taken/>
            </section>
        })}
    }
}

#[component]
fn Fields(page: RecordPage, path: String, back: String) -> impl IntoView {
    let RecordPage { form, points, organisations, commitments, .. } = page;
    let DecisionForm { id, decision, version, kind, text, item, owner, owner_function, due, no_date, .. } = form;
    // At a meeting one decision comes after the other.
    let new = decision.is_empty();
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect();
    view! {
        <Form path=path endpoint=SaveDecision::PATH>
            <input type="hidden" name=field_name("id") value=id/>
            <input type="hidden" name=field_name("decision") value=decision/>
            <SeenVersion version=version/>
            <RadioGroup name="kind" label="Wat is het" choices=kinds value=kind/>
            <TextArea
                name="text"
                label="Wat is er besloten of toegezegd"
                hint="De hele regio leest mee. Schrijf niets over afspraken die nog een concept zijn."
                value=text
                rows=3
                autofocus=new
            />
            {(!points.is_empty()).then(|| view! {
                <SelectField name="item" label="Bij agendapunt" choices=points value=item nothing="Geen agendapunt" optional=true/>
            })}
            <div class="wza-fields">
                <SelectField name="owner" label="Eigenaar" hint="Wie voert het uit?" choices=organisations value=owner nothing="Kies een organisatie"/>
                <TextField
                    name="owner_function"
                    label="Functie van de eigenaar"
                    hint="Een functie, geen naam. Bijvoorbeeld wethouder wonen."
                    value=owner_function
                    optional=true
                />
            </div>
            <TextField
                name="due"
                label="Gereed"
                hint="Zo precies als u het weet. Bijvoorbeeld 21-11-2027, november 2027, Q3 2027 of 2027. Is er geen datum? Kies dat dan hieronder."
                value=due
            />
            <CheckboxGroup
                name="no_date"
                label="Geen datum"
                hint="Zonder datum komt het terug op elk volgend overleg."
                choices=vec![Choice::new(YES, "Er is geen datum afgesproken")]
                ticked=no_date
            />
            <About commitments=commitments/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Vastleggen"/>
                <a class="nl-button nl-button--subtle" href=back>"Terug naar het overleg"</a>
            </div>
        </Form>
    }
}

#[component]
fn About(commitments: Vec<Linked>) -> impl IntoView {
    let ticked: Vec<String> = commitments.iter().map(|linked| linked.id.to_string()).collect();
    let choice = |linked: Linked| {
        Choice::new(linked.id, format!("{} ({}: {})", linked.label, linked.effect.label(), linked.standing))
    };
    let choices: Vec<Choice> = commitments.into_iter().map(choice).collect();
    let effects =
        [Effect::Amends, Effect::Creates].map(|effect| Choice::new(effect.code(), effects_label(effect))).to_vec();
    let boxes = (!choices.is_empty()).then(|| {
        view! {
            <CheckboxGroup
                name="commitments"
                label="Gaat over deze afspraken"
                hint="Haal een vinkje weg als het er toch niet over gaat."
                choices=choices
                ticked=ticked
                optional=true
            />
        }
    });
    view! {
        {boxes}
        <TextField
            name="search"
            label="Over welke afspraken"
            hint="Een nummer of woorden uit de titel, met of zonder gemeente. Meer afspraken? Zet er komma's tussen. Bijvoorbeeld: L-01, hofje."
            class="wza-input--wide"
            optional=true
        />
        <RadioGroup name="effect" label="Wat doet het met deze afspraken" choices=effects value=Effect::Amends.code().to_owned()/>
    }
}

/// Of several.
const fn effects_label(effect: Effect) -> &'static str {
    match effect {
        Effect::Creates => "Het maakt deze afspraken",
        Effect::Amends => "Het wijzigt deze afspraken: de partijen bevestigen opnieuw",
    }
}
