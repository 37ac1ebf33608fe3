//! What is agreed, by whom.

use leptos::prelude::*;

use super::super::queries::VersionLine;
use crate::commitments::agreement::data::{PartyAnswer, Standing};
use crate::commitments::data::{Detail, PartyLine, SourceLine};
use crate::commitments::views::Facts;
use crate::ui::{Changes, paragraphs};

#[component]
pub fn Agreed(detail: Detail) -> impl IntoView {
    let text = detail.description.as_deref().map(paragraphs);
    let source = detail.source.clone();
    view! {
        <section class="wza-card" aria-labelledby="afgesproken">
            <h2 id="afgesproken">"Wat is afgesproken"</h2>
            {text.map(|text| view! { <div class="wza-prose">{text}</div> })}
            {source.map(|source| view! { <Source source=source/> })}
            <Facts detail=detail/>
        </section>
    }
}

#[component]
fn Source(source: SourceLine) -> impl IntoView {
    let SourceLine { title, detail, quote, verified } = source;
    let cite = [Some(title), detail].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let cite = if verified { cite } else { format!("{cite} (te controleren)") };
    view! {
        {quote.map(|quote| view! { <p>{format!("‘{quote}’")}</p> })}
        <p class="wza-muted">{format!("Bron: {cite}")}</p>
    }
}

#[component]
pub fn Parties(detail: Detail) -> impl IntoView {
    let line = |party: PartyLine| {
        view! {
            <tr>
                <th scope="row">{party.name} {party.function.map(|function| view! { <p class="wza-muted">{function}</p> })}</th>
                <td data-label="Rol">{party.role.label()}</td>
                <td data-label="Bijdrage">{party.contribution.unwrap_or_else(|| "Geen bijdrage vastgelegd".to_owned())}</td>
            </tr>
        }
    };
    let lines = detail.parties.into_iter().map(line).collect_view();
    view! {
        <section class="wza-card" aria-labelledby="wie">
            <h2 id="wie">"Wie"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Partijen, hun rol en hun bijdrage"</caption>
                <thead>
                    <tr><th scope="col">"Organisatie"</th><th scope="col">"Rol"</th><th scope="col">"Bijdrage"</th></tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {detail.one_sided.then(|| view! {
                <p>"Zonder tegenprestatie: een corporatie belooft iets, en geen gemeente zet er iets tegenover."</p>
            })}
        </section>
    }
}

/// Who said what, in which function and when; nothing while nobody was asked.
#[component]
pub fn Confirmations(standing: Standing) -> impl IntoView {
    let Standing { in_force, asking, answers, closing_reason, .. } = standing;
    if answers.is_empty() && closing_reason.is_none() {
        return ().into_any();
    }
    let of_version = asking.as_ref().map(|asked| asked.version).or(in_force).unwrap_or_default();
    let holds = match (&asking, in_force) {
        (Some(asked), Some(holds)) => Some(format!(
            "Versie {holds} geldt, en staat hierboven. Versie {} ligt sinds {} bij de partijen.",
            asked.version, asked.at.label
        )),
        _ => None,
    };
    let changes = asking.filter(|_| in_force.is_some()).map(|asked| asked.changes).unwrap_or_default();
    let changed = (!changes.is_empty()).then(|| {
        view! {
            <h3>{format!("Wat versie {of_version} verandert")}</h3>
            <Changes changes=changes/>
        }
    });
    let table = (!answers.is_empty()).then(|| view! { <Answers answers=answers version=of_version/> });
    view! {
        <section class="wza-card" aria-labelledby="bevestigd">
            <h2 id="bevestigd">"Bevestiging"</h2>
            {closing_reason.map(|reason| view! { <p><strong>"Vervallen: "</strong>{reason}</p> })}
            {holds.map(|text| view! { <p>{text}</p> })}
            {changed}
            {table}
        </section>
    }
    .into_any()
}

#[component]
fn Answers(answers: Vec<PartyAnswer>, version: i32) -> impl IntoView {
    let line = |answer: PartyAnswer| {
        let PartyAnswer { organisation, given } = answer;
        let label = given.as_ref().map_or("Nog geen antwoord", |given| given.label());
        let (function, day, text) = given.map_or_else(Default::default, |given| {
            (given.function.unwrap_or_else(|| "Niet vastgelegd".to_owned()), given.at.label, given.text)
        });
        view! {
            <tr>
                <th scope="row">{organisation}</th>
                <td data-label="Antwoord">{label} {text.map(|text| view! { <p class="wza-muted">{text}</p> })}</td>
                <td data-label="Functie">{function}</td>
                <td data-label="Op">{day}</td>
            </tr>
        }
    };
    let lines = answers.into_iter().map(line).collect_view();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption>{format!("Antwoord van de partijen op versie {version}")}</caption>
            <thead>
                <tr>
                    <th scope="col">"Organisatie"</th>
                    <th scope="col">"Antwoord"</th>
                    <th scope="col">"Functie"</th>
                    <th scope="col">"Op"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

/// Nothing while it is a concept, which has none.
#[component]
pub fn Versions(versions: Vec<VersionLine>) -> impl IntoView {
    if versions.is_empty() {
        return ().into_any();
    }
    let line = |version: VersionLine| {
        let (outcome, on) = version.outcome.unwrap_or(("Ligt bij de partijen", String::new()));
        view! {
            <tr>
                <th scope="row">{version.number}</th>
                <td data-label="Gevraagd op">{version.asked_on}</td>
                <td data-label="Wat er van werd">{outcome}</td>
                <td data-label="Op">{on}</td>
            </tr>
        }
    };
    let lines = versions.into_iter().map(line).collect_view();
    view! {
        <section class="wza-card" aria-labelledby="versies">
            <h2 id="versies">"Versies"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Versies die aan de partijen zijn gevraagd"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Versie"</th>
                        <th scope="col">"Gevraagd op"</th>
                        <th scope="col">"Wat er van werd"</th>
                        <th scope="col">"Op"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}
