//! What a number means for the division that it is in, in words.

use domain::dutch;
use domain::targets::{Effect, HeldBy, Part};
use leptos::prelude::*;

/// What the form of one holder calls the others.
#[derive(Clone, Copy)]
pub struct Words {
    /// Above their column.
    pub head: &'static str,
    /// To whom what is left goes.
    pub whom: &'static str,
    /// What no number means.
    pub empty: &'static str,
    /// Whose number is divided, when it is another's.
    whole: Option<&'static str>,
    /// The others together.
    together: &'static str,
    one: &'static str,
    more: &'static str,
}

pub const fn words(held_by: HeldBy) -> Words {
    match held_by {
        HeldBy::Region => Words {
            head: "Gemeenten",
            whom: "de gemeenten",
            empty: "nog niet bekend",
            whole: None,
            together: "Samen",
            one: "gemeente",
            more: "gemeenten",
        },
        HeldBy::Municipality(_) => Words {
            head: "Regio en andere gemeenten",
            whom: "de anderen",
            empty: "nog niet verdeeld",
            whole: Some("Regio"),
            together: "Andere gemeenten",
            one: "andere gemeente",
            more: "andere gemeenten",
        },
        HeldBy::Corporation(..) => Words {
            head: "Gemeente en andere corporaties",
            whom: "de verdeling",
            empty: "nog niet verdeeld",
            whole: Some("Gemeente"),
            together: "Andere corporaties",
            one: "andere corporatie",
            more: "andere corporaties",
        },
    }
}

/// The number that is divided, and what the others have of it.
pub fn others(effect: Effect, held_by: HeldBy) -> Vec<AnyView> {
    let words = words(held_by);
    let whole = |name: &str| {
        let number = effect.now.whole.map_or_else(|| "nog niet bekend".to_owned(), dutch::number);
        format!("{name}: {number}")
    };
    let mut lines: Vec<String> = words.whole.map(whole).into_iter().collect();
    lines.push(format!("{}: {}", words.together, dutch::number(effect.others)));
    if effect.undivided > 0 {
        let who = dutch::count(effect.undivided as u64, words.one, words.more);
        lines.push(format!("Van {who} nog niet verdeeld"));
    }
    paragraphs(lines)
}

/// What is left for the others, now and then; and for the corporaties, of which some have a part of it.
pub fn difference(effect: Effect, held_by: HeldBy, of_corporations: Option<Effect>, looked: bool) -> Vec<AnyView> {
    let told = |effect: Effect, before: &str, words: &dyn Fn(Option<i64>) -> String| {
        let mut lines = vec![format!("{before}{}: {}", first("nu", before), words(effect.now.left()))];
        if looked && effect.now != effect.then {
            lines.push(format!("{before}{}: {}", first("straks", before), words(effect.then.left())));
        }
        lines
    };
    let mut lines = told(effect, "", &|left| match held_by {
        HeldBy::Corporation(..) => left_of_municipality(left),
        HeldBy::Region | HeldBy::Municipality(_) => left_of_region(left, words(held_by).whom),
    });
    lines.extend(of_corporations.into_iter().flat_map(|effect| told(effect, "Corporaties, ", &left_of_municipality)));
    paragraphs(lines)
}

/// With a capital at the beginning of a line.
fn first(word: &str, before: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(letter) if before.is_empty() => letter.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

fn left_of_region(left: Option<i64>, whom: &str) -> String {
    match left {
        None => "nog niet bekend".to_owned(),
        Some(0) => "precies het aantal van de regio".to_owned(),
        Some(left @ 1..) => format!("{} te verdelen over {whom}", dutch::number(left)),
        Some(left) => format!("{} meer dan de regio", dutch::number(-left)),
    }
}

/// What the corporaties together lack to the number of the gemeente.
pub fn left_of_municipality(left: Option<i64>) -> String {
    match left {
        None => "nog niet bekend".to_owned(),
        Some(0) => "alles is verdeeld".to_owned(),
        Some(left @ 1..) => format!("{} nog te verdelen", dutch::number(left)),
        Some(left) => format!("{} meer dan het doel van de gemeente", dutch::number(-left)),
    }
}

pub fn parts(part: Part) -> Vec<AnyView> {
    let said = |name: &str, value: Option<i64>| {
        let value = value.map_or_else(|| "nog niet bekend".to_owned(), |value| format!("{value} %"));
        format!("{name}: {value}")
    };
    paragraphs(vec![said("Doel", part.target), said("Gepland", part.planned), said("Opgeleverd", part.delivered)])
}

fn paragraphs(lines: Vec<String>) -> Vec<AnyView> {
    lines.into_iter().map(|line| view! { <p>{line}</p> }.into_any()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_says_which_way() {
        let told = [None, Some(0), Some(1_070), Some(-40)].map(left_of_municipality);
        let expected =
            ["nog niet bekend", "alles is verdeeld", "1.070 nog te verdelen", "40 meer dan het doel van de gemeente"];
        assert_eq!(told, expected);
        assert_eq!(left_of_region(Some(-40), "de anderen"), "40 meer dan de regio");
    }
}
