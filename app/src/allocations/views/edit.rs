//! The form of one gemeente and year: a number for each target group, and beside it what each corporatie took.

use domain::allocations::{Number, count_field, part_field};
use domain::ids::OrganisationId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::SetAllocations;
use super::super::edit::YearPage;
use super::super::names::Group;
use super::number;
use crate::ui::form::field_name;
use crate::ui::{Form, FormState, SeenVersion, SubmitButton, TextArea};

#[component]
pub fn Fields(data: YearPage) -> impl IntoView {
    let path = format!("{PATH}/{}?jaar={}", data.place.slug, data.year);
    let back = format!("{PATH}?jaar={}", data.year);
    let (slug, year, version) = (data.place.slug.clone(), data.year.to_string(), data.version.to_string());
    let changes = data.version > 0;
    let note = data.content.note.clone().unwrap_or_default();
    view! {
        <Form path=path endpoint=SetAllocations::PATH>
            <input type="hidden" name=field_name("municipality") value=slug/>
            <input type="hidden" name=field_name("year") value=year/>
            <SeenVersion version=version/>
            <section class="wza-form__section" aria-labelledby="aantallen">
                <h2 id="aantallen">"Aantallen"</h2>
                <p>
                    "Vul per doelgroep in hoeveel woningen met voorrang zijn toegewezen. Leeg betekent: nog niet opgegeven. "
                    "Was het er geen, vul dan 0 in."
                </p>
                {explained(&data.corporations)}
                <Rows data=data/>
            </section>
            <TextArea
                name="note"
                label="Toelichting"
                hint="Bijvoorbeeld hoe er is geteld. Noem geen namen van mensen."
                value=note
                rows=3
                optional=true
            />
            <Reason changes=changes/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

/// Why a number changes; a first one needs no reason.
#[component]
fn Reason(changes: bool) -> impl IntoView {
    changes.then(|| {
        view! {
            <TextArea
                name="reason"
                label="Reden van de wijziging"
                hint="Nodig als u een aantal wijzigt dat er al stond. Iedereen in de regio leest mee."
                rows=2
            />
        }
    })
}

fn explained(corporations: &[(OrganisationId, String)]) -> impl IntoView {
    let text = if corporations.is_empty() {
        "Van deze gemeente is geen corporatie bekend om de aantallen over te verdelen."
    } else {
        "Weet u welke corporatie ze nam? Vul dat ernaast in. Wat u niet invult, telt als niet verdeeld. Samen nooit meer dan \
         het aantal."
    };
    view! { <p>{text}</p> }
}

#[component]
fn Rows(data: YearPage) -> impl IntoView {
    let YearPage { content, groups, corporations, .. } = data;
    let heads: Vec<_> = corporations.iter().map(|(_, name)| view! { <th scope="col">{name.clone()}</th> }).collect();
    let divided = !corporations.is_empty() && !content.numbers.is_empty();
    let rows: Vec<_> = groups
        .into_iter()
        .enumerate()
        .map(|(index, group)| {
            let given = content.numbers.get(&group.id);
            let parts: Vec<_> = corporations
                .iter()
                .enumerate()
                .map(|(place, corporation)| part(index * corporations.len() + place, &group, corporation, given))
                .collect();
            let rest = divided.then(|| {
                let rest = given.map(|given| number(given.undivided().into()));
                view! { <td data-label="Nu niet verdeeld">{rest.unwrap_or_else(|| "Nog niet opgegeven".to_owned())}</td> }
            });
            view! { <tr>{count(index, &group, given)} {parts} {rest}</tr> }.into_any()
        })
        .collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Aantallen per doelgroep, en wat elke corporatie daarvan nam"</caption>
            <thead>
                <tr>
                    <th scope="col">"Doelgroep"</th>
                    <th scope="col">"Aantal"</th>
                    {heads}
                    {divided.then(|| view! { <th scope="col">"Nu niet verdeeld"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn count(index: usize, group: &Group, given: Option<&Number>) -> impl IntoView {
    let name = format!("counts[{index}][group]");
    let id = count_field(group.id);
    let saved = given.map(|given| number(given.total())).unwrap_or_default();
    view! {
        <th scope="row"><label for=id.clone()>{group.name.clone()}</label></th>
        <td data-label="Aantal">
            <input type="hidden" name=field_name(&name) value=group.id.to_string()/>
            {input(id, &format!("counts[{index}][count]"), saved, None)}
        </td>
    }
}

fn part(
    index: usize,
    group: &Group,
    (organisation, corporation): &(OrganisationId, String),
    given: Option<&Number>,
) -> AnyView {
    let saved = given.and_then(|given| given.taken_by(*organisation)).map(|count| number(count.into()));
    let name = |part: &str| format!("parts[{index}][{part}]");
    let label = format!("{}: {corporation}", group.name);
    view! {
        <td data-label=corporation.clone()>
            <input type="hidden" name=field_name(&name("group")) value=group.id.to_string()/>
            <input type="hidden" name=field_name(&name("organisation")) value=organisation.to_string()/>
            {input(part_field(group.id, *organisation), &name("count"), saved.unwrap_or_default(), Some(label))}
        </td>
    }
    .into_any()
}

/// One number, with what is wrong with it.
fn input(id: String, name: &str, saved: String, label: Option<String>) -> AnyView {
    let state = expect_context::<FormState>();
    let value = state.value(name, saved);
    let problem = state.problem(&id);
    let invalid = problem.is_some();
    let error_id = format!("{id}-fout");
    let class = if invalid {
        "utrecht-textbox utrecht-textbox--html-input utrecht-textbox--invalid wza-input--short"
    } else {
        "utrecht-textbox utrecht-textbox--html-input wza-input--short"
    };
    let described_by = invalid.then(|| error_id.clone());
    view! {
        {problem.map(|text| view! { <p class="utrecht-form-field-error-message" id=error_id>{text}</p> })}
        <input
            class=class
            type="text"
            inputmode="numeric"
            autocomplete="off"
            id=id
            aria-label=label
            aria-invalid=invalid.then_some("true")
            aria-describedby=described_by
            name=field_name(name)
            value=value
        />
    }
    .into_any()
}
