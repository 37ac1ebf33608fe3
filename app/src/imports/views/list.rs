//! `/invoer`

use domain::imports::Kind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::OpenImport;
use super::super::queries::{Listed, list};
use super::{state_badge, steps};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, FileField, Form, SelectField, SubmitButton};

#[component]
pub fn ImportsPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| list(&request).await);
    shown(page, |listed| view! { <Page listed=listed/> })
}

#[component]
fn Page(listed: Vec<Listed>) -> impl IntoView {
    let kinds: Vec<Choice> = Kind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect();
    let template = |kind: &Kind| {
        let href = format!("{PATH}/sjablonen/{}.xlsx", kind.code());
        view! { <li><a href=href>{format!("{} (Excel)", kind.label())}</a></li> }
    };
    let templates: Vec<_> = Kind::ALL.iter().map(template).collect();
    view! {
        <PlainTitle
            title="Invoer"
            lead="Lees in één keer in wat u al in Excel bijhoudt. U ziet eerst wat elke rij doet; pas daarna wordt er iets gewijzigd."
        />
        {steps(1)}
        <Form path=PATH endpoint=OpenImport::PATH with_file=true>
            <section class="wza-form__section" aria-labelledby="inlezen">
                <h2 id="inlezen">"Wat wilt u inlezen?"</h2>
                <SelectField name="kind" label="Wat staat erin" choices=kinds nothing="Kies"/>
                <FileField
                    name="file"
                    label="Bestand"
                    hint="Excel (.xlsx) of CSV, ten hoogste 10 MB en 50.000 rijen."
                />
            </section>
            <div class="wza-form__actions wza-actions"><SubmitButton label="Verder"/></div>
        </Form>
        <section class="wza-card" aria-labelledby="sjablonen">
            <h2 id="sjablonen">"Leeg sjabloon"</h2>
            <p>"Hebt u nog geen bestand? Vul een sjabloon in. Uw eigen kolommen mogen ook: u koppelt ze in de volgende stap."</p>
            <ul class="wza-choices">{templates}</ul>
        </section>
        <Earlier listed=listed/>
    }
}

#[component]
fn Earlier(listed: Vec<Listed>) -> impl IntoView {
    if listed.is_empty() {
        return ().into_any();
    }
    let line = |listed: Listed| {
        let Listed { id, file_name, kind, state, opened_at } = listed;
        view! {
            <tr>
                <th scope="row"><a href=format!("{PATH}/{id}")>{file_name}</a></th>
                <td data-label="Inhoud">{kind.label()}</td>
                <td data-label="Gekozen op">{opened_at}</td>
                <td data-label="Stand">{state_badge(state)}</td>
            </tr>
        }
    };
    let lines: Vec<_> = listed.into_iter().map(line).collect();
    view! {
        <section class="wza-stack" aria-labelledby="eerder">
            <h2 id="eerder">"Uw bestanden"</h2>
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                <caption class="wza-visually-hidden">"Bestanden die u koos, het nieuwste eerst"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Bestand"</th>
                        <th scope="col">"Inhoud"</th>
                        <th scope="col">"Gekozen op"</th>
                        <th scope="col">"Stand"</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
    .into_any()
}
