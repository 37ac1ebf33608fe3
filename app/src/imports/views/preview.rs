//! `/invoer/{id}`: what the rows would do, or what they did.

use domain::dutch;
use domain::imports::{State, Tally};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::api::{LoadImport, RemoveImport, UndoImport};
use super::super::commands::{FORGOTTEN, told_touched};
use super::super::groups::{Group, Pages};
use super::super::queries::{Did, PreviewPage, preview_at};
use super::rows::Rows;
use super::{counted, state_badge, steps};
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, Form, LeftOut, LeftOutNotice, SubmitButton};

#[component]
pub fn ImportPage() -> impl IntoView {
    let id = plain_id("id");
    let (pages, left_out) = use_query_map().with_untracked(Pages::from_query);
    let page = crate::request::served(async move |request: Request| preview_at(&request, id?, pages).await);
    shown(page, move |page| view! { <Page page=page asked=pages left_out=left_out/> })
}

#[component]
fn Page(page: PreviewPage, asked: Pages, left_out: LeftOut) -> impl IntoView {
    let (title, lead) = match page.state {
        State::Opened => ("Controleren en inlezen", "Er is nog niets gewijzigd. Dit doet elke rij als u inleest."),
        State::Loaded => ("Ingelezen", "De goede rijen zijn ingelezen."),
        State::Undone => ("Ongedaan gemaakt", "Wat dit bestand deed, is teruggezet."),
    };
    let badge = state_badge(page.state);
    let name = page.file_name.clone();
    let opened = page.state == State::Opened;
    let mut numbers = Group::ALL.iter().map(|group| (asked.of(*group), page.pages.of(*group)));
    let beyond = numbers.find(|(asked, shown)| asked != shown).unwrap_or((1, 1));
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Invoer", PATH), Crumb::here(name)]/>
        <PlainTitle title=title lead=lead badges=Some(badge)/>
        <LeftOutNotice left_out=left_out pages=beyond everything=(PATH, "Naar Invoer")/>
        {opened.then(|| steps(3))}
        <Standing page=page/>
    }
}

#[component]
fn Standing(page: PreviewPage) -> impl IntoView {
    if page.forgotten && page.did.is_none() {
        return view! {
            <p class="wza-notice">{FORGOTTEN}</p>
            <div class="wza-actions"><a class="nl-button nl-button--primary" href=PATH>"Bestand kiezen"</a></div>
            <Remove id=page.id.to_string() file=page.file_name/>
        }
        .into_any();
    }
    if !page.missing.is_empty() {
        let text = format!("Wij vonden deze kolommen niet: {}. Koppel ze eerst.", page.missing.join(", "));
        return view! {
            <p class="wza-notice">{text}</p>
            <div class="wza-actions">
                <a class="nl-button nl-button--primary" href=format!("{PATH}/{}/kolommen", page.id)>"Kolommen koppelen"</a>
            </div>
            <Remove id=page.id.to_string() file=page.file_name/>
        }
        .into_any();
    }
    let (id, tally, digest, state) = (page.id, page.tally, page.digest.clone(), page.state);
    let did = page.did.clone().map(|did| view! { <Done page=page.clone() did=did/> });
    let wrong = (tally.wrong > 0).then(|| {
        let text = format!("De {} downloaden, met een kolom die zegt wat er mis is", rows(tally.wrong));
        view! { <p><a href=format!("{PATH}/{id}/fouten.xlsx")>{text}</a></p> }
    });
    let unused = (state == State::Opened && !page.unused.is_empty()).then(|| {
        let text = format!("Niet ingelezen kolommen: {}.", page.unused.join(", "));
        // The layout of DiWi is read as it is.
        let change = (!page.diwi).then(|| view! { <a href=format!("{PATH}/{id}/kolommen")>"Kolommen wijzigen"</a> });
        view! {
            <p class="wza-muted">{text} " " {change}</p>
        }
    });
    let diwi = (page.diwi && state == State::Opened).then(|| {
        view! { <p class="wza-notice">"Herkend als bestand uit DiWi. De blokken van één project zijn opgeteld."</p> }
    });
    let remarks =
        (state == State::Opened && !page.remarks.is_empty()).then(|| view! { <Remarks remarks=page.remarks.clone()/> });
    let remove = (state == State::Opened).then(|| view! { <Remove id=id.to_string() file=page.file_name.clone()/> });
    let counts = (state == State::Opened).then(|| view! { <Counts tally=tally/> });
    let load = (state == State::Opened).then(|| view! { <Load id=id.to_string() tally=tally digest=digest/> });
    view! {
        {did}
        {diwi}
        {counts}
        {remarks}
        {unused}
        {load}
        {wrong}
        {remove}
        <Rows id=id rows=page.rows pages=page.pages tally=tally loaded={state == State::Loaded}/>
    }
    .into_any()
}

