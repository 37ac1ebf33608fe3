//! `/overleggen/{id}`: everything about one meeting on one page.

use domain::decisions::check_moment;
use domain::dutch;
use domain::meetings::State;
use domain::notes::About;
use domain::routing::check_held;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::PATH;
use super::super::api::{SaveAgendaItem, TakeMeetingStep};
use super::super::form::ItemForm;
use super::super::queries::{Detail, ItemLine, PointLine, show};
use super::point::{ItemFields, MoveButtons};
use super::{Day, Path, StateBadge};
use crate::commitments::views::plain_id;
use crate::decisions::views::{CarriedOver, Lines};
use crate::notes::queries::Notes;
use crate::notes::views::{Beside, NotesCard};
use crate::papers::list_of;
use crate::papers::views::Papers;
use crate::plain::{PlainNotice, shown};
use crate::proposals::views::{OnAgenda, proposals_for};
use crate::request::Request;
use crate::since::views::Frozen;
use crate::ui::form::field_name;
use crate::ui::{ExampleBadge, Form, PageTitle, SubmitButton, TextField, Timeline, paragraphs};

#[component]
pub fn MeetingPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| show(&request, id?).await);
    shown(page, |detail| view! { <Page detail=detail/> })
}

#[component]
fn Page(detail: Detail) -> impl IntoView {
    let address = format!("{PATH}/{}", detail.id);
    let badges = view! {
        <StateBadge state=detail.state/>
        {detail.example.then(|| view! { " " <ExampleBadge/> })}
    };
    let open = detail.may_prepare && detail.state.may_change_minutes().is_ok();
    // Nobody prepares for what will not be held.
    let reading = (detail.state != State::Cancelled).then(|| {
        view! {
            <a class="nl-button nl-button--primary" href=crate::pack::address_of(detail.id)>"Stukken"</a>
            <a class="nl-button nl-button--secondary" href=crate::since::address_of(detail.id)>"Sinds het vorige overleg"</a>
        }
    });
    let actions = view! {
        {reading}
        {open.then(|| view! { <a class="nl-button nl-button--secondary" href=format!("{address}/bewerken")>"Wijzigen"</a> })}
    };
    let records = detail.may_prepare && check_moment(detail.state, detail.date, detail.today).is_ok();
    let freezes = detail.may_prepare && detail.state.is_to_come();
    let timeline = detail.timeline.clone();
    view! {
        <Path here=detail.label.clone()/>
        <PlainNotice/>
        <PageTitle
            number="Overleg"
            title=detail.label.clone()
            badges=Some(badges.into_any())
            actions=Some(actions.into_any())
            without_form=!detail.may_prepare
        />
        {detail.cancelled_reason.clone().map(|reason| view! { <Cancelled reason=reason/> })}
        {detail.moved.clone().map(|told| view! { <Moved told=told/> })}
        <div class="wza-columns">
            <div class="wza-stack">
                <Agenda detail=detail.clone() address=address.clone()/>
                {(!detail.carried_over.is_empty()).then(|| view! {
                    <CarriedOver lines=detail.carried_over.clone() meeting=detail.id/>
                })}
                <section class="wza-card" aria-labelledby="besluiten">
                    <h2 id="besluiten">"Besluiten en toezeggingen"</h2>
                    {detail.decisions.is_empty().then(|| view! { <p class="wza-muted">"Hier is nog niets besloten of toegezegd."</p> })}
                    <Lines lines=detail.decisions.clone()/>
                    {records.then(|| view! {
                        <p class="wza-actions">
                            <a class="nl-button nl-button--secondary" href=format!("{address}/besluiten")>"Besluit of toezegging vastleggen"</a>
                        </p>
                    })}
                </section>
                <Minutes detail=detail.clone() address=address.clone() open=open/>
                <section class="wza-card" aria-labelledby="tijdlijn">
                    <h2 id="tijdlijn">"Tijdlijn"</h2>
                    <Timeline entries=timeline/>
                </section>
            </div>
            <aside class="wza-stack" aria-label="Stand van zaken">
                <Next detail=detail.clone() address=address.clone()/>
                {detail.notes.clone().map(|notes| view! { <NotesCard notes=notes/> })}
                <Frozen meeting=detail.id frozen_on=detail.frozen_on may_freeze=freezes today=detail.today/>
                <section class="wza-card" aria-labelledby="feiten">
                    <h2 id="feiten">"Wanneer en waar"</h2>
                    <Facts detail=detail.clone()/>
                </section>
                <Attendance detail=detail address=address open=open/>
            </aside>
        </div>
    }
}

