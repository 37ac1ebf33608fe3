//! Form fields: label, hint, error, control, in this order. Each finds its value and its problem in the form's state.

use leptos::prelude::*;

use super::form::field_name;
use super::form_view::FormState;
use super::page::raw_text;

/// One option of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A number or mark before the label.
    pub mark: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), mark: None }
    }
}

/// The id in the page: the field's name, which the error summary links to.
pub(super) fn ids(name: &str) -> (String, String, String) {
    let id = name.replace(['[', ']'], "-").trim_end_matches('-').to_owned();
    (id.clone(), format!("{id}-hint"), format!("{id}-fout"))
}

pub(super) fn described_by(name: &str, has_hint: bool, has_problem: bool) -> Option<String> {
    let (_, hint, error) = ids(name);
    let parts: Vec<String> = [has_hint.then_some(hint), has_problem.then_some(error)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Label, hint and error around a control.
#[component]
pub(super) fn Field(
    name: &'static str,
    label: String,
    hint: String,
    optional: bool,
    #[prop(into)] problem: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let (id, hint_id, error_id) = ids(name);
    view! {
        <div class="utrecht-form-field" class=("utrecht-form-field--invalid", move || problem.get().is_some())>
            <label class="utrecht-form-label" for=id>
                {label}
                {optional.then(|| view! { " " <span class="wza-optional">"niet verplicht"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="utrecht-form-field-description" id=hint_id>{hint}</p> })}
            {move || {
                let error_id = error_id.clone();
                problem.get().map(|text| view! { <p class="utrecht-form-field-error-message" id=error_id>{text}</p> })
            }}
            {children()}
        </div>
    }
}

pub(super) fn problem_of(name: &'static str) -> (FormState, Signal<Option<String>>) {
    let state = expect_context::<FormState>();
    (state, Signal::derive(move || state.problem(name)))
}

#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into, optional)] value: String,
    #[prop(into, optional)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] class: &'static str,
    /// What the browser shows below it while somebody types.
    #[prop(optional)]
    on_input: Option<Callback<String>>,
) -> impl IntoView {
    let (state, problem) = problem_of(name);
    let has_hint = !hint.is_empty();
    let (id, ..) = ids(name);
    // A rejected password is typed again, never sent back.
    let value = if kind == "password" { String::new() } else { state.value(name, value) };
    view! {
        <Field name label hint optional problem>
            <input
                class=format!("utrecht-textbox utrecht-textbox--html-input {class}")
                class=("utrecht-textbox--invalid", move || problem.get().is_some())
                id=id
                name=field_name(name)
                type=kind
                value=value
                autocomplete=autocomplete
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || described_by(name, has_hint, problem.get().is_some())
                on:input=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event_target_value(&event));
                    }
                }
            />
        </Field>
    }
}

#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into, optional)] value: String,
    #[prop(into, optional)] hint: String,
    #[prop(optional)] optional: bool,
    #[prop(default = 4)] rows: u32,
    /// Where one types as soon as the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let (state, problem) = problem_of(name);
    let has_hint = !hint.is_empty();
    let (id, ..) = ids(name);
    let value = state.value(name, value);
    view! {
        <Field name label hint optional problem>
            <textarea
                class="utrecht-textarea utrecht-textarea--html-textarea"
                class=("utrecht-textarea--invalid", move || problem.get().is_some())
                id=id
                name=field_name(name)
                rows=rows
                autofocus=autofocus
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || described_by(name, has_hint, problem.get().is_some())
            >
                {raw_text(value)}
            </textarea>
        </Field>
    }
}

#[component]
pub fn SelectField(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(into, optional)] value: String,
    #[prop(into, optional)] hint: String,
    #[prop(optional)] optional: bool,
    /// The text of the choice that chooses nothing.
    #[prop(into)]
    nothing: String,
) -> impl IntoView {
    let (state, problem) = problem_of(name);
    let has_hint = !hint.is_empty();
    let (id, ..) = ids(name);
    let value = state.value(name, value);
    view! {
        <Field name label hint optional problem>
            <select
                class="utrecht-select utrecht-select--html-select"
                class=("utrecht-select--invalid", move || problem.get().is_some())
                id=id
                name=field_name(name)
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || described_by(name, has_hint, problem.get().is_some())
            >
                <option value="">{nothing}</option>
                {choices
                    .into_iter()
                    .map(|choice| {
                        let selected = choice.value == value;
                        view! { <option value=choice.value selected=selected>{choice.label}</option> }
                    })
                    .collect_view()}
            </select>
        </Field>
    }
}

/// Label and problem around several boxes or buttons.
#[component]
fn ChoiceField(name: &'static str, label: String, hint: String, optional: bool, children: Children) -> impl IntoView {
    let (_, problem) = problem_of(name);
    let (id, hint_id, error_id) = ids(name);
    let has_hint = !hint.is_empty();
    view! {
        <fieldset
            class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset wza-fieldset"
            class=("utrecht-form-fieldset--invalid", move || problem.get().is_some())
            id=id
            tabindex="-1"
            aria-describedby=move || described_by(name, has_hint, problem.get().is_some())
        >
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
                {label}
                {optional.then(|| view! { " " <span class="wza-optional">"niet verplicht"</span> })}
            </legend>
            {has_hint.then(|| view! { <p class="utrecht-form-field-description" id=hint_id>{hint}</p> })}
            {move || {
                let error_id = error_id.clone();
                problem.get().map(|text| view! { <p class="utrecht-form-field-error-message" id=error_id>{text}</p> })
            }}
            {children()}
        </fieldset>
    }
}

/// Boxes of which any number may be ticked.
#[component]
pub fn CheckboxGroup(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    ticked: Vec<String>,
    #[prop(into, optional)] hint: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let state = expect_context::<FormState>();
    let class = if choices.len() > 1 { "wza-choices wza-choices--columns" } else { "wza-choices" };
    let boxes = choices
        .into_iter()
        .map(|choice| {
            let checked = state.ticked(name, &choice.value, ticked.contains(&choice.value));
            view! {
                <li>
                    <label class="wza-choice">
                        <input
                            class="utrecht-checkbox utrecht-checkbox--html-input"
                            type="checkbox"
                            name=format!("{}[]", field_name(name))
                            value=choice.value
                            checked=checked
                        />
                        <span class="wza-choice__label">
                            {choice.mark.map(|mark| view! { <span class="wza-choice__number">{mark}</span> " " })}
                            {choice.label}
                        </span>
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <ChoiceField name label hint optional>
            <ul class=class>{boxes}</ul>
        </ChoiceField>
    }
}

/// Buttons of which one is chosen.
#[component]
pub fn RadioGroup(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(into, optional)] value: String,
    #[prop(into, optional)] hint: String,
    #[prop(optional)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let state = expect_context::<FormState>();
    let chosen = state.value(name, value);
    let buttons = choices
        .into_iter()
        .map(|choice| {
            let checked = choice.value == chosen;
            view! {
                <li>
                    <label class="wza-choice">
                        <input
                            class="utrecht-radio-button utrecht-radio-button--html-input"
                            type="radio"
                            name=field_name(name)
                            value=choice.value
                            checked=checked
                            on:change=move |event| {
                                if let Some(on_change) = on_change {
                                    on_change.run(event_target_value(&event));
                                }
                            }
                        />
                        <span class="wza-choice__label">{choice.label}</span>
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <ChoiceField name label hint optional=false>
            <ul class="wza-choices">{buttons}</ul>
        </ChoiceField>
    }
}
