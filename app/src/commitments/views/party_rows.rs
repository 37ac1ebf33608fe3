//! The partners and betrokkenen of a commitment: one row for each.

use domain::commitments::PartyRole;
use leptos::prelude::*;

use super::super::data::Named;
use super::super::form::{PartyRow, organisation_field};
use crate::ui::FormState;
use crate::ui::form::field_name;

/// Empty rows below the filled ones, for who has no JavaScript to add them.
const SPARE: usize = 3;

#[component]
pub fn PartyRows(rows: Vec<PartyRow>, organisations: Vec<Named>) -> impl IntoView {
    let state = expect_context::<FormState>();
    let count = RwSignal::new(state.rows("parties").unwrap_or_default().max(rows.len() + SPARE));
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let problem = move || state.problem("parties");
    let (rows, organisations) = (StoredValue::new(rows), StoredValue::new(organisations));
    view! {
        <fieldset
            class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset wza-fieldset"
            class=("utrecht-form-fieldset--invalid", move || problem().is_some())
            id="parties"
            tabindex="-1"
        >
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">
                "Partners en betrokkenen " <span class="wza-optional">"niet verplicht"</span>
            </legend>
            <p class="utrecht-form-field-description">
                "Een partner doet mee en brengt zelf iets in. Een betrokkene denkt mee. Een rij zonder organisatie telt niet mee. Schrijf bij functie geen naam van een persoon."
            </p>
            {move || problem().map(|text| view! { <p class="utrecht-form-field-error-message">{text}</p> })}
            <ol class="wza-rows">
                <For each=move || 0..count.get() key=|index| *index let:index>
                    <Row
                        index=index
                        row=rows.with_value(|rows| rows.get(index).cloned()).unwrap_or_default()
                        organisations=organisations
                    />
                </For>
            </ol>
            {move || match awake.get() {
                true => view! {
                    <button
                        class="nl-button nl-button--secondary wza-button--small"
                        type="button"
                        on:click=move |_| count.update(|count| *count += 1)
                    >
                        "Nog een partij"
                    </button>
                }
                .into_any(),
                false => view! {
                    <p class="wza-muted">"Meer partijen? Sla op en wijzig opnieuw: dan staan er weer lege rijen."</p>
                }
                .into_any(),
            }}
        </fieldset>
    }
}

#[component]
fn Row(index: usize, row: PartyRow, organisations: StoredValue<Vec<Named>>) -> impl IntoView {
    let state = expect_context::<FormState>();
    let field = |part: &str| format!("parties[{index}][{part}]");
    let id = |part: &str| format!("parties-{index}-{part}");
    let problem = move || state.problem(&organisation_field(index));
    let described = format!("parties-{index}-fout");
    let described_by = described.clone();
    let organisation = state.value(&field("organisation"), row.organisation);
    let role = state.value(&field("role"), row.role);
    let texts =
        [("function", "Functie", "", row.function), ("contribution", "Bijdrage", "wza-row__wide", row.contribution)];
    let texts = texts.map(|(part, label, class, value)| {
        let value = state.value(&field(part), value);
        view! {
            <div class=format!("utrecht-form-field {class}")>
                <label class="utrecht-form-label" for=id(part)>{label}</label>
                <input
                    class="utrecht-textbox utrecht-textbox--html-input"
                    type="text"
                    autocomplete="off"
                    id=id(part)
                    name=field_name(&field(part))
                    value=value
                />
            </div>
        }
    });
    let options = organisations.with_value(|organisations| {
        organisations
            .iter()
            .map(|named| {
                let selected = named.value == organisation;
                view! { <option value=named.value.clone() selected=selected>{named.name.clone()}</option> }
            })
            .collect_view()
    });
    let roles = [PartyRole::Partner, PartyRole::Consulted]
        .map(|option| view! { <option value=option.code() selected=option.code() == role>{option.label()}</option> });
    view! {
        <li class="wza-row">
            <fieldset class="wza-row__fields">
                <legend class="wza-visually-hidden">{format!("Partij {}", index + 1)}</legend>
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label" for=id("organisation")>"Organisatie"</label>
                    {move || problem().map(|text| view! { <p class="utrecht-form-field-error-message" id=described.clone()>{text}</p> })}
                    <select
                        class="utrecht-select utrecht-select--html-select"
                        class=("utrecht-select--invalid", move || problem().is_some())
                        aria-invalid=move || problem().map(|_| "true")
                        aria-describedby=move || problem().map(|_| described_by.clone())
                        id=organisation_field(index)
                        name=field_name(&field("organisation"))
                    >
                        <option value="">"Kies een organisatie"</option>
                        {options}
                    </select>
                </div>
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label" for=id("role")>"Rol"</label>
                    <select class="utrecht-select utrecht-select--html-select" id=id("role") name=field_name(&field("role"))>
                        {roles}
                    </select>
                </div>
                {texts}
            </fieldset>
        </li>
    }
}