/// Said before all the rest: nobody comes for nothing.
#[component]
fn Cancelled(reason: String) -> impl IntoView {
    view! {
        <div class="utrecht-alert utrecht-alert--warning">
            <div class="utrecht-alert__content">
                <p><strong>"Dit overleg gaat niet door. "</strong> {reason}</p>
                <p>"Wat openstond, komt vanzelf terug op het volgende overleg."</p>
            </div>
        </div>
    }
}

/// Nobody comes on the day that their papers say.
#[component]
pub fn Moved(told: String) -> impl IntoView {
    view! {
        <div class="utrecht-alert utrecht-alert--warning">
            <div class="utrecht-alert__content"><p>{told}</p></div>
        </div>
    }
}

#[component]
fn Facts(detail: Detail) -> impl IntoView {
    let unknown = || view! { <span class="wza-muted">"nog niet bekend"</span> }.into_any();
    let adopted = detail.minutes_adopted_on.map(|on| {
        view! { <div class="wza-facts__wide"><dt>"Verslag vastgesteld"</dt><dd><Day date=on/></dd></div> }
    });
    view! {
        <dl class="wza-facts">
            <div class="wza-facts__wide"><dt>"Overleg"</dt><dd>{detail.body}</dd></div>
            <div class="wza-facts__wide"><dt>"Datum"</dt><dd><Day date=detail.date/></dd></div>
            <div class="wza-facts__wide"><dt>"Plaats"</dt><dd>{detail.place.map_or_else(unknown, IntoAny::into_any)}</dd></div>
            <div class="wza-facts__wide"><dt>"Secretaris"</dt><dd>{detail.secretary.map_or_else(unknown, IntoAny::into_any)}</dd></div>
            {adopted}
        </dl>
    }
}

const UNFROZEN: &str = "De peildatum is nog niet vastgelegd. Zonder peildatum kijkt het overleg naar de dag waarop het is gehouden, en \
                        vergelijkt het volgende daarmee. Daarna is dat niet meer te kiezen.";

/// How far it is, and the next step as a button.
#[component]
fn Next(detail: Detail, address: String) -> impl IntoView {
    let forward = detail.state.next().first().copied().filter(|_| detail.may_prepare)?;
    let (label, text) = match forward {
        State::PapersReady => {
            ("Stukken rond", "De agenda en de plaats zijn bekend, en wie meedoet kan zich voorbereiden.")
        }
        State::Held => ("Overleg gehouden", "Daarna ligt de agenda vast."),
        State::MinutesAdopted | State::Preparing | State::Cancelled => {
            ("Verslag vastgesteld", "Daarna verandert er niets meer aan dit overleg.")
        }
    };
    let adopts = forward == State::MinutesAdopted;
    let unfrozen = detail.frozen_on.is_none() && matches!(forward, State::PapersReady | State::Held);
    let back = detail.state.next().contains(&State::Preparing).then(|| {
        view! { <p><a href=format!("{address}/terug")>"Terug naar de voorbereiding"</a></p> }
    });
    let cancel = detail.state.next().contains(&State::Cancelled).then(|| {
        view! { <p><a href=format!("{address}/afgelasten")>"Overleg afgelasten"</a></p> }
    });
    Some(view! {
        <section class="wza-card" aria-labelledby="stap">
            <h2 id="stap">"Volgende stap"</h2>
            <Form path=address endpoint=TakeMeetingStep::PATH>
                <input type="hidden" name=field_name("id") value=detail.id.to_string()/>
                <input type="hidden" name=field_name("version") value=detail.version.to_string()/>
                <input type="hidden" name=field_name("to") value=forward.code()/>
                <p>{text}</p>
                {unfrozen.then(|| view! { <p><strong>{UNFROZEN}</strong></p> })}
                {adopts.then(|| view! {
                    <TextField name="on" label="Vastgesteld op" hint="Bijvoorbeeld 21-11-2026." value=dutch::date(detail.today)/>
                })}
                <div class="wza-actions"><SubmitButton label=label/></div>
            </Form>
            {back}
            {cancel}
        </section>
    })
}

