//! The field of a file. Its form says `with_file`.

use leptos::prelude::*;

use super::fields::{Field, described_by, ids, problem_of};
use super::form::field_name;

#[component]
pub fn FileField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (_, problem) = problem_of(name);
    let (id, ..) = ids(name);
    view! {
        <Field name label hint optional problem>
            <input
                class="utrecht-textbox utrecht-textbox--html-input"
                class=("utrecht-textbox--invalid", move || problem.get().is_some())
                id=id
                name=field_name(name)
                type="file"
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=move || described_by(name, true, problem.get().is_some())
            />
        </Field>
    }
}
