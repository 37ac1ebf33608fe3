//! `/mijn-taken`

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::PATH;
use super::queries::{Section, Task, tasks_again};
use super::wanted::{Wanted, own_function};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{ExampleBadge, LeftOutNotice};

#[component]
pub fn TasksPage() -> impl IntoView {
    let (wanted, left_out) = use_query_map().with_untracked(Wanted::from_query);
    let page = crate::request::served(async move |request: Request| {
        let sections = tasks_again(&request, wanted).await?;
        Ok((own_function(&request).map(str::to_owned), request, sections))
    });
    shown(page, move |(function, request, sections)| {
        let organisation = request.user.organisation.clone();
        let who = match &request.user.function {
            Some(function) => format!("Wat {organisation} van u vraagt als {}.", lower_first(function)),
            None => format!("Wat {organisation} van u vraagt."),
        };
        view! {
            <PlainTitle title="Mijn taken" lead=who/>
            <LeftOutNotice left_out=left_out pages=(1, 1) everything=(PATH, "Toon alle taken")/>
            {function.map(|function| view! { <Choose wanted=wanted function=function/> })}
            {wanted.kind.map(|_| {
                view! { <p><a href=Wanted { kind: None, ..wanted }.address()>"Alle soorten taken"</a></p> }
            })}
            <p><a href=crate::handover::PATH>"Alles van uw organisatie of van één functie: de overdracht"</a></p>
            <Sections sections=sections wanted=wanted/>
        }
    })
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// All tasks of the organisation, the own function's first, or without those of another function.
#[component]
fn Choose(wanted: Wanted, function: String) -> impl IntoView {
    let current = |chosen: bool| chosen.then_some("true");
    let (all, mine) = (Wanted { only_mine: false, ..wanted }, Wanted { only_mine: true, ..wanted });
    view! {
        <nav class="wza-switch wza-pagination__pages" aria-label="Voor welke functie">
            <a class="wza-switch__option" href=all.address() aria-current=current(!wanted.only_mine)>"Hele organisatie"</a>
            <a class="wza-switch__option" href=mine.address() aria-current=current(wanted.only_mine)>
                "Alleen mijn functie" <span class="wza-visually-hidden">{format!(": {function}")}</span>
            </a>
        </nav>
    }
}

#[component]
fn Sections(sections: Vec<Section>, wanted: Wanted) -> impl IntoView {
    if sections.is_empty() {
        return view! {
            <section class="wza-card">
                <p><strong>"Er wordt nu niets van u gevraagd."</strong></p>
                <p>"Zodra een afspraak op u wacht, staat zij hier. "<a href="/afspraken">"Bekijk alle afspraken"</a>"."</p>
            </section>
        }
        .into_any();
    }
    sections.into_iter().map(|section| view! { <OneSection section=section wanted=wanted/> }).collect_view().into_any()
}

#[component]
fn OneSection(section: Section, wanted: Wanted) -> impl IntoView {
    let Section { kind, tasks, total } = section;
    let left = total.saturating_sub(tasks.len() as u64);
    let more = match (left, wanted.kind) {
        (0, _) => None,
        (_, None) => {
            let href = Wanted { kind: Some(kind), ..wanted }.address();
            Some(
                view! { <p><a href=href>{format!("Toon alle {total}: {}", kind.label().to_lowercase())}</a></p> }
                    .into_any(),
            )
        }
        (left, Some(_)) => {
            let text = format!("En nog {left}. Werk deze eerst af; dan schuiven de volgende op.");
            Some(view! { <p class="wza-muted">{text}</p> }.into_any())
        }
    };
    let items = tasks.into_iter().map(|task| view! { <Item task=task/> }).collect_view();
    view! {
        <section class="wza-card wza-stack" aria-labelledby=kind.code()>
            <h2 id=kind.code()>{kind.label()} " " <span class="wza-tasks__count">{total}</span></h2>
            <p class="wza-muted">{kind.explained()}</p>
            <ul class="wza-tasks">{items}</ul>
            {more}
        </section>
    }
}

#[component]
fn Item(task: Task) -> impl IntoView {
    let Task { href, title, detail, function, example } = task;
    let function = function.map(|function| view! { <p class="wza-muted">"Voor: " {function}</p> });
    view! {
        <li class="wza-tasks__item">
            <a class="wza-tasks__link" href=href>{title}</a>
            {example.then(|| view! { " " <ExampleBadge/> })}
            <p class="wza-muted">{detail}</p>
            {function}
        </li>
    }
}
