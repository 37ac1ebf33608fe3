//! What people typed, as the fonts can show it.

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::{first_has, one_has};

/// Stands where a character is that no font has.
const UNKNOWN: char = '\u{FFFD}';
/// A word of more letters than this may be broken anywhere, so that no line runs off the page.
const LONG: usize = 30;
const BREAK_AFTER: usize = 15;
const MAY_BREAK: char = '\u{200B}';

/// All texts in it, with what no font has replaced.
pub fn writable(data: Value) -> Value {
    mapped(data, &|text| with_breaks(&shown(text)))
}

/// All texts in it, with only what the font of ordinary text has and what is a letter by itself: what a font makes of two
/// characters together cannot be known beforehand.
pub fn plain(data: Value) -> Value {
    let alone = |character| first_has(character) && !joins(character) && !is_invisible(character);
    let known = |character: char| if character == '\n' || alone(character) { character } else { UNKNOWN };
    mapped(data, &|text| with_breaks(&tidy(text).chars().map(known).collect::<String>()))
}

fn mapped(data: Value, change: &dyn Fn(&str) -> String) -> Value {
    match data {
        Value::String(text) => Value::String(change(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(|item| mapped(item, change)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, mapped(value, change))).collect())
        }
        other => other,
    }
}

/// Without characters that say nothing on paper: lines end in one way, a tab is a space.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let tidied = text.chars().filter_map(|character| match character {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{B}' | '\u{C}' => Some('\n'),
        '\t' => Some(' '),
        '\n' => Some('\n'),
        '\u{FEFF}' | '\u{200B}' => None,
        control if control.is_control() => None,
        other => Some(other),
    });
    tidied.collect()
}

/// Letters with their accents stay together: half of them in another font is a character that neither has.
fn shown(text: &str) -> String {
    let mut shown = String::new();
    for cluster in tidy(text).graphemes(true) {
        let visible: Vec<char> = cluster.chars().filter(|character| !is_invisible(*character)).collect();
        if cluster == "\n" || one_has(&visible) {
            shown.push_str(cluster);
            continue;
        }
        let (known, unknown): (Vec<char>, Vec<char>) =
            visible.into_iter().partition(|character| one_has(&[*character]) && !joins(*character));
        shown.extend(known);
        shown.extend(unknown.first().map(|_| UNKNOWN));
    }
    shown
}

/// It says how its neighbours are shown, and fonts need not have it.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
}

/// It belongs to the character before it.
fn joins(character: char) -> bool {
    let pair: String = ['a', character].into_iter().collect();
    pair.graphemes(true).count() == 1
}

fn with_breaks(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().count() <= LONG {
            broken.push_str(word);
            continue;
        }
        for (index, cluster) in word.graphemes(true).enumerate() {
            if index > 0 && index % BREAK_AFTER == 0 {
                broken.push(MAY_BREAK);
            }
            broken.push_str(cluster);
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn markup_emoji_and_other_directions_stay_as_they_were_typed() {
        for text in [
            "#import \"@preview/x:1.0.0\": *",
            "*vet* _schuin_ $x^2$ @ref <label> \\ // --- ~ `code`",
            "= kop\n- lijst\n\n  twee  spaties",
            "שלום עולם en مرحبا بالعالم",
            "✅ 😀 👩‍👩‍👧 1️⃣ 🇳🇱",
            "Groei → krimp, ½ m², “aanhaling”",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn what_no_font_has_is_shown_to_be_missing() {
        assert_eq!(shown("a漢字b"), "a��b");
        assert_eq!(shown("e\u{20DE}\u{1AC0}"), "e�");
        assert_eq!(shown("\u{0}a\u{1}\r\nb\tc\u{FEFF}"), "a\nb c");
        assert_eq!(plain(json!({ "x": ["é →", 1, null] })), json!({ "x": ["é �", 1, null] }));
        assert_eq!(plain(json!("Ѐ\u{A674}e\u{301}\u{200D}")), json!("Ѐ�e��"));
    }

    #[test]
    fn only_long_words_may_be_broken_anywhere() {
        let ordinary = "arbeidsongeschiktheidsuitkering";
        assert_eq!(with_breaks(&ordinary[..30]), &ordinary[..30]);
        let long = "x".repeat(40);
        assert_eq!(with_breaks(&format!("a {long} b")).replace(MAY_BREAK, ""), format!("a {long} b"));
        assert_eq!(with_breaks(&long).matches(MAY_BREAK).count(), 2);
    }
}
