//! `/afspraken/{id}`

use domain::commitments::PartyRole;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use super::super::agreement::views::AgreementCard;
use super::super::api::{ProposeCommitment, show_commitment};
use super::super::data::{Detail, PartyLine, Row, SourceLine};
use super::super::steps::views::MilestonesCard;
use super::super::waiting::views::WaitingCard;
use super::facts::Facts;
use super::id_in_address;
use super::progress_card::ProgressCard;
use super::side_card::SideCard;
use crate::bottlenecks::card::BlockedBy;
use crate::decisions::card::DecidedAbout;
use crate::error::AppError;
use crate::organisations::anchor;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, ChangeBadge, Crumb, ExampleBadge, Form, LifeCycleBadge, Loaded, OverdueBadge, PageTitle, SourceBadge,
    SubmitButton, Timeline, page_data, paragraphs,
};

pub const WITHOUT_RETURN: &str =
    "Zonder tegenprestatie: een corporatie belooft iets, en geen gemeente zet er iets tegenover.";

#[component]
pub fn ShowCommitmentPage() -> impl IntoView {
    let id = id_in_address();
    let changes = RwSignal::new(0_u32);
    let changed = Callback::new(move |()| changes.update(|count| *count += 1));
    let detail = page_data(
        move || (id.get(), changes.get()),
        async |(id, _)| show_commitment(id.unwrap_or(Err(AppError::NotFound))?).await,
    );
    view! { <Loaded resource=detail view=move |detail| view! { <Show detail=detail changed=changed/> }/> }
}

#[component]
fn Show(detail: Detail, changed: Callback<()>) -> impl IntoView {
    let Detail { row, parties, timeline, milestones, waiting, bottlenecks, decisions, beside, .. } = detail.clone();
    let id = row.id;
    let agenda = match &row.municipality {
        Some(municipality) => Crumb::link(&municipality.name, format!("/gemeenten/{}", municipality.slug)),
        None => Crumb::link("Regionale agenda", "/afspraken?gemeente=regio"),
    };
    // A complete concept waits for being proposed: that is then the main button.
    let class = match detail.may_propose && detail.missing.is_empty() {
        true => "nl-button nl-button--secondary",
        false => "nl-button nl-button--primary",
    };
    let report = detail.may_report.then(|| {
        view! { <a class=class href=format!("/afspraken/{id}/voortgang") rel="external">"Voortgang melden"</a> }
    });
    let close = (!detail.agreement.steps.is_empty()).then(|| {
        view! { <a class="nl-button nl-button--subtle" href=format!("/afspraken/{id}/afsluiten") rel="external">"Afsluiten of intrekken"</a> }
    });
    // What is closed can be opened again, and nothing else.
    let may_change = detail.may_edit && row.life_cycle.is_open();
    let change = may_change.then(|| {
        view! { <a class="nl-button nl-button--secondary" href=format!("/afspraken/{id}/bewerken")>"Wijzigen"</a> }
    });
    let edit = detail.may_edit.then(|| view! { {report} {change} {close} }.into_any());
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Afspraken", "/afspraken"), agenda, Crumb::here(row.number.clone())]/>
        <PageTitle
            number=format!("Afspraak {}", row.number)
            title=row.title.clone()
            badges=view! { <Badges row=row.clone() kind=detail.kind.map(|kind| kind.label())/> }.into_any().into()
            actions=edit
            without_form=!detail.may_propose || !detail.missing.is_empty()
        />
        <div class="wza-columns wza-columns--record">
            <div class="wza-stack">
                <ProposalCard
                    id=id.to_string()
                    version=detail.version
                    missing=detail.missing.clone()
                    may_edit=detail.may_edit
                    may_propose=detail.may_propose
                    changed=changed
                />
                <AgreementCard id=id.to_string() standing=detail.agreement.clone() decisions=decisions.clone()/>
                {detail.description.clone().map(|text| view! { <div class="wza-prose">{paragraphs(&text)}</div> })}
                {detail.source.clone().map(|source| view! { <Quote source=source/> })}
                <section class="wza-card" aria-labelledby="partijen">
                    <h2 id="partijen">"Wie"</h2>
                    <Parties parties=parties/>
                    {detail.one_sided.then(|| view! {
                        <p class="wza-notice">{WITHOUT_RETURN}</p>
                    })}
                </section>
            </div>
            // Before the timeline, which is long: on a phone everything stands in one column.
            <aside class="wza-stack" aria-label="Stand van zaken">
                <ProgressCard row=row latest=detail.latest.clone() may_keep=detail.may_report changed=changed/>
                <section class="wza-card" aria-labelledby="gegevens">
                    <h2 id="gegevens">"Wanneer, waar, waarvoor"</h2>
                    <Facts detail=detail.clone()/>
                </section>
                <MilestonesCard id=id milestones=milestones may_edit=may_change/>
                <BlockedBy bottlenecks=bottlenecks/>
                <DecidedAbout decisions=decisions/>
                <WaitingCard id=id waiting=waiting may_edit=may_change/>
                {beside.into_iter().map(|card| view! { <SideCard card=card/> }).collect_view()}
            </aside>
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Tijdlijn"</h2>
                <Timeline entries=timeline/>
                <p><a href=format!("/afspraken/{id}/tijdlijn") rel="external">"Filteren, of zien hoe het op een dag was"</a></p>
                <p><a href=format!("/afspraken/{id}/afdrukken") rel="external">"Afdrukken"</a></p>
            </section>
        </div>
    }
}

