//! A proposal on the page of a meeting.

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

/// Where all proposals for a body are.
pub fn proposals_for(body: Uuid) -> String {
    Filter { body: Some(body), ..Filter::default() }.address()
}

#[component]
pub fn OnAgenda(
    line: AgendaLine,
    /// Of the meeting on whose page this stands.
    notes: Option<Notes>,
    /// The reader writes down what this body concludes, and the meeting was held.
    may_conclude: bool,
    /// None for who may not change the agenda, or not any more.
    buttons: Option<AnyView>,
) -> impl IntoView {
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
    let actions = (conclude.is_some() || buttons.is_some())
        .then(|| view! { <div class="wza-actions">{buttons} {conclude}</div> });
    view! {
        <li class="wza-agenda__item">
            <div>
                <p>
                    <a href=address>{line.title}</a> " "
                    <span class="nl-data-badge">{format!("Voorstel, {}", line.purpose.label().to_lowercase())}</span>
                    {line.example.then(|| view! { " " <ExampleBadge/> })}
                </p>
                {joint}
                {turn}
                {beside}
            </div>
            {actions}
        </li>
    }
}
