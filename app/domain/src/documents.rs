//! The documents that commitments come from: framework agreements of a region, performance agreements of a gemeente with
//! its corporaties and tenants.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::ids::OrganisationId;
use crate::text::{check_line, has_words};
use crate::{Problem, coded_enum};

pub const TITLE_MAX: usize = 200;
pub const URL_MAX: usize = 500;
/// A year outside these is a typing error.
pub const YEARS: RangeInclusive<i32> = 1990..=2100;

const URL_WRONG: &str = "Vul een volledig webadres in dat met https:// begint, of laat het veld leeg.";

coded_enum! {
    DocumentKind {
        Framework = "raamafspraak", "Raamafspraak";
        Performance = "prestatieafspraak", "Prestatieafspraak";
    }
}

/// What people write down about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub title: String,
    pub kind: DocumentKind,
    pub first_year: i32,
    pub last_year: i32,
    /// Where it can be read.
    pub url: Option<String>,
    pub parties: BTreeSet<OrganisationId>,
}

impl Content {
    /// Empty when it may be saved.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !has_words(&self.title) {
            problems.push(Problem::new("title", "Vul de titel van het document in."));
        }
        check_line("title", "De titel", Some(&self.title), TITLE_MAX, &mut problems);
        for (field, year) in [("first_year", self.first_year), ("last_year", self.last_year)] {
            if !YEARS.contains(&year) {
                problems.push(year_problem(field));
            }
        }
        if problems.iter().all(|problem| !problem.field.ends_with("_year")) && self.last_year < self.first_year {
            problems.push(Problem::new("last_year", "Het laatste jaar ligt vóór het eerste. Kies een later jaar."));
        }
        if self.url.as_deref().is_some_and(|url| !is_web_address(url)) {
            problems.push(Problem::new("url", URL_WRONG));
        }
        if self.parties.is_empty() {
            problems.push(Problem::new("parties", "Kies ten minste één partij."));
        }
        problems
    }

    pub fn years(&self) -> String {
        years(self.first_year, self.last_year)
    }
}

pub fn year_problem(field: &str) -> Problem {
    Problem::new(field, format!("Vul een jaar in van {} tot en met {}.", YEARS.start(), YEARS.end()))
}

/// `2025–2028`, or `2026` when it is one year.
pub fn years(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// A document among others: `Prestatieafspraken Merendam (2025–2028)`.
pub fn label(title: &str, first_year: i32, last_year: i32) -> String {
    format!("{title} ({})", years(first_year, last_year))
}

/// An address of a page on the web, and of nothing else: no script, no file, and no name or password before the site.
pub fn is_web_address(url: &str) -> bool {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let Some(rest) = scheme.and_then(|scheme| url.get(scheme.len()..)) else { return false };
    let site = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = site.split_once(':').map_or((site, None), |(host, port)| (host, Some(port)));
    let named = host.split('.').all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-') && !part.starts_with('-')
    });
    let port = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0) && !port.starts_with('+'));
    let visible = url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\"'\\`{}|^".contains(c));
    let mut hidden = Vec::new();
    check_line("url", "Het adres", Some(url), URL_MAX, &mut hidden);
    named && port && visible && hidden.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn complete() -> Content {
        Content {
            title: "Prestatieafspraken Merendam".to_owned(),
            kind: DocumentKind::Performance,
            first_year: 2025,
            last_year: 2028,
            url: Some("https://www.merendam.example/afspraken.pdf?versie=2#p4".to_owned()),
            parties: BTreeSet::from([Uuid::from_u128(1).into()]),
        }
    }

    fn fields(content: &Content) -> Vec<String> {
        content.problems().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn it_has_a_title_years_in_their_order_and_a_party() {
        assert_eq!(complete().problems(), vec![]);
        assert_eq!(complete().years(), "2025–2028");
        assert_eq!(years(2026, 2026), "2026");
        let wrong = Content { title: " ".to_owned(), last_year: 2024, parties: BTreeSet::new(), ..complete() };
        assert_eq!(fields(&wrong), ["title", "last_year", "parties"]);
        assert_eq!(fields(&Content { first_year: 20_025, ..complete() }), ["first_year"]);
        let none = Content { url: None, ..complete() };
        assert_eq!(none.problems(), vec![]);
    }

    #[test]
    fn a_link_leads_to_the_web_and_nowhere_else() {
        for good in
            ["https://a.example", "HTTP://a.example:8080/x?y=1#z", "https://café.example/ü", "http://localhost/"]
        {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//a.example",
            "/documenten",
            "a.example",
            "https://",
            "https:///pad",
            "https://naam:wachtwoord@a.example",
            "https://a.example\" onclick=\"x",
            "https://a.example/<script>",
            "https://a b.example",
            "https://a.example/\u{202e}fdp",
            " https://a.example",
            "https://a..example",
            "https://a.example:99999",
            "https:\\\\a.example",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
        assert!(!is_web_address(&format!("https://a.example/{}", "x".repeat(URL_MAX))));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_only_web_addresses_pass(text in ".{0,40}", scheme in "[a-z]{0,6}:(//)?") {
            for text in [text.clone(), format!("{scheme}{text}")] {
                if is_web_address(&text) {
                    let lower = text.to_lowercase();
                    prop_assert!(lower.starts_with("https://") || lower.starts_with("http://"));
                    prop_assert!(!text.contains(['"', '<', '>', '\\']) && !text.contains(char::is_whitespace));
                }
            }
        }
    }
}
