//! Which numbers are days: a number itself does not say it, only how it is shown.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::package::{Part, attribute};
use crate::refused::Refused;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Number,
    Day,
    /// A time of the day, or how long something took.
    Time,
}

/// By the number that a cell has for its style.
pub fn read(part: &mut Part<'_, '_>) -> Result<Vec<Shown>, Refused> {
    let mut own: HashMap<u32, Shown> = HashMap::new();
    let mut shown = Vec::new();
    let mut in_cells = false;
    loop {
        match part.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) = (attribute(&tag, "numFmtId")?, attribute(&tag, "formatCode")?) {
                        own.insert(id.parse().map_err(|_| Refused::Damaged)?, of_code(&code));
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id: u32 = match attribute(&tag, "numFmtId")? {
                        Some(id) => id.parse().map_err(|_| Refused::Damaged)?,
                        None => 0,
                    };
                    shown.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(shown),
            _ => {}
        }
    }
}

/// Those that Excel knows by number (ECMA-376 part 1, 18.8.30).
const fn built_in(id: u32) -> Shown {
    match id {
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Day,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        _ => Shown::Number,
    }
}

/// `dd-mm-yyyy` is a day, and so is a month alone; `hh:mm` is a time. Files have the letters of English, whatever language
/// Excel speaks.
fn of_code(code: &str) -> Shown {
    let letters = letters(code);
    let has = |wanted: [char; 2]| letters.contains(wanted);
    if letters.contains("general") {
        Shown::Number
    } else if has(['d', 'y']) {
        Shown::Day
    } else if has(['h', 's']) {
        Shown::Time
    } else if letters.contains('m') {
        Shown::Day
    } else {
        Shown::Number
    }
}

/// What has a meaning in the part for positive numbers: not what is quoted or escaped, nor colours and languages. `[h]` has
/// one.
fn letters(code: &str) -> String {
    let mut letters = String::new();
    let mut left = code.chars();
    while let Some(character) = left.next() {
        match character {
            '"' => {
                left.find(|quote| *quote == '"');
            }
            '\\' | '_' | '*' => {
                left.next();
            }
            '[' => {
                let inside: String =
                    left.by_ref().take_while(|end| *end != ']').collect::<String>().to_ascii_lowercase();
                if !inside.is_empty() && inside.chars().all(|letter| matches!(letter, 'h' | 'm' | 's')) {
                    // Minutes alone would be taken for months.
                    letters.push('h');
                }
            }
            ';' => break,
            _ => letters.push(character.to_ascii_lowercase()),
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_known_by_how_it_is_shown() {
        for code in ["dd-mm-yyyy", "[$-413]d mmmm yyyy;@", "yyyy\\-mm", "mmmm", "dd-mm-yyyy hh:mm", "D/M/YY"] {
            assert_eq!(of_code(code), Shown::Day, "{code}");
        }
        for code in ["hh:mm", "[h]:mm", "[mm]", "h:mm AM/PM", "mm:ss.0"] {
            assert_eq!(of_code(code), Shown::Time, "{code}");
        }
        for code in
            ["General", "#,##0", "0.00E+00", "#,##0 \"dagen\"", "0\\d", "[Red]0", "_d0", "0;dd-mm-yyyy", "@", ""]
        {
            assert_eq!(of_code(code), Shown::Number, "{code}");
        }
    }
}
