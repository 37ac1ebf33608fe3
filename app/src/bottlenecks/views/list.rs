//! `/knelpunten`

use domain::bottlenecks::{Level, State};
use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::filter::{Filter, PATH};
use super::super::queries::{ListPage, Row, list};
use super::{LevelBadge, StateBadge, how_many, number};
use crate::commitments::filter::REGIONAL_AGENDA;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::{Choice, DownloadLinks, ExampleBadge, FilterForm, FilterSelect, Pagination};

#[component]
pub fn BottlenecksPage() -> impl IntoView {
    let (filter, unread) = use_query_map().with_untracked(Filter::from_query);
    let asked = filter.clone();
    let page = crate::request::served(async move |request: Request| list(&request, &asked).await);
    shown(page, move |page| view! { <Page filter=filter unread=unread page=page/> })
}

/// `unread`: parts of the address that are no filter.
#[component]
fn Page(filter: Filter, unread: Vec<String>, page: ListPage) -> impl IntoView {
    let ListPage { rows, total, dwellings_at_risk, page, pages, unknown, municipalities, success_factors, may_create } =
        page;
    let unknown: Vec<String> = unread.into_iter().chain(unknown).collect();
    let new = view! { <a class="nl-button nl-button--primary" href="/knelpunten/nieuw">"Nieuw knelpunt"</a> };
    let results = if rows.is_empty() {
        view! { <Nothing filtered=filter.pairs().iter().any(|(name, _)| *name != "pagina")/> }.into_any()
    } else {
        view! { <Table rows=rows/> }.into_any()
    };
    view! {
        <PlainTitle
            title="Knelpunten"
            lead="Wat afspraken en projecten tegenhoudt, wie aan zet is en hoe hoog het ligt."
            actions=may_create.then(|| new.into_any())
        />
        <p><a href=crate::success_factors::PATH>"Succesfactoren per gemeente"</a></p>
        <Unknown unknown=unknown/>
        <div class="wza-list">
            <Filters filter=filter.clone() municipalities=municipalities success_factors=success_factors/>
            <div class="wza-list__results">
                <p class="wza-list__count">{dutch::count(total, "knelpunt", "knelpunten")}</p>
                <p>
                    {dutch::count(dwellings_at_risk, "woning loopt", "woningen lopen")}
                    " samen risico door wat openstaat, in de afspraken en projecten die u mag zien. Elke woning telt één keer."
                </p>
                <DownloadLinks address=filter.on_page(1).address()/>
                {results}
                <Pagination page=page pages=pages to=move |number| filter.on_page(number).address()/>
            </div>
        </div>
    }
}

#[component]
fn Unknown(unknown: Vec<String>) -> impl IntoView {
    (!unknown.is_empty()).then(|| {
        crate::ui::set_status(400);
        view! {
            <div class="utrecht-alert utrecht-alert--warning" role="alert">
                <div class="utrecht-alert__content">
                    <p>
                        {format!("Dit deel van het adres kennen wij niet: {}. ", unknown.join(", "))}
                        <a href=PATH>"Toon alle knelpunten"</a>
                    </p>
                </div>
            </div>
        }
    })
}

#[component]
fn Filters(filter: Filter, municipalities: Vec<Choice>, success_factors: Vec<Choice>) -> impl IntoView {
    let states = State::ALL.iter().map(|state| Choice::new(state.code(), state.label())).collect();
    let levels = Level::ALL.iter().map(|level| Choice::new(level.code(), level.label())).collect();
    let regional = Choice::new(REGIONAL_AGENDA, "Regionale agenda");
    let municipalities = std::iter::once(regional).chain(municipalities).collect();
    let code = |code: Option<&str>| code.unwrap_or_default().to_owned();
    let factor = filter.success_factor.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <FilterForm path=PATH label="Knelpunten filteren" everything=PATH>
            <FilterSelect name="stand" label="Stand" choices=states value=code(filter.state.map(State::code))/>
            <FilterSelect name="niveau" label="Niveau" choices=levels value=code(filter.level.map(Level::code))/>
            <FilterSelect name="succesfactor" label="Succesfactor" choices=success_factors value=factor/>
            <FilterSelect name="gemeente" label="Gemeente" choices=municipalities value=code(filter.municipality.as_deref())/>
        </FilterForm>
    }
}

#[component]
fn Nothing(filtered: bool) -> impl IntoView {
    let (title, text) = if filtered {
        ("Geen knelpunten gevonden", "Er past niets bij deze filters. Haal er een weg.")
    } else {
        ("Nog geen knelpunten", "Loopt een afspraak of project vast? Leg dan vast waardoor, en wie aan zet is.")
    };
    view! {
        <div class="wza-empty">
            <h2 class="wza-empty__title">{title}</h2>
            <p>{text}</p>
        </div>
    }
}

#[component]
fn Table(rows: Vec<Row>) -> impl IntoView {
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
            <caption class="wza-visually-hidden">"Knelpunten, met de meeste woningen in gevaar eerst"</caption>
            <thead>
                <tr>
                    <th scope="col">"Knelpunt"</th>
                    <th scope="col">"Niveau"</th>
                    <th scope="col">"Eigenaar"</th>
                    <th scope="col">"Blokkeert"</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">"Woningen in gevaar"</th>
                    <th scope="col">"Stand"</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(|row| view! { <Line row=row/> }).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Line(row: Row) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">
                <a href=format!("{PATH}/{}", row.id)>{row.title}</a>
                {row.example.then(|| view! { " " <ExampleBadge/> })}
                <p class="wza-muted">{row.success_factor}</p>
            </th>
            <td data-label="Niveau"><LevelBadge level=row.level/></td>
            <td data-label="Eigenaar">
                {row.owner}
                {row.owner_function.map(|function| view! { <p class="wza-muted">{function}</p> })}
            </td>
            <td data-label="Blokkeert">{how_many(row.commitments, row.projects).unwrap_or_else(|| "nog niets, of niets dat u mag zien".to_owned())}</td>
            <td data-label="In gevaar" class="utrecht-table__cell--numeric-column">
                {number(row.dwellings_at_risk)}
            </td>
            <td data-label="Stand"><StateBadge state=row.state/></td>
        </tr>
    }
}
