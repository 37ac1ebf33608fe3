//! `/overleggen/{id}/stukken`. A plain page, which prints as it is.

mod ahead;

use domain::dutch;
use domain::notes::About;
use domain::progress::{Aspect, Standing, Stoplight};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

use self::ahead::{BottlenecksCard, DeadlinesCard, DwellingsCard};
use super::agenda::{Late, Point, What};
use super::filter::{ALL, Filter};
use super::queries::{Changes, Page, TroubleLine, page};
use super::{address_of, file_address_of, spreadsheet_address_of, trouble_lead};
use crate::commitments::views::plain_id;
use crate::decisions::views::CarriedOver;
use crate::meetings;
use crate::meetings::views::{Moved, Path};
use crate::notes::queries::Notes;
use crate::notes::views::Beside;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::since::names::Place;
use crate::since::views::End;
use crate::ui::{LeftOut, LeftOutNotice, Light, paragraphs};

#[component]
pub fn PackPage() -> impl IntoView {
    let id = plain_id("id");
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let page = crate::request::served(async move |request: Request| page(&request, id?, &filter).await);
    shown(page, move |page| view! { <Pack left_out=left_out page=page/> })
}

#[component]
fn Pack(left_out: LeftOut, page: Page) -> impl IntoView {
    let mut left_out = left_out;
    left_out.unknown.extend(page.unknown.clone());
    let through = (format!("{}/{}", meetings::PATH, page.meeting), page.label.clone());
    let whose = page.place.as_ref().map_or("alle gemeenten", |place| place.name.as_str()).to_owned();
    let asked: Vec<Point> = page.asked().cloned().collect();
    let standing = if page.frozen {
        view! { <p>"Stand van " <End end=page.to.clone()/> ". Gemaakt voor " {page.reader.clone()} "."</p> }.into_any()
    } else {
        view! { <p>{page.without_peildatum()} " Gemaakt voor " {page.reader.clone()} "."</p> }.into_any()
    };
    view! {
        <Path through=Some(through) here="Stukken"/>
        <PlainTitle title=format!("Stukken: {whose}") lead=page.label/>
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=("?", "Toon de stukken zonder dat deel")/>
        {standing}
        {page.moved.map(|told| view! { <Moved told=told/> })}
        <div class="wza-stack">
            <Choose meeting=page.meeting place=page.place places=page.places/>
            <AskedCard asked=asked notes=page.notes.clone()/>
            <ChangesCard changes=page.changes/>
            <TroubleCard trouble=page.trouble notes=page.notes/>
            <BottlenecksCard bottlenecks=page.bottlenecks/>
            <AgendaCard points=page.points/>
            <LateCard late=page.late/>
            <DwellingsCard dwellings=page.dwellings/>
            <DeadlinesCard deadlines=page.deadlines/>
            {(!page.carried_over.is_empty()).then(|| view! {
                <CarriedOver lines=page.carried_over meeting=page.meeting/>
            })}
        </div>
    }
}

#[component]
fn Choose(meeting: Uuid, place: Option<Place>, places: Vec<Place>) -> impl IntoView {
    let chosen = place.map_or_else(|| ALL.to_owned(), |place| place.slug);
    // Says which gemeente, so that whoever gets the address gets the same.
    let [pdf, workbook] =
        [file_address_of(meeting), spreadsheet_address_of(meeting)].map(|file| format!("{file}?gemeente={chosen}"));
    let options: Vec<_> = std::iter::once((ALL.to_owned(), "Alle gemeenten".to_owned()))
        .chain(places.into_iter().map(|place| (place.slug, place.name)))
        .map(|(value, name)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{name}</option> }
        })
        .collect();
    view! {
        <form class="wza-inline-form" method="get" action=address_of(meeting)>
            <div class="utrecht-form-field">
                <label class="utrecht-form-label" for="gemeente">"Gemeente"</label>
                <select class="utrecht-select utrecht-select--html-select" id="gemeente" name="gemeente">{options}</select>
            </div>
            <div class="wza-actions">
                <button class="nl-button nl-button--secondary" type="submit">"Tonen"</button>
            </div>
        </form>
        <p>
            <a href=pdf rel="external">"Stukken als PDF"</a> ", "
            <a href=workbook rel="external" download="">"stukken als Excel"</a>
        </p>
    }
}

#[component]
fn AskedCard(asked: Vec<Point>, notes: Option<Notes>) -> impl IntoView {
    let empty = asked.is_empty();
    let line = |one: Point| {
        let beside = view! { <Beside notes=notes.clone() about=one.about title=one.title.clone()/> };
        let decision = one.decision.as_deref().map(paragraphs);
        let waits = one.waits().map(|text| view! { <p class="wza-muted">{text}</p> });
        let purpose = one.purpose_label();
        view! {
            <li class="wza-agenda__item">
                <div>
                    <p><strong>{linked(one.title, one.address)}</strong> " " <span class="nl-data-badge">{purpose}</span></p>
                    {one.note.map(|note| paragraphs(&note))}
                    {decision.map(|text| view! { <p class="wza-muted">"Gevraagd besluit"</p> {text} })}
                    {waits}
                    {beside}
                </div>
            </li>
        }
    };
    view! {
        <section class="wza-card" aria-labelledby="gevraagd">
            <h2 id="gevraagd">"Wat wordt gevraagd"</h2>
            {empty.then(|| view! { <p class="wza-muted">"De agenda vraagt niet om een advies of besluit."</p> })}
            {(!empty).then(|| view! { <ol class="wza-agenda">{asked.into_iter().map(line).collect_view()}</ol> })}
        </section>
    }
}

