//! `/doelen/regio` and `/doelen/{gemeente}`: setting targets, after seeing what that does to the others.

use domain::dutch;
use domain::targets::{Effect, Part, Status, value_field};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::super::PATH;
use super::super::api::SetTargets;
use super::super::edit::{EditPage as Data, page};
use super::super::entity::target;
use super::super::form::{REGION, SAVE};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{Breadcrumb, Crumb, Form, FormState, TextArea, Timeline};

#[component]
pub fn SetTargetsPage() -> impl IntoView {
    let slug = use_params_map().with_untracked(|params| params.get("slug")).unwrap_or_else(|| REGION.to_owned());
    let scenario = use_query_map().with_untracked(|query| query.get("scenario")).unwrap_or_default();
    let data = crate::request::served(async move |request: Request| page(&request, &slug, &scenario).await);
    shown(data, |data| view! { <Page data=data/> })
}

#[component]
fn Page(data: Data) -> impl IntoView {
    let scenarios: Vec<_> = data
        .page
        .scenarios
        .iter()
        .map(|scenario| {
            let here = (scenario.id == data.page.scenario.id).then_some("true");
            let href = format!("{PATH}/{}?scenario={}", data.holder.slug, scenario.key);
            view! { <a class="wza-switch__option" href=href aria-current=here>{scenario.name.clone()}</a> }
        })
        .collect();
    let timeline = data.timeline.clone();
    let history = (!timeline.is_empty()).then(|| {
        view! {
            <section class="wza-card" aria-labelledby="tijdlijn">
                <h2 id="tijdlijn">"Wie wijzigde wat"</h2>
                <Timeline entries=timeline/>
            </section>
        }
    });
    let (empty, whom) = if data.holder.slug == REGION {
        ("nog niet bekend", "de gemeenten")
    } else {
        ("nog niet verdeeld", "de anderen")
    };
    let lead = format!(
        "{}, tot {}. Leeg betekent: {empty}. U ziet eerst wat het voor {whom} betekent.",
        data.page.scenario.name, data.page.year,
    );
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Doelen", PATH), Crumb::here("Wijzigen")]/>
        <PlainTitle title=format!("Doelen van {}", data.holder.name) lead=lead/>
        <nav class="wza-switch" aria-label="Scenario">{scenarios}</nav>
        <Numbers data=data/>
        {history}
    }
}

/// What was posted to be looked at, and was not refused.
fn looked_at() -> bool {
    let shown = |submission: &Submission| {
        submission.function == SetTargets::PATH && submission.failure.is_none() && submission.rejection.status == 200
    };
    use_context::<Submission>().is_some_and(|submission| shown(&submission))
}