/// So many are written out; a file may have one for each of its rows.
const REMARKS_TOLD: usize = 20;

#[component]
fn Remarks(remarks: Vec<String>) -> impl IntoView {
    let more = remarks.len().saturating_sub(REMARKS_TOLD);
    let more = (more > 0).then(|| view! { <p>{format!("En nog {}.", rows(more))}</p> });
    let told = remarks.into_iter().take(REMARKS_TOLD).map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <section class="wza-notice" aria-labelledby="anders">
            <h2 id="anders">"Wat anders wordt bewaard dan het in uw bestand staat"</h2>
            <ul>{told}</ul>
            {more}
        </section>
    }
}

#[component]
fn Counts(tally: Tally) -> impl IntoView {
    let figures = [
        ("Nieuw", tally.new, "wordt toegevoegd"),
        ("Gewijzigd", tally.changed, "wordt bijgewerkt"),
        ("Ongewijzigd", tally.unchanged, "staat er al zo"),
        ("Fout", tally.wrong, "wordt niet ingelezen"),
    ];
    let figure = |(name, count, text): (&'static str, usize, &'static str)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd><strong>{dutch::number(i64::try_from(count).unwrap_or(i64::MAX))}</strong> <span class="wza-muted">{text}</span></dd>
            </div>
        }
    };
    view! { <dl class="wza-tally">{figures.map(figure).collect_view()}</dl> }
}

#[component]
fn Load(id: String, tally: Tally, digest: String) -> impl IntoView {
    if tally.to_load() == 0 {
        let text = if tally.wrong > 0 {
            "Geen rij kan worden ingelezen. Herstel ze in uw bestand, en kies het opnieuw."
        } else if tally == Tally::default() {
            "Onder de kopregel staan geen rijen. Vul het bestand in, en kies het opnieuw."
        } else {
            "Alles staat er al zo. Er is niets om in te lezen."
        };
        return view! { <p class="wza-notice">{text}</p> }.into_any();
    }
    let label = format!("{} inlezen", rows(tally.to_load()));
    view! {
        <Form path=format!("{PATH}/{id}") endpoint=LoadImport::PATH>
            <input type="hidden" name=field_name("id") value=id.clone()/>
            <input type="hidden" name=field_name("seen") value=digest/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label=label/>
                <a class="nl-button nl-button--subtle" href=PATH>"Niet inlezen"</a>
            </div>
        </Form>
    }
    .into_any()
}

/// Takes a file that did nothing off the list.
#[component]
fn Remove(id: String, file: String) -> impl IntoView {
    view! {
        <Form path=format!("{PATH}/{id}/verwijderen") endpoint=RemoveImport::PATH>
            <input type="hidden" name=field_name("id") value=id.clone()/>
            <input type="hidden" name=field_name("file") value=file/>
            <SubmitButton label="Dit bestand weghalen" secondary=true/>
        </Form>
    }
}

/// What a loaded file did, and the way back.
#[component]
fn Done(page: PreviewPage, did: Did) -> impl IntoView {
    let Did { at, new, changed, touched } = did;
    let what = format!("Op {at}: {} toegevoegd en {} gewijzigd.", counted(page.kind, new), counted(page.kind, changed));
    let id = page.id.to_string();
    let undo = match (page.state, touched.is_empty()) {
        (State::Loaded, true) => view! {
            <Form path=format!("{PATH}/{id}/ongedaan") endpoint=UndoImport::PATH>
                <input type="hidden" name=field_name("id") value=id.clone()/>
                <p>"Vergist? Zolang niemand deze rijen daarna wijzigt, kunt u alles in één keer terugzetten."</p>
                <SubmitButton label="Alles ongedaan maken" secondary=true/>
            </Form>
        }
        .into_any(),
        (State::Loaded, false) => view! { <p>{told_touched(&touched)}</p> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <section class="wza-card" aria-labelledby="gedaan">
            <h2 id="gedaan">"Wat er is gedaan"</h2>
            <p>{what}</p>
            {undo}
        </section>
    }
}

fn rows(count: usize) -> String {
    dutch::count(count as u64, "rij", "rijen")
}
