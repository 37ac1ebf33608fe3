//! What text people may type: anything that can be seen, and not more than fits.

use crate::{Problem, dutch};

/// Marks that turn the direction of text around: they can make a line read as something else than it says.
const DIRECTION_MARKS: [char; 9] =
    ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];

/// Text of several lines, of at most `max` characters.
pub fn check_text(field: &str, name: &str, text: Option<&str>, max: usize, problems: &mut Vec<Problem>) {
    check(field, name, text, max, |c| matches!(c, '\n' | '\t'), problems);
}

/// Text of one line, of at most `max` characters.
pub fn check_line(field: &str, name: &str, text: Option<&str>, max: usize, problems: &mut Vec<Problem>) {
    check(field, name, text, max, |_| false, problems);
}

fn count(amount: usize) -> String {
    dutch::number(i64::try_from(amount).unwrap_or(i64::MAX))
}

fn check(
    field: &str,
    name: &str,
    text: Option<&str>,
    max: usize,
    allowed: impl Fn(char) -> bool,
    problems: &mut Vec<Problem>,
) {
    let text = text.unwrap_or_default();
    let length = text.chars().count();
    if length > max {
        let message = format!("{name} heeft {} tekens; er passen er {}. Kort de tekst in.", count(length), count(max));
        problems.push(Problem::new(field, message));
    }
    if text.chars().any(|c| (c.is_control() && !allowed(c)) || DIRECTION_MARKS.contains(&c)) {
        let message = format!("{name} bevat een onzichtbaar teken. Typ de tekst opnieuw in plaats van hem te plakken.");
        problems.push(Problem::new(field, message));
    }
}