#[component]
fn Numbers(data: Data) -> impl IntoView {
    let path = format!("{PATH}/{}?scenario={}", data.holder.slug, data.page.scenario.key);
    let (holder, scenario) = (data.holder.slug.clone(), data.page.scenario.key.clone());
    let looked = looked_at();
    let save = looked.then(|| {
        view! {
            <button class="nl-button nl-button--primary" type="submit" name=field_name("step") value=SAVE>
                "Opslaan"
            </button>
        }
    });
    let look = if looked { "nl-button nl-button--secondary" } else { "nl-button nl-button--primary" };
    view! {
        <Form path=path endpoint=SetTargets::PATH>
            <input type="hidden" name=field_name("holder") value=holder/>
            <input type="hidden" name=field_name("scenario") value=scenario/>
            <section class="wza-form__section" aria-labelledby="aantallen">
                <h2 id="aantallen">"Aantallen"</h2>
                <Rows data=data looked=looked/>
            </section>
            <TextArea
                name="motivation"
                label="Motivering"
                hint="Nodig als u een aantal wijzigt dat er al stond. Iedereen in de regio leest mee."
                rows=3
                optional=true
            />
            <div class="wza-form__actions wza-actions">
                {save}
                <button class=look type="submit" name=field_name("step") value="bekijken">"Bekijken wat het betekent"</button>
                <a class="nl-button nl-button--subtle" href=PATH>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn Rows(data: Data, looked: bool) -> impl IntoView {
    let state = expect_context::<FormState>();
    let of_region = data.holder.slug == REGION;
    let rows: Vec<_> = data
        .page
        .measures
        .iter()
        .zip(&data.parts)
        .enumerate()
        .map(|(index, (measure, part))| {
            let saved = data.page.saved(measure.id);
            let name = format!("values[{index}][value]");
            let number = saved.map(|row| dutch::number(row.value)).unwrap_or_default();
            let value = state.value(&name, number);
            let effect = data.page.effect(measure.id, domain::targets::parse_value(&value));
            let version = saved.map(|row| row.version.to_string()).unwrap_or_default();
            let id = value_field(measure.id.into());
            let problem = state.problem(&id);
            view! {
                <tr>
                    <th scope="row"><label for=id.clone()>{measure.name.clone()}</label></th>
                    <td data-label="Aantal">
                        <input type="hidden" name=field_name(&format!("values[{index}][measure]")) value=measure.id.to_string()/>
                        <input type="hidden" name=field_name(&format!("values[{index}][version]")) value=version/>
                        {problem.clone().map(|text| view! { <p class="utrecht-form-field-error-message">{text}</p> })}
                        <input
                            class="utrecht-textbox utrecht-textbox--html-input wza-input--short"
                            type="text"
                            inputmode="numeric"
                            autocomplete="off"
                            id=id
                            aria-invalid=problem.is_some().then_some("true")
                            name=field_name(&name)
                            value=value
                        />
                    </td>
                    <td data-label="Status">{status_select(index, saved, &measure.name, state)}</td>
                    <td data-label="Anderen">{others(effect, of_region)}</td>
                    <td data-label="Verschil">{difference(effect, looked, of_region)}</td>
                    {(!of_region).then(|| view! { <td data-label="Uw deel">{parts(*part)}</td> })}
                </tr>
            }
            .into_any()
        })
        .collect();
    let head = if of_region { "Gemeenten" } else { "Regio en andere gemeenten" };
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Aantallen per soort, en wat ze voor de anderen betekenen"</caption>
            <thead>
                <tr>
                    <th scope="col">"Soort"</th>
                    <th scope="col">"Aantal"</th>
                    <th scope="col">"Status"</th>
                    <th scope="col">{head}</th>
                    <th scope="col">"Verschil"</th>
                    {(!of_region).then(|| view! { <th scope="col">"Uw deel van de regio"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// How firm the number of one measure is.
fn status_select(index: usize, saved: Option<&target::Model>, measure: &str, state: FormState) -> impl IntoView {
    let name = format!("values[{index}][status]");
    let code = saved.map_or_else(|| Status::Indicative.code().to_owned(), |row| row.status.clone());
    let chosen = state.value(&name, code);
    let option = |status: &Status| {
        view! { <option value=status.code() selected=status.code() == chosen>{status.code()}</option> }
    };
    let options: Vec<_> = Status::ALL.iter().map(option).collect();
    view! {
        <select
            class="utrecht-select utrecht-select--html-select wza-input--short"
            name=field_name(&name)
            aria-label=format!("Status: {measure}")
        >
            {options}
        </select>
    }
}

fn others(effect: Effect, of_region: bool) -> Vec<AnyView> {
    let sum = dutch::number(effect.others);
    let mut lines = if of_region {
        vec![format!("Samen: {sum}")]
    } else {
        let region = effect.now.region.map_or_else(|| "nog niet bekend".to_owned(), dutch::number);
        vec![format!("Regio: {region}"), format!("Andere gemeenten: {sum}")]
    };
    if effect.undivided > 0 {
        let (one, more) = if of_region { ("gemeente", "gemeenten") } else { ("andere gemeente", "andere gemeenten") };
        lines.push(format!("Van {} nog niet verdeeld", dutch::count(effect.undivided as u64, one, more)));
    }
    lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect()
}

/// What is left for the others, now and then.
fn difference(effect: Effect, looked: bool, of_region: bool) -> Vec<AnyView> {
    let whom = if of_region { "de gemeenten" } else { "de anderen" };
    let mut lines = vec![format!("Nu: {}", in_words(effect.now.left(), whom))];
    if looked && effect.now != effect.then {
        lines.push(format!("Straks: {}", in_words(effect.then.left(), whom)));
    }
    lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect()
}

fn in_words(left: Option<i64>, whom: &str) -> String {
    match left {
        None => "nog niet bekend".to_owned(),
        Some(0) => "precies het aantal van de regio".to_owned(),
        Some(left @ 1..) => format!("{} te verdelen over {whom}", dutch::number(left)),
        Some(left) => format!("{} meer dan de regio", dutch::number(-left)),
    }
}

fn parts(part: Part) -> Vec<AnyView> {
    let said = |name: &str, value: Option<i64>| {
        let value = value.map_or_else(|| "nog niet bekend".to_owned(), |value| format!("{value} %"));
        view! { <p>{format!("{name}: {value}")}</p> }.into_any()
    };
    vec![said("Doel", part.target), said("Gepland", part.planned), said("Opgeleverd", part.delivered)]
}
