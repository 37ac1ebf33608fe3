//! Fields that repeat: some empty rows stand below the filled ones, and saving brings new ones.

use leptos::prelude::*;

use crate::ui::form::field_name;
use crate::ui::{Choice, FormState};

/// Empty rows below the filled ones.
const SPARE: usize = 3;

/// One field of a row, with what it holds in each filled row.
#[derive(Clone)]
pub struct Column {
    pub name: &'static str,
    pub label: &'static str,
    /// None: a number is typed.
    pub choices: Option<Vec<Choice>>,
    pub values: Vec<String>,
}

#[component]
pub fn Rows(
    /// The name of the list in the form.
    name: &'static str,
    /// The field that problems are about.
    field: &'static str,
    label: &'static str,
    hint: &'static str,
    /// What one row is called.
    one: &'static str,
    columns: Vec<Column>,
) -> impl IntoView {
    let state = expect_context::<FormState>();
    let filled = columns.iter().map(|column| column.values.len()).max().unwrap_or_default();
    let count = state.rows(name).unwrap_or_default().max(filled + SPARE);
    let problem = move || state.problem(field);
    let rows: Vec<_> =
        (0..count).map(|index| view! { <Row name=name index=index one=one columns=columns.clone()/> }).collect();
    view! {
        <fieldset
            class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset wza-fieldset"
            class=("utrecht-form-fieldset--invalid", move || problem().is_some())
            id=field
            tabindex="-1"
        >
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
                {label} " " <span class="wza-optional">"niet verplicht"</span>
            </legend>
            <p class="utrecht-form-field-description">{hint}</p>
            {move || problem().map(|text| view! { <p class="utrecht-form-field-error-message">{text}</p> })}
            <ol class="wza-rows">{rows}</ol>
        </fieldset>
    }
}

#[component]
fn Row(name: &'static str, index: usize, one: &'static str, columns: Vec<Column>) -> impl IntoView {
    let fields: Vec<_> = columns.into_iter().map(|column| field(name, index, column)).collect();
    view! {
        <li class="wza-row">
            <fieldset class="wza-row__fields">
                <legend class="wza-visually-hidden">{format!("{one} {}", index + 1)}</legend>
                {fields}
            </fieldset>
        </li>
    }
}

fn field(name: &'static str, index: usize, column: Column) -> AnyView {
    let state = expect_context::<FormState>();
    let path = format!("{name}[{index}][{}]", column.name);
    let id = format!("{name}-{index}-{}", column.name);
    let value = state.value(&path, column.values.get(index).cloned().unwrap_or_default());
    let input = match column.choices {
        Some(choices) => {
            let options: Vec<_> = choices
                .into_iter()
                .map(|choice| {
                    let selected = choice.value == value;
                    view! { <option value=choice.value selected=selected>{choice.label}</option> }
                })
                .collect();
            view! {
                <select class="utrecht-select utrecht-select--html-select" id=id.clone() name=field_name(&path)>
                    <option value="">"Kies"</option>
                    {options}
                </select>
            }
            .into_any()
        }
        None => view! {
            <input
                class="utrecht-textbox utrecht-textbox--html-input wza-input--short"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                id=id.clone()
                name=field_name(&path)
                value=value
            />
        }
        .into_any(),
    };
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=id>{column.label}</label>
            {input}
        </div>
    }
    .into_any()
}
