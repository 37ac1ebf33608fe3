//! A schematic map: one tile per area, coloured by a number. The numbers also stand in a table, given as children.

use domain::dutch;
use leptos::prelude::*;

/// One area; columns and rows count from the upper left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    pub column: i32,
    pub row: i32,
    pub name: String,
    pub href: String,
    /// None: not known.
    pub value: Option<i64>,
}

const WIDTH: i32 = 116;
const HEIGHT: i32 = 108;
const GAP: i32 = 8;
/// More letters than this do not fit in a tile and are drawn closer together.
const NAME_FITS: usize = 14;

#[component]
pub fn TileMap(
    /// Of the caption; unique within the page.
    #[prop(into)]
    id: String,
    #[prop(into)] caption: String,
    tiles: Vec<Tile>,
    /// The table of the same figures.
    children: Children,
) -> impl IntoView {
    let values: Vec<Option<i64>> = tiles.iter().map(|tile| tile.value).collect();
    let scale = Scale::of(&values);
    let frame = Frame::around(&tiles);
    let mut tiles = tiles;
    // The order of the keyboard is that of the eye.
    tiles.sort_by_key(|tile| (tile.row, tile.column));
    let legend = scale.legend();
    let mut names: Vec<&str> = tiles.iter().map(|tile| tile.name.as_str()).collect();
    names.sort_unstable();
    let key = names
        .into_iter()
        .map(|name| view! { <li><b>{abbreviation(name)}</b> " " {name.to_owned()}</li> })
        .collect_view();
    let drawn = tiles.into_iter().map(|tile| tile_view(tile, frame, &scale)).collect_view();
    view! {
        <figure class="wza-chart wza-stack" aria-labelledby=id.clone()>
            <figcaption class="wza-chart__caption" id=id.clone()>{caption}</figcaption>
            <svg class="wza-tilemap" viewBox=frame.view_box() role="group" aria-labelledby=id.clone()>{drawn}</svg>
            <ul class="wza-legend wza-legend--scale">
                {legend
                    .into_iter()
                    .map(|(class, label)| {
                        view! { <li><span class=format!("wza-legend__swatch {class}")></span> " " {label}</li> }
                    })
                    .collect_view()}
            </ul>
            // Shown where tiles have abbreviations; to who hears the page each tile says its whole name.
            <ul class="wza-legend wza-tilemap-key" aria-hidden="true">{key}</ul>
            {children()}
        </figure>
    }
}

// The `<g>` tells the macro that its `<a>` is SVG's, not HTML's.
fn tile_view(tile: Tile, frame: Frame, scale: &Scale) -> impl IntoView + use<> {
    let (x, y) = frame.corner(&tile);
    let middle = x + WIDTH / 2;
    let (value, value_class) = match tile.value {
        Some(value) => (dutch::number(value), "tile-value"),
        None => (UNKNOWN.to_owned(), "tile-value tile-value--word"),
    };
    let squeezed = tile.name.chars().count() > NAME_FITS;
    view! {
        <g>
            <a class=format!("tile {}", scale.class(tile.value)) href=tile.href>
                <rect x=x y=y width=WIDTH height=HEIGHT rx="6"></rect>
                <text
                    class="tile-name"
                    x=middle
                    y=y + 42
                    textLength=squeezed.then_some(WIDTH - GAP)
                    lengthAdjust=squeezed.then_some("spacingAndGlyphs")
                >
                    {tile.name.clone()}
                </text>
                " "
                <text class="tile-abbr" x=middle y=y + 44 aria-hidden="true">{abbreviation(&tile.name)}</text>
                " "
                <text class=value_class x=middle y=y + 87>{value}</text>
            </a>
        </g>
    }
}

/// Where the tiles lie in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    first_column: i32,
    first_row: i32,
    columns: i32,
    rows: i32,
}

impl Frame {
    fn around(tiles: &[Tile]) -> Self {
        let span = |position: fn(&Tile) -> i32| {
            let first = tiles.iter().map(position).min().unwrap_or(0);
            let last = tiles.iter().map(position).max().unwrap_or(0);
            (first, last - first + 1)
        };
        let (first_column, columns) = span(|tile| tile.column);
        let (first_row, rows) = span(|tile| tile.row);
        Self { first_column, first_row, columns, rows }
    }

    fn view_box(self) -> String {
        format!("0 0 {} {}", self.columns * (WIDTH + GAP) - GAP, self.rows * (HEIGHT + GAP) - GAP)
    }

    /// The upper left corner of a tile.
    fn corner(self, tile: &Tile) -> (i32, i32) {
        ((tile.column - self.first_column) * (WIDTH + GAP), (tile.row - self.first_row) * (HEIGHT + GAP))
    }
}

const CLASSES: [&str; 5] = ["tile-0", "tile-1", "tile-2", "tile-3", "tile-4"];
const UNKNOWN_CLASS: &str = "tile-unknown";
const UNKNOWN: &str = "onbekend";

