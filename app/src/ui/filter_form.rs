//! The filter of a plain page, folded until it is needed.

use leptos::prelude::*;

use super::fields::Choice;

/// `label`: what is filtered. `everything`: where nothing is.
#[component]
pub fn FilterForm(
    #[prop(into)] path: String,
    label: &'static str,
    #[prop(into)] everything: String,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="wza-filter">
            <summary class="wza-filter__toggle">"Filteren"</summary>
            <form class="wza-filter__form" method="get" action=path role="search" aria-label=label>
                {children()}
                <div class="wza-actions">
                    <button class="nl-button nl-button--primary" type="submit">"Filteren"</button>
                    <a class="nl-button nl-button--subtle" href=everything>"Wissen"</a>
                </div>
            </form>
        </details>
    }
}

/// `kind`: as an input knows it, `search` or `date`.
#[component]
pub fn FilterInput(name: &'static str, label: &'static str, kind: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=name>{label}</label>
            <input class="utrecht-textbox utrecht-textbox--html-input" id=name name=name type=kind autocomplete="off" value=value/>
        </div>
    }
}

/// Everything, or one of the choices.
#[component]
pub fn FilterSelect(name: &'static str, label: &'static str, choices: Vec<Choice>, value: String) -> impl IntoView {
    let option = |choice: Choice| {
        let selected = choice.value == value;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=name>{label}</label>
            <select class="utrecht-select utrecht-select--html-select" id=name name=name>
                <option value="">"Alle"</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
