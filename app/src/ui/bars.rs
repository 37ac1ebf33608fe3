//! Horizontal bars, one per line. The numbers also stand in a table, given as children.

use leptos::prelude::*;

/// One line: a name, what it comes to, and the bar itself in parts from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// As shown: `3.120 van 4.500`.
    pub value: String,
    pub parts: Vec<BarPart>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BarPart {
    /// `series-1` to `series-4`, or `series-rest` for what is still missing.
    pub series: &'static str,
    pub amount: i64,
}

impl Bar {
    /// A bar in one piece.
    pub fn whole(label: impl Into<String>, value: impl Into<String>, amount: i64) -> Self {
        Self { label: label.into(), value: value.into(), parts: vec![BarPart { series: "series-1", amount }] }
    }

    fn length(&self) -> i64 {
        self.parts.iter().map(|part| part.amount.max(0)).sum()
    }
}

const LINE_HEIGHT: usize = 56;

#[component]
pub fn Bars(
    /// Of the caption; unique within the page.
    #[prop(into)]
    id: String,
    #[prop(into)] caption: String,
    bars: Vec<Bar>,
    /// What the series are, when there are several: class and name.
    #[prop(optional)]
    legend: Vec<(&'static str, String)>,
    /// The table of the same figures.
    children: Children,
) -> impl IntoView {
    let longest = bars.iter().map(Bar::length).max().unwrap_or(0);
    let height = bars.len() * LINE_HEIGHT;
    let lines = bars.into_iter().enumerate().map(|(line, bar)| line_view(line, bar, longest)).collect_view();
    let legend = (!legend.is_empty()).then(|| {
        let keys = legend.into_iter().map(|(series, name)| {
            view! { <li><span class=format!("wza-legend__swatch {series}")></span> " " {name}</li> }
        });
        view! { <ul class="wza-legend">{keys.collect_view()}</ul> }
    });
    view! {
        <figure class="wza-chart" aria-labelledby=id.clone()>
            <figcaption class="wza-chart__caption" id=id.clone()>{caption}</figcaption>
            {legend}
            <svg class="wza-bars" role="img" aria-labelledby=id.clone() width="100%" height=height>{lines}</svg>
            {children()}
        </figure>
    }
}

fn line_view(line: usize, bar: Bar, longest: i64) -> impl IntoView {
    let top = line * LINE_HEIGHT;
    let parts = spans(&bar.parts, longest)
        .into_iter()
        .map(|(series, from, width)| {
            let (from, width) = (format!("{from:.1}%"), format!("{width:.1}%"));
            view! { <rect class=format!("bar {series}") x=from y=top + 26 width=width height="18"></rect> }
        })
        .collect_view();
    view! {
        <g>
            <text class="bar-label" x="0" y=top + 16>{bar.label}</text>
            " "
            <text class="bar-value" x="100%" y=top + 16>{bar.value}</text>
            <rect class="bar-track" x="0" y=top + 26 width="100%" height="18"></rect>
            {parts}
        </g>
    }
}

/// Series, start and width of the parts that are to be drawn, in percent of the longest bar.
#[expect(clippy::cast_precision_loss, reason = "a drawing needs no more than three digits")]
fn spans(parts: &[BarPart], longest: i64) -> Vec<(&'static str, f64, f64)> {
    let mut from = 0.0;
    let mut spans = Vec::with_capacity(parts.len());
    for part in parts.iter().filter(|part| part.amount > 0) {
        let width = part.amount as f64 * 100.0 / longest.max(1) as f64;
        spans.push((part.series, from, width));
        from += width;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other_up_to_the_longest_bar() {
        let parts = [("series-1", 20), ("series-2", 0), ("series-rest", 30)];
        let parts = parts.map(|(series, amount)| BarPart { series, amount });
        assert_eq!(spans(&parts, 100), [("series-1", 0.0, 20.0), ("series-rest", 20.0, 30.0)]);
    }

    #[test]
    fn nothing_is_drawn_as_nothing() {
        let bar = Bar::whole("Rood", "0", 0);
        assert_eq!(spans(&bar.parts, bar.length()), []);
        assert_eq!(Bar::whole("Krimp", "-235", -235).length(), 0);
    }
}
