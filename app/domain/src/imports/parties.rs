//! Parties in one cell, with the function that carries it there and what each brings:
//! `Domijn; Liberein (wijkmanager): levert zorg`.

use std::fmt;

/// A party as it is written. `None`: the cell does not tell; empty: it says that there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartyText {
    pub name: String,
    pub function: Option<String>,
    pub contribution: Option<String>,
}

impl PartyText {
    /// The reading of a part of a cell whose name is known. Names have brackets and colons of their own, so that the
    /// longest name is not the best: the first reading that names somebody counts.
    pub fn read(part: &str, is_known: impl Fn(&str) -> bool) -> Option<Self> {
        let whole = Self { name: part.trim().to_owned(), ..Self::default() };
        let with_function = |text: &str, contribution: Option<&str>| {
            let text = text.trim();
            let inside = text.strip_suffix(')')?;
            let readings = inside.match_indices('(').map(|(at, _)| (inside[..at].trim(), inside[at + 1..].trim()));
            let (name, function) = readings.into_iter().find(|(name, _)| is_known(name))?;
            let contribution = contribution.map(str::to_owned);
            Some(Self { name: name.to_owned(), function: Some(function.to_owned()), contribution })
        };
        if is_known(&whole.name) {
            return Some(whole);
        }
        let at_colons = part.match_indices(':').map(|(at, _)| (&part[..at], part[at + 1..].trim()));
        let with_contribution = at_colons.into_iter().find_map(|(before, after)| {
            let contribution = unquoted(after);
            if is_known(before.trim()) {
                let name = before.trim().to_owned();
                return Some(Self { name, function: None, contribution: Some(contribution) });
            }
            with_function(before, Some(&contribution))
        });
        with_contribution.or_else(|| with_function(part, None))
    }
}

/// As [`PartyText::read`] reads it. What would part it from itself stands between quotation marks.
impl fmt::Display for PartyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        if let Some(function) = &self.function {
            write!(f, " ({function})")?;
        }
        match self.contribution.as_deref() {
            None => Ok(()),
            Some("") => f.write_str(":"),
            Some(text) if text.contains([';', '"']) => write!(f, ": \"{}\"", text.replace('"', "\"\"")),
            Some(text) => write!(f, ": {text}"),
        }
    }
}

/// The parts of a cell: as [`super::several`], except that a semicolon between quotation marks after a colon parts nothing.
pub fn parties(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let mut quoted_until = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, ';' | '\n' | '"')) {
        if at < quoted_until {
            continue;
        }
        match c {
            '"' if text[start..at].trim_end().ends_with(':') => {
                quoted_until = closing(&text[at + 1..]).map_or(at, |length| at + 1 + length);
            }
            '"' => {}
            _ => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// How far the mark is that closes a quotation: a doubled one stands for one that is written, and after it the part ends.
fn closing(text: &str) -> Option<usize> {
    let mut marks = text.match_indices('"').map(|(at, _)| at).peekable();
    while let Some(at) = marks.next() {
        if marks.peek() == Some(&(at + 1)) {
            marks.next();
            continue;
        }
        let rest = text[at + 1..].trim_start_matches(' ');
        return (rest.is_empty() || rest.starts_with([';', '\n'])).then_some(at + 1);
    }
    None
}

fn unquoted(text: &str) -> String {
    let inside = text.strip_prefix('"').filter(|rest| closing(rest) == Some(rest.len()));
    match inside.and_then(|rest| rest.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: [&str; 4] = ["Domijn", "Liberein", "Zorg (Twente)", "Huis: Samen"];

    fn read(text: &str) -> Vec<Option<PartyText>> {
        parties(text).into_iter().map(|part| PartyText::read(part, |name| KNOWN.contains(&name))).collect()
    }

    fn party(name: &str, function: Option<&str>, contribution: Option<&str>) -> Option<PartyText> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Some(PartyText { name: name.to_owned(), function: owned(function), contribution: owned(contribution) })
    }

    #[test]
    fn names_are_read_with_and_without_what_they_bring() {
        let read_as = read("Domijn; Liberein (wijkmanager): levert zorg: dag en nacht\nZorg (Twente);; Domijn (a (b))");
        let expected = [
            party("Domijn", None, None),
            party("Liberein", Some("wijkmanager"), Some("levert zorg: dag en nacht")),
            party("Zorg (Twente)", None, None),
            party("Domijn", Some("a (b)"), None),
        ];
        assert_eq!(read_as, expected);
        assert_eq!(read("Huis: Samen (x): y"), [party("Huis: Samen", Some("x"), Some("y"))]);
        assert_eq!(read("Domijn:"), [party("Domijn", None, Some(""))]);
        assert_eq!(read("Domein: geld; Domijn"), [None, party("Domijn", None, None)]);
    }

    #[test]
    fn a_semicolon_between_quotation_marks_parts_nothing() {
        let expected = [party("Domijn", None, Some("geld; \"grond\"")), party("Liberein", None, None)];
        assert_eq!(read("Domijn: \"geld; \"\"grond\"\"\"; Liberein"), expected);
        // A mark that nothing closes, or that stands elsewhere, is a mark.
        let open = [party("Domijn", None, Some("\"geld")), party("Liberein", None, Some("12\" buis"))];
        assert_eq!(read("Domijn: \"geld; Liberein: 12\" buis"), open);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_the_same(
            chosen in prop::collection::vec(
                (0..KNOWN.len(), prop::option::of("[a-z ()]{0,8}"), prop::option::of("[a-z ;:\"()]{0,12}")), 1..4,
            ),
        ) {
            let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned());
            let written: Vec<PartyText> = chosen
                .into_iter()
                .map(|(name, function, contribution)| PartyText {
                    name: KNOWN[name].to_owned(),
                    function: trimmed(function),
                    contribution: trimmed(contribution),
                })
                .collect();
            let cell = written.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
            let read: Vec<PartyText> = read(&cell).into_iter().flatten().collect();
            prop_assert_eq!(read, written, "{}", cell);
        }
    }
}
