//! On the commitment's page: what lies with the parties, who said what, and what holds.

use leptos::prelude::*;

use super::super::data::{Asked, Given, PartyAnswer, Standing};
use crate::decisions;
use crate::decisions::data::Decided;
use crate::ui::Changes;

#[component]
pub fn AgreementCard(id: String, standing: Standing, decisions: Vec<Decided>) -> impl IntoView {
    let Standing { in_force, asking, answers, answers_in_force, may_answer, answered, closing_reason, .. } = standing;
    if answers.is_empty() && closing_reason.is_none() {
        return ().into_any();
    }
    let explained = match (&asking, in_force) {
        (Some(asked), None) => Some(format!("Versie {} ligt sinds {} bij de partijen.", asked.version, asked.at.label)),
        (None, Some(version)) if closing_reason.is_some() => {
            Some(format!("Versie {version} gold tot de afspraak verviel: alle partijen hadden haar bevestigd."))
        }
        (None, Some(version)) => Some(format!("Versie {version} geldt: alle partijen hebben haar bevestigd.")),
        _ => None,
    };
    let shown = asking.as_ref().map(|asked| asked.version).or(in_force);
    let grounds: Vec<_> = decisions
        .into_iter()
        .filter(|decided| shown.is_some() && decided.version == shown)
        .map(|decided| {
            let href = format!("{}/{}", decisions::PATH, decided.id);
            view! { <p>"Op grond van het besluit: " <a href=href rel="external">{decided.text}</a></p> }
        })
        .collect();
    let changed = asking.clone().map(|asked| view! { <Changed asked=asked in_force=in_force/> });
    let answer = may_answer.then(|| {
        let (class, label) = match answered {
            false => ("nl-button nl-button--primary", "Antwoorden namens uw organisatie"),
            true => ("nl-button nl-button--secondary", "Antwoord van uw organisatie wijzigen"),
        };
        view! {
            <p class="wza-actions">
                <a class=class href=format!("/afspraken/{id}/bevestigen") rel="external">{label}</a>
            </p>
        }
    });
    let parties = answers.into_iter().map(|answer| view! { <Party answer=answer/> }).collect_view();
    view! {
        <section class="wza-card" aria-labelledby="bevestiging">
            <h2 id="bevestiging">"Bevestiging"</h2>
            {closing_reason.map(|reason| view! { <p><strong>"Vervallen: "</strong>{reason}</p> })}
            {explained.map(|text| view! { <p>{text}</p> })}
            {grounds}
            {changed}
            <ul class="wza-answers">{parties}</ul>
            {in_force.map(|version| view! { <InForce version=version answers=answers_in_force/> })}
            {answer}
        </section>
    }
    .into_any()
}

/// The change that lies with the parties, beside what holds or was asked before it.
#[component]
fn Changed(asked: Asked, in_force: Option<i32>) -> impl IntoView {
    let Asked { version, at, against, changes } = asked;
    let holds = in_force.map(|holds| {
        let since = at.label;
        view! { <p>{format!("Versie {holds} geldt. Sinds {since} ligt versie {version} bij de partijen; die gaat pas gelden als iedereen ja zegt.")}</p> }
    });
    let changes = against.map(|against| {
        view! {
            <h3>{format!("Wat versie {version} verandert aan versie {against}")}</h3>
            <Changes changes=changes/>
        }
    });
    view! {
        {holds}
        {changes}
    }
}

/// Who said yes to what holds, while another version lies with the parties.
#[component]
fn InForce(version: i32, answers: Vec<PartyAnswer>) -> impl IntoView {
    let answers = answers.into_iter().map(|answer| view! { <Party answer=answer/> }).collect::<Vec<_>>();
    (!answers.is_empty()).then(|| {
        view! {
            <details class="wza-details">
                <summary>{format!("Wie versie {version} bevestigde")}</summary>
                <ul class="wza-answers">{answers}</ul>
            </details>
        }
    })
}

#[component]
fn Party(answer: PartyAnswer) -> impl IntoView {
    let PartyAnswer { organisation, given } = answer;
    let (mark, label) = match &given {
        None => ("wza-answer wza-answer--open", "Nog geen antwoord"),
        Some(given) => (mark(given), given.label()),
    };
    let details = given.map(|given| {
        let who = match (given.by.as_str(), given.function) {
            ("", _) => "Volgens het regiobestand".to_owned(),
            (by, Some(function)) => format!("{by}, {function}"),
            (by, None) => by.to_owned(),
        };
        view! {
            {given.text.map(|text| view! { <p class="wza-answers__text">{text}</p> })}
            <p class="wza-muted">{format!("{who}, {}", given.at.label)}</p>
        }
    });
    view! {
        <li>
            <p><strong>{organisation}</strong> " " <span class=mark>{label}</span></p>
            {details}
        </li>
    }
}

const fn mark(given: &Given) -> &'static str {
    use domain::agreement::Reply;
    match given.reply {
        Reply::Declined => "wza-answer wza-answer--no",
        Reply::Reserved if !given.lifted => "wza-answer wza-answer--reserved",
        Reply::Reserved | Reply::Confirmed => "wza-answer wza-answer--yes",
    }
}