#[component]
fn Badges(row: Row, kind: Option<&'static str>) -> impl IntoView {
    view! {
        <LifeCycleBadge life_cycle=row.life_cycle/>
        {row.example.then(|| view! { " " <ExampleBadge/> })}
        {row.published.then(|| view! { " " <SourceBadge/> })}
        {kind.map(|kind| view! { " " <span class="nl-data-badge">{kind}</span> })}
        {row.change_asked.then(|| view! { " " <ChangeBadge/> })}
        {row.overdue.then(|| view! { " " <OverdueBadge/> })}
    }
}

/// What keeps a concept from being proposed, or the button that proposes it.
#[component]
fn ProposalCard(
    version: i32,
    id: String,
    missing: Vec<String>,
    may_edit: bool,
    may_propose: bool,
    changed: Callback<()>,
) -> impl IntoView {
    if !missing.is_empty() {
        let explained = match may_edit {
            true => " Voordat u het kunt voorstellen:",
            false => " Voordat het kan worden voorgesteld, ontbreekt nog:",
        };
        let items = missing.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        return view! {
            <div class="utrecht-alert utrecht-alert--info">
                <div class="utrecht-alert__content">
                    <p><strong>"Dit is nog een concept."</strong> {explained}</p>
                    <ul>{items}</ul>
                </div>
            </div>
        }
        .into_any();
    }
    may_propose
        .then(|| {
            view! {
                <div class="utrecht-alert utrecht-alert--info">
                    <div class="utrecht-alert__content">
                        <p>"Deze afspraak is compleet. Als u haar voorstelt, ziet de hele regio haar."</p>
                        <Form path=format!("/afspraken/{id}") endpoint=ProposeCommitment::PATH on_done=changed>
                            <input type="hidden" name=field_name("id") value=id.clone()/>
                            <input type="hidden" name=field_name("version") value=version.to_string()/>
                            <SubmitButton label="Voorstellen aan de partijen"/>
                        </Form>
                    </div>
                </div>
            }
        })
        .into_any()
}

#[component]
fn Quote(source: SourceLine) -> impl IntoView {
    let SourceLine { title, detail, quote, verified } = source;
    let cite = match detail {
        Some(detail) => format!("{title}, {detail}"),
        None => title,
    };
    let cite = if verified { cite } else { format!("{cite} (te controleren)") };
    match quote {
        Some(quote) => view! {
            <figure class="utrecht-blockquote wza-quote">
                <blockquote class="utrecht-blockquote__content"><p>{quote}</p></blockquote>
                <figcaption class="utrecht-blockquote__attribution"><cite>{cite}</cite></figcaption>
            </figure>
        }
        .into_any(),
        None => view! { <p class="wza-muted">{format!("Bron: {cite}")}</p> }.into_any(),
    }
}

#[component]
fn Parties(parties: Vec<PartyLine>) -> impl IntoView {
    if parties.is_empty() {
        return view! { <p class="wza-notice">"Er zijn nog geen partijen genoemd."</p> }.into_any();
    }
    let no_lead = parties.iter().all(|party| party.role != PartyRole::Lead);
    let lines = parties
        .into_iter()
        .map(|party| {
            let contribution = match party.contribution {
                Some(text) => text.into_any(),
                None => view! { <span class="wza-muted">"Geen bijdrage vastgelegd"</span> }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">
                        {party_name(party.organisation, party.name)}
                        {party.function.map(|function| view! { <p class="wza-muted">{function}</p> })}
                    </th>
                    <td data-label="Rol">{party.role.label()}</td>
                    <td data-label="Bijdrage">{contribution}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        {no_lead.then(|| view! { <p class="wza-notice">"Deze afspraak heeft nog geen trekker."</p> })}
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Partijen, hun rol en hun bijdrage"</caption>
            <thead>
                <tr><th scope="col">"Organisatie"</th><th scope="col">"Rol"</th><th scope="col">"Bijdrage"</th></tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// The browser's own jump: the router's would come before the organisations are there.
fn party_name(organisation: Option<Uuid>, name: String) -> AnyView {
    match organisation {
        Some(id) => {
            let href = format!("/organisaties#{}", anchor(id));
            view! { <a href=href rel="external">{name}</a> }.into_any()
        }
        None => name.into_any(),
    }
}
