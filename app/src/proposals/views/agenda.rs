//! The proposals on the page of a meeting.

use domain::notes::About;
use leptos::prelude::*;
use uuid::Uuid;

use super::super::PATH;
use super::super::filter::Filter;
use super::super::queries::{AgendaLine, Turn};
use crate::decisions::views::excerpt;
use crate::notes::queries::Notes;
use crate::notes::views::Beside;
use crate::ui::ExampleBadge;

/// Most meetings have none: then only the way to those of the same body.
#[component]
pub fn OnAgenda(
    lines: Vec<AgendaLine>,
    /// Of the meeting on whose page this stands.
    notes: Option<Notes>,
    body: Uuid,
    /// The reader writes down what this body concludes, and the meeting was held.
    may_conclude: bool,
) -> impl IntoView {
    let items: Vec<_> = lines.into_iter().map(|line| item(line, notes.clone(), may_conclude)).collect();
    let list = (!items.is_empty()).then(|| {
        view! {
            <h3 id="voorstellen">"Voorstellen"</h3>
            <ul class="wza-agenda" aria-labelledby="voorstellen">{items}</ul>
        }
    });
    let all = Filter { body: Some(body), ..Filter::default() }.address();
    view! {
        {list}
        <p><a href=all>"Alle voorstellen voor dit overleg"</a></p>
    }
}

fn item(line: AgendaLine, notes: Option<Notes>, may_conclude: bool) -> impl IntoView {
    let beside = view! { <Beside notes=notes about=About::Proposal(line.id.into()) title=line.title.clone()/> };
    let address = format!("{PATH}/{}", line.id);
    let concludes = may_conclude && line.turn == Turn::Open;
    let joint = line.joint_text().map(|text| view! { <p class="wza-muted">{text}</p> });
    let turn = match line.turn {
        Turn::Open => ().into_any(),
        Turn::After(body) => {
            view! { <p class="wza-muted">{format!("Wacht nog op de conclusie van {body}.")}</p> }.into_any()
        }
        Turn::With(body) => {
            view! { <p class="wza-muted">{format!("De conclusie van {body} komt eerst.")}</p> }.into_any()
        }
        Turn::Concluded(conclusion) => {
            view! { <p><strong>"Conclusie: "</strong> {excerpt(&conclusion)}</p> }.into_any()
        }
    };
    let conclude = concludes.then(|| {
        let href = format!("{address}/behandeling/{}/conclusie", line.step);
        let name = format!("Conclusie vastleggen: {}", line.title);
        view! { <a class="nl-button nl-button--subtle wza-button--small" href=href aria-label=name>"Conclusie vastleggen"</a> }
    });
    view! {
        <li class="wza-agenda__item">
            <div>
                <p>
                    <a href=address>{line.title}</a> " "
                    <span class="nl-data-badge">{line.purpose.label()}</span>
                    {line.example.then(|| view! { " " <ExampleBadge/> })}
                </p>
                {joint}
                {turn}
                {beside}
            </div>
            {conclude.map(|link| view! { <div class="wza-actions">{link}</div> })}
        </li>
    }
}
