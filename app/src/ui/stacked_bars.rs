//! Horizontal bars that each consist of parts, one bar per line. The numbers stand in a table, given as children.

use leptos::prelude::*;

/// One line: a name, what is said of it, and the parts of its bar from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackedBar {
    pub label: String,
    pub value: String,
    pub parts: Vec<Part>,
}

/// Nothing is drawn of what is nought or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Colours it.
    pub class: &'static str,
    pub amount: i64,
}

/// The name, the bar and what is said of it lie below each other: beside each other they do not fit on a phone.
const LINE_HEIGHT: usize = 84;

#[component]
pub fn StackedBars(
    /// Of the caption; unique within the page.
    id: String,
    caption: String,
    bars: Vec<StackedBar>,
    /// Class and name of each part.
    legend: Vec<(&'static str, &'static str)>,
    /// The table of the same figures.
    children: Children,
) -> impl IntoView {
    let longest = bars.iter().map(|bar| length(&bar.parts)).max().unwrap_or(0);
    let height = bars.len() * LINE_HEIGHT;
    let drawn = bars.iter().enumerate().map(|(line, bar)| line_view(line, bar, longest)).collect_view();
    let key = legend.into_iter().map(|(class, name)| {
        view! {
            <li>
                <span class=format!("wza-legend__swatch {class}")></span>
                " "
                {name}
            </li>
        }
    });
    view! {
        <figure class="wza-chart wza-stack" aria-labelledby=id.clone()>
            <figcaption class="wza-chart__caption" id=id.clone()>{caption}</figcaption>
            <ul class="wza-legend">{key.collect_view()}</ul>
            <svg class="wza-bars" role="img" aria-labelledby=id.clone() width="100%" height=height>{drawn}</svg>
            {children()}
        </figure>
    }
}

fn line_view(line: usize, bar: &StackedBar, longest: i64) -> impl IntoView + use<> {
    let top = line * LINE_HEIGHT;
    let drawn = placed(&bar.parts, longest).into_iter().map(
        |(class, x, width)| view! { <rect class=format!("bar {class}") x=x y=top + 26 width=width height="18"></rect> },
    );
    view! {
        <g>
            <text class="bar-label" x="0" y=top + 16>{bar.label.clone()}</text>
            <text class="bar-note" x="0" y=top + 62>{bar.value.clone()}</text>
            <rect class="bar-track" x="0" y=top + 26 width="100%" height="18"></rect>
            {drawn.collect_view()}
        </g>
    }
}

fn length(parts: &[Part]) -> i64 {
    parts.iter().map(|part| part.amount.max(0)).sum()
}

/// Where each part begins and how wide it is, in percent of the longest bar.
fn placed(parts: &[Part], longest: i64) -> Vec<(&'static str, String, String)> {
    let mut before = 0;
    let mut placed = Vec::new();
    for part in parts.iter().filter(|part| part.amount > 0) {
        let (from, to) = (thousandths(before, longest), thousandths(before + part.amount, longest));
        placed.push((part.class, percent(from), percent(to - from)));
        before += part.amount;
    }
    placed
}

fn thousandths(amount: i64, longest: i64) -> i64 {
    amount.saturating_mul(1_000) / longest.max(1)
}

fn percent(thousandths: i64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_lie_one_after_the_other_and_the_longest_bar_fills_the_width() {
        let part = |class, amount| Part { class, amount };
        let parts = [part("a", 20), part("b", 0), part("c", -5), part("d", 60)];
        assert_eq!(length(&parts), 80);
        let placed = placed(&parts, 80);
        let text = |(class, x, width): &(&'static str, String, String)| format!("{class} {x} {width}");
        assert_eq!(placed.iter().map(text).collect::<Vec<_>>(), ["a 0.0% 25.0%", "d 25.0% 75.0%"]);
        assert_eq!(super::placed(&[part("a", 0)], 0), []);
    }
}
