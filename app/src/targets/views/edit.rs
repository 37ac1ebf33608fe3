//! `/doelen/regio`, `/doelen/{gemeente}` and `/doelen/{gemeente}/{corporatie}`: setting targets, after seeing what that does to
//! the others; and reading them.

use domain::dutch;
use domain::targets::{Status, value_field};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::super::PATH;
use super::super::api::SetTargets;
use super::super::edit::{EditPage as Data, page};
use super::super::entity::{measure, target};
use super::super::form::{REGION, SAVE};
use super::division::DivisionSection;
use super::effect::{Words, difference, others, parts, words};
use super::number_cell;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::{Submission, field_name};
use crate::ui::{Breadcrumb, Crumb, Form, FormState, TextArea, Timeline};

#[component]
pub fn SetTargetsPage() -> impl IntoView {
    let part = |name: &str| use_params_map().with_untracked(|params| params.get(name));
    let slug = part("slug").unwrap_or_else(|| REGION.to_owned());
    let corporation = part("corporation").unwrap_or_default();
    let scenario = use_query_map().with_untracked(|query| query.get("scenario")).unwrap_or_default();
    let data = async move |request: Request| page(&request, &slug, &corporation, &scenario).await;
    shown(crate::request::served(data), |data| view! { <Page data=data/> })
}

#[component]
fn Page(data: Data) -> impl IntoView {
    let (address, may_set) = (data.page.holder.address(), data.may_set);
    let query = format!("?scenario={}", data.page.scenario.key);
    let scenarios: Vec<_> = data
        .page
        .scenarios
        .iter()
        .map(|scenario| {
            let here = (scenario.id == data.page.scenario.id).then_some("true");
            let href = format!("{address}?scenario={}", scenario.key);
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
    let division = data.division.clone().map(|division| {
        view! { <DivisionSection division=division address=address query=query.clone() may_set=may_set/> }
    });
    let title = format!("Doelen van {}", data.page.holder.name);
    let (crumbs, lead) = (crumbs(&data, &query), lead(&data));
    let numbers = if may_set {
        view! { <Numbers data=data query=query/> }.into_any()
    } else {
        view! { <ReadNumbers data=data/> }.into_any()
    };
    view! {
        <Breadcrumb crumbs=crumbs/>
        <PlainTitle title=title lead=lead/>
        <nav class="wza-switch" aria-label="Scenario">{scenarios}</nav>
        {numbers}
        {division}
        {history}
    }
}

fn crumbs(data: &Data, query: &str) -> Vec<Crumb> {
    let holder = &data.page.holder;
    let place = holder.corporation.as_ref().map(|_| {
        let name = holder.place.clone().unwrap_or_default();
        Crumb::link(name, format!("{PATH}/{}{query}", holder.slug))
    });
    let here = if data.may_set { "Wijzigen" } else { "Bekijken" };
    std::iter::once(Crumb::link("Doelen", PATH)).chain(place).chain([Crumb::here(here)]).collect()
}

fn lead(data: &Data) -> String {
    let what = format!("{}, tot {}.", data.page.scenario.name, data.page.year);
    if !data.may_set {
        return what;
    }
    let Words { empty, whom, .. } = words(data.page.holder.held_by());
    format!("{what} Leeg betekent: {empty}. U ziet eerst wat het voor {whom} betekent.")
}

/// What was posted to be looked at, and was not refused.
fn looked_at() -> bool {
    let shown = |submission: &Submission| {
        submission.function == SetTargets::PATH && submission.failure.is_none() && submission.rejection.status == 200
    };
    use_context::<Submission>().is_some_and(|submission| shown(&submission))
}

#[component]
fn Numbers(data: Data, query: String) -> impl IntoView {
    let holder = data.page.holder.clone();
    let path = format!("{}{query}", holder.address());
    let corporation = holder.held_by().corporation().map(|id| id.to_string()).unwrap_or_default();
    // Back to where its number is divided.
    let back =
        holder.corporation.as_ref().map_or_else(|| PATH.to_owned(), |_| format!("{PATH}/{}{query}", holder.slug));
    let scenario = data.page.scenario.key.clone();
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
            <input type="hidden" name=field_name("holder") value=holder.slug/>
            <input type="hidden" name=field_name("corporation") value=corporation/>
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
            />
            <div class="wza-form__actions wza-actions">
                {save}
                <button class=look type="submit" name=field_name("step") value="bekijken">"Bekijken wat het betekent"</button>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn Rows(data: Data, looked: bool) -> impl IntoView {
    let rows: Vec<_> =
        data.page.measures.iter().enumerate().map(|(index, measure)| row(&data, index, measure, looked)).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Aantallen per soort, en wat ze voor de anderen betekenen"</caption>
            <thead>
                <tr>
                    <th scope="col">"Soort"</th>
                    <th scope="col">"Aantal"</th>
                    <th scope="col">"Status"</th>
                    <th scope="col">{words(data.page.holder.held_by()).head}</th>
                    <th scope="col">"Verschil"</th>
                    {data.parts.is_some().then(|| view! { <th scope="col">"Uw deel van de regio"</th> })}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(data: &Data, index: usize, measure: &measure::Model, looked: bool) -> AnyView {
    let state = expect_context::<FormState>();
    let held_by = data.page.holder.held_by();
    let saved = data.page.saved(measure.id);
    let name = format!("values[{index}][value]");
    let number = saved.map(|row| dutch::number(row.value)).unwrap_or_default();
    let value = state.value(&name, number);
    let wanted = domain::targets::parse_value(&value);
    let effect = data.page.effect(measure.id, wanted);
    let of_corporations = data.division_effect(index, measure.id, wanted);
    let version = saved.map(|row| row.version.to_string()).unwrap_or_default();
    let id = value_field(measure.id.into());
    let problem = state.problem(&id);
    let part = data.parts.as_ref().and_then(|all| all.get(index)).copied();
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
            <td data-label="Anderen">{others(effect, held_by)}</td>
            <td data-label="Verschil">{difference(effect, held_by, of_corporations, looked)}</td>
            {part.map(|part| view! { <td data-label="Uw deel">{parts(part)}</td> })}
        </tr>
    }
    .into_any()
}

/// For who reads only.
#[component]
fn ReadNumbers(data: Data) -> impl IntoView {
    let rows: Vec<_> = data
        .page
        .measures
        .iter()
        .map(|measure| {
            let saved = data.page.saved(measure.id);
            view! {
                <tr>
                    <th scope="row">{measure.name.clone()}</th>
                    {number_cell(saved.map(|row| row.value))}
                    <td>{saved.map(|row| row.status.clone())}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="wza-card" aria-labelledby="aantallen">
            <h2 id="aantallen">"Aantallen"</h2>
            <div class="wza-table-scroll" role="region" aria-labelledby="aantallen-tabel" tabindex="0">
                <table class="utrecht-table utrecht-table--html-table wza-table">
                    <caption class="wza-visually-hidden" id="aantallen-tabel">"Aantallen per soort"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Soort"</th>
                            <th scope="col" class="utrecht-table__header-cell--numeric-column">"Aantal"</th>
                            <th scope="col">"Status"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
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
