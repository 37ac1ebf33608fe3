//! `/afspraken/ronde`: where a round begins, and where it ends.

use domain::dutch;
use leptos::prelude::*;

use super::super::queries::{Done, StartPage, start_page};
use super::super::way::{PATH, Way};
use super::{NotUnderstood, Path, way_in_address};
use crate::commitments::data::FilterOptions;
use crate::commitments::filter::Filter;
use crate::commitments::views::{Part, choices};
use crate::plain::shown;
use crate::request::Request;
use crate::ui::{Choice, FilterForm, FilterInput, FilterSelect, LeftOut, PageTitle};

#[component]
pub fn RoundPage() -> impl IntoView {
    let (way, left_out) = way_in_address();
    let asked = way.clone();
    let page = crate::request::served(async move |request: Request| start_page(&request, &asked).await);
    shown(page, move |page| view! { <Start page=page way=way left_out=left_out/> })
}

#[component]
fn Start(page: StartPage, way: Way, left_out: LeftOut) -> impl IntoView {
    let StartPage { total, first, done, unknown, options } = page;
    let filter = way.filter.clone();
    let back = way.filter.address();
    let again = done.is_some();
    let begin = match first {
        Some(first) => {
            let label = if again { "Nieuwe ronde starten" } else { "Ronde starten" };
            let count = dutch::count(total as u64, "afspraak", "afspraken");
            view! {
                <p>{format!("Er zijn {count} waarover u voortgang kunt melden.")}</p>
                <div class="wza-actions">
                    <a class="nl-button nl-button--primary" href=first>{label}</a>
                    <a class="nl-button nl-button--subtle" href=back>"Terug naar de afspraken"</a>
                </div>
            }
            .into_any()
        }
        None => view! {
            <p>"Er zijn geen afspraken waarover u voortgang kunt melden. Misschien filtert u te veel, of zijn ze van een ander."</p>
            <div class="wza-actions">
                <a class="nl-button nl-button--secondary" href=back>"Terug naar de afspraken"</a>
            </div>
        }
        .into_any(),
    };
    let (title, lead) = if again {
        ("Ronde klaar", "U bent door alle afspraken heen.")
    } else {
        ("Voortgang bijwerken", "Alle afspraken van uw filter, één voor één.")
    };
    view! {
        <Path way=way here="Ronde"/>
        <PageTitle title=title lead=lead/>
        <NotUnderstood left_out=left_out unknown=unknown/>
        {done.map(|done| view! { <Summary done=done/> })}
        <section class="wza-card" aria-labelledby="beginnen">
            <h2 id="beginnen">{if again { "Nog een ronde" } else { "Beginnen" }}</h2>
            {begin}
        </section>
        <Choose filter=filter options=options/>
    }
}

/// Which commitments the round passes: the filter of the list.
#[component]
fn Choose(filter: Filter, options: FilterOptions) -> impl IntoView {
    let pairs = filter.pairs();
    let value = |part: Part| {
        let found = pairs.iter().find(|(name, _)| *name == part.code());
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    // The order is that of the list that one comes from.
    let order = Some(value(Part::Sort)).filter(|value| !value.is_empty());
    let order = order.map(|value| view! { <input type="hidden" name=Part::Sort.code() value=value/> });
    let parts = Part::ALL.iter().copied().filter(|part| !matches!(part, Part::Search | Part::Sort));
    let search = value(Part::Search);
    let selects: Vec<_> = parts
        .map(|part| {
            let choices =
                choices(part, &options).into_iter().map(|named| Choice::new(named.value, named.name)).collect();
            view! { <FilterSelect name=part.code() label=part.label() choices=choices value=value(part)/> }
        })
        .collect();
    view! {
        <FilterForm path=PATH label="Afspraken van de ronde kiezen" everything=PATH>
            <FilterInput
                name=Part::Search.code()
                label=Part::Search.label()
                kind="search"
                value=search
            />
            {selects}
            {order}
        </FilterForm>
    }
}

#[component]
fn Summary(done: Done) -> impl IntoView {
    let lines =
        [("Voortgang gemeld", done.reported), ("Geen wijziging", done.unchanged), ("Overgeslagen", done.skipped())];
    let lines = lines.map(|(label, count)| view! { <div><dt>{label}</dt><dd>{count}</dd></div> }.into_any());
    view! {
        <section class="wza-card" aria-labelledby="gedaan">
            <h2 id="gedaan">"Wat u deed"</h2>
            <dl class="wza-facts">{lines.into_iter().collect_view()}</dl>
        </section>
    }
}
