//! The text that cells share, and how text is kept in XML.

use quick_xml::events::Event;

use super::package::{Part, TextTag};
use crate::limits::Limits;
use crate::refused::Refused;

/// All text in one piece: a million empty strings take four bytes each, not twenty-four.
#[derive(Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        self.text.get(start..end)
    }
}

/// # Errors
/// When there are more than there can be cells, besides those of [`Part::next`].
pub fn read(part: &mut Part<'_, '_>, limits: &Limits) -> Result<Strings, Refused> {
    let most = limits.rows.saturating_mul(limits.columns);
    let mut strings = Strings::default();
    loop {
        match part.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                if strings.ends.len() == most {
                    return Err(Refused::too_much(limits));
                }
                part.text_into(&mut strings.text, is_shown)?;
                strings.ends.push(u32::try_from(strings.text.len()).map_err(|_| Refused::Damaged)?);
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Text of a cell is in a `t`, or in the `t` of each `r` that looks different.
pub fn is_shown(inside: &[TextTag]) -> bool {
    inside.last() == Some(&TextTag::Text) && !inside.contains(&TextTag::Phonetic)
}

/// `_x000D_` is how Excel keeps a character that XML cannot, and each line ends as `\n`.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut left = text;
    while let Some((before, after)) = left.split_once("_x") {
        plain.push_str(before);
        match escaped(after) {
            Some((character, rest)) => {
                plain.push(character);
                left = rest;
            }
            None => {
                plain.push_str("_x");
                left = after;
            }
        }
    }
    plain.push_str(left);
    if plain.contains('\r') { plain.replace("\r\n", "\n").replace('\r', "\n") } else { plain }
}

/// The character of `000D_`, and what follows it.
fn escaped(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let rest = rest.strip_prefix('_')?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((character, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_keep_are_read_back() {
        for (kept, read) in [
            ("een_x000D_\ntwee", "een\ntwee"),
            ("een\rtwee", "een\ntwee"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x0041_x", "Ax"),
            ("_x41_ _xé0041_ _x", "_x41_ _xé0041_ _x"),
        ] {
            assert_eq!(plain(kept), read);
        }
    }
}
