//! `/sinds`: any two days beside each other.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::filter::Filter;
use super::super::queries::{OfDays, of_days};
use super::lines::Difference;
use crate::meetings;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Breadcrumb, Crumb, LeftOut, LeftOutNotice, set_status};

#[component]
pub fn SinceDaysPage() -> impl IntoView {
    let (filter, left_out) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| of_days(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter left_out=left_out page=page/> })
}

#[component]
fn Page(filter: Filter, left_out: LeftOut, page: OfDays) -> impl IntoView {
    let mut left_out = left_out;
    let pages = page.shown.as_ref().map_or((1, 1), |shown| (filter.page, shown.page));
    left_out.unknown.extend(page.shown.iter().flat_map(|shown| shown.unknown.clone()));
    if !page.problems.is_empty() {
        set_status(400);
    }
    let difference =
        page.shown.clone().map(|shown| view! { <Difference shown=shown download=filter.on_page(1).address(PATH) filter=filter path=PATH.to_owned()/> });
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Overleggen", meetings::PATH), Crumb::here("Twee dagen vergelijken")]/>
        <PlainTitle
            title="Twee dagen vergelijken"
            lead="Wat er veranderde tussen het eind van de ene dag en het eind van de andere, of nu."
        />
        <LeftOutNotice left_out=left_out pages=pages everything=(PATH, "Begin opnieuw")/>
        <Days page=page/>
        {difference}
    }
}

#[component]
fn Days(page: OfDays) -> impl IntoView {
    let field = |name: &'static str, label: &'static str, value: String| {
        let wrong: Vec<String> =
            page.problems.iter().filter(|problem| problem.field == name).map(|one| one.message.clone()).collect();
        let (hint, error) = (format!("{name}-hint"), format!("{name}-fout"));
        let described = if wrong.is_empty() { hint.clone() } else { format!("{error} {hint}") };
        let invalid = (!wrong.is_empty()).then_some("true");
        view! {
            <div class="utrecht-form-field" class=("utrecht-form-field--invalid", !wrong.is_empty())>
                <label class="utrecht-form-label" for=name>{label}</label>
                <p class="utrecht-form-field-description" id=hint>"Bijvoorbeeld 21-11-2026."</p>
                {(!wrong.is_empty()).then(|| view! {
                    <p class="utrecht-form-field-error-message" id=error>{wrong.join(" ")}</p>
                })}
                <input
                    class="utrecht-textbox utrecht-textbox--html-input"
                    id=name
                    name=name
                    type="text"
                    value=value
                    aria-describedby=described
                    aria-invalid=invalid
                />
            </div>
        }
    };
    view! {
        <form class="wza-card" method="get" action=PATH aria-label="Dagen kiezen">
            <div class="wza-fields">
                {field("van", "Van het eind van", page.from.clone())}
                {field("tot", "Tot het eind van", page.to.clone())}
            </div>
            <div class="wza-actions">
                <button class="nl-button nl-button--primary" type="submit">"Vergelijken"</button>
            </div>
        </form>
    }
}
