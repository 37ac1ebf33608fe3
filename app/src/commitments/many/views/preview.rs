//! What a change would do, commitment by commitment, before it is made.

use domain::differences::Field;
use domain::dutch;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::ChangeMany;
use super::super::form::{APPLY, CHOOSE, ManyForm};
use super::super::queries::{Address, Line, PATH};
use crate::ui::form::field_name;
use crate::ui::{Breadcrumb, Crumb, ExampleBadge, Form, PageTitle};

#[component]
pub fn Preview(lines: Vec<Line>, form: ManyForm, address: Address) -> impl IntoView {
    let changing = lines.iter().filter(|line| line.changes).count() as u64;
    let path = address.filter.address_at(PATH);
    let count = dutch::count(changing, "afspraak", "afspraken");
    let versions = lines.iter().map(|line| format!("{}:{}", line.id, line.version)).collect();
    let apply = (changing > 0).then(|| {
        view! {
            <button class="nl-button nl-button--primary" type="submit" name=field_name("step") value=APPLY>
                {format!("{count} wijzigen")}
            </button>
        }
    });
    let lead = if changing > 0 {
        format!("Er {} {count}. Er is nog niets opgeslagen.", if changing == 1 { "wijzigt" } else { "wijzigen" })
    } else {
        "Er wijzigt niets.".to_owned()
    };
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("Afspraken", address.filter.address()),
            Crumb::link("Samen wijzigen", path.clone()),
            Crumb::here("Bekijken"),
        ]/>
        <PageTitle title="Wat er gebeurt" lead=lead/>
        <Form path=path.clone() endpoint=ChangeMany::PATH>
            <Hidden form=form versions=versions/>
            <Table lines=lines/>
            <div class="wza-form__actions wza-actions">
                {apply}
                <button class="nl-button nl-button--subtle" type="submit" name=field_name("step") value=CHOOSE>
                    "Terug naar kiezen"
                </button>
            </div>
        </Form>
    }
}

/// What was chosen, and what was seen of it.
#[component]
fn Hidden(form: ManyForm, versions: Vec<String>) -> impl IntoView {
    let list = |field: &str, values: Vec<String>| {
        let name = format!("{}[]", field_name(field));
        let input = |value: String| view! { <input type="hidden" name=name.clone() value=value/> }.into_any();
        values.into_iter().map(input).collect::<Vec<_>>()
    };
    view! {
        <input type="hidden" name=field_name("filter") value=form.filter/>
        <input type="hidden" name=field_name("due") value=form.due/>
        <input type="hidden" name=field_name("document") value=form.document/>
        <input type="hidden" name=field_name("document_way") value=form.document_way/>
        <input type="hidden" name=field_name("lead_function") value=form.lead_function/>
        {list("due_unknown", form.due_unknown)}
        {list("chosen", form.chosen)}
        {list("versions", versions)}
    }
}

/// Each with the name of its field above it: several can change at once.
fn said<'a>(texts: impl Iterator<Item = (Field, &'a String)>) -> Vec<AnyView> {
    let one = |(field, text): (Field, &String)| {
        let text = if text.is_empty() { "niets".to_owned() } else { text.clone() };
        view! { <p><span class="wza-muted">{format!("{}: ", field.label())}</span> {text}</p> }.into_any()
    };
    texts.map(one).collect()
}

#[component]
fn Table(lines: Vec<Line>) -> impl IntoView {
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let place = line.municipality.unwrap_or_else(|| "Hele regio".to_owned());
            view! {
                <tr>
                    <th scope="row">
                        <span class="wza-table__number">{line.number}</span>
                        " "
                        <a href=format!("/afspraken/{}", line.id) target="_blank">{line.title}</a>
                        {line.example.then(|| view! { " " <ExampleBadge/> })}
                        <p class="wza-muted">{place}</p>
                    </th>
                    <td data-label="Nu">
                        {said(line.said.iter().map(|change| (change.field, &change.before)))}
                        {line.proposed.then(|| view! { <p class="wza-muted">"In de wijziging die bij de partijen ligt."</p> })}
                    </td>
                    <td data-label="Wordt">{said(line.said.iter().map(|change| (change.field, &change.after)))}</td>
                    <td data-label="Wat er gebeurt">{line.told}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Wat er wijzigt, nu en straks"</caption>
            <thead>
                <tr>
                    <th scope="col">"Afspraak"</th>
                    <th scope="col">"Nu"</th>
                    <th scope="col">"Wordt"</th>
                    <th scope="col">"Wat er gebeurt"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
