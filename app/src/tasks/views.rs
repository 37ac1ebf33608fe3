//! `/mijn-taken`

use leptos::prelude::*;

use super::queries::{Section, Task, tasks_again};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::ExampleBadge;

#[component]
pub fn TasksPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| {
        let sections = tasks_again(&request).await?;
        Ok((request.user.organisation.clone(), request.user.function.clone(), sections))
    });
    shown(page, |(organisation, function, sections)| {
        let who = match function {
            Some(function) => format!("Wat {organisation} van u vraagt als {}.", lower_first(&function)),
            None => format!("Wat {organisation} van u vraagt."),
        };
        view! {
            <PlainTitle title="Mijn taken" lead=who/>
            <p><a href=crate::handover::PATH>"Alles van uw organisatie of van één functie: de overdracht"</a></p>
            <Sections sections=sections/>
        }
    })
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[component]
fn Sections(sections: Vec<Section>) -> impl IntoView {
    if sections.is_empty() {
        return view! {
            <section class="wza-card">
                <p><strong>"Er wordt nu niets van u gevraagd."</strong></p>
                <p>"Zodra een afspraak op u wacht, staat zij hier. "<a href="/afspraken">"Bekijk alle afspraken"</a>"."</p>
            </section>
        }
        .into_any();
    }
    sections.into_iter().map(|section| view! { <OneSection section=section/> }).collect_view().into_any()
}

#[component]
fn OneSection(section: Section) -> impl IntoView {
    let Section { kind, tasks, total } = section;
    let more = total.saturating_sub(tasks.len() as u64);
    let items = tasks.into_iter().map(|task| view! { <Item task=task/> }).collect_view();
    view! {
        <section class="wza-card wza-stack" aria-labelledby=kind.code()>
            <h2 id=kind.code()>{kind.label()} " " <span class="wza-tasks__count">{total}</span></h2>
            <p class="wza-muted">{kind.explained()}</p>
            <ul class="wza-tasks">{items}</ul>
            {(more > 0).then(|| view! { <p class="wza-muted">{format!("En nog {more}. Werk deze eerst af; dan schuiven de volgende op.")}</p> })}
        </section>
    }
}

#[component]
fn Item(task: Task) -> impl IntoView {
    let Task { href, title, detail, example } = task;
    view! {
        <li class="wza-tasks__item">
            <a class="wza-tasks__link" href=href>{title}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
            <p class="wza-muted">{detail}</p>
        </li>
    }
}
