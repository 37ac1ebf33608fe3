//! `/afspraken/ronde/{id}`: one commitment of the round.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::{KeepInRound, ReportInRound};
use super::super::queries::{StepPage, step_page};
use super::super::way::{PATH, Way};
use super::keys::Keys;
use super::{NotUnderstood, Path, way_in_address};
use crate::commitments::data::{ProgressLine, Row};
use crate::commitments::views::{ProgressFields, Report, plain_id};
use crate::plain::shown;
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{ExampleBadge, Form, LeftOut, LifeCycleBadge, Light, OverdueBadge, PageTitle, SubmitButton};

#[component]
pub fn RoundStepPage() -> impl IntoView {
    let id = plain_id("id");
    let (way, left_out) = way_in_address();
    let asked = way.clone();
    let page = crate::request::served(async move |request: Request| step_page(&request, &asked, id?).await);
    shown(page, move |page| view! { <Step page=page way=way left_out=left_out/> })
}

/// The script replaces what is in `#ronde` by the same part of the next page.
#[component]
fn Step(page: StepPage, way: Way, left_out: LeftOut) -> impl IntoView {
    let StepPage { row, progress, step, total, previous, next, who, closed, unknown } = page;
    let back = way.filter.address();
    let here = format!("{step} van {total}");
    let form = if closed {
        view! { <Closed next=next.clone()/> }.into_any()
    } else {
        let previous = previous.clone();
        view! { <ReportForm form=progress.form.clone() way=way.clone() previous=previous next=next.clone() back=back/> }
            .into_any()
    };
    let last = progress.latest.map(|latest| {
        let keep = (!closed).then(|| (row.id.to_string(), progress.form.seen.clone(), way.clone()));
        view! { <Last latest=latest stale=progress.stale keep=keep/> }
    });
    view! {
        <div
            id="ronde"
            class="wza-stack"
            data-next=next
            data-previous=previous
            data-who=who.to_string()
            data-commitment=row.id.to_string()
            data-name=format!("{} {}", row.number, row.title)
            data-report=ReportInRound::PATH
            data-keep=KeepInRound::PATH
        >
            <Path way=way here=here.clone()/>
            <PageTitle
                number=format!("{here}: afspraak {}", row.number)
                title=row.title.clone()
                badges=view! { <Badges row=row.clone()/> }.into_any().into()
                without_form=closed
            />
            <NotUnderstood left_out=left_out unknown=unknown/>
            <Facts row=row.clone()/>
            {last}
            {form}
        </div>
        <Keys/>
    }
}

#[component]
fn Badges(row: Row) -> impl IntoView {
    view! {
        <LifeCycleBadge life_cycle=row.life_cycle/>
        " "
        <Light standing=row.progress stale=row.stale/>
        {row.example.then(|| view! { " " <ExampleBadge/> })}
        {row.overdue.then(|| view! { " " <OverdueBadge/> })}
    }
}

#[component]
fn Facts(row: Row) -> impl IntoView {
    let place = match (row.municipality, row.place) {
        (Some(municipality), Some(place)) => format!("{}, {place}", municipality.name),
        (Some(municipality), None) => municipality.name,
        (None, place) => place.unwrap_or_else(|| "Hele regio".to_owned()),
    };
    view! {
        <section class="wza-card" aria-label="Om welke afspraak het gaat">
            <dl class="wza-facts">
                <div><dt>"Waar"</dt><dd>{place}</dd></div>
                <div><dt>"Trekker"</dt><dd>{row.lead.unwrap_or_else(|| "Nog geen trekker".to_owned())}</dd></div>
                <div><dt>"Gereed"</dt><dd>{row.due}</dd></div>
                <div><dt>"Meer"</dt><dd><a href=format!("/afspraken/{}", row.id)>"Bekijk de hele afspraak"</a></dd></div>
            </dl>
        </section>
    }
}

/// What was reported last and, where it may be said, that it still holds.
#[component]
fn Last(
    latest: ProgressLine,
    stale: bool,
    #[prop(optional_no_strip)] keep: Option<(String, String, Way)>,
) -> impl IntoView {
    let keep = keep.map(|(id, seen, way)| {
        let query = way.query();
        view! {
            <Form path=format!("{PATH}/{id}/geen-wijziging{query}") endpoint=KeepInRound::PATH>
                <input type="hidden" name=field_name("id") value=id/>
                <input type="hidden" name=field_name("seen") value=seen/>
                <input type="hidden" name=field_name("way") value=query/>
                <div class="wza-actions"><SubmitButton label="Geen wijziging"/></div>
            </Form>
        }
    });
    view! {
        <section class="wza-card wza-stack" aria-labelledby="laatst">
            <h2 id="laatst">"Laatst gemeld"</h2>
            {stale.then(|| view! { <p><strong>"Deze melding is verouderd."</strong></p> })}
            <Report latest=latest/>
            {keep}
        </section>
    }
}

#[component]
fn ReportForm(
    form: crate::commitments::progress_form::ProgressForm,
    way: Way,
    #[prop(optional_no_strip)] previous: Option<String>,
    next: String,
    back: String,
) -> impl IntoView {
    let query = way.query();
    let previous = previous.map(|href| view! { <a class="nl-button nl-button--secondary" href=href>"Vorige"</a> });
    view! {
        <Form path=format!("{PATH}/{}{query}", form.id) endpoint=ReportInRound::PATH>
            <input type="hidden" name=field_name("id") value=form.id.clone()/>
            <input type="hidden" name=field_name("seen") value=form.seen.clone()/>
            <input type="hidden" name=field_name("way") value=query/>
            <ProgressFields form=form/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan en volgende"/>
                <a class="nl-button nl-button--secondary" href=next>"Overslaan"</a>
                {previous}
                <a class="nl-button nl-button--subtle" href=back>"Stoppen"</a>
            </div>
        </Form>
    }
}

#[component]
fn Closed(next: String) -> impl IntoView {
    view! {
        <p class="wza-notice">"Deze afspraak is afgesloten. Er is geen voortgang meer te melden."</p>
        <div class="wza-actions"><a class="nl-button nl-button--primary" href=next>"Overslaan"</a></div>
    }
}
