//! The fonts that a document can use. There are no others: the same document is the same everywhere.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// In the order in which the template names their families.
static FILES: [&[u8]; 6] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
    include_bytes!("../fonts/NotoSansSymbols-Regular.ttf"),
    include_bytes!("../fonts/NotoEmoji-Regular.ttf"),
];

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect());

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

pub fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

pub fn font(index: usize) -> Option<Font> {
    FONTS.get(index).cloned()
}

/// Whether one font has all of these characters.
pub fn one_has(characters: &[char]) -> bool {
    FONTS.iter().any(|font| characters.iter().all(|character| has(font, *character)))
}

/// Whether the font of ordinary text has this character.
pub fn first_has(character: char) -> bool {
    FONTS.first().is_some_and(|font| has(font, character))
}

fn has(font: &Font, character: char) -> bool {
    font.info().coverage.contains(character.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_font_of_its_own() {
        assert_eq!(FONTS.len(), FILES.len());
        let families: Vec<&str> = FONTS.iter().map(|font| font.info().family.as_str()).collect();
        let expected =
            ["Noto Sans", "Noto Sans", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Sans Symbols", "Noto Emoji"];
        assert_eq!(families, expected);
    }

    #[test]
    fn what_the_product_writes_is_there() {
        for character in "→ – ’ ‘ € ² • … é ï �".chars() {
            assert!(one_has(&[character]), "{character}");
        }
        assert!(first_has('�') && !first_has('→'));
    }
}
