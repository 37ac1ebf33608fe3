//! The balance on the page of targets.

use leptos::prelude::*;

use super::super::data::{Course, DetailedBalance};
use super::BalanceFigure;
use super::places::Places;
use crate::targets::PATH;
use crate::targets::queries::Asked;
use crate::ui::{DownloadLinks, LineChart, LineSeries};

#[component]
pub fn BalanceSection(detailed: DetailedBalance, asked: Asked) -> impl IntoView {
    let DetailedBalance { balance, courses, places } = detailed;
    let of = balance.place.as_ref().map_or_else(|| "de regio".to_owned(), |place| format!("gemeente {}", place.name));
    let unknown = (asked.municipality.is_some() && balance.place.is_none())
        .then(|| view! { <Notice text="De gemeente uit het adres kennen wij niet. U ziet nu de regio."/> });
    let back = balance.place.is_some().then(|| {
        let whole = format!("{PATH}?scenario={}#balans", balance.scenario.value);
        view! { <p><a href=whole>"Terug naar de hele regio"</a></p> }
    });
    let title = format!("Balans van {of}: {}, tot {}", balance.scenario.name.to_lowercase(), balance.horizon_year);
    let charts: Vec<_> = courses.iter().filter_map(chart).collect();
    let compared = (!places.is_empty()).then(|| {
        view! { <Places places=places balance=balance.clone() asked=asked.clone()/> }
    });
    view! {
        <section class="wza-card wza-stack" aria-labelledby="balans">
            <h2 id="balans">{title}</h2>
            {unknown}
            {back}
            <p><a href="#verdeling">"Kies een ander scenario"</a></p>
            <p>"Nog te doen is het doel min alles wat is opgeleverd en gepland. Elke woning telt één keer, en wat is opgeleverd staat niet meer bij gepland. Kies een aantal om te zien waaruit het bestaat."</p>
            <BalanceFigure id="balans-grafiek" balance=balance open=true/>
            <DownloadLinks address=format!("{PATH}{}", asked.query()) file="balans"/>
            <div class="wza-grid">{charts}</div>
            {compared}
        </section>
    }
}

/// Says that the address asked for something that is not there.
#[component]
pub fn Notice(text: &'static str) -> impl IntoView {
    crate::ui::set_status(400);
    view! {
        <div class="utrecht-alert utrecht-alert--warning" role="alert">
            <div class="utrecht-alert__content"><p>{text}</p></div>
        </div>
    }
}

/// The way to the target over the years; nothing when there is nothing to draw.
fn chart(course: &Course) -> Option<AnyView> {
    let first = course.years.first()?.0;
    let last = course.years.last()?.0;
    let line = |name: &str, column: usize| LineSeries {
        name: name.to_owned(),
        points: course.years.iter().map(|(year, values)| (*year, as_float(values[column]))).collect(),
    };
    let target = course.target.map(|target| LineSeries {
        name: "Doel".to_owned(),
        points: (first..=last).map(|year| (year, as_float(target))).collect(),
    });
    let series = [line("Opgeleverd", 0), line("Met hard gepland", 1), line("Met al het geplande", 2)];
    let series = series.into_iter().chain(target).collect();
    let id = format!("verloop-{}", course.measure.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    Some(
        view! {
            <div class="wza-card">
                <LineChart id=id caption=format!("{}: opgeleverd en gepland", course.measure) kind="Stand" series=series/>
            </div>
        }
        .into_any(),
    )
}

/// No count of dwellings comes near what a float cannot hold.
#[expect(clippy::cast_precision_loss, reason = "counts of dwellings are small")]
const fn as_float(count: i64) -> f64 {
    count as f64
}
