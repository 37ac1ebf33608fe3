//! A choice in the filter of a plain page.

use leptos::prelude::*;

use super::fields::Choice;

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
