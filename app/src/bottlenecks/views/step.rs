//! `/knelpunten/{id}/escaleren`, `…/oplossen` and `…/heropenen`: a step with its reason.

use domain::bottlenecks::{Level, StepKind};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{EscalateBottleneck, ReopenBottleneck, SolveBottleneck};
use super::super::filter::PATH;
use super::super::queries::{StepPage, step_page};
use super::Path;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Choice, Form, RadioGroup, SubmitButton, TextArea};

/// How a step is spoken of.
struct Words {
    path: &'static str,
    endpoint: &'static str,
    title: &'static str,
    lead: &'static str,
    reason: &'static str,
    hint: &'static str,
    button: &'static str,
    /// Why there is no form.
    unfit: &'static str,
}

const fn words(kind: StepKind) -> Words {
    match kind {
        StepKind::Escalated => Words {
            path: "escaleren",
            endpoint: EscalateBottleneck::PATH,
            title: "Escaleren",
            lead: "Breng het knelpunt hogerop. Terug naar een lager niveau kan niet.",
            reason: "Reden",
            hint: "Waarom lukt het niet op dit niveau, en wat vraagt u daar?",
            button: "Escaleren",
            unfit: "Dit knelpunt is opgelost, of ligt al op het hoogste niveau.",
        },
        StepKind::Solved => Words {
            path: "oplossen",
            endpoint: SolveBottleneck::PATH,
            title: "Oplossen",
            lead: "Sluit het knelpunt. Komt het terug, dan kunt u het heropenen.",
            reason: "Oplossing",
            hint: "Hoe is het opgelost?",
            button: "Opgelost",
            unfit: "Dit knelpunt is al opgelost.",
        },
        StepKind::Reopened => Words {
            path: "heropenen",
            endpoint: ReopenBottleneck::PATH,
            title: "Heropenen",
            lead: "Het knelpunt is terug. Het houdt het niveau dat het had.",
            reason: "Reden",
            hint: "Waarom is het terug?",
            button: "Heropenen",
            unfit: "Dit knelpunt is open. Heropenen is niet nodig.",
        },
    }
}

#[component]
pub fn EscalatePage() -> impl IntoView {
    page(StepKind::Escalated)
}

#[component]
pub fn SolvePage() -> impl IntoView {
    page(StepKind::Solved)
}

#[component]
pub fn ReopenPage() -> impl IntoView {
    page(StepKind::Reopened)
}

fn page(kind: StepKind) -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| step_page(&request, id?, kind).await);
    shown(page, move |page| view! { <Page page=page kind=kind/> })
}

#[component]
fn Page(page: StepPage, kind: StepKind) -> impl IntoView {
    let words = words(kind);
    let address = format!("{PATH}/{}", page.form.id);
    let fits = page.fits;
    let form = fits.then(|| view! { <StepFields page=page.clone() kind=kind address=address.clone()/> });
    view! {
        <Path through=Some((address.clone(), page.title.clone())) here=words.title/>
        <PlainTitle title=format!("{}: {}", words.title, page.title) lead=words.lead without_form=!fits/>
        {form}
        {(!fits).then(|| view! { <p class="wza-notice">{words.unfit}</p> })}
        <p><a href=address>"Bekijk het knelpunt"</a></p>
    }
}

#[component]
fn StepFields(page: StepPage, kind: StepKind, address: String) -> impl IntoView {
    let words = words(kind);
    view! {
        <Form path=format!("{address}/{}", words.path) endpoint=words.endpoint>
            <input type="hidden" name=field_name("id") value=page.form.id/>
            <input type="hidden" name=field_name("version") value=page.form.version/>
            {(kind == StepKind::Escalated).then(|| view! { <Levels now=page.level/> })}
            <TextArea name="reason" label=words.reason hint=words.hint/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label=words.button/>
                <a class="nl-button nl-button--subtle" href=address>"Annuleren"</a>
            </div>
        </Form>
    }
}

/// Where it can be taken to.
#[component]
fn Levels(now: Level) -> impl IntoView {
    let choices: Vec<Choice> = now.above().map(choice).collect();
    let hint = format!("Het ligt nu op dit niveau: {}.", now.label());
    view! { <RadioGroup name="level" label="Naar" hint=hint choices=choices/> }
}

fn choice(level: Level) -> Choice {
    Choice::new(level.code(), level.label())
}