#[component]
fn Agenda(detail: Detail, address: String) -> impl IntoView {
    let changes = detail.may_prepare && detail.state.may_change_agenda().is_ok();
    let open = detail.may_prepare && detail.state.may_change_minutes().is_ok();
    let concludes = detail.may_prepare && check_held(detail.date, Some(detail.state), detail.today).is_ok();
    let (id, notes, count) = (detail.id, detail.notes, detail.points.len());
    let move_buttons = move |point: Uuid, title: &str, place: usize| {
        changes.then(|| {
            view! { <MoveButtons meeting=id point=point title=title.to_owned() place=place points=count/> }.into_any()
        })
    };
    let point = |(place, point): (usize, PointLine)| match point {
        PointLine::Item(item) => {
            let buttons = move_buttons(item.id, &item.title, place);
            view! { <Item meeting=id item=item notes=notes.clone() may_add_papers=open buttons=buttons/> }.into_any()
        }
        PointLine::Proposal(line) => {
            let buttons = move_buttons(line.step, &line.title, place);
            view! { <OnAgenda line=line notes=notes.clone() may_conclude=concludes buttons=buttons/> }.into_any()
        }
    };
    let points: Vec<_> = detail.points.into_iter().enumerate().map(point).collect();
    let empty = points.is_empty();
    let add = changes.then(|| {
        view! {
            <details class="wza-details" open=empty>
                <summary>"Agendapunt toevoegen"</summary>
                <Form path=format!("{address}/agenda") endpoint=SaveAgendaItem::PATH>
                    <input type="hidden" name=field_name("id") value=id.to_string()/>
                    <ItemFields form=ItemForm::default()/>
                    <div class="wza-actions"><SubmitButton label="Toevoegen" secondary=true/></div>
                </Form>
            </details>
        }
    });
    view! {
        <section class="wza-card" aria-labelledby="agenda">
            <h2 id="agenda">"Agenda"</h2>
            {empty.then(|| view! { <p class="wza-muted">"Er staat nog niets op de agenda."</p> })}
            {(!empty).then(|| view! { <ol class="wza-agenda" aria-labelledby="agenda">{points}</ol> })}
            <p><a href=proposals_for(detail.body_id)>"Alle voorstellen voor dit overleg"</a></p>
            {add}
        </section>
    }
}

/// `buttons`: none for who may not change the agenda, or not any more.
#[component]
fn Item(
    meeting: Uuid,
    item: ItemLine,
    notes: Option<Notes>,
    may_add_papers: bool,
    buttons: Option<AnyView>,
) -> impl IntoView {
    let about =
        if item.oral { format!("{}, mondeling", item.purpose.label()) } else { item.purpose.label().to_owned() };
    let edit = format!("{PATH}/{meeting}/agenda/{}", item.id);
    let title = item.title.clone();
    let buttons = buttons.map(|buttons| {
        let name = format!("Wijzigen: {title}");
        view! {
            <div class="wza-actions">
                {buttons}
                <a class="nl-button nl-button--subtle wza-button--small" href=edit aria-label=name>"Wijzigen"</a>
            </div>
        }
    });
    view! {
        <li class="wza-agenda__item">
            <div>
                <p><strong>{item.title.clone()}</strong> " " <span class="nl-data-badge">{about}</span></p>
                {item.note.map(|note| paragraphs(&note))}
                <Papers papers=item.papers list=list_of(meeting, item.id) title=item.title.clone() may_change=may_add_papers/>
                <Beside notes=notes about=About::Item(item.id.into()) title=item.title/>
            </div>
            {buttons}
        </li>
    }
}

#[component]
fn Minutes(detail: Detail, address: String, open: bool) -> impl IntoView {
    let has = detail.minutes.is_some();
    view! {
        <section class="wza-card" aria-labelledby="verslag">
            <h2 id="verslag">"Verslag"</h2>
            {match detail.minutes {
                Some(text) => view! { <div class="wza-prose">{paragraphs(&text)}</div> }.into_any(),
                None => view! { <p class="wza-muted">"Er is nog geen verslag."</p> }.into_any(),
            }}
            {open.then(|| view! {
                <p><a href=format!("{address}/verslag")>{if has { "Verslag wijzigen" } else { "Verslag schrijven" }}</a></p>
            })}
        </section>
    }
}

#[component]
fn Attendance(detail: Detail, address: String, open: bool) -> impl IntoView {
    let none = detail.attendance.is_empty();
    let lines: Vec<_> = detail
        .attendance
        .into_iter()
        .map(|(seat, presence)| view! { <li>{seat} <p class="wza-muted">{presence.label()}</p></li> })
        .collect();
    view! {
        <section class="wza-card" aria-labelledby="aanwezigheid">
            <h2 id="aanwezigheid">"Aanwezigheid"</h2>
            {none.then(|| view! { <p class="wza-muted">"Nog niet vastgelegd."</p> })}
            {(!none).then(|| view! { <ul class="wza-steps">{lines}</ul> })}
            {open.then(|| view! { <p><a href=format!("{address}/aanwezigheid")>"Aanwezigheid vastleggen"</a></p> })}
        </section>
    }
}
