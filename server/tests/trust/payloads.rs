//! Texts that would do harm if they were anything but text, and what a page must look like that shows them.

use std::collections::BTreeSet;

use crate::html::Page;
use crate::world::Answer;

/// Occurs in each of them, in no other text: long enough that no random token of a session holds it by chance.
pub const MARK: &str = "wzxqvjkp";

pub struct Payload {
    pub name: &'static str,
    pub text: String,
    /// It holds what nobody can see; a field refuses that.
    pub invisible: bool,
}

/// What is text to a page, a database and a header whatever it holds: of these each field gets one, another than the field beside
/// it, and each form gets all.
const IN_TURN: [&str; 6] = ["template", "formula", "address", "one long word", "format", "path"];

impl Payload {
    /// Whether it is tried in the field at this place of a form.
    pub fn is_for(&self, field: usize) -> bool {
        let turn = IN_TURN.iter().position(|name| *name == self.name);
        turn.is_none_or(|turn| turn == field % IN_TURN.len())
    }
}

pub fn all() -> Vec<Payload> {
    let visible = |name, text: &str| Payload { name, text: text.to_owned(), invisible: false };
    let invisible = |name, text: &str| Payload { name, text: text.to_owned(), invisible: true };
    vec![
        visible("script", "</textarea></title></script><script>wzxqvjkp(1)</script>"),
        visible("attribute", "\"><img src=x onerror=wzxqvjkp(2)>' onfocus='wzxqvjkp(2)' autofocus='"),
        visible("sql", "wzxqvjkp' OR '1'='1'; DROP TABLE users;--"),
        visible("template", "wzxqvjkp{{7*7}}${7*7}<%= 7*7 %>#{7*7}"),
        visible("formula", "=HYPERLINK(\"https://wzxqvjkp.example\";\"klik\")"),
        visible("address", "javascript:wzxqvjkp(6)//"),
        invisible("control characters", "wzxqvjkp\0\u{7}\u{1b}[31m"),
        invisible("right to left", "wzxqvjkp\u{202e}gpj.exe"),
        visible("one long word", &format!("wzxqvjkp{}", "w".repeat(100))),
        visible("far too long", &format!("wzxqvjkp{}", "w".repeat(20_000))),
        visible("emoji and accents on accents", "wzxqvjkp👩‍👩‍👧‍👦🇳🇱 Z͑ͫ̓a\u{308}\u{308}\u{308}lgo ﷽ İı"),
        visible("format", "wzxqvjkp%s%n%x%00%2e%2e/%d"),
        invisible("header", "wzxqvjkp\r\nSet-Cookie: wzxqvjkp=1\r\n\r\n<b>wzxqvjkp</b>"),
        visible("path", "../../wzxqvjkp/..\\..\\etc\\passwd"),
    ]
}

/// Why an answer would do what its text says, if it would.
pub fn harm(answer: &Answer, known: &BTreeSet<String>) -> Option<String> {
    if answer.status.is_server_error() {
        return Some(format!("answers {}", answer.status));
    }
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        if name.as_str().contains(MARK) || (name.as_str() == "set-cookie" && value.contains(MARK)) {
            return Some(format!("the header {name}: {value}"));
        }
    }
    if !leads_to_this_site(answer.location()) {
        return Some(format!("leads to {}", answer.location()));
    }
    if !answer.header("content-type").starts_with("text/html") {
        return None;
    }
    harm_in_page(&Page::read(&answer.body), known)
}

fn harm_in_page(page: &Page, known: &BTreeSet<String>) -> Option<String> {
    for element in &page.elements {
        let shape = format!("<{}>", element.name);
        if !known.is_empty() && !known.contains(&shape) {
            return Some(format!("has an element {shape}"));
        }
        // Scripts are those of the program: known by their nonce, which nobody can guess.
        if element.name == "script" && (element.get("nonce").is_none() || element.text.contains("<script")) {
            return Some(format!("has a script {element:?}"));
        }
        for (name, value) in &element.attributes {
            let loads = matches!(name.as_str(), "href" | "src" | "action" | "formaction" | "srcset" | "data");
            let shape = format!("{}[{name}]", element.name);
            // Which of these there are depends on what is wrong; none of them does anything.
            let harmless = name.starts_with("aria-") || shape == "details[open]";
            let unknown = !known.is_empty() && !known.contains(&shape) && !harmless;
            if name.starts_with("on") || name == "style" || unknown {
                return Some(format!("has an attribute {shape}"));
            }
            if loads && !is_harmless_address(value) {
                return Some(format!("has {name}={value}"));
            }
        }
    }
    None
}

/// The elements and attributes of a page.
pub fn shapes(page: &Page) -> impl Iterator<Item = String> {
    page.elements.iter().flat_map(|element| {
        let attributes = element.attributes.keys().map(|name| format!("{}[{name}]", element.name));
        std::iter::once(format!("<{}>", element.name)).chain(attributes)
    })
}

fn is_harmless_address(address: &str) -> bool {
    let address = address.trim();
    address.is_empty()
        || address.starts_with(['#', '?'])
        || address.starts_with("https://")
        || address.starts_with("mailto:")
        || leads_to_this_site(address)
}

/// As browsers read it: a backslash is a slash, and control characters are not there.
pub fn leads_to_this_site(address: &str) -> bool {
    let read: String = address.chars().filter(|c| !c.is_control()).map(|c| if c == '\\' { '/' } else { c }).collect();
    read.is_empty() || (read.starts_with('/') && !read.starts_with("//"))
}
