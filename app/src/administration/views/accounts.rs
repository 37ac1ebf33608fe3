//! `/beheer/gebruikers`

use leptos::prelude::*;

use super::super::queries::{AccountRow, AccountState, accounts};
use super::Path;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;

#[component]
pub fn AccountsPage() -> impl IntoView {
    let page = crate::request::served(async |request: Request| accounts(&request).await);
    shown(page, |rows| view! { <Page rows=rows/> })
}

#[component]
fn Page(rows: Vec<AccountRow>) -> impl IntoView {
    let new = view! { <a class="nl-button nl-button--primary" href="/beheer/gebruikers/nieuw">"Iemand uitnodigen"</a> };
    let count = match rows.len() {
        1 => "1 account".to_owned(),
        many => format!("{many} accounts"),
    };
    view! {
        <Path here="Gebruikers"/>
        <PlainTitle title="Gebruikers" lead="Iedereen met een account in deze regio." actions=Some(new.into_any())/>
        <p>{count}</p>
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Accounts, met organisatie en rol"</caption>
            <thead>
                <tr>
                    <th scope="col">"Naam"</th>
                    <th scope="col">"Organisatie"</th>
                    <th scope="col">"Rol"</th>
                    <th scope="col">"Mag bevestigen"</th>
                    <th scope="col">"Tweede stap"</th>
                    <th scope="col">"Account"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(account: AccountRow) -> impl IntoView {
    let answer = |yes: bool| if yes { "Ja" } else { "Nee" };
    let state = match account.state {
        AccountState::Open => "Open".into_any(),
        other => view! { <span class="nl-data-badge">{other.label()}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/beheer/gebruikers/{}", account.id)>{account.name}</a>
                {(account.state != AccountState::Former).then(|| view! { <p class="wza-muted">{account.email}</p> })}
            </th>
            <td data-label="Organisatie">
                {account.organisation}
                {account.function.map(|function| view! { <p class="wza-muted">{function}</p> })}
            </td>
            <td data-label="Rol">{account.role.map(|role| role.label())}</td>
            <td data-label="Bevestigt">{answer(account.may_confirm)}</td>
            <td data-label="Tweede stap">{answer(account.second_factor)}</td>
            <td data-label="Account">{state}</td>
        </tr>
    }
}
