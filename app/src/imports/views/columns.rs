//! `/invoer/{id}/kolommen`

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::ChooseColumns;
use super::super::form::AGAIN;
use super::super::queries::{ColumnLine, ColumnsPage as Data, columns_page};
use super::steps;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Choice, Crumb, Form, FormState, SelectField, SubmitButton, TextField};

#[component]
pub fn ColumnsPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| columns_page(&request, id?).await);
    shown(page, |page| view! { <Page page=page/> })
}

#[component]
fn Page(page: Data) -> impl IntoView {
    let Data { id, file_name, sheet, sheets, header, of_file, lines } = page;
    let path = format!("{PATH}/{id}/kolommen");
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Invoer", PATH),
            Crumb::link(file_name, format!("{PATH}/{id}")),
            Crumb::here("Kolommen"),
        ]/>
        <PlainTitle
            title="Kolommen koppelen"
            lead="Wat wij herkenden, staat er al. Uw keuze onthouden wij voor uw organisatie."
        />
        {steps(2)}
        <Form path=path endpoint=ChooseColumns::PATH>
            <input type="hidden" name=field_name("id") value=id.to_string()/>
            <section class="wza-form__section" aria-labelledby="rij">
                <h2 id="rij">"Waar staan de namen van de kolommen?"</h2>
                <SheetField sheets=sheets sheet=sheet/>
                <TextField name="header" label="Rij" hint="Het nummer dat Excel ervoor zet." value=header.to_string()/>
                <div class="wza-actions">
                    <button class="nl-button nl-button--secondary" type="submit" name=field_name("step") value=AGAIN>
                        "Opnieuw herkennen"
                    </button>
                </div>
            </section>
            <section class="wza-form__section" aria-labelledby="kolommen">
                <h2 id="kolommen">"Kolommen"</h2>
                <Sources lines=lines of_file=of_file/>
            </section>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Verder"/>
                <a class="nl-button nl-button--subtle" href=PATH>"Ander bestand"</a>
            </div>
        </Form>
    }
}

/// A CSV has one sheet: nothing to choose.
#[component]
fn SheetField(sheets: Vec<String>, sheet: usize) -> impl IntoView {
    if sheets.len() < 2 {
        return view! { <input type="hidden" name=field_name("sheet") value=sheet.to_string()/> }.into_any();
    }
    let choices = sheets.into_iter().enumerate().map(|(index, name)| Choice::new(index.to_string(), name)).collect();
    view! { <SelectField name="sheet" label="Blad" choices=choices value=sheet.to_string() nothing="Kies"/> }.into_any()
}

#[component]
fn Sources(lines: Vec<ColumnLine>, of_file: Vec<domain::imports::Choice>) -> impl IntoView {
    let rows: Vec<_> = lines.into_iter().enumerate().map(|(index, line)| source(index, line, &of_file)).collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Wat wij kunnen inlezen, en uit welke kolom van uw bestand"</caption>
            <thead>
                <tr>
                    <th scope="col">"Wat wij inlezen"</th>
                    <th scope="col">"Uw kolom"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn source(index: usize, line: ColumnLine, of_file: &[domain::imports::Choice]) -> AnyView {
    let ColumnLine { column, chosen, fixed } = line;
    let state = expect_context::<FormState>();
    let name = format!("sources[{index}][source]");
    let chosen = state.value(&name, chosen);
    let id = format!("source-{}", column.code);
    let problem = state.problem(&id);
    let option = |choice: &domain::imports::Choice| {
        let selected = choice.code == chosen;
        view! { <option value=choice.code.clone() selected=selected>{choice.label.clone()}</option> }
    };
    let columns: Vec<_> = of_file.iter().map(option).collect();
    let same: Vec<_> = fixed.iter().map(option).collect();
    let same = (!same.is_empty()).then(|| view! { <optgroup label="In alle rijen hetzelfde">{same}</optgroup> });
    let (described, hint_id) = (format!("{id}-hint"), format!("{id}-hint"));
    view! {
        <tr>
            <th scope="row">
                <label for=id.clone()>{column.header}</label>
                {column.required.then_some(" (nodig)")}
                <p class="wza-muted" id=hint_id>{column.hint}</p>
            </th>
            <td data-label="Uw kolom">
                <input type="hidden" name=field_name(&format!("sources[{index}][column]")) value=column.code/>
                {problem.clone().map(|text| view! { <p class="utrecht-form-field-error-message">{text}</p> })}
                <select
                    class="utrecht-select utrecht-select--html-select"
                    id=id
                    name=field_name(&name)
                    aria-describedby=described
                    aria-invalid=problem.is_some().then_some("true")
                >
                    <option value="" selected=chosen.is_empty()>"Niet inlezen"</option>
                    <optgroup label="Kolom van uw bestand">{columns}</optgroup>
                    {same}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
