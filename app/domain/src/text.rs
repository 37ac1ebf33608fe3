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

/// Whether there is anything to read in it.
pub fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The text on one line, without what cannot be seen: for places where a line break means something, such as a header of
/// a mail.
pub fn visible_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_whitespace() || is_invisible(c), " ");
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text with its lines, without what cannot be seen.
pub fn visible_text(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| line.replace(is_invisible, " ").trim_end().to_owned()).collect();
    lines.join("\n").trim().to_owned()
}

fn is_invisible(c: char) -> bool {
    c.is_control() || DIRECTION_MARKS.contains(&c)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visible_line_has_no_breaks_and_no_marks() {
        assert_eq!(visible_line(" Jan\r\nBcc: a@b.example\u{2028}\u{202e}x\0 "), "Jan Bcc: a@b.example x");
        assert_eq!(visible_line("\r\n"), "");
    }

    #[test]
    fn visible_text_keeps_its_lines() {
        assert_eq!(visible_text("een\r\ntwee\u{202e}\u{7}\n\ndrie\n"), "een\ntwee\n\ndrie");
    }
}
