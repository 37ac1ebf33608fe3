//! `/doelen`

mod background;
mod edit;
mod region;
mod split;

pub use edit::SetTargetsPage;

use domain::dutch;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::background::{Definitions, Indicators};
use self::region::RegionSection;
use self::split::SplitSection;
use super::PATH;
use super::data::Overview;
use super::queries::{Asked, overview};
use crate::balance::views::BalanceSection;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::DownloadLinks;

#[component]
pub fn TargetsPage() -> impl IntoView {
    let asked = use_query_map().with_untracked(Asked::from_query);
    let read = asked.clone();
    let overview = crate::request::served(async move |request: Request| overview(&request, &read).await);
    shown(overview, |overview| view! { <Page overview=overview asked=asked/> })
}

#[component]
fn Page(overview: Overview, asked: Asked) -> impl IntoView {
    let query = asked.query();
    let Overview { tables, split, balance, settable, last_change, definitions, indicators } = overview;
    let set: Vec<_> = settable
        .into_iter()
        .map(|(href, name)| view! { <li><a href=href>{format!("Doelen van {name} wijzigen")}</a></li> })
        .collect();
    let set = (!set.is_empty()).then(|| view! { <ul class="wza-choices">{set}</ul> });
    let changed = last_change.map(|entry| {
        let what: Vec<String> = entry.changes.iter().map(|change| change.after.clone()).take(1).collect();
        let text = format!(
            "Laatst gewijzigd op {} door {}, namens {}: {}.",
            entry.at.label,
            entry.by,
            entry.organisation,
            what.join("")
        );
        view! { <p class="wza-muted">{text}</p> }
    });
    let nothing = tables.is_empty().then(|| {
        view! {
            <div class="wza-empty">
                <h2 class="wza-empty__title">"Nog geen doelen"</h2>
                <p>"Er zijn nog geen doelen van deze regio vastgelegd."</p>
            </div>
        }
    });
    view! {
        <PlainTitle title="Doelen" lead="Welke aantallen woningen de regio wil halen, en hoe de gemeenten die verdelen."/>
        {set}
        {changed}
        <DownloadLinks address=format!("{PATH}{query}")/>
        {nothing}
        {tables.into_iter().map(|table| view! { <RegionSection table=table/> }).collect_view()}
        {balance.map(|balance| view! { <BalanceSection detailed=balance asked=asked/> })}
        {split.map(|split| view! { <SplitSection split=split/> })}
        <Definitions definitions=definitions/>
        <Indicators indicators=indicators/>
    }
}

/// A cell with a number that may be unknown.
fn number_cell(value: Option<i64>) -> AnyView {
    let content = match value {
        Some(value) => dutch::number(value).into_any(),
        None => view! { <span class="wza-muted">"nog niet bekend"</span> }.into_any(),
    };
    view! { <td class="utrecht-table__cell--numeric-column">{content}</td> }.into_any()
}
