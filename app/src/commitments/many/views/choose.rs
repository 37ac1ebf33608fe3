//! Which commitments, and what changes.

use domain::dutch;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::api::ChangeMany;
use super::super::form::{ADD, CHOSEN_MAX, REPLACE};
use super::super::queries::{Address, ChoosePage, PATH};
use crate::commitments::data::{Named, Row};
use crate::saved_views::records::stored;
use crate::ui::form::field_name;
use crate::ui::{
    Breadcrumb, CheckboxGroup, Choice, Crumb, Form, LeftOut, LeftOutNotice, PageTitle, RadioGroup, SelectField,
    SubmitButton, TextField,
};

#[component]
pub fn Choose(page: ChoosePage, address: Address, mut left_out: LeftOut) -> impl IntoView {
    let ChoosePage { rows, total, left_over, unknown, documents } = page;
    left_out.unknown.extend(unknown);
    let back = address.filter.address();
    let form = if rows.is_empty() {
        view! {
            <p class="wza-notice">"Er zijn geen afspraken die u kunt wijzigen. Misschien filtert u te veel, of zijn ze van een ander."</p>
        }
        .into_any()
    } else {
        view! { <ChooseForm rows=rows total=total documents=documents address=address.clone() back=back.clone()/> }
            .into_any()
    };
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("Afspraken", back), Crumb::here("Samen wijzigen")]/>
        <PageTitle
            title="Afspraken samen wijzigen"
            lead="Kies afspraken en vul in wat er wijzigt. Wat u leeg laat, blijft zoals het is. U ziet eerst wat er gebeurt."
        />
        <LeftOutNotice left_out=left_out pages=(1, 1) everything=("/afspraken", "Toon alle afspraken")/>
        {address.changed.map(|changed| view! { <Done changed=changed left_over=left_over/> })}
        {form}
    }
}

/// What the last change did, and what it left as it was.
#[component]
fn Done(changed: u64, left_over: Vec<Row>) -> impl IntoView {
    let lines: Vec<_> = left_over
        .into_iter()
        .map(|row| view! { <li><a href=format!("/afspraken/{}", row.id)>{format!("{} {}", row.number, row.title)}</a></li> })
        .collect();
    let left_over = (!lines.is_empty()).then(|| {
        view! {
            <div class="utrecht-alert utrecht-alert--warning" role="alert">
                <div class="utrecht-alert__content">
                    <p>"Deze afspraken zijn niet gewijzigd. Ze veranderden nadat u ze bekeek, of u mag ze niet wijzigen."</p>
                    <ul>{lines}</ul>
                </div>
            </div>
        }
    });
    view! {
        <div class="utrecht-alert utrecht-alert--ok" role="status">
            <div class="utrecht-alert__content">
                <p>{format!("Gewijzigd: {}.", dutch::count(changed, "afspraak", "afspraken"))}</p>
            </div>
        </div>
        {left_over}
    }
}

#[component]
fn ChooseForm(rows: Vec<Row>, total: u64, documents: Vec<Named>, address: Address, back: String) -> impl IntoView {
    let ticked = if address.all { rows.iter().map(|row| row.id.to_string()).collect() } else { vec![] };
    let shown = rows.len() as u64;
    let too_many = (total > shown).then(|| {
        let text = format!("U ziet de eerste {CHOSEN_MAX} van {total}. Filter de lijst om bij de andere te komen.");
        view! { <p class="wza-notice">{text}</p> }
    });
    let path = address.filter.address_at(PATH);
    let filter = stored(&address.filter).unwrap_or_default();
    let all = format!("{path}{}alles=ja", if path.contains('?') { '&' } else { '?' });
    view! {
        {too_many}
        <p><a href=all>{format!("Kruis alle {shown} aan")}</a></p>
        <Form path=path endpoint=ChangeMany::PATH>
            <input type="hidden" name=field_name("filter") value=filter/>
            <section class="wza-form__section" aria-labelledby="wat">
                <h2 id="wat">"Wat wijzigt er"</h2>
                <What documents=documents/>
            </section>
            <section class="wza-form__section" aria-labelledby="welke">
                <h2 id="welke">"Welke afspraken"</h2>
                <CheckboxGroup
                    name="chosen"
                    label="Afspraken"
                    choices=rows.into_iter().map(choice).collect()
                    ticked=ticked
                />
            </section>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Bekijken wat er gebeurt"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn What(documents: Vec<Named>) -> impl IntoView {
    let documents: Vec<_> = documents.into_iter().map(|document| Choice::new(document.value, document.name)).collect();
    let ways = vec![
        Choice::new(ADD, "Voeg toe aan de documenten waar ze al uit volgen"),
        Choice::new(REPLACE, "Vervang de documenten waar ze nu uit volgen"),
    ];
    view! {
        <TextField
            name="due"
            label="Gereed"
            hint="Een dag, maand, kwartaal, halfjaar of jaar. Bijvoorbeeld Q3 2027."
            class="wza-input--short"
            optional=true
        />
        <CheckboxGroup
            name="due_unknown"
            label="Of"
            choices=vec![Choice::new("ja", "Nog niet bekend wanneer ze gereed zijn")]
            ticked=vec![]
            optional=true
        />
        <SelectField
            name="document"
            label="Volgt uit"
            hint="De raamafspraak of prestatieafspraak die deze afspraken uitvoeren. Dit bindt niemand: partijen hoeven niet opnieuw te bevestigen."
            choices=documents
            nothing="Blijft zoals het is"
            optional=true
        />
        <RadioGroup name="document_way" label="Met dit document" choices=ways value=ADD/>
        <TextField
            name="lead_function"
            label="Functie bij de trekker"
            hint="Geen naam van een persoon. Bijvoorbeeld manager vastgoed. Dit bindt niemand: partijen hoeven niet opnieuw te bevestigen."
            optional=true
        />
    }
}

fn choice(row: Row) -> Choice {
    let municipality = row.municipality.map_or_else(|| "regio".to_owned(), |municipality| municipality.name);
    let example = if row.example { "; voorbeeld" } else { "" };
    let label = format!("{} ({municipality}); gereed: {}{example}", row.title, row.due);
    Choice { mark: Some(row.number), ..Choice::new(row.id.to_string(), label) }
}
