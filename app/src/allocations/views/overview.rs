//! `/toewijzingen`: a year of the whole region.

use domain::allocations::{Given, Share};
use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::PATH;
use super::super::names::Group;
use super::super::queries::{Beside, Overview, Row, overview};
use super::takers::Takers;
use super::{cell, head, number};
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{DownloadLinks, ExampleBadge, LeftOutNotice};

const NOT_GIVEN: &str = "nog niet opgegeven";

#[component]
pub fn AllocationsPage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let data = crate::request::served(async move |request: Request| overview(&request, &query).await);
    shown(data, |data| view! { <Page data=data/> })
}

#[component]
fn Page(data: Overview) -> impl IntoView {
    let lead = "Hoeveel woningen met voorrang naar mensen uit een doelgroep gingen, per gemeente en per jaar.";
    let years: Vec<_> = data.years.iter().map(|year| year_link(*year, data.year)).collect();
    view! {
        <PlainTitle title="Urgente toewijzingen" lead=lead/>
        <LeftOutNotice left_out=data.left_out.clone() pages=(1, 1) everything=(PATH, "Toon het laatste hele jaar")/>
        <nav class="wza-switch" aria-label="Jaar">{years}</nav>
        {own(&data)}
        <DownloadLinks address=format!("{PATH}?jaar={}", data.year)/>
        <Year data=data/>
    }
}

fn year_link(year: i32, shown: i32) -> impl IntoView {
    let here = (year == shown).then_some("true");
    view! { <a class="wza-switch__option" href=format!("{PATH}?jaar={year}") aria-current=here>{year}</a> }
}

/// The way to the form, for who fills in one; aanjagers, who fill in any, choose in the table.
fn own(data: &Overview) -> Option<AnyView> {
    let year = data.year;
    match data.own.as_slice() {
        [] => None,
        [own] => {
            let href = format!("{PATH}/{}?jaar={year}", own.slug);
            let text = format!("Toewijzingen van {} in {year} invullen", own.name);
            Some(
                view! { <div class="wza-actions"><a class="nl-button nl-button--secondary" href=href>{text}</a></div> }
                    .into_any(),
            )
        }
        _ => Some(view! { <p>"Kies een gemeente om haar aantallen in te vullen of te wijzigen."</p> }.into_any()),
    }
}

#[component]
fn Year(data: Overview) -> impl IntoView {
    let year = data.year;
    if data.groups.is_empty() {
        return view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Geen doelgroepen"</h2>
                <p>"Van deze regio is niet vastgelegd welke doelgroepen voorrang krijgen."</p>
            </div>
        }
        .into_any();
    }
    view! {
        <section class="wza-stack" aria-labelledby="toewijzingen">
            <h2 id="toewijzingen">{format!("Toewijzingen in {year}")}</h2>
            {missing(&data)}
            <Table data=data.clone()/>
            {beside(data.beside)}
            <Takers year=year takers=data.takers groups=data.groups/>
        </section>
    }
    .into_any()
}

/// Who gave no number yet: that is not nought.
fn missing(data: &Overview) -> Vec<AnyView> {
    let (nothing, some) = (data.that_gave(Given::Nothing), data.that_gave(Given::Some));
    let nothing = match nothing.len() {
        0 => None,
        all if all == data.rows.len() => Some("Geen gemeente heeft van dit jaar al iets opgegeven.".to_owned()),
        _ => Some(format!("Nog niet opgegeven: {}.", dutch::list(&nothing))),
    };
    let some = (!some.is_empty()).then(|| format!("Nog niet van elke doelgroep opgegeven: {}.", dutch::list(&some)));
    let running = (!data.over).then(|| format!("{} is nog niet voorbij: de aantallen kunnen nog oplopen.", data.year));
    let line = |text: String| view! { <p>{text}</p> }.into_any();
    [running, nothing, some].into_iter().flatten().map(line).collect()
}

#[component]
fn Table(data: Overview) -> impl IntoView {
    let people = matches!(data.beside, Beside::Inhabitants(_));
    let year = data.year;
    let rows: Vec<_> = data.rows.iter().map(|row| row_of(row, year, people)).collect();
    let whole = data.rows.iter().all(|row| row.given == Given::Everything);
    let last = if whole { "Regio" } else { "Regio, tot nu toe" };
    let totals: Vec<_> = data.totals.iter().map(|total| cell(total.map(number), NOT_GIVEN)).collect();
    let everybody = Share::of(data.total, data.total).map(Share::label);
    view! {
        <div class="wza-table-scroll" role="region" aria-labelledby="toewijzingen-tabel" tabindex="0">
            <table class="utrecht-table utrecht-table--html-table wza-table wza-table--named-columns">
                <caption class="wza-visually-hidden" id="toewijzingen-tabel">{format!("Urgente toewijzingen per gemeente en doelgroep in {year}")}</caption>
                {columns(&data.groups, people)}
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{last}</th>
                        {totals}
                        {cell(Some(number(data.total)), NOT_GIVEN)}
                        {cell(everybody.clone(), "geen")}
                        {people.then(|| cell(everybody.clone(), "geen"))}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn columns(groups: &[Group], people: bool) -> impl IntoView {
    let names = groups.iter().map(|group| group.name.clone());
    let shares = ["Totaal", "Aandeel in de regio"].into_iter().chain(people.then_some("Aandeel in de inwoners"));
    let heads: Vec<_> = names.chain(shares.map(str::to_owned)).map(head).collect();
    view! { <thead><tr><th scope="col">"Gemeente"</th>{heads}</tr></thead> }
}

fn row_of(row: &Row, year: i32, people: bool) -> AnyView {
    let href = format!("{PATH}/{}?jaar={year}", row.place.slug);
    let cells: Vec<AnyView> = if row.given == Given::Nothing {
        // Once says it: the numbers, their total and the shares.
        let columns = row.numbers.len() + if people { 3 } else { 2 };
        vec![view! { <td colspan=columns><span class="wza-muted">{NOT_GIVEN}</span></td> }.into_any()]
    } else {
        let share = |share: Option<Share>| cell(share.map(Share::label), "geen");
        let numbers = row.numbers.iter().chain([&row.total]).map(|value| cell(value.map(number), NOT_GIVEN));
        numbers.chain([share(row.share)]).chain(people.then(|| share(row.of_inhabitants))).collect()
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href>{row.place.name.clone()}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

/// What the shares are of, and what to hold them against.
fn beside(beside: Beside) -> Option<AnyView> {
    let text = match beside {
        Beside::Nothing => return None,
        Beside::Inhabitants(year) => {
            format!("Beide aandelen gaan over de gemeenten die iets hebben opgegeven. Inwoners: stand van {year}.")
        }
        Beside::Equal(gemeenten, share) => format!(
            "Het aandeel gaat over de gemeenten die iets hebben opgegeven. Van de gemeenten zijn geen aantallen inwoners \
             bekend om het mee te vergelijken. Hadden deze {} elk evenveel toegewezen, dan was het {} per gemeente.",
            dutch::count(u64::try_from(gemeenten).unwrap_or_default(), "gemeente", "gemeenten"),
            share.label(),
        ),
    };
    Some(view! { <p class="wza-muted">{text}</p> }.into_any())
}
