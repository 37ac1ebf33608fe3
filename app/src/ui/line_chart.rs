//! Lines over the years, drawn in SVG, with the same numbers in a table.

use std::collections::BTreeSet;

use domain::dutch;
use leptos::prelude::*;

/// One line: its name, and a value for some years, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct LineSeries {
    pub name: String,
    pub points: Vec<(i32, f64)>,
}

impl LineSeries {
    fn at(&self, year: i32) -> Option<f64> {
        self.points.iter().find(|(other, _)| *other == year).map(|(_, value)| *value)
    }
}

/// Draws nothing when there is no number at all.
#[component]
pub fn LineChart(
    /// Unique within the page.
    #[prop(into)]
    id: String,
    #[prop(into)] caption: String,
    /// Stands behind every number, such as `%`.
    #[prop(into, optional)]
    unit: String,
    /// What the lines are, above their names in the table.
    kind: &'static str,
    series: Vec<LineSeries>,
) -> impl IntoView {
    let years: BTreeSet<i32> = series.iter().flat_map(|line| line.points.iter().map(|(year, _)| *year)).collect();
    let years: Vec<i32> = years.into_iter().collect();
    Scale::of(&years, &series).map(|scale| {
        let legend = series.iter().enumerate().map(|(index, line)| legend_key(index, line)).collect_view();
        let lines = series.iter().enumerate().map(|(index, line)| drawn_line(scale, index, line)).collect_view();
        let region = format!("Cijfers: {caption}");
        view! {
            <figure class="wza-chart" aria-labelledby=id.clone()>
                <figcaption class="wza-chart__caption" id=id.clone()>{caption.clone()}</figcaption>
                <ul class="wza-legend">{legend}</ul>
                <svg class="wza-lines" role="img" aria-labelledby=id.clone() viewBox="0 0 640 300">
                    {value_axis(scale, &unit)}
                    {year_axis(scale, &years)}
                    {lines}
                </svg>
                <details class="wza-details">
                    <summary>"Cijfers als tabel"</summary>
                    <div class="wza-table-scroll" role="region" aria-label=region tabindex="0">
                        {table(caption, kind, &unit, &years, &series)}
                    </div>
                </details>
            </figure>
        }
    })
}

// The plot area within the drawing of 640 × 300.
const LEFT: f64 = 56.0;
const RIGHT: f64 = 624.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 260.0;

/// Between the value axis and the first year, and after the last: room for a marker beside the numbers of the axis, and for
/// half a year's label.
const INSET: f64 = 16.0;

/// At most this many steps on the value axis.
const STEPS_MAX: i64 = 5;

/// Room that a year takes, on a wide screen and with the larger letters of a phone.
const YEAR_WIDTH: f64 = 44.0;
const YEAR_WIDTH_PHONE: f64 = 84.0;

/// From years and values to places in the drawing. Values are counted in tenths: whole numbers come out alike in every
/// browser and on the server.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    first_year: i32,
    last_year: i32,
    low: i64,
    high: i64,
    step: i64,
}

impl Scale {
    /// With nought on it, so that the height of a line tells its size.
    fn of(years: &[i32], series: &[LineSeries]) -> Option<Self> {
        let (first_year, last_year) = (*years.first()?, *years.last()?);
        let values = || series.iter().flat_map(|line| line.points.iter().map(|(_, value)| *value * 10.0));
        let low = values().fold(0.0, f64::min).floor() as i64;
        let high = values().fold(0.0, f64::max).ceil() as i64;
        let step = step_for(high - low);
        let (low, high) = (low.div_euclid(step) * step, (high + step - 1).div_euclid(step) * step);
        Some(Self { first_year, last_year, low, high: high.max(low + step), step })
    }

    fn x(self, year: i32) -> f64 {
        if self.first_year == self.last_year {
            return (LEFT + RIGHT) / 2.0;
        }
        let share = f64::from(year - self.first_year) / f64::from(self.last_year - self.first_year);
        LEFT + INSET + share * (RIGHT - LEFT - 2.0 * INSET)
    }

    fn y(self, value: f64) -> f64 {
        let share = (value * 10.0 - self.low as f64) / (self.high - self.low) as f64;
        BOTTOM - share * (BOTTOM - TOP)
    }

