//! What puts dwellings at risk, what is there beside what was aimed at, and what is to come.

use domain::dutch;
use leptos::prelude::*;

use super::super::NO_DWELLINGS;
use super::super::ahead::{BottleneckLine, DeadlineLine, DwellingsLine};
use crate::bottlenecks::views::LevelBadge;
use crate::exports::cells::count;
use crate::ui::paragraphs;

#[component]
pub fn BottlenecksCard(bottlenecks: Vec<BottleneckLine>) -> impl IntoView {
    let row = |line: BottleneckLine| {
        view! {
            <tr>
                <th scope="row"><a href=line.address>{line.title}</a></th>
                <td data-label="Niveau"><LevelBadge level=line.level/></td>
                <td data-label="Woningen in gevaar" class="wza-number">{dutch::number(count(line.dwellings))}</td>
                <td data-label="Wie doet wat"><strong>{line.acting}</strong> {paragraphs(&line.action)}</td>
            </tr>
        }
    };
    (!bottlenecks.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="knelpunten">
                <h2 id="knelpunten">"Knelpunten"</h2>
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                    <caption class="wza-visually-hidden">"Open knelpunten, met de meeste woningen in gevaar eerst"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Knelpunt"</th>
                            <th scope="col">"Niveau"</th>
                            <th scope="col" class="wza-number">"Woningen in gevaar"</th>
                            <th scope="col">"Wie doet wat"</th>
                        </tr>
                    </thead>
                    <tbody>{bottlenecks.into_iter().map(row).collect_view()}</tbody>
                </table>
            </section>
        }
    })
}

#[component]
pub fn DwellingsCard(dwellings: Vec<DwellingsLine>) -> impl IntoView {
    let row = |line: DwellingsLine| {
        let targets: Vec<_> = line.targets.into_iter().map(|target| view! { <p>{target.label}</p> }).collect();
        view! {
            <tr>
                <th scope="row">{line.measure}</th>
                <td data-label="Geverifieerd" class="wza-number">{dutch::number(line.verified)}</td>
                <td data-label="Gemeld" class="wza-number">{dutch::number(line.reported)}</td>
                <td data-label="Doel">{targets}</td>
            </tr>
        }
    };
    let body = if dwellings.is_empty() {
        view! { <p class="wza-muted">{NO_DWELLINGS}</p> }.into_any()
    } else {
        view! {
            <div>
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                    <caption class="wza-visually-hidden">"Opgeleverde woningen naast het doel"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Soort"</th>
                            <th scope="col" class="wza-number">"Geverifieerd"</th>
                            <th scope="col" class="wza-number">"Gemeld"</th>
                            <th scope="col">"Doel"</th>
                        </tr>
                    </thead>
                    <tbody>{dwellings.into_iter().map(row).collect_view()}</tbody>
                </table>
                <p class="wza-muted">"Gemeld is opgeleverd en nog niet door de gemeente geverifieerd."</p>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="wza-card" aria-labelledby="woningen">
            <h2 id="woningen">"Woningen"</h2>
            {body}
        </section>
    }
}

#[component]
pub fn DeadlinesCard(deadlines: Vec<DeadlineLine>) -> impl IntoView {
    let row = |line: DeadlineLine| {
        let distance =
            line.distance.map(|distance| view! { <span class="wza-muted">{format!(" ({distance})")}</span> });
        view! { <div><dt>{line.title}</dt><dd>{line.due} {distance}</dd></div> }
    };
    (!deadlines.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="termijnen">
                <h2 id="termijnen">"Eerstvolgende termijnen"</h2>
                <dl class="wza-facts">{deadlines.into_iter().map(row).collect_view()}</dl>
                <p><a href=crate::deadlines::PATH>"Alle termijnen"</a></p>
            </section>
        }
    })
}
