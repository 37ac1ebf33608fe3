//! Whether changed words can be a correction of them, and not another promise.

use crate::commitments::Content;

/// So many words may differ in any text; in a longer one a fifth of them.
const WORDS_FREE: usize = 2;
const WORDS_PART: usize = 5;

/// Words that turn a promise around.
const TURNS: [&str; 11] =
    ["geen", "niet", "nooit", "zonder", "niets", "niemand", "behalve", "tenzij", "mits", "minder", "alleen"];

/// Title and description say the same in slightly other words: the same numbers in the same order, nothing denied that was
/// not, and hardly another word. Anything else its parties read again, whatever its writer says.
pub fn can_be_correction(before: &Content, after: &Content) -> bool {
    let (before, after) = (words(before), words(after));
    let turns = |words: &[String]| -> Vec<String> {
        words.iter().filter(|word| TURNS.contains(&word.as_str())).cloned().collect()
    };
    let most = WORDS_FREE.max(before.len() / WORDS_PART);
    numbers(&before) == numbers(&after) && turns(&before) == turns(&after) && distance(&before, &after) <= most
}

/// In small letters, without signs.
fn words(content: &Content) -> Vec<String> {
    let texts = std::iter::once(content.title.as_str()).chain(content.description.as_deref());
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Digits as they stand; numbers in words as their digits.
fn numbers(words: &[String]) -> Vec<String> {
    let number = |word: &String| {
        let digits: String = word.chars().filter(|c| c.is_numeric()).collect();
        if digits.is_empty() { spelled(word).map(|number| number.to_string()) } else { Some(digits) }
    };
    words.iter().filter_map(number).collect()
}

const TO_TWENTY: [&str; 20] = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
];
const TENS: [&str; 8] = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];
const LARGE: [(&str, u32); 3] = [("honderd", 100), ("duizend", 1_000), ("miljoen", 1_000_000)];

/// The number that a word is: from two, for `een` is mostly none.
fn spelled(word: &str) -> Option<u32> {
    let position = |words: &[&str], word: &str| words.iter().position(|other| *other == word);
    if let Some(number) = position(&TO_TWENTY, word).filter(|number| *number != 1) {
        return u32::try_from(number).ok();
    }
    if let Some((_, number)) = LARGE.iter().find(|(large, _)| *large == word) {
        return Some(*number);
    }
    let (ten, rest) =
        TENS.iter().zip((20_u32..).step_by(10)).find_map(|(ten, number)| Some((number, word.strip_suffix(ten)?)))?;
    if rest.is_empty() {
        return Some(ten);
    }
    let unit = rest.strip_suffix("ën").or_else(|| rest.strip_suffix("en"))?;
    let unit = position(&TO_TWENTY[..10], unit)?;
    Some(ten + u32::try_from(unit).ok()?)
}

/// How many words were put in, taken out or replaced.
fn distance(before: &[String], after: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=after.len()).collect();
    for (line, old) in before.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (place, new) in after.iter().enumerate() {
            let replaced = diagonal + usize::from(old != new);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(row[place] + 1).min(diagonal + 1);
        }
    }
    row[after.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_numbers() {
        for (word, number) in [
            ("twee", Some(2)),
            ("twaalf", Some(12)),
            ("twintig", Some(20)),
            ("vierentwintig", Some(24)),
            ("drieëndertig", Some(33)),
            ("eenenveertig", Some(41)),
            ("honderd", Some(100)),
            ("een", None),
            ("woningen", None),
            ("entwintig", None),
        ] {
            assert_eq!(spelled(word), number, "{word}");
        }
    }

    #[test]
    fn words_put_in_taken_out_and_replaced_are_counted() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(distance(&words("a b c"), &words("a b c")), 0);
        assert_eq!(distance(&words("a b c"), &words("a x c")), 1);
        assert_eq!(distance(&words("a b c"), &words("b c d e")), 3);
        assert_eq!(distance(&[], &words("a b")), 2);
    }
}
