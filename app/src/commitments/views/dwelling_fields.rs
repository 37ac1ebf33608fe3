//! The dwellings of a commitment: one field for each type.

use domain::dwellings::FIELD;
use leptos::prelude::*;

use super::super::data::Named;
use super::super::form::DwellingRow;
use crate::ui::FormState;
use crate::ui::form::field_name;

#[component]
pub fn DwellingFields(measures: Vec<Named>, rows: Vec<DwellingRow>) -> impl IntoView {
    let state = expect_context::<FormState>();
    let problem = move || state.problem(FIELD);
    let fields = measures
        .into_iter()
        .enumerate()
        .map(|(index, measure)| {
            let row = rows.iter().find(|row| row.measure == measure.value).cloned().unwrap_or_default();
            view! { <Count index=index measure=measure count=row.count/> }
        })
        .collect_view();
    view! {
        <fieldset
            class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset wza-fieldset"
            class=("utrecht-form-fieldset--invalid", move || problem().is_some())
            id=FIELD
            tabindex="-1"
        >
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
                "Aantal woningen " <span class="wza-optional">"niet verplicht"</span>
            </legend>
            <p class="utrecht-form-field-description">
                "Tel elke woning één keer, bij het hoogste type waar zij onder valt. Bij de ruimere types telt u haar niet nog eens mee."
            </p>
            {move || problem().map(|text| view! { <p class="utrecht-form-field-error-message">{text}</p> })}
            <div class="wza-fields">{fields}</div>
        </fieldset>
    }
}

#[component]
fn Count(index: usize, measure: Named, count: String) -> impl IntoView {
    let state = expect_context::<FormState>();
    let field = |part: &str| format!("{FIELD}[{index}][{part}]");
    let id = format!("{FIELD}-{}", measure.value);
    let error = format!("{id}-fout");
    let name = id.clone();
    let problem = Signal::derive(move || state.problem(&name));
    let described_by = error.clone();
    view! {
        <div class="utrecht-form-field" class=("utrecht-form-field--invalid", move || problem.get().is_some())>
            <label class="utrecht-form-label" for=id.clone()>{measure.name}</label>
            {move || {
                let error = error.clone();
                problem.get().map(|text| view! { <p class="utrecht-form-field-error-message" id=error>{text}</p> })
            }}
            <input type="hidden" name=field_name(&field("measure")) value=measure.value/>
            <input
                class="utrecht-textbox utrecht-textbox--html-input wza-input--short"
                class=("utrecht-textbox--invalid", move || problem.get().is_some())
                type="text"
                inputmode="numeric"
                autocomplete="off"
                id=id
                name=field_name(&field("count"))
                value=state.value(&field("count"), count)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || problem.get().map(|_| described_by.clone())
            />
        </div>
    }
}