/// Divides figures over five shades: ranges of equal width, from the lowest figure to the highest. None at all is a
/// shade of its own, because between nothing and one lies more than between one and two.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scale {
    /// First and last figure of each shade, from light to dark.
    ranges: Vec<(i64, i64)>,
    has_unknown: bool,
}

impl Scale {
    fn of(values: &[Option<i64>]) -> Self {
        let known = || values.iter().copied().flatten();
        let mut ranges = Vec::with_capacity(CLASSES.len());
        if known().any(|value| value == 0) {
            ranges.push((0, 0));
        }
        let shades = i64::try_from(CLASSES.len() - ranges.len()).unwrap_or(1);
        let counted = || known().filter(|value| *value != 0);
        if let (Some(lowest), Some(highest)) = (counted().min(), counted().max()) {
            let width = (highest - lowest) / shades + 1;
            let mut first = lowest;
            while first <= highest {
                ranges.push((first, (first + width - 1).min(highest)));
                first += width;
            }
        }
        Self { ranges, has_unknown: values.contains(&None) }
    }

    fn class(&self, value: Option<i64>) -> &'static str {
        let shade =
            value.and_then(|value| self.ranges.iter().position(|(first, last)| (*first..=*last).contains(&value)));
        shade.and_then(|shade| CLASSES.get(shade).copied()).unwrap_or(UNKNOWN_CLASS)
    }

    /// Class and words of each shade.
    fn legend(&self) -> Vec<(&'static str, String)> {
        let words = |(first, last): (i64, i64)| {
            if first == last {
                dutch::number(first)
            } else {
                format!("{}–{}", dutch::number(first), dutch::number(last))
            }
        };
        let known = CLASSES.into_iter().zip(self.ranges.iter().copied().map(words));
        known.chain(self.has_unknown.then(|| (UNKNOWN_CLASS, UNKNOWN.to_owned()))).collect()
    }
}

/// For a small screen: the initials of a name of several words, else its first three letters.
fn abbreviation(name: &str) -> String {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [one] => one.chars().take(3).collect(),
        many => many.iter().filter_map(|word| word.chars().next()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[i64]) -> Scale {
        Scale::of(&values.iter().copied().map(Some).collect::<Vec<_>>())
    }

    fn labels(scale: &Scale) -> Vec<String> {
        scale.legend().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn five_ranges_run_from_the_lowest_to_the_highest() {
        let scale = scale(&[3, 21, 8, 14]);
        assert_eq!(labels(&scale), ["3–6", "7–10", "11–14", "15–18", "19–21"]);
        assert_eq!(scale.class(Some(3)), "tile-0");
        assert_eq!(scale.class(Some(14)), "tile-2");
        assert_eq!(scale.class(Some(21)), "tile-4");
    }

    #[test]
    fn none_is_a_shade_of_its_own() {
        let scale = scale(&[0, 1, 9, 0]);
        assert_eq!(labels(&scale), ["0", "1–3", "4–6", "7–9"]);
        assert_eq!((scale.class(Some(0)), scale.class(Some(1))), ("tile-0", "tile-1"));
    }

    #[test]
    fn few_different_figures_need_few_shades() {
        assert_eq!(labels(&scale(&[0, 2, 1])), ["0", "1", "2"]);
        assert_eq!(labels(&scale(&[7, 7])), ["7"]);
        assert_eq!(labels(&scale(&[0, 0])), ["0"]);
        assert_eq!(labels(&scale(&[])), Vec::<String>::new());
    }

    #[test]
    fn every_figure_finds_a_shade_and_only_the_unknown_does_not() {
        for highest in 0..40 {
            let values: Vec<i64> = (0..=highest).collect();
            let scale = scale(&values);
            assert!(scale.ranges.len() <= CLASSES.len(), "{scale:?}");
            assert!(values.iter().all(|value| scale.class(Some(*value)) != UNKNOWN_CLASS), "{scale:?}");
        }
        let with_gap = Scale::of(&[Some(4), None]);
        assert_eq!(with_gap.class(None), UNKNOWN_CLASS);
        assert_eq!(labels(&with_gap), ["4", "onbekend"]);
    }

    #[test]
    fn names_are_abbreviated_to_initials_or_three_letters() {
        let abbreviations = ["Hof van Twente", "Rijssen-Holten", "Enschede", "Ee"].map(abbreviation);
        assert_eq!(abbreviations, ["HvT", "RH", "Ens", "Ee"]);
    }

    #[test]
    fn the_picture_begins_at_the_first_tile() {
        let tile = |column, row| Tile { column, row, name: String::new(), href: String::new(), value: None };
        let tiles = [tile(1, 2), tile(5, 5)];
        let frame = Frame::around(&tiles);
        assert_eq!(frame.view_box(), "0 0 612 456");
        assert_eq!((frame.corner(&tiles[0]), frame.corner(&tiles[1])), ((0, 0), (496, 348)));
    }
}
