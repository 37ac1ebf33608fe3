//! Decisions in a table: on a meeting's page and in the list over all meetings.

use domain::decisions::{Due, State};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::PATH;
use super::super::queries::Line;
use super::super::standing::Turn;
use crate::meetings;
use crate::proposals;
use crate::ui::{ExampleBadge, OverdueBadge, paragraphs};

#[component]
pub fn Lines(lines: Vec<Line>) -> impl IntoView {
    (!lines.is_empty())
        .then(|| view! { <Table lines=lines caption="Besluiten en toezeggingen van dit overleg" taken_at=false/> })
}

/// On a proposal's page; nothing where nothing was decided about it.
#[component]
pub fn AboutProposal(lines: Vec<Line>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="besluiten">
                <h2 id="besluiten">"Besluiten hierover"</h2>
                <Table lines=lines caption="Besluiten en toezeggingen over dit voorstel, de nieuwste eerst" taken_at=true/>
            </section>
        }
    })
}

/// What former meetings left open.
#[component]
pub fn CarriedOver(lines: Vec<Line>, meeting: Uuid) -> impl IntoView {
    view! {
        <section class="wza-card" aria-labelledby="open">
            <h2 id="open">"Van vorige overleggen"</h2>
            <p>"Wat eerder is besloten of toegezegd, staat hier totdat het is teruggekoppeld."</p>
            <Table
                lines=lines
                caption="Besluiten en toezeggingen van vorige overleggen, wat het eerst klaar moet zijn eerst"
                taken_at=true
                report_to=Some(meeting)
            />
        </section>
    }
}

/// `taken_at`: says at which meeting each was taken. `report_to`: this meeting can hear what came of it.
#[component]
pub fn Table(
    lines: Vec<Line>,
    caption: &'static str,
    taken_at: bool,
    #[prop(optional_no_strip)] report_to: Option<Uuid>,
) -> impl IntoView {
    let rows: Vec<_> = lines.into_iter().map(|line| row(line, taken_at, report_to)).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"Besluit of toezegging"</th>
                    <th scope="col">"Eigenaar"</th>
                    <th scope="col">"Gereed"</th>
                    {taken_at.then(|| view! { <th scope="col">"Overleg"</th> })}
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(line: Line, taken_at: bool, report_to: Option<Uuid>) -> AnyView {
    let address = format!("{PATH}/{}", line.id);
    let due = match line.course.due {
        Due::By(_) => line.course.due.label().into_any(),
        Due::NoDate => view! { <span class="wza-muted">"geen datum"</span> }.into_any(),
    };
    let state = match (line.course.state(), report_to) {
        (State::Open, Some(meeting)) => {
            let label = format!("Terugkoppelen: {}", excerpt(&line.text));
            view! { <a href=format!("{address}?overleg={meeting}") aria-label=label>"Terugkoppelen"</a> }.into_any()
        }
        (state, _) => state.label().into_any(),
    };
    let meeting = taken_at.then(|| {
        let href = format!("{}/{}", meetings::PATH, line.taken_at.id);
        view! { <td data-label="Overleg"><a href=href>{line.taken_at.label.clone()}</a></td> }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=address>{excerpt(&line.text)}</a>
                {line.example.then(|| view! { " " <ExampleBadge/> })}
                <p class="wza-muted">{about(&line)}</p>
                <Commitments line=line.clone()/>
            </th>
            <td data-label="Eigenaar">{line.owner.clone()}</td>
            <td data-label="Gereed">{due} {line.overdue.then(|| view! { " " <OverdueBadge/> })}</td>
            {meeting}
            <td data-label="Stand">{state}</td>
        </tr>
    }
    .into_any()
}

fn about(line: &Line) -> impl IntoView + use<> {
    let kind = line.kind.label();
    match (line.item.clone(), line.proposal) {
        (Some(title), Some(id)) => {
            let href = format!("{}/{id}", proposals::PATH);
            view! { {format!("{kind}, bij ")} <a href=href>{format!("‘{title}’")}</a> }.into_any()
        }
        (Some(title), None) => format!("{kind}, bij ‘{title}’").into_any(),
        (None, _) => kind.into_any(),
    }
}

/// The commitments that it makes or changes, of those that the reader may see, and what became of that.
#[component]
pub fn Commitments(line: Line) -> impl IntoView {
    let (id, open) = (line.id, line.course.state() == State::Open);
    let lines: Vec<_> = line
        .commitments
        .into_iter()
        .map(|one| {
            let turn = match one.turn.filter(|_| open) {
                Some(Turn::Yours) => {
                    let name = format!("Wijziging verwerken: {}", one.label);
                    view! { <p><a href=one.amend_path(id) aria-label=name>"Wijziging verwerken"</a></p> }.into_any()
                }
                Some(Turn::Others) => {
                    view! { <p class="wza-muted">"Dit staat bij de taken van wie deze afspraak mag wijzigen."</p> }
                        .into_any()
                }
                None => ().into_any(),
            };
            view! {
                <li>
                    <a href=format!("/afspraken/{}", one.id)>{one.label}</a>
                    <p class="wza-muted">{format!("{}: {}", one.effect.label(), one.standing)}</p>
                    {turn}
                </li>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <ul class="wza-steps">{lines}</ul> })
}

const EXCERPT: usize = 140;

/// The beginning of a long text, on one line.
pub fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= EXCERPT {
        return line;
    }
    let begin: String = line.chars().take(EXCERPT).collect();
    // Not in the middle of a word, when there are words.
    let end = begin.rfind(' ').filter(|at| *at > EXCERPT / 2).unwrap_or(begin.len());
    format!("{}…", &begin[..end])
}

/// Everything that it says.
#[component]
pub fn Whole(text: String) -> impl IntoView {
    view! { <div class="wza-prose">{paragraphs(&text)}</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_begins_with_whole_words() {
        assert_eq!(excerpt("Kort\nbesluit"), "Kort besluit");
        let begin = excerpt(&"woningen ".repeat(40));
        assert!(begin.ends_with("woningen…") && begin.chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt(&"🏠".repeat(200)).chars().count(), EXCERPT + 1);
    }
}
