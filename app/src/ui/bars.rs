//! Horizontal bars, one per line, with the same numbers in a table.

use domain::progress::Standing;
use leptos::prelude::*;

/// One line: a name, its number as shown, and the number that the bar is drawn for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub value: String,
    /// None is drawn for what is unknown, nought or less.
    pub amount: Option<i64>,
    pub colour: BarColour,
}

/// What a bar's colour says; its label says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarColour {
    /// Nothing: all bars are alike.
    Plain,
    Standing(Standing),
}

impl BarColour {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "bar series-1",
            Self::Standing(Standing::Green) => "bar bar--green",
            Self::Standing(Standing::Amber) => "bar bar--amber",
            Self::Standing(Standing::Red) => "bar bar--red",
            Self::Standing(Standing::Stale) => "bar bar--stale",
            // No colour, hence an outline.
            Self::Standing(Standing::None | Standing::Closed) => "bar series-rest",
        }
    }
}

const LINE_HEIGHT: usize = 56;

#[component]
pub fn Bars(
    /// Of the caption; unique within the page.
    #[prop(into)]
    id: String,
    #[prop(into)] caption: String,
    /// The table's headings: of the names and of the numbers.
    heads: [&'static str; 2],
    bars: Vec<Bar>,
    /// What the numbers come to, where they add up.
    #[prop(optional_no_strip)]
    total: Option<String>,
) -> impl IntoView {
    let longest = bars.iter().filter_map(|bar| bar.amount).max().unwrap_or(0);
    let height = bars.len() * LINE_HEIGHT;
    let drawn = bars.iter().enumerate().map(|(line, bar)| line_view(line, bar, longest)).collect_view();
    view! {
        <figure class="wza-chart" aria-labelledby=id.clone()>
            <figcaption class="wza-chart__caption" id=id.clone()>{caption.clone()}</figcaption>
            <svg class="wza-bars" role="img" aria-labelledby=id.clone() width="100%" height=height>{drawn}</svg>
            {total.clone().map(|total| view! { <p>"Totaal: " <strong class="wza-number">{total}</strong></p> })}
            <details class="wza-details">
                <summary>"Cijfers als tabel"</summary>
                {table(caption, heads, bars, total)}
            </details>
        </figure>
    }
}

fn line_view(line: usize, bar: &Bar, longest: i64) -> impl IntoView + use<> {
    let top = line * LINE_HEIGHT;
    let drawn = width(bar.amount, longest)
        .map(|width| view! { <rect class=bar.colour.class() x="0" y=top + 26 width=width height="18"></rect> });
    view! {
        <g>
            <text class="bar-label" x="0" y=top + 16>{bar.label.clone()}</text>
            <text class="bar-value" x="100%" y=top + 16>{bar.value.clone()}</text>
            <rect class="bar-track" x="0" y=top + 26 width="100%" height="18"></rect>
            {drawn}
        </g>
    }
}

fn table(caption: String, heads: [&'static str; 2], bars: Vec<Bar>, total: Option<String>) -> impl IntoView {
    let [names, numbers] = heads;
    let row = |name: String, number: String| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="utrecht-table__cell--numeric-column">{number}</td>
            </tr>
        }
    };
    let rows = bars.into_iter().map(|bar| row(bar.label, bar.value)).collect_view();
    view! {
        <table class="utrecht-table utrecht-table--html-table wza-table">
            <caption class="wza-visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{names}</th>
                    <th scope="col" class="utrecht-table__header-cell--numeric-column">{numbers}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {total.map(|total| view! { <tfoot>{row("Totaal".to_owned(), total)}</tfoot> })}
        </table>
    }
}

/// In percent of the longest bar, to one decimal.
fn width(amount: Option<i64>, longest: i64) -> Option<String> {
    let amount = amount.filter(|amount| *amount > 0)?;
    let thousandths = amount.saturating_mul(1_000) / longest.max(amount);
    Some(format!("{}.{}%", thousandths / 10, thousandths % 10))
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn the_longest_bar_fills_the_width() {
        assert_eq!(width(Some(4_500), 4_500).as_deref(), Some("100.0%"));
        assert_eq!(width(Some(1_560), 4_500).as_deref(), Some("34.6%"));
    }

    #[test]
    fn what_is_not_there_is_not_drawn() {
        for amount in [None, Some(0), Some(-235)] {
            assert_eq!(width(amount, 300), None);
        }
    }
}