    fn ticks(self) -> Vec<f64> {
        let count = (self.high - self.low) / self.step;
        (0..=count).map(|index| (self.low + index * self.step) as f64 / 10.0).collect()
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … that divides the span into few enough steps.
fn step_for(span: i64) -> i64 {
    let mut decade = 1;
    loop {
        if let Some(step) = [1, 2, 5].map(|factor| factor * decade).into_iter().find(|step| span <= step * STEPS_MAX) {
            return step;
        }
        decade *= 10;
    }
}

/// The years that fit below the axis, and whether they fit on a phone too.
fn year_labels(scale: Scale, years: &[i32]) -> Vec<(i32, bool)> {
    let mut labels: Vec<(i32, bool)> = Vec::new();
    let room = |last: Option<i32>, year: i32| last.map_or(f64::INFINITY, |last| scale.x(year) - scale.x(last));
    for &year in years {
        let last = labels.last().map(|(year, _)| *year);
        let last_on_phone = labels.iter().rev().find(|(_, on_phone)| *on_phone).map(|(year, _)| *year);
        if room(last, year) >= YEAR_WIDTH {
            labels.push((year, room(last_on_phone, year) >= YEAR_WIDTH_PHONE));
        }
    }
    labels
}

fn value_axis(scale: Scale, unit: &str) -> impl IntoView + use<> {
    let decimals = scale.step % 10 != 0;
    let tick = |(index, value): (usize, f64)| {
        let y = scale.y(value);
        let line = if value == 0.0 { "axis" } else { "gridline" };
        // The large letters of a phone leave no room for the lowest number beside the first year.
        let label = if index == 0 { "tick tick--y tick--minor" } else { "tick tick--y" };
        view! {
            <line class=line x1=LEFT x2=RIGHT y1=place(y) y2=place(y)/>
            <text class=label x=LEFT - 8.0 y=place(y + 5.0)>{figure(value, decimals, unit)}</text>
        }
    };
    scale.ticks().into_iter().enumerate().map(tick).collect_view()
}

fn year_axis(scale: Scale, years: &[i32]) -> impl IntoView + use<> {
    let label = |(year, on_phone)| {
        let class = if on_phone { "tick tick--x" } else { "tick tick--x tick--minor" };
        view! { <text class=class x=place(scale.x(year)) y=BOTTOM + 22.0>{year}</text> }
    };
    year_labels(scale, years).into_iter().map(label).collect_view()
}

fn drawn_line(scale: Scale, index: usize, line: &LineSeries) -> impl IntoView + use<> {
    let places: Vec<(f64, f64)> = line.points.iter().map(|(year, value)| (scale.x(*year), scale.y(*value))).collect();
    let points: Vec<String> = places.iter().map(|(x, y)| format!("{},{}", place(*x), place(*y))).collect();
    view! {
        <polyline class=format!("line {}", style(index)) points=points.join(" ")/>
        {places.into_iter().map(|(x, y)| marker(index, x, y)).collect_view()}
    }
}

fn legend_key(index: usize, line: &LineSeries) -> impl IntoView + use<> {
    view! {
        <li>
            <svg class="wza-legend__line" viewBox="0 0 28 12" aria-hidden="true">
                <line class=format!("line {}", style(index)) x1="0" x2="28" y1="6" y2="6"/>
                {marker(index, 14.0, 6.0)}
            </svg>
            " "
            {line.name.clone()}
        </li>
    }
}

/// Each line has a shape of its own, so that colour is not needed to tell them apart.
fn marker(index: usize, x: f64, y: f64) -> AnyView {
    let class = format!("marker {}", style(index));
    let path = |path: String| view! { <path class=class.clone() d=path/> }.into_any();
    match index % STYLES {
        0 => view! { <circle class=class cx=place(x) cy=place(y) r="4"/> }.into_any(),
        1 => view! { <rect class=class x=place(x - 4.0) y=place(y - 4.0) width="8" height="8"/> }.into_any(),
        2 => path(format!("M{} {}l5 9h-10z", place(x), place(y - 5.0))),
        _ => path(format!("M{} {}l5 5l-5 5l-5-5z", place(x), place(y - 5.0))),
    }
}

/// How many lines the stylesheet can tell apart.
const STYLES: usize = 4;

fn style(index: usize) -> String {
    format!("series-{}", index % STYLES + 1)
}

fn table(
    caption: String,
    kind: &'static str,
    unit: &str,
    years: &[i32],
    series: &[LineSeries],
) -> impl IntoView + use<> {
    let decimals = series.iter().any(|line| line.points.iter().any(|(_, value)| value.fract() != 0.0));
    let head = years
        .iter()
        .map(|year| view! { <th scope="col" class="utrecht-table__header-cell--numeric-column">{*year}</th> })
        .collect_view();
    let row = |line: &LineSeries| {
        let cells = years
            .iter()
            .map(|year| match line.at(*year) {
                Some(value) => {
                    view! { <td class="utrecht-table__cell--numeric-column">{figure(value, decimals, unit)}</td> }
                        .into_any()
                }
                None => view! {
                    <td class="utrecht-table__cell--numeric-column"><span class="wza-muted">"onbekend"</span></td>
                }
                .into_any(),
            })
            .collect_view();
        view! { <tr><th scope="row">{line.name.clone()}</th>{cells}</tr> }
    };
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table">
            <caption class="wza-visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{kind}</th>{head}</tr></thead>
            <tbody>{series.iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// A number as it is read: `1.560`, `8,7`, `40%`. Beside numbers with decimals it has one too.
fn figure(value: f64, decimals: bool, unit: &str) -> String {
    let number = if decimals { format!("{value:.1}").replace('.', ",") } else { dutch::number(value.round() as i64) };
    format!("{number}{unit}")
}

/// A coordinate, short and alike everywhere.
fn place(coordinate: f64) -> String {
    format!("{coordinate:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(i32, f64)]) -> LineSeries {
        LineSeries { name: "Merenveld".to_owned(), points: points.to_vec() }
    }

    fn scale(points: &[(i32, f64)]) -> Scale {
        let years: Vec<i32> = points.iter().map(|(year, _)| *year).collect();
        Scale::of(&years, &[line(points)]).unwrap()
    }

    #[test]
    fn the_axis_has_round_numbers_and_nought() {
        assert_eq!(scale(&[(2023, 30.0), (2040, 48.0)]).ticks(), [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]);
        assert_eq!(scale(&[(2023, 9.4), (2040, 3.6)]).ticks(), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(scale(&[(2023, -1185.0), (2040, 300.0)]).ticks(), [-1500.0, -1000.0, -500.0, 0.0, 500.0]);
        assert_eq!(scale(&[(2023, 0.0)]).ticks(), [0.0, 0.1]);
    }

    #[test]
    fn years_lie_apart_as_far_as_in_time() {
        let scale = scale(&[(2020, 0.0), (2025, 5.0), (2040, 10.0)]);
        assert_eq!((scale.x(2020), scale.x(2025), scale.x(2040)), (72.0, 206.0, 608.0));
        assert_eq!((scale.y(0.0), scale.y(5.0), scale.y(10.0)), (BOTTOM, 138.0, TOP));
    }

    #[test]
    fn one_year_stands_in_the_middle() {
        assert_eq!(scale(&[(2030, 1.0)]).x(2030), 340.0);
    }

    #[test]
    fn years_that_do_not_fit_are_left_out() {
        let every_year: Vec<(i32, f64)> = (2023..=2040).map(|year| (year, 1.0)).collect();
        let years: Vec<i32> = (2023..=2040).collect();
        let labels = year_labels(scale(&every_year), &years);
        assert_eq!(labels.iter().map(|(year, _)| *year).collect::<Vec<_>>()[..3], [2023, 2025, 2027]);
        assert_eq!(labels.iter().map(|(_, on_phone)| *on_phone).collect::<Vec<_>>()[..3], [true, false, true]);
        let few = scale(&[(2023, 1.0), (2030, 1.0), (2040, 1.0)]);
        assert_eq!(year_labels(few, &[2023, 2030, 2040]), [(2023, true), (2030, true), (2040, true)]);
    }

    #[test]
    fn nothing_is_drawn_without_numbers() {
        assert_eq!(Scale::of(&[], &[line(&[])]), None);
    }

    #[test]
    fn numbers_are_dutch() {
        assert_eq!(figure(40.0, false, "%"), "40%");
        assert_eq!(figure(9.0, true, ""), "9,0");
        assert_eq!(figure(-1185.0, false, ""), "-1.185");
    }
}