fn linked(title: String, address: Option<String>) -> AnyView {
    match address {
        Some(address) => view! { <a href=address>{title}</a> }.into_any(),
        None => title.into_any(),
    }
}

/// All that is on it, with what there is to read.
#[component]
fn AgendaCard(points: Vec<Point>) -> impl IntoView {
    let line = |one: Point| {
        let waits = one.waits().map(|text| view! { <p class="wza-muted">{text}</p> });
        let purpose = one.purpose_label();
        let papers: Vec<_> = one
            .papers
            .into_iter()
            .map(|paper| view! { <li><a href=paper.address rel="external" download="">{paper.name}</a></li> })
            .collect();
        view! {
            <li class="wza-agenda__item">
                <div>
                    <p>{linked(one.title, one.address)} " " <span class="nl-data-badge">{purpose}</span></p>
                    {waits}
                    {(!papers.is_empty()).then(|| view! { <ul>{papers}</ul> })}
                </div>
            </li>
        }
    };
    (!points.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="agenda">
                <h2 id="agenda">"Agenda"</h2>
                <ol class="wza-agenda">{points.into_iter().map(line).collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn LateCard(late: Vec<Late>) -> impl IntoView {
    let line = |one: Late| {
        let what = one.paper.clone().unwrap_or_else(|| one.title.clone());
        let with = one.paper.map(|_| format!(" bij ‘{}’", one.title));
        let how = match one.what {
            What::Came => "Nagekomen: ",
            What::Went => "Van de agenda of ingetrokken: ",
            What::Changed => "Andere tekst: ",
        };
        view! { <li>{how} {linked(what, one.address)} {with}</li> }
    };
    (!late.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="nagekomen">
                <h2 id="nagekomen">"Sinds de stukken rond waren"</h2>
                <p>"Dit staat niet in de PDF en het Excelbestand: daarin staan de stukken zoals ze rond waren."</p>
                <ul>{late.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn TroubleCard(trouble: Vec<TroubleLine>, notes: Option<Notes>) -> impl IntoView {
    let lead = trouble_lead(trouble.len());
    view! {
        <section class="wza-card" aria-labelledby="niet-op-schema">
            <h2 id="niet-op-schema">"Wat niet op schema loopt"</h2>
            <p>{lead}</p>
            {trouble.into_iter().map(|one| trouble_line(one, notes.clone())).collect_view()}
        </section>
    }
}

fn trouble_line(one: TroubleLine, notes: Option<Notes>) -> impl IntoView {
    let beside = view! { <Beside notes=notes about=About::Commitment(one.id) title=one.name.clone()/> };
    let lights: Vec<_> = one.lights.iter().map(|(aspect, light)| light_of(*aspect, *light)).collect();
    let fact = |label: &'static str, text: Option<String>| {
        text.map(|text| view! { <div><dt>{label}</dt><dd>{paragraphs(&text)}</dd></div> })
    };
    let lead = one.lead.unwrap_or_else(|| "nog niemand".to_owned());
    view! {
        <article class="wza-trouble">
            <h3><a href=one.address>{one.name}</a></h3>
            <p>{lights} {one.stale.then(|| view! { <span class="wza-muted">"De laatste melding is verouderd."</span> })}</p>
            <dl class="wza-facts">
                {fact("Oorzaak", one.reasons.cause)}
                {fact("Gevolg", one.reasons.effect)}
                {fact("Bijsturing", one.reasons.correction)}
                {fact("Aan zet", Some(lead))}
            </dl>
            {beside}
        </article>
    }
}

fn light_of(aspect: Aspect, light: Stoplight) -> impl IntoView {
    view! { <span class="wza-trouble__light">{aspect.label()} ": " <Light standing=Standing::from(light)/></span> " " }
}

#[component]
fn ChangesCard(changes: Option<Changes>) -> impl IntoView {
    let body = match changes {
        None => view! { <p class="wza-muted">"Er is geen vorig overleg om mee te vergelijken."</p> }.into_any(),
        Some(Changes { from, total, kinds, address }) => {
            let kinds: Vec<_> = kinds
                .into_iter()
                .map(|(kind, many)| view! { <li>{format!("{}: {many}", kind.label())}</li> })
                .collect();
            let many = dutch::count(total as u64, "verandering", "veranderingen");
            view! {
                <p>"Sinds " <End end=from/> ": " <a href=address>{many}</a> "."</p>
                <ul>{kinds}</ul>
            }
            .into_any()
        }
    };
    view! {
        <section class="wza-card" aria-labelledby="veranderd">
            <h2 id="veranderd">"Wat er veranderde"</h2>
            {body}
        </section>
    }
}
